"""Cross-author pairs and clusters: whether statements proposed together bear on one labelled claim."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from agreement.domain.clusters.clustering import ClusterParameters, cluster_statements, propose_pairs
from agreement.domain.likeness.pairing import StatementPair
from benchmarks.labelling import Labels
from benchmarks.quality.figures import Figure, Line, Section, share_of
from benchmarks.quality.trial import Trial

COUNTS = (10, 25, 50)
# Not the line that clusters are cut at, but a ranking of all pairs that choose each other.
_ALL = ClusterParameters(neighbours=25, threshold=-np.inf)


def pair_precision(trial: Trial, count: int) -> float:
    """Return the share of the first proposed cross-author pairs that bear on one labelled claim."""
    return _precision(trial, propose_pairs(trial.index, _ALL), count).value


def pair_sections(trial: Trial) -> tuple[Section, ...]:
    """Return precision and recall of the first pairs proposed, and what clusters hold."""
    pairs = propose_pairs(trial.index, _ALL)
    right = _right_pairs(trial)
    lines = [
        Line("precision", tuple(_precision(trial, pairs, count) for count in COUNTS)),
        Line("recall of right pairs", tuple(_pair_recall(trial, pairs, right, count) for count in COUNTS)),
        Line("recall of shared claims", tuple(_claim_recall(trial, pairs, count) for count in COUNTS)),
    ]
    title = "cross-author pairs, the first proposed; right: both bear on one labelled claim"
    return Section(title, tuple(lines)), _clusters(trial)


def bear_together(labels: Labels, first: str, second: str) -> bool:
    """Return whether one labelled claim holds both sentences."""
    return any({first, second} <= claim.bearing for claim in labels.claims)


def _hashed(trial: Trial, pair: StatementPair) -> tuple[str, str]:
    return trial.corpus.hashes[pair.first], trial.corpus.hashes[pair.second]


def _precision(trial: Trial, pairs: Sequence[StatementPair], count: int) -> Figure:
    hits = [bear_together(trial.labels, *_hashed(trial, pair)) for pair in pairs[:count]]
    return share_of(f"at {count}", hits)


def _right_pairs(trial: Trial) -> list[frozenset[str]]:
    hashes = trial.corpus.hashes
    return [
        frozenset({hashes[one.id], hashes[other.id]})
        for one, other in combinations(trial.index.statements, 2)
        if one.author != other.author and bear_together(trial.labels, hashes[one.id], hashes[other.id])
    ]


def _pair_recall(trial: Trial, pairs: Sequence[StatementPair], right: list[frozenset[str]], count: int) -> Figure:
    proposed = {frozenset(_hashed(trial, pair)) for pair in pairs[:count]}
    return share_of(f"at {count}", [pair in proposed for pair in right])


def _claim_recall(trial: Trial, pairs: Sequence[StatementPair], count: int) -> Figure:
    proposed = [set(_hashed(trial, pair)) for pair in pairs[:count]]
    hits = [any(pair <= claim.bearing for pair in proposed) for claim, _ in trial.shared]
    return share_of(f"at {count}", hits)


def _clusters(trial: Trial) -> Section:
    result = cluster_statements(trial.index)
    hashes = trial.corpus.hashes
    inside = [
        [
            bear_together(trial.labels, hashes[one.statement], hashes[other.statement])
            for one, other in combinations(cluster.members, 2)
            if one.author != other.author
        ]
        for cluster in result.clusters
    ]
    sizes = sorted((len(cluster.members) for cluster in result.clusters), reverse=True)
    covered = [
        any(
            all(
                not rows.isdisjoint(hashes[each.statement] for each in cluster.members)
                for rows in claim.evidence.values()
            )
            for cluster in result.clusters
        )
        for claim, _ in trial.shared
    ]
    lines = (
        Line("cross-author pairs inside", (share_of("precision", [hit for hits in inside for hit in hits]),)),
        Line("clusters", (share_of("with a right pair", [any(hits) for hits in inside]),)),
        Line("shared claims", (share_of("with a cluster that holds every author on it", covered),)),
    )
    rest = f"{len(result.rest)} of {len(trial.index.statements)} statements in no cluster"
    return Section("agreement clusters", lines, (f"sizes {sizes}; {rest}",))
