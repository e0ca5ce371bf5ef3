"""What the worker does for workspaces."""

import logging

from celery import shared_task

from workspaces import jobs

logger = logging.getLogger(__name__)


@shared_task(name="workspaces.sweep_jobs")
def sweep_jobs() -> None:
    """Bring jobs back that a dead worker or a lost message left behind."""
    counts = jobs.sweep()
    if any(counts.values()):
        logger.info("swept jobs: %s", counts)
