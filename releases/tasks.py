"""What the worker does for claim sets."""

from typing import Any

from celery import shared_task

from releases.building import build_release
from releases.models import ClaimSet, Release
from workspaces import jobs
from workspaces.jobs import Progress
from workspaces.models import Job

BUILD_RELEASE = "releases.build_release"


@shared_task(name=BUILD_RELEASE)
def build_release_of_set(job_id: str) -> None:
    """Make a release of the claim set that the job is about."""
    jobs.perform(job_id, _build)


def _build(job: Job, progress: Progress) -> dict[str, Any]:
    claim_set = ClaimSet.objects.get(pk=job.subject)
    notes = job.options.get("notes", "")
    # A worker that died between the release and the end of the job has left nothing to do.
    made = Release.objects.filter(claim_set=claim_set, notes=notes, created_at__gte=job.created_at).first()
    release = (made if job.attempts > 1 else None) or build_release(
        claim_set=claim_set, notes=notes, force=job.options.get("force", False), by=job.created_by, progress=progress
    )
    return {"release": release.number, **release.counts}
