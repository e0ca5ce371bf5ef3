"""What the worker does for sources."""

from celery import shared_task

from sources import citing, fetching, ingest, reanchoring
from workspaces import jobs


@shared_task(name="sources.extract_text")
def extract_text(job_id: str) -> None:
    """Make the canonical text and the sentences of a capture."""
    jobs.perform(job_id, ingest.extract_text)


@shared_task(name="sources.fetch_source")
def fetch_source(job_id: str) -> None:
    """Fetch a source from its address and make its text."""
    jobs.perform(job_id, fetching.fetch_source)


@shared_task(name="sources.reanchor_passages")
def reanchor_passages(job_id: str) -> None:
    """Find the passages of a source again in its newest text."""
    jobs.perform(job_id, reanchoring.reanchor_passages)


@shared_task(name="sources.read_references")
def read_references(job_id: str) -> None:
    """Read the references and citations of a text version anew."""
    jobs.perform(job_id, citing.read_references)
