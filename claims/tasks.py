"""What the worker does for claims."""

from celery import shared_task

from claims import importing
from workspaces import jobs


@shared_task(name="claims.import_claims")
def import_claims(job_id: str) -> None:
    """Import a file of claims."""
    jobs.perform(job_id, importing.import_job)
