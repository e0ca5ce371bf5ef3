"""Analyses a workspace: candidate claims, agreement clusters across authors, suggested evidence.

Everything here is a proposal. Nothing that it writes counts in any total until a person decides.
"""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from agreement.carrying import carry_decisions
from agreement.claim_vectors import make_claim_vectors
from agreement.clustered import decided_in, keep_clusters
from agreement.domain.clusters.clustering import DEFAULT_PARAMETERS, Clustering, Decided, cluster_statements
from agreement.domain.likeness.similarity import StatementIndex
from agreement.domain.wording.candidates import states_something
from agreement.engines import model_identity
from agreement.entailing import read_entailments
from agreement.enums import RunState
from agreement.finding import claims_to_look_for, find_for_claims
from agreement.indexing import index_statements
from agreement.models import AnalysisRun, FoundPassage
from agreement.naming import note_names
from agreement.proposing import TextReading, read_candidates, save_candidates
from agreement.queries.decisions import calibration_of
from agreement.refitting import refit_pairs
from agreement.settling import count_open
from agreement.sketching import prepare_search
from agreement.statements import LocatedStatement, ensure_vectors, load_statements
from agreement.suggesting import suggest_for_claims
from agreement.vector_store import model_in_use
from claims.models import Claim
from workspaces.jobs import Progress
from workspaces.models import Job, Workspace

LOOKED_FOR_AT_ONCE = 500
"""Claims that passages are looked for when wordings are read: some minutes of work in a large workspace."""
STAGES = 5
"""Steps that a person sees: reading, embedding, claims, clusters, suggestions."""


def analyse_workspace(job: Job, progress: Progress) -> dict[str, int]:
    """Analyse the job's workspace and return what came out; a run that fails leaves the last good one in place."""
    run, _created = AnalysisRun.objects.get_or_create(
        job=job, defaults={"workspace": job.workspace, "model": _model_name()}
    )
    AnalysisRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    try:
        return _analyse(run, progress)
    except Exception:
        AnalysisRun.objects.filter(pk=run.pk).update(state=RunState.FAILED)
        raise


def embed_claims(job: Job, progress: Progress) -> dict[str, int]:
    """Make the vectors that claims lack and find passages for new wordings; return how many there are of both."""
    model_in_use(job.workspace)
    made = make_claim_vectors(job.workspace, progress)
    # Of claims that were imported by thousands the next analysis looks for the others.
    claims = list(claims_to_look_for(job.workspace).order_by("-pk")[:LOOKED_FOR_AT_ONCE])
    passages = find_for_claims(claims, progress=progress)
    found = FoundPassage.objects.filter(claim__workspace=job.workspace)
    read_entailments(list(Claim.objects.filter(pk__in=found.values("claim"))), progress)
    return {"claims": made, "passages": passages}


def _analyse(run: AnalysisRun, progress: Progress) -> dict[str, int]:
    progress.report(stage="Reading sentences", done=0, total=STAGES)
    model_in_use(run.workspace)
    carry_decisions(run.workspace)
    located = load_statements(run.workspace)
    readings = read_candidates(located, progress)
    stated = [place.statement for place in located if states_something(place.statement)]
    vectors = ensure_vectors(stated, progress)
    progress.report(stage="Comparing statements", done=2, total=STAGES)
    index = index_statements(stated, vectors, note_names(run.workspace, stated), located)
    progress.report(stage="Clustering statements of different authors", done=3, total=STAGES)
    decided = decided_in(run.workspace, [statement.id for statement in index.statements])
    clustering = cluster_statements(index, DEFAULT_PARAMETERS, decided)
    claims = list(Claim.objects.current().filter(workspace=run.workspace))
    passages = find_for_claims(claims, index=index, progress=progress)
    progress.report(stage="Saving proposals", done=4, total=STAGES)
    result = _save(
        run,
        located=located,
        readings=readings,
        clustering=clustering,
        decided=decided,
        index=index,
        progress=progress,
    )
    prepare_search(run.workspace, index, model_in_use(run.workspace).space, progress)
    read_entailments(claims, progress)
    return {**result, "passages": passages}


@transaction.atomic
def _save(  # noqa: PLR0913 - the parts of one result
    run: AnalysisRun,
    *,
    located: list[LocatedStatement],
    readings: list[TextReading],
    clustering: Clustering,
    decided: Decided,
    index: StatementIndex,
    progress: Progress,
) -> dict[str, int]:
    # One analysis at a time may write its proposals.
    Workspace.objects.select_for_update().get(pk=run.workspace_id)
    if AnalysisRun.objects.filter(workspace=run.workspace, state=RunState.DONE, created_at__gt=run.created_at).exists():
        # One that began later has ended before: what it saved is the newer.
        run.delete()
        return {"overtaken": 1}
    waiting = save_candidates(run, readings)
    refit_pairs(run, index)
    keep_clusters(run, clustering, index.statements, decided.links, calibration_of(run.workspace))
    count_open(run)
    suggested = suggest_for_claims(run, {place.statement.id: place for place in located}, progress)
    run.state, run.finished_at = RunState.DONE, timezone.now()
    run.sentence_count, run.rest_count = len(index.statements), len(clustering.rest)
    run.parameters = asdict(DEFAULT_PARAMETERS)
    run.save()
    return {
        "statements": run.sentence_count,
        "candidates": waiting,
        "clusters": len(clustering.clusters),
        "conflicts": len(clustering.conflicts),
        "suggestions": suggested,
    }


def _model_name() -> str:
    identity = model_identity()
    return f"{identity.name} {identity.version}"[:80]
