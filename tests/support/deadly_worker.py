"""A worker with a task that kills the process it runs in: what a crash in a library does."""

import os
import signal

from celery import shared_task

from config.celery import app

__all__ = ["app"]


@shared_task(name="tests.kill_worker")
def kill_worker(job_id: str) -> None:
    """Die in the middle of the work."""
    from workspaces import jobs  # noqa: PLC0415 - this module is read before Django's apps are

    def die(_job, progress):
        progress.report(stage="Reading page 3", done=2, total=9)
        os.kill(os.getpid(), signal.SIGKILL)

    jobs.perform(job_id, die)
