"""What the worker does for sources."""

from celery import shared_task

from sources import ingest
from workspaces import jobs


@shared_task(name="sources.extract_text")
def extract_text(job_id: str) -> None:
    """Make the canonical text and the sentences of a capture."""
    jobs.perform(job_id, ingest.extract_text)
