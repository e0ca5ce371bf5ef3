"""Jobs that agreement asks for."""

from collections.abc import Sequence

from workspaces.models import Job, User, Workspace
from workspaces.services import enqueue_job

ANALYSE_TASK = "agreement.analyse_workspace"
EMBED_CLAIMS_TASK = "agreement.embed_claims"
EMBED_SENTENCES_TASK = "agreement.embed_sentences"


def request_analysis(*, workspace: Workspace, by: User | None = None, after: Sequence[Job] = ()) -> Job:
    """Return the job that analyses the workspace once the jobs in `after` have ended."""
    return enqueue_job(
        workspace=workspace,
        task=ANALYSE_TASK,
        title="Look for claims and agreement",
        subject=workspace.pk,
        after=after,
        by=by,
    )


def request_claim_vectors(*, workspace: Workspace, by: User | None = None) -> Job:
    """Return the job that makes the vectors of claims that have none yet; several new claims share one."""
    return enqueue_job(
        workspace=workspace, task=EMBED_CLAIMS_TASK, title="Read new wordings of claims", subject=workspace.pk, by=by
    )


def request_reading_again(*, workspace: Workspace, by: User | None = None) -> Job:
    """Return the job that reads all texts with the configured model; an analysis follows it."""
    job = enqueue_job(
        workspace=workspace,
        task=EMBED_SENTENCES_TASK,
        title="Read all texts with another model",
        subject=workspace.pk,
        by=by,
    )
    request_analysis(workspace=workspace, by=by, after=[job])
    return job
