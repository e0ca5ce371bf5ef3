"""What the worker does for imports of annotations."""

from celery import shared_task

from exchange import examining, importing
from workspaces import jobs


@shared_task(name="exchange.examine_annotations")
def examine_annotations(job_id: str) -> None:
    """Look at an import's annotations."""
    jobs.perform(job_id, examining.examine_job)


@shared_task(name="exchange.import_annotations")
def import_annotations(job_id: str) -> None:
    """Import the annotations of a confirmed import."""
    jobs.perform(job_id, importing.apply_job)


@shared_task(name="exchange.undo_annotations")
def undo_annotations(job_id: str) -> None:
    """Take an import back."""
    jobs.perform(job_id, importing.undo_job)
