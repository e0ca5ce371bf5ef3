"""The components of a graph of texts, each linked into clusters under what people decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from agreement.domain.clusters.linkage import link_by_average
from agreement.domain.clusters.links import LinkConflict, Pair, ResolvedLinks
from agreement.domain.clusters.neighbours import MutualNeighbours
from agreement.domain.clusters.parameters import ClusterParameters
from agreement.domain.likeness.pairing import PairScorer, Rows
from agreement.domain.likeness.similarity import Floats
from agreement.domain.likeness.texts import Texts

# Small components are scored pair by pair, all of them at once; a block of its own costs more than its work.
_SMALL = 32


@dataclass(frozen=True, eq=False)
class Ties:
    """What people decided, on rows of texts: rows that belong together, and pairs of rows to keep apart.

    `group_of` names the place in `groups` of each row that is in one; `apart` holds both directions.
    """

    groups: tuple[tuple[int, ...], ...]
    group_of: Mapping[int, int]
    apart: Mapping[int, frozenset[int]]
    conflicts: tuple[LinkConflict, ...]

    def joining(self, joined: MutualNeighbours) -> MutualNeighbours:
        """Return pairs of rows with those that must join, at a score that nothing refuses."""
        steps = [step for group in self.groups for step in pairwise(group)]
        rows, columns = np.array(steps, dtype=np.intp).reshape(-1, 2).T
        return MutualNeighbours(
            rows=np.concatenate([joined.rows, rows]),
            columns=np.concatenate([joined.columns, columns]),
            scores=np.concatenate([joined.scores, np.full(len(rows), np.inf, dtype=np.float32)]),
        )


@dataclass(frozen=True)
class Linked:
    """The clusters that a component fell into, as ids of texts, and the links that held: what need not be done again.

    The id of a text is the lowest of a statement that says it.
    """

    starts: tuple[tuple[int, ...], ...]
    apart: tuple[Pair, ...]
    clusters: tuple[tuple[int, ...], ...]


def tie_texts(texts: Texts, links: ResolvedLinks) -> Ties:
    """Return links between statements as ties between the rows of their texts."""
    row_of = {owner.id: row for row, owners in enumerate(texts.owners) for owner in owners}
    groups = _overlapping([{row_of[statement] for statement in group} for group in links.groups])
    apart: dict[int, set[int]] = {}
    for one, other in links.cannot:
        first, second = row_of[one], row_of[other]
        apart.setdefault(first, set()).add(second)
        apart.setdefault(second, set()).add(first)
    return Ties(
        groups=groups,
        group_of={row: place for place, group in enumerate(groups) for row in group},
        apart={row: frozenset(others) for row, others in apart.items()},
        conflicts=links.conflicts,
    )


def link_components(  # noqa: PLR0913 - the graph, what it stands for and what is known of it
    ids: npt.NDArray[np.int64],
    scorer: PairScorer,
    ties: Ties,
    pieces: Mapping[tuple[int, ...], tuple[tuple[int, ...], ...]],
    *,
    parameters: ClusterParameters,
    known: Mapping[tuple[int, ...], Linked],
) -> dict[tuple[int, ...], Linked]:
    """Return what each part of a component falls into, by the ids of its texts.

    `ids` are those of all rows, ascending; `pieces` the parts of each component. `known` is taken where a part's
    texts and ties are the same.
    """
    found: dict[tuple[int, ...], Linked] = {}
    open_parts: list[tuple[Rows, list[tuple[int, ...]], list[Pair]]] = []
    for key in (part for parts in pieces.values() for part in parts):
        rows = np.searchsorted(ids, key)
        starts, apart = _ties_inside(ties, rows) if ties.groups or ties.apart else ([], [])
        named = (tuple(tuple(key[at] for at in start) for start in starts), tuple((key[a], key[b]) for a, b in apart))
        before = known.get(key)
        if before is not None and (before.starts, before.apart) == named:
            found[key] = before
        else:
            found[key] = Linked(*named, ())
            open_parts.append((rows, starts, apart))
    for (rows, starts, apart), scores in zip(
        open_parts, _scores_of(scorer, [rows for rows, _, _ in open_parts]), strict=True
    ):
        places = link_by_average(scores, parameters.linkage, parameters.largest, starts, apart)
        key = tuple(ids[rows].tolist())
        clusters = tuple(tuple(key[place] for place in cluster) for cluster in places)
        found[key] = Linked(found[key].starts, found[key].apart, clusters)
    return found


def _overlapping(groups: Sequence[set[int]]) -> tuple[tuple[int, ...], ...]:
    """Return the groups, those that share a row made one: two statements of one text are one row."""
    merged: list[set[int]] = []
    for group in groups:
        sharing = [other for other in merged if other & group]
        merged = [other for other in merged if not other & group] + [group.union(*sharing)]
    return tuple(sorted(tuple(sorted(group)) for group in merged))


def _ties_inside(ties: Ties, rows: Rows) -> tuple[list[tuple[int, ...]], list[Pair]]:
    """Return the groups and the pairs to keep apart of one component, as places in it."""
    place = {row: at for at, row in enumerate(rows.tolist())}
    groups = sorted({ties.group_of[row] for row in place if row in ties.group_of})
    starts = [tuple(place[row] for row in ties.groups[group]) for group in groups]
    apart = [
        (at, place[other])
        for row, at in place.items()
        for other in ties.apart.get(row, ())
        if other in place and at < place[other]
    ]
    return starts, sorted(apart)


def _scores_of(scorer: PairScorer, parts: Sequence[Rows]) -> Iterator[Floats]:
    """Yield the symmetric scores inside each component, [n, n] each."""
    pairs = [pair for rows in parts if len(rows) <= _SMALL for pair in combinations(rows.tolist(), 2)]
    first, second = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    single = scorer.between(first, second)
    at = 0
    for rows in parts:
        size = len(rows)
        if size > _SMALL:
            scores = scorer.scores(rows, rows)
            yield np.round((scores + scores.T) / 2, 3)
            continue
        scores = np.zeros((size, size), dtype=np.float32)
        upper = np.triu_indices(size, k=1)
        scores[upper] = np.round(single[at : at + len(upper[0])], 3)
        at += len(upper[0])
        yield scores + scores.T
