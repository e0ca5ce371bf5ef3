"""Hands jobs to the worker. The only place that sends messages; losing one loses nothing (see `jobs.sweep`)."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from celery import current_app
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from kombu.exceptions import OperationalError

from workspaces.enums import ACTIVE_JOB_STATES, JobState
from workspaces.models import Job

logger = logging.getLogger(__name__)

RESEND_AFTER = timedelta(seconds=20)
"""A queued job is sent again after this long: its message may be lost. A second message does no harm."""

ASKED_SECONDS = 30
"""Who asked for something small has gone on without it by then."""


def send_on_commit(job: Job) -> None:
    """Send the job to the worker once the open transaction is safe."""
    transaction.on_commit(lambda: send(job))


def send(job: Job) -> bool:
    """Send the job to the worker now; False if the broker cannot be reached, then the sweeper tries again."""
    try:
        current_app.send_task(job.task, args=[str(job.pk)], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("job %s not sent, the broker does not answer: %s", job.pk, error)
        return False
    Job.objects.filter(pk=job.pk).update(sent_at=Now())
    return True


def send_unsent() -> int:
    """Send the queued jobs that have no message on the way, and return how many."""
    unsent = Job.objects.unsent(timezone.now() - RESEND_AFTER).order_by("created_at", "pk")
    return sum(send(job) for job in unsent)


def release(jobs: Iterable[Job]) -> int:
    """Queue those waiting jobs whose predecessors have all ended, well or not, and return how many."""
    released = 0
    for job in jobs:
        if job.after.filter(state__in=ACTIVE_JOB_STATES).exists():
            continue
        if Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(state=JobState.QUEUED):
            released += 1
            send_on_commit(job)
    return released


def ask(task: str, *arguments: str) -> bool:
    """Ask the worker for something small that nobody waits long for and that may get lost; False without a broker."""
    try:
        current_app.send_task(task, args=list(arguments), retry=False, expires=ASKED_SECONDS)
    except (OperationalError, OSError) as error:
        logger.warning("%s not asked for, the broker does not answer: %s", task, error)
        return False
    return True
