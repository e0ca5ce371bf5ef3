"""Keeps the clusters of a workspace through its runs: what people decided stays, and what goes on is the same row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from agreement.domain.clusters.clustering import AgreementCluster as FoundCluster
from agreement.domain.clusters.clustering import Clustering, Decided
from agreement.domain.clusters.identity import match_clusters, still_named
from agreement.domain.clusters.links import Links, resolve_links
from agreement.domain.clusters.refit import Recalibration
from agreement.domain.likeness.pairing import StatementPair
from agreement.domain.likeness.similarity import IndexedStatement
from agreement.models import AgreementCluster, AnalysisRun, ClusterMember
from agreement.queries.decisions import links_of
from claims.enums import EvidenceState
from claims.models import Evidence
from workspaces.models import Workspace

BATCH = 1000
DECIDED = {"decided": True}
"""Why a statement is in a cluster when people put it there, and no likeness did."""


def decided_in(workspace: Workspace, statements: Iterable[int]) -> Decided:
    """Return what the next clustering of these statements has to keep to: links, and what claims were made of.

    What people tied to a settled statement is settled with it. Four queries.
    """
    links = links_of(workspace)
    settled = _settled(AgreementCluster.objects.filter(workspace=workspace, claim__isnull=False))
    drawn = _drawn_in(settled, links, statements)
    return Decided(links, frozenset().union(*settled.values(), *drawn.values()))


def keep_clusters(
    run: AnalysisRun,
    clustering: Clustering,
    statements: Sequence[IndexedStatement],
    links: Links,
    correction: Recalibration,
) -> None:
    """Make the clusters of the workspace those of this run.

    A cluster that goes on keeps its row, and its name while the words still stand in it. One that a claim was made
    of comes behind the others and keeps its statements, less those that people left out of the claim. Scores are
    kept as the `correction` has them. Call it inside the transaction that ends the run, so that a run that dies leaves
    everything as it was.
    """
    own = AgreementCluster.objects.filter(workspace=run.workspace)
    known = {statement.id: statement for statement in statements}
    settled = _carry_settled(run, list(own.filter(claim__isnull=False).order_by("position", "pk")), known, links)
    # A claim may have been made while the clusters were found: its statements are in a cluster already.
    free = [cluster for cluster in clustering.clusters if settled.isdisjoint(cluster.statements)]
    found = [_corrected(cluster, correction) for cluster in free]
    before = {row.pk: row for row in own.filter(claim__isnull=True).order_by("position", "pk")}
    held = _members_of(before)
    matched = match_clusters(
        {pk: frozenset(member.sentence_id for member in held.get(pk, ())) for pk in before},
        [cluster.statements for cluster in found],
    )
    own.filter(pk__in=before.keys() - set(matched)).delete()
    rows = [
        _row(run, place, cluster, before.get(pk) if pk else None, known)
        for place, (cluster, pk) in enumerate(zip(found, matched, strict=True))
    ]
    AgreementCluster.objects.bulk_update(
        [row for row in rows if row.pk in before], ["run", "position", "label", "score"], batch_size=BATCH
    )
    AgreementCluster.objects.bulk_create([row for row in rows if row.pk not in before], batch_size=BATCH)
    _write_members(zip(rows, found, strict=True), held)


def _settled(clusters: Iterable[AgreementCluster]) -> dict[UUID, frozenset[int]]:
    """Return the statements of each cluster that are evidence of its claim; all of them if none is."""
    claims = {cluster.pk: cluster.claim_id for cluster in clusters}
    used = set(
        Evidence.objects.filter(claim__in=claims.values())
        .exclude(state=EvidenceState.REJECTED)
        .values_list("claim_id", "passage__anchors__text_version_id", "passage__anchors__start")
    )
    members: dict[UUID, dict[int, bool]] = defaultdict(dict)
    rows = ClusterMember.objects.filter(cluster__in=claims)
    for cluster, sentence, version, start in rows.values_list(
        "cluster_id", "sentence_id", "sentence__text_version_id", "sentence__start"
    ):
        members[cluster][sentence] = (claims[cluster], version, start) in used
    return {
        cluster: frozenset(sentence for sentence, chosen in held.items() if chosen) or frozenset(held)
        for cluster, held in members.items()
    }


def _drawn_in(
    settled: Mapping[UUID, frozenset[int]], links: Links, statements: Iterable[int]
) -> dict[UUID, frozenset[int]]:
    """Return for each settled cluster what else must-links tie to it: to the first one, if to several."""
    drawn: dict[UUID, frozenset[int]] = {}
    taken = set().union(*settled.values())
    groups = resolve_links(links, {*taken, *statements}).groups
    for cluster, members in settled.items():
        tied = {one for group in groups if not members.isdisjoint(group) for one in group}
        drawn[cluster] = frozenset(tied - taken)
        taken |= tied
    return drawn


def _carry_settled(
    run: AnalysisRun, clusters: Sequence[AgreementCluster], known: Mapping[int, IndexedStatement], links: Links
) -> frozenset[int]:
    """Take the clusters that claims were made of into the run, behind all others, and return their statements."""
    settled = _settled(clusters)
    drawn = _drawn_in(settled, links, known)
    added = []
    for place, cluster in enumerate(clusters, start=len(known)):
        cluster.run, cluster.position = run, place
        cluster.members.exclude(sentence__in=settled.get(cluster.pk, ())).delete()
        last = max(cluster.members.values_list("position", flat=True), default=-1)
        added += [
            ClusterMember(
                cluster=cluster, position=at, sentence_id=one, author_id=known[one].author, score=1.0, why=DECIDED
            )
            for at, one in enumerate(sorted(drawn.get(cluster.pk, ())), start=last + 1)
        ]
    AgreementCluster.objects.bulk_update(clusters, ["run", "position"], batch_size=BATCH)
    ClusterMember.objects.bulk_create(added, batch_size=BATCH)
    return frozenset().union(*settled.values(), *drawn.values())


def _corrected(found: FoundCluster, correction: Recalibration) -> FoundCluster:
    members = tuple(replace(member, score=correction.of(member.score)) for member in found.members)
    return replace(found, score=correction.of(found.score), members=members)


def _row(
    run: AnalysisRun,
    place: int,
    found: FoundCluster,
    before: AgreementCluster | None,
    known: Mapping[int, IndexedStatement],
) -> AgreementCluster:
    row = before or AgreementCluster(workspace=run.workspace)
    if not still_named(row.label, [known[statement].text for statement in found.statements]):
        row.label = found.name[:200]
    row.run, row.position, row.score = run, place, found.score
    return row


def _members_of(clusters: Collection[UUID]) -> dict[UUID, list[ClusterMember]]:
    held: dict[UUID, list[ClusterMember]] = defaultdict(list)
    for member in ClusterMember.objects.filter(cluster__in=clusters).order_by("cluster", "position"):
        held[member.cluster_id].append(member)
    return held


def _write_members(
    clusters: Iterable[tuple[AgreementCluster, FoundCluster]], held: Mapping[UUID, list[ClusterMember]]
) -> None:
    """Replace the members of those clusters in which anything of them changed."""
    outdated: list[UUID] = []
    members: list[ClusterMember] = []
    for row, found in clusters:
        wanted = _members(row, found)
        if [_facts(member) for member in held.get(row.pk, ())] != [_facts(member) for member in wanted]:
            outdated.append(row.pk)
            members += wanted
    ClusterMember.objects.filter(cluster__in=outdated).delete()
    ClusterMember.objects.bulk_create(members, batch_size=BATCH)


def _members(row: AgreementCluster, found: FoundCluster) -> list[ClusterMember]:
    return [
        ClusterMember(
            cluster=row,
            position=position,
            sentence_id=member.statement,
            author_id=UUID(member.author),
            score=member.score,
            nearest_id=member.nearest.second,
            why=_why(member.nearest),
        )
        for position, member in enumerate(found.members)
    ]


def _facts(member: ClusterMember) -> tuple[Any, ...]:
    """Return what makes a stored member the same as a found one; a score differs from the third digit on."""
    return (member.sentence_id, member.author_id, round(member.score, 3), member.nearest_id, member.why)


def _why(pair: StatementPair) -> dict[str, Any]:
    return {
        "shared": list(pair.shared),
        "fused": round(pair.score, 3),
        "cosine": round(pair.cosine, 3),
        "centred": round(pair.centred, 3),
        "lexical": round(pair.lexical, 3),
    }
