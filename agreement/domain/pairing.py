"""Statements of different authors paired by their fused score: who is near whom, and why.

    fused = z(centred cosine) + z(author-centred cosine) + 0.5 z(tf-idf cosine)

The plain cosine is left out between statements: it mostly says that both belong to the topic, and
on both labelled sets the pairs are better without it (docs/algorithms/agreement.md).

The population behind each z is every pair of statements by two different authors. Its mean and
spread come from sums, not from the pairs: for unit rows X, the sum of all inner products is
|sum of rows|^2 and the sum of their squares is ||X'X||^2, less the same for each author alone.
So they cost O(n d^2), are exact, and do not depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from agreement.domain.similarity import LEXICAL_WEIGHT, Floats, Spread, StatementIndex
from agreement.domain.terms import Term, without_possessive

Rows = npt.NDArray[np.intp]

# Larger blocks gain no speed and cost memory: 2,048 x 100,000 took 4.9 GB, 256 takes 0.3 GB.
BLOCK = 256
# Fitted by logistic regression on labelled pairs (docs/algorithms/agreement.md).
LIKENESS_SLOPE = 0.46
LIKENESS_MIDDLE = 7.35


@dataclass(frozen=True)
class StatementPair:
    """Two statements of different authors, proposed to be about one claim.

    `score` is the fused score, in standard deviations, summed. `centred`, `author_centred` (-1 to 1)
    and `lexical` (0 to 1) are its parts; `cosine` (-1 to 1) is the plain likeness of the vectors;
    `shared` are the words that both use, the most telling first.
    """

    first: int
    second: int
    score: float
    cosine: float
    centred: float
    author_centred: float
    lexical: float
    shared: tuple[str, ...]


def likeness(score: float) -> float:
    """Return a fused score as the share of labelled pairs at that score that were about one claim.

    Range 0 to 1, rising. Fitted on one topic, so a guide to order and rough size, no more.
    """
    return float(1 / (1 + np.exp(-LIKENESS_SLOPE * (score - LIKENESS_MIDDLE))))


@dataclass(frozen=True, eq=False)
class PairScorer:
    """The fused score between rows of an index, and the spreads that it is measured in."""

    index: StatementIndex
    centred: Spread
    author_centred: Spread
    lexical: Spread

    def scores(self, rows: Rows | slice, columns: Rows | slice) -> Floats:
        """Return fused scores, float32 [rows, columns]; 0 is the average cross-author pair."""
        index = self.index
        views = (
            (_products(index.centred, rows, columns), self.centred, 1.0),
            (_products(index.author_centred, rows, columns), self.author_centred, 1.0),
            (_products(index.weighted, rows, columns), self.lexical, LEXICAL_WEIGHT),
        )
        total = np.zeros_like(views[0][0])
        for values, spread, weight in views:
            total += np.float32(weight * spread.scale) * (values - np.float32(spread.mean))
        return total

    def pair(self, first: int, second: int) -> StatementPair:
        """Return the pair of two rows with the parts of its score and its shared words."""
        index = self.index
        left, right = np.array([first]), np.array([second])
        return StatementPair(
            first=index.statements[first].id,
            second=index.statements[second].id,
            score=float(self.scores(left, right)[0, 0]),
            cosine=float(_products(index.vectors, left, right)[0, 0]),
            centred=float(_products(index.centred, left, right)[0, 0]),
            author_centred=float(_products(index.author_centred, left, right)[0, 0]),
            lexical=float(_products(index.weighted, left, right)[0, 0]),
            shared=shared_words(index, first, index.terms[second]),
        )


def pair_scorer(index: StatementIndex, groups: npt.NDArray[np.intp]) -> PairScorer:
    """Return the scorer whose z counts over pairs of rows in different `groups`.

    `groups` is one label a row, [n], in the order of the index. Where no two groups exist every
    spread is zero, and so is every score.
    """
    return PairScorer(
        index=index,
        centred=_cross_spread(index.centred, groups),
        author_centred=_cross_spread(index.author_centred, groups),
        lexical=_cross_spread(index.weighted, groups),
    )


@dataclass(frozen=True, eq=False)
class MutualNeighbours:
    """Pairs of rows, each among the nearest of the other: `rows` < `columns`, and their scores."""

    rows: Rows
    columns: Rows
    scores: Floats


def mutual_neighbours(
    scorer: PairScorer,
    groups: npt.NDArray[np.intp],
    neighbours: int,
    threshold: float,
    least_cosine: float = -1.0,
) -> MutualNeighbours:
    """Return the pairs in different groups that choose each other, scored `threshold` or more.

    Pairs whose plain cosine is below `least_cosine` are left out.

    Each row chooses its `neighbours` best rows of all other groups; of equal ones the lower row.
    Exact: O(n^2 d) time in blocks of 256 rows, O(256 n) memory.
    """
    parts = [_nearest(scorer, groups, start, neighbours, threshold) for start in range(0, len(groups), BLOCK)]
    scores = {(row, column): score for block in parts for row, column, score in block}
    vectors = scorer.index.vectors
    both = sorted(
        (row, column)
        for row, column in scores
        if row < column and (column, row) in scores and vectors[row] @ vectors[column] >= least_cosine
    )
    return MutualNeighbours(
        rows=np.array([row for row, _ in both], dtype=np.intp),
        columns=np.array([column for _, column in both], dtype=np.intp),
        scores=np.array([scores[pair] for pair in both], dtype=np.float32),
    )


def shared_words(index: StatementIndex, row: int, other: Sequence[Term]) -> tuple[str, ...]:
    """Return the words of a row whose terms stand in `other` too, as written, the rarest first."""
    theirs = {term.key for term in other}
    text = index.statements[row].text
    surfaces: dict[str, str] = {}
    for term in index.terms[row]:
        if term.key in theirs:
            surfaces.setdefault(term.key, without_possessive(text[term.start : term.end]))
    return tuple(surfaces[key] for key in sorted(surfaces, key=lambda key: (-index.weights.rarity(key), key)))


def _products(matrix: Floats | sparse.csr_matrix, rows: Rows | slice, columns: Rows | slice) -> Floats:
    """Return the inner products of some rows with others, float32 [rows, columns]."""
    product = matrix[rows] @ matrix[columns].T
    return product if isinstance(product, np.ndarray) else np.asarray(product.toarray(), dtype=np.float32)


def _nearest(
    scorer: PairScorer,
    groups: npt.NDArray[np.intp],
    start: int,
    neighbours: int,
    threshold: float,
) -> Iterator[tuple[int, int, float]]:
    """Return (row, column, score) of the best columns for one block of rows."""
    stop = min(start + BLOCK, len(groups))
    scores = scorer.scores(slice(start, stop), slice(None))
    scores[groups[start:stop, None] == groups[None, :]] = -np.inf
    width = min(neighbours, scores.shape[1])
    best = np.argpartition(-scores, width - 1, axis=1)[:, :width]
    values = np.take_along_axis(scores, best, axis=1)
    rows, places = np.nonzero(values >= threshold)
    return zip((rows + start).tolist(), best[rows, places].tolist(), values[rows, places].tolist(), strict=True)


def _cross_spread(matrix: Floats | sparse.csr_matrix, groups: npt.NDArray[np.intp]) -> Spread:
    """Return the spread of inner products over ordered pairs of rows in different groups."""
    members = [np.flatnonzero(groups == label) for label in np.unique(groups)]
    count = len(groups) ** 2 - sum(len(rows) ** 2 for rows in members)
    if not count:
        return Spread(0.0, 0.0)
    total, squares = _inner_sums(matrix)
    for rows in members:
        within, within_squares = _inner_sums(matrix[rows])
        total -= within
        squares -= within_squares
    mean = total / count
    return Spread(mean, float(np.sqrt(max(squares / count - mean**2, 0.0))))


def _inner_sums(matrix: Floats | sparse.csr_matrix) -> tuple[float, float]:
    """Return the sum of all inner products of the rows, and the sum of their squares."""
    rows = matrix.astype(np.float64)
    summed = np.asarray(rows.sum(axis=0)).ravel()
    gram = rows.T @ rows if rows.shape[0] > rows.shape[1] else rows @ rows.T
    entries = np.asarray(gram if isinstance(gram, np.ndarray) else gram.data)
    return float(summed @ summed), float(np.vdot(entries, entries))
