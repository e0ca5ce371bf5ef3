"""Who is nearest to whom: statements of different authors that choose each other.

Mutual k-nearest neighbours after Gowda and Krishna (1978, https://doi.org/10.1016/0031-3203(78)90018-3).
Up to some thousands of statements everybody is compared with everybody. Above, two roads lead to
those that are worth comparing, and only they are scored: the cells of near vectors
(`cells`), and the words that few statements hold, which lead to pairs that lie far apart in
meaning and yet score high.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from agreement.domain.clusters.cells import cells_with_surroundings, split_into_cells
from agreement.domain.likeness.pairing import PairScorer, Rows
from agreement.domain.likeness.similarity import Floats

Groups = npt.NDArray[np.intp]

# Larger blocks gain no speed and cost memory: 2,048 x 100,000 took 4.9 GB, 256 takes 0.3 GB.
BLOCK = 256
ALL = slice(None)
CELL = 256
"""The most rows of a cell."""
SURROUNDINGS = 2_500
"""Rows that those of a cell are compared with at least: what recall costs (docs/algorithms/clusters.md)."""
RARE = 64
"""A word that more statements hold leads to too many of them to be a road."""
BY_WORDS = 8
"""The most rows that rare words lead to from one row."""
_DIGITS = 3
_ROUNDING = 10.0**-_DIGITS
"""Scores of one pair differ in the sixth digit by the block that it is computed in; rounded, they are the same, and
equal scores are told apart by the order of rows."""
_LEAST_SHARED = 0.1  # of the cosine of tf-idf, below which the words in common hardly move the score


@dataclass(frozen=True, eq=False)
class Nearest:
    """Each row's best rows in other groups, best first, of equal ones the lower: [n, width] each.

    Where a row has fewer, `columns` is -1 and `scores` is -inf.
    """

    columns: Rows
    scores: Floats


@dataclass(frozen=True, eq=False)
class Renewed:
    """The lists after a change, and which rows' lists may be other than they were: bool [n]."""

    nearest: Nearest
    changed: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MutualNeighbours:
    """Pairs of rows, each among the nearest of the other: `rows` < `columns`, in order, and their scores."""

    rows: Rows
    columns: Rows
    scores: Floats


def nearest_rows(scorer: PairScorer, groups: Groups, width: int, threshold: float, exact_up_to: int) -> Nearest:
    """Return each row's best `width` rows of all other groups that score `threshold` or more.

    Exact up to `exact_up_to` rows, in O(n^2 d) time; approximate above, in O(n log n d). Memory is
    O(n width) and a block of scores. The same rows in the same order give the same result.
    """
    count = len(groups)
    if count <= exact_up_to:
        blocks = (np.arange(start, min(start + BLOCK, count), dtype=np.intp) for start in range(0, count, BLOCK))
        found = (_best_of(_across(scorer, groups, rows, ALL), rows, ALL, width, threshold) for rows in blocks)
        return best_of(joined_pairs(found), count, width)
    return best_of(_both_ways(joined_pairs(_roads(scorer, groups, width, threshold)), count), count, width)


def renew_nearest(  # noqa: PLR0913 - what was found, what has changed, and how much is kept
    nearest: Nearest,
    place: Rows,
    scorer: PairScorer,
    groups: Groups,
    *,
    fresh: Rows,
    width: int,
    threshold: float,
) -> Renewed:
    """Return the best rows after some came and some went, found exactly for all whom that touches.

    `place` is the new row of each old one, -1 for those that went; `fresh` are the rows that are new. Scores of
    rows that stay must be as they were. O((fresh + rows that lost a neighbour) n d).
    """
    count = len(groups)
    renewed, lost, full = _moved(nearest, place, count, width)
    # A full list that lost one has others waiting that it did not keep.
    again = np.union1d(fresh, np.flatnonzero(lost & full))
    least = np.where(renewed.columns[:, -1] >= 0, renewed.scores[:, -1], threshold).astype(np.float32)
    least[again] = np.inf
    blocks = (again[start : start + BLOCK] for start in range(0, len(again), BLOCK))
    parts = [part for rows in blocks for part in _both_sides(scorer, groups, rows, least, width, threshold)]
    rows, columns, values = joined_pairs(parts)
    changed = lost.copy()
    changed[rows] = changed[again] = True
    kept = changed[:, None] & (renewed.columns >= 0)
    kept[again] = False
    own = (np.nonzero(kept)[0], renewed.columns[kept], renewed.scores[kept])
    better = best_of(_once(joined_pairs([(rows, columns, values), own]), count), count, width)
    renewed.columns[changed], renewed.scores[changed] = better.columns[changed], better.scores[changed]
    return Renewed(renewed, changed)


def mutual(nearest: Nearest, neighbours: int, scorer: PairScorer, least_cosine: float = -1.0) -> MutualNeighbours:
    """Return the pairs among the first `neighbours` of each other whose plain cosine is `least_cosine` or more."""
    return _mutual_of(nearest, np.arange(len(nearest.columns), dtype=np.intp), neighbours, scorer, least_cosine)


def renew_mutual(  # noqa: PLR0913 - what was found, what has changed, and what a pair needs
    before: MutualNeighbours,
    place: Rows,
    renewed: Renewed,
    *,
    neighbours: int,
    scorer: PairScorer,
    least_cosine: float,
) -> MutualNeighbours:
    """Return what `mutual` would of the renewed lists; only pairs of rows whose list changed are looked at."""
    rows, columns = place[before.rows], place[before.columns]
    stays = (rows >= 0) & (columns >= 0)
    stays[stays] = ~(renewed.changed[rows[stays]] | renewed.changed[columns[stays]])
    again = _mutual_of(renewed.nearest, np.flatnonzero(renewed.changed), neighbours, scorer, least_cosine)
    rows, columns = np.concatenate([rows[stays], again.rows]), np.concatenate([columns[stays], again.columns])
    order = np.lexsort((columns, rows))
    return MutualNeighbours(rows[order], columns[order], np.concatenate([before.scores[stays], again.scores])[order])


def _mutual_of(
    nearest: Nearest, rows: Rows, neighbours: int, scorer: PairScorer, least_cosine: float
) -> MutualNeighbours:
    """Return the mutual pairs of some rows with any other."""
    columns, scores = nearest.columns[rows, :neighbours], nearest.scores[rows, :neighbours]
    back = (nearest.columns[columns, :neighbours] == rows[:, None, None]).any(axis=2) & (columns >= 0)
    at, choice = np.nonzero(back)
    one, other = rows[at], columns[at, choice]
    low, high, scores = _once(
        (np.minimum(one, other), np.maximum(one, other), scores[at, choice]), len(nearest.columns)
    )
    near = scorer.cosines(low, high) >= least_cosine
    return MutualNeighbours(low[near], high[near], scores[near])


Pairs = tuple[Rows, Rows, Floats]
"""Rows, columns and scores of pairs, one array each."""


def joined_pairs(parts: Iterable[Pairs]) -> Pairs:
    """Return pairs found in parts as one."""
    rows, columns, scores = zip(*parts, strict=True) if (parts := list(parts)) else ((), (), ())
    return (
        np.concatenate([np.empty(0, dtype=np.intp), *rows]),
        np.concatenate([np.empty(0, dtype=np.intp), *columns]),
        np.concatenate([np.empty(0, dtype=np.float32), *scores]),
    )


def best_of(pairs: Pairs, count: int, width: int) -> Nearest:
    """Return the best `width` columns of each of `count` rows; every pair of a row and a column comes once."""
    rows, columns, scores = pairs
    order = np.lexsort((columns, -scores, rows))
    rows, columns, scores = rows[order], columns[order], scores[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    kept = place < width
    best = _nobody(count, width)
    best.columns[rows[kept], place[kept]] = columns[kept]
    best.scores[rows[kept], place[kept]] = scores[kept]
    return best


def _nobody(count: int, width: int) -> Nearest:
    return Nearest(np.full((count, width), -1, dtype=np.intp), np.full((count, width), -np.inf, dtype=np.float32))


def _moved(
    nearest: Nearest, place: Rows, count: int, width: int
) -> tuple[Nearest, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return the lists in new rows, without those that went, which rows lost somebody, and which were full."""
    moved = _nobody(count, width)
    lost, full = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    stays = place >= 0
    columns = np.where(nearest.columns[stays] >= 0, place[nearest.columns[stays]], -1)
    moved.columns[place[stays]] = columns
    moved.scores[place[stays]] = np.where(columns >= 0, nearest.scores[stays], -np.inf)
    lost[place[stays]] = ((columns < 0) & (nearest.columns[stays] >= 0)).any(axis=1)
    full[place[stays]] = nearest.columns[stays, -1] >= 0
    return moved, lost, full


def _both_sides(  # noqa: PLR0913, PLR0917 - what is compared with what, and how much of it is kept
    scorer: PairScorer, groups: Groups, rows: Rows, least: Floats, width: int, threshold: float
) -> tuple[Pairs, Pairs]:
    """Return whom a block of rows chooses, and who would choose one of them: at `least` for each row, [n]."""
    scores = _across(scorer, groups, rows, ALL)
    at, found = np.nonzero(scores >= least[None, :] - _ROUNDING)
    theirs = (found, rows[at], np.round(scores[at, found], _DIGITS))
    return _best_of(scores, rows, ALL, width, threshold), _above(theirs, threshold)


def _across(scorer: PairScorer, groups: Groups, rows: Rows, columns: Rows | slice) -> Floats:
    """Return the scores of rows with columns, -inf between those of one group."""
    scores = scorer.scores(rows, columns)
    scores[groups[rows, None] == groups[columns][None, :]] = -np.inf
    return scores


def _best_of(scores: Floats, rows: Rows, columns: Rows | slice, width: int, threshold: float) -> Pairs:
    """Return the best columns of a block of rows, `width` each and those that are equal to the last."""
    least = np.full(len(rows), threshold - _ROUNDING, dtype=np.float32)
    if scores.shape[1] > width:
        least = np.maximum(least, np.partition(scores, -width, axis=1)[:, -width] - _ROUNDING)
    at, found = np.nonzero(scores >= least[:, None])
    values = np.round(scores[at, found], _DIGITS)
    return _above((rows[at], found if isinstance(columns, slice) else columns[found], values), threshold)


def _above(pairs: Pairs, threshold: float) -> Pairs:
    there = pairs[2] >= threshold
    return pairs[0][there], pairs[1][there], pairs[2][there]


def _once(pairs: Pairs, count: int) -> Pairs:
    """Return pairs of a row and a column without repetitions, the first of each."""
    _, first = np.unique(pairs[0] * count + pairs[1], return_index=True)
    return pairs[0][first], pairs[1][first], pairs[2][first]


def _roads(scorer: PairScorer, groups: Groups, width: int, threshold: float) -> Iterator[Pairs]:
    """Yield pairs found by meaning, then those found by words."""
    vectors = scorer.index.centred
    for rows, around in cells_with_surroundings(vectors, split_into_cells(vectors, CELL), SURROUNDINGS):
        yield _best_of(_across(scorer, groups, rows, around), rows, around, width, threshold)
    for rows, columns in _by_words(scorer.index.weighted, groups):
        yield _above((rows, columns, np.round(scorer.between(rows, columns), _DIGITS)), threshold)


def _by_words(weighted: sparse.csr_matrix, groups: Groups) -> Iterator[tuple[Rows, Rows]]:
    """Yield pairs of rows in different groups that share rare words: for each row the best few."""
    held = np.bincount(weighted.indices, minlength=weighted.shape[1])
    rare = weighted[:, np.flatnonzero((held > 1) & (held <= RARE))]
    turned = rare.T.tocsr()
    for start in range(0, rare.shape[0], BLOCK * 16):
        shared = (rare[start : start + BLOCK * 16] @ turned).tocoo()
        rows, columns = shared.row.astype(np.intp) + start, shared.col.astype(np.intp)
        there = (shared.data >= _LEAST_SHARED) & (groups[rows] != groups[columns])
        rows, columns, values = rows[there], columns[there], shared.data[there]
        order = np.lexsort((columns, -values, rows))
        rows, columns = rows[order], columns[order]
        best = np.arange(len(rows)) - np.searchsorted(rows, rows) < BY_WORDS
        yield rows[best], columns[best]


def _both_ways(pairs: Pairs, count: int) -> Pairs:
    """Return the pairs once each way: who was found from one side is known to the other as well."""
    rows, columns, scores = pairs
    low, high, scores = _once((np.minimum(rows, columns), np.maximum(rows, columns), scores), count)
    return np.concatenate([low, high]), np.concatenate([high, low]), np.concatenate([scores, scores])
