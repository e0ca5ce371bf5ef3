"""Clusters as people read them: members with the neighbour and the words that drew them in, a score, a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement

import numpy as np

from agreement.domain.clusters.naming import name_cluster
from agreement.domain.likeness.pairing import PairScorer, StatementPair, likeness
from agreement.domain.likeness.texts import Texts


@dataclass(frozen=True)
class ClusterMember:
    """One statement of a cluster and why it is there.

    `score` is its likeness to the nearest member by another author, 0 to 1; `nearest` is that
    pair: the parts of the score and the words that the two share. Where people put statements of
    one author together and nobody else speaks, it is the nearest member.
    """

    statement: int
    author: str
    score: float
    nearest: StatementPair


@dataclass(frozen=True)
class AgreementCluster:
    """Statements of two or more authors proposed to be about one claim, best member first.

    `name` is made of the terms that set it apart; `score` is the mean of its members' scores. Only
    people's must-links make a cluster of one author.
    """

    name: str
    score: float
    members: tuple[ClusterMember, ...]

    @property
    def authors(self) -> tuple[str, ...]:
        """Return the authors who speak in it, in alphabetical order."""
        return tuple(sorted({member.author for member in self.members}))

    @property
    def statements(self) -> frozenset[int]:
        """Return the ids of its statements."""
        return frozenset(member.statement for member in self.members)


@dataclass(frozen=True)
class _Place:
    """Where a statement stands: the row of its text; `id` and `author` as the statement's."""

    id: int
    author: str
    row: int


def describe_clusters(texts: Texts, scorer: PairScorer, found: Sequence[Sequence[int]]) -> list[AgreementCluster]:
    """Return clusters of rows as people read them, in the same order; many at once cost little more than one."""
    scores = _scores_inside(scorer, found)
    nearest = [
        (cluster, one, other)
        for cluster, rows in enumerate(found)
        for one, other in _nearest_ones(
            [_Place(each.id, each.author, row) for row in rows for each in texts.owners[row]], scores
        )
    ]
    pairs = scorer.pairs(
        np.array([one.row for _, one, _ in nearest], dtype=np.intp),
        np.array([other.row for _, _, other in nearest], dtype=np.intp),
    )
    members: list[list[ClusterMember]] = [[] for _ in found]
    for (cluster, one, other), pair in zip(nearest, pairs, strict=True):
        named = replace(pair, first=one.id, second=other.id)
        members[cluster].append(ClusterMember(one.id, one.author, likeness(pair.score), named))
    return [_cluster(name_cluster(texts, rows), drawn) for rows, drawn in zip(found, members, strict=True)]


def _cluster(name: str, members: Sequence[ClusterMember]) -> AgreementCluster:
    ordered = sorted(members, key=lambda member: (-member.score, member.statement))
    return AgreementCluster(name, sum(member.score for member in ordered) / len(ordered), tuple(ordered))


def _scores_inside(scorer: PairScorer, found: Sequence[Sequence[int]]) -> dict[tuple[int, int], float]:
    """Return the scores of all pairs of rows, the lower first, that share a cluster; a row with itself included."""
    pairs = [pair for rows in found for pair in combinations_with_replacement(sorted(rows), 2)]
    first, second = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return dict(zip(pairs, np.round(scorer.between(first, second), 3).tolist(), strict=True))


def _nearest_ones(places: Sequence[_Place], scores: dict[tuple[int, int], float]) -> list[tuple[_Place, _Place]]:
    """Return each statement with the nearest one by another author, or by anybody if there is no other author."""
    alone = len({place.author for place in places}) == 1
    return [
        (
            place,
            min(
                (other for other in places if (alone and other is not place) or other.author != place.author),
                key=lambda other: (-scores[min(place.row, other.row), max(place.row, other.row)], other.id),
            ),
        )
        for place in places
    ]
