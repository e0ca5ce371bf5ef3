"""Counts how many statements of each cluster wait for a decision, so that pages and the home page only read it."""

from django.db.models import QuerySet

from agreement.domain.clusters.decided import DecidedPairs
from agreement.domain.clusters.heads import Place, waiting
from agreement.enums import RunState
from agreement.models import AgreementCluster, AnalysisRun, ClusterMember
from agreement.queries.decisions import decided_pairs
from workspaces.models import Workspace


def count_open(run: AnalysisRun) -> None:
    """Write for every cluster of the run how many members wait for a decision. Two queries, and one a thousand."""
    _count(AgreementCluster.objects.filter(run=run), decided_pairs(run.workspace))


def recount_open(workspace: Workspace, statements: tuple[int, ...]) -> None:
    """Count anew in the clusters of the newest analysis that what was decided on the statements may touch."""
    run = AnalysisRun.objects.filter(workspace=workspace, state=RunState.DONE).first()
    decided = decided_pairs(workspace)
    touched = ClusterMember.objects.filter(cluster__run=run, sentence__in=decided.same_as(statements))
    _count(AgreementCluster.objects.filter(pk__in=touched.values("cluster")), decided)


def _count(clusters: QuerySet[AgreementCluster], decided: DecidedPairs) -> None:
    places: dict[AgreementCluster, list[Place]] = {cluster: [] for cluster in clusters}
    by_id = {cluster.pk: cluster for cluster in places}
    members = ClusterMember.objects.filter(cluster__in=by_id).order_by("cluster", "position")
    for held_by, sentence, nearest, score in members.values_list("cluster_id", "sentence_id", "nearest_id", "score"):
        places[by_id[held_by]].append(Place(sentence, nearest, score))
    changed = []
    for cluster, found in places.items():
        count = len(waiting(found, decided))
        if cluster.open_count != count:
            cluster.open_count = count
            changed.append(cluster)
    AgreementCluster.objects.bulk_update(changed, ["open_count"], batch_size=1000)
