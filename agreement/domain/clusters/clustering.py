"""Statements of several authors gathered into clusters proposed to be about one claim.

Distinct texts (`texts`) choose each other (`neighbours`), fall into parts (`components`), and are
linked inside each (`linkage`); what only one author speaks in is no cluster, and what is in no cluster
is listed as the rest. What people decided holds (`links`). The result depends on the statements and the
decisions only, not on the order in which they come, and nothing is random. It is a proposal: what is
alike need not agree. Design, guarantees and cost: docs/algorithms/clusters.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from agreement.domain.clusters.components import capped_components
from agreement.domain.clusters.describing import AgreementCluster, ClusterMember, describe_clusters
from agreement.domain.clusters.linking import Linked, Ties, link_components, tie_texts
from agreement.domain.clusters.links import LinkConflict, Links, resolve_links
from agreement.domain.clusters.neighbourhood import Neighbourhood, look_around
from agreement.domain.clusters.parameters import DEFAULT_PARAMETERS, ClusterParameters
from agreement.domain.likeness.pairing import StatementPair
from agreement.domain.likeness.similarity import StatementIndex
from agreement.domain.likeness.texts import Owners, Texts, distinct_texts

__all__ = [
    "DEFAULT_PARAMETERS",
    "NOTHING_DECIDED",
    "AgreementCluster",
    "ClusterMember",
    "ClusterParameters",
    "Clustering",
    "ClusteringState",
    "Decided",
    "begin_clustering",
    "cluster_statements",
    "finish_clustering",
    "propose_pairs",
]


@dataclass(frozen=True)
class Decided:
    """What people decided: `links` between statements, and `settled` ones, which are out of question.

    Settled are the statements of clusters that a claim was made of: those stay as they are.
    """

    links: Links = field(default_factory=Links)
    settled: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Clustering:
    """The clusters, best first; the ids of all statements that are in none, in order; links that cannot all hold."""

    clusters: tuple[AgreementCluster, ...]
    rest: tuple[int, ...]
    conflicts: tuple[LinkConflict, ...] = ()


@dataclass(frozen=True, eq=False)
class ClusteringState:
    """A clustering with what is needed to go on from it (`updating`)."""

    around: Neighbourhood
    parameters: ClusterParameters
    decided: Decided
    split: dict[tuple[int, ...], tuple[tuple[int, ...], ...]]
    linked: dict[tuple[int, ...], Linked]
    described: dict[tuple[int, ...], AgreementCluster]
    clustering: Clustering


NOTHING_DECIDED = Decided()


def cluster_statements(
    index: StatementIndex, parameters: ClusterParameters = DEFAULT_PARAMETERS, decided: Decided = NOTHING_DECIDED
) -> Clustering:
    """Return the agreement clusters of an index, across any number of authors.

    Every statement that is not settled is in one cluster or in the rest. Must-linked statements share one
    cluster, cannot-linked ones never do. Fewer than two authors give no cluster unless people linked.
    Up to `exact_up_to` texts O(n^2 d) time, above O(n log n d); memory O(n d).
    """
    return begin_clustering(index, parameters, decided).clustering


def begin_clustering(
    index: StatementIndex, parameters: ClusterParameters = DEFAULT_PARAMETERS, decided: Decided = NOTHING_DECIDED
) -> ClusteringState:
    """Return the clustering of an index with what is needed to go on from it."""
    around = look_around(distinct_texts(index, *held_apart(decided)), parameters)
    return finish_clustering(around, parameters, decided)


def held_apart(decided: Decided) -> tuple[frozenset[int], frozenset[int]]:
    """Return the statements that need a text of their own, though others say the same, and those to leave out.

    A text of its own has who is cannot-linked, and who is tied to such a one: else a shared text would bring
    together what the links keep apart.
    """
    links = decided.links
    apart = {statement for pair in links.cannot for statement in pair}
    for group in resolve_links(links, {statement for pair in links.must for statement in pair}).groups:
        if not apart.isdisjoint(group):
            apart.update(group)
    return frozenset(apart), decided.settled


def finish_clustering(  # noqa: PLR0913 - what is near, what is wanted and what is known of it
    around: Neighbourhood,
    parameters: ClusterParameters,
    decided: Decided,
    *,
    split: Mapping[tuple[int, ...], tuple[tuple[int, ...], ...]] | None = None,
    linked: Mapping[tuple[int, ...], Linked] | None = None,
    described: Mapping[tuple[int, ...], AgreementCluster] | None = None,
) -> ClusteringState:
    """Return the clustering that follows from who is near whom.

    `split` holds what is known already of components none of whose pairs changed, `linked` and `described` of
    parts and clusters none of whose texts changed: by the ids of their texts.
    """
    texts, scorer = around.texts, around.scorer
    statements = [owner for owners in texts.owners for owner in owners]
    ties = tie_texts(texts, resolve_links(decided.links, [statement.id for statement in statements]))
    ids = np.array([statement.id for statement in texts.index.statements], dtype=np.int64)
    largest = parameters.largest_component
    pieces = capped_components(ties.joining(around.joined), ids, largest, split or {})
    parts = link_components(ids, scorer, ties, pieces, parameters=parameters, known=linked or {})
    wanted = _agreements(texts, ties, [cluster for part in parts.values() for cluster in part.clusters])
    known = {cluster: described[cluster] for cluster in wanted if cluster in described} if described else {}
    fresh = [cluster for cluster in wanted if cluster not in known]
    known |= zip(fresh, describe_clusters(texts, scorer, [wanted[cluster] for cluster in fresh]), strict=True)
    clusters = tuple(sorted(known.values(), key=lambda cluster: (-cluster.score, cluster.members[0].statement)))
    taken = {member.statement for cluster in clusters for member in cluster.members}
    rest = tuple(sorted(statement.id for statement in statements if statement.id not in taken))
    result = Clustering(clusters, rest, ties.conflicts)
    return ClusteringState(around, parameters, decided, pieces, parts, known, result)


def propose_pairs(
    index: StatementIndex, parameters: ClusterParameters = DEFAULT_PARAMETERS
) -> tuple[StatementPair, ...]:
    """Return pairs of statements by different authors that choose each other, best first.

    What several authors say word for word comes once, by the lowest ids.
    """
    around = look_around(distinct_texts(index), parameters)
    texts, joined = around.texts, around.joined
    shared = np.array([row for row, owners in enumerate(texts.owners) if _authors([owners]) > 1], dtype=np.intp)
    rows, columns = np.concatenate([joined.rows, shared]), np.concatenate([joined.columns, shared])
    pairs = [
        _between(pair, texts.owners[row], texts.owners[column])
        for pair, row, column in zip(around.scorer.pairs(rows, columns), rows.tolist(), columns.tolist(), strict=True)
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second)))


def _agreements(texts: Texts, ties: Ties, found: Sequence[tuple[int, ...]]) -> dict[tuple[int, ...], list[int]]:
    """Return the clusters, as ids of texts, with their rows, in which several authors speak or people linked."""
    ids = [statement.id for statement in texts.index.statements]
    row_of = {text: row for row, text in enumerate(ids)}
    clusters = {cluster: [row_of[text] for text in cluster] for cluster in found}
    linked = {row for rows in clusters.values() for row in rows}
    clusters |= {(ids[row],): [row] for row in range(len(ids)) if row not in linked and len(texts.owners[row]) > 1}
    return {
        cluster: rows
        for cluster, rows in clusters.items()
        if _authors([texts.owners[row] for row in rows]) > 1 or any(row in ties.group_of for row in rows)
    }


def _authors(groups: Sequence[Owners]) -> int:
    return len({owner.author for owners in groups for owner in owners})


def _between(pair: StatementPair, one: Owners, other: Owners) -> StatementPair:
    """Return the pair of two texts under the lowest ids that belong to different authors."""
    first, second = min((a.id, b.id) for a in one for b in other if a.author != b.author)
    return replace(pair, first=first, second=second)
