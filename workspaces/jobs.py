"""Runs jobs so that a killed worker loses nothing.

The row in PostgreSQL is the truth. A worker claims a queued job in one statement and holds it by a lease that a
thread renews; the same thread writes the progress, so it shows even while the work is inside a transaction. When
the lease runs out the worker is dead: the sweeper queues the job again, or puts it in quarantine once it has
taken `MAX_DEATHS` workers with it (the lease of Gray and Cheriton, 1989).
"""

import logging
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from common.errors import ParallaxError
from workspaces import dispatch
from workspaces.enums import PENDING_JOB_STATES, JobState
from workspaces.models import Job

logger = logging.getLogger(__name__)

MAX_DEATHS = 3
"""Workers that a job may take with it before it is put in quarantine."""
TICK_SECONDS = 0.4
"""How often progress is written: often enough to look alive, rarely enough to cost nothing."""
TICKS_A_RENEWAL = 8
"""A lease is renewed every 3.2 s: five chances within the 18 s after which a worker counts as dead."""

Result = dict[str, Any]


@dataclass
class Progress:
    """What a worker says of its work. Only `report` is for it; a thread carries the words to the database."""

    done: int = 0
    total: int = 0
    stage: str = "Starting"
    written: tuple[int, int, str] = field(default=(0, 0, ""), repr=False)

    def report(self, *, stage: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done now and how far it is: `done` of `total` steps, 0 of 0 if not countable."""
        self.done, self.total, self.stage = min(done, total), total, stage

    @property
    def values(self) -> tuple[int, int, str]:
        """Done, total and stage at this moment."""
        return self.done, self.total, self.stage


Work = Callable[[Job, Progress], Result]


def perform(job_id: UUID | str, work: Work) -> JobState | None:
    """Do the job's work if it is still to be done; return the state it ended in, None if another has it.

    A `ParallaxError` is a failure with a reason for people. Anything else that is raised is a failure too, and
    logged with its trace. Calling it twice, or at the same time from two workers, does the work once.
    """
    job = _claim(job_id)
    if job is None:
        logger.info("job %s is not ours to do", job_id)
        return None
    progress = Progress()
    changes: dict[str, Any]
    with _lease(job, progress):
        try:
            result = work(job, progress)
        except ParallaxError as error:
            logger.warning("job %s failed: %s", job.pk, error.message)
            state, changes = JobState.FAILED, {"reason": error.message}
        except Exception as error:
            logger.exception("job %s failed", job.pk)
            state, changes = JobState.FAILED, {"reason": f"{type(error).__name__}: {error}"}
        else:
            state, changes = JobState.DONE, {"result": result}
    return _finish(job, state, progress, changes)


def sweep() -> dict[str, int]:
    """Queue again what dead workers left, release what waited for it, send what was never sent; return counts."""
    counts = {"revived": 0, "quarantined": 0}
    with transaction.atomic():
        dead = Job.objects.lease_expired(timezone.now()).select_for_update(skip_locked=True)
        for job in dead:
            counts["quarantined" if _bury(job) else "revived"] += 1
    counts["released"] = dispatch.release(Job.objects.filter(state=JobState.WAITING))
    counts["sent"] = dispatch.send_unsent()
    return counts


def _claim(job_id: UUID | str) -> Job | None:
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        started_at=Now(),
        finished_at=None,
        lease_until=Now() + _lease_length(),
        progress_done=0,
        progress_total=0,
        stage="Starting",
        reason="",
    )
    return Job.objects.select_related("workspace", "created_by").get(pk=job_id) if claimed else None


def _finish(job: Job, state: JobState, progress: Progress, changes: dict[str, Any]) -> JobState | None:
    done, total, stage = progress.values
    with transaction.atomic():
        ours = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts).update(
            state=state,
            lease_until=None,
            finished_at=Now(),
            progress_done=total if state == JobState.DONE else done,
            progress_total=total,
            stage="" if state == JobState.DONE else stage,
            **changes,
        )
        if not ours:
            logger.warning("job %s was taken from us: our lease ran out", job.pk)
            return None
        dispatch.release(job.followers.filter(state=JobState.WAITING))
    return state


def _bury(job: Job) -> bool:
    """Record the death of the job's worker; True if the job goes into quarantine for it."""
    deaths = job.deaths + 1
    job.deaths, job.lease_until, job.sent_at = deaths, None, None
    quarantined = deaths >= MAX_DEATHS
    if not quarantined and job.twins().filter(state__in=PENDING_JOB_STATES).exists():
        job.state, job.finished_at = JobState.FAILED, timezone.now()
        job.reason = "Its worker died. The same work is queued again already."
    elif quarantined:
        job.state, job.finished_at = JobState.QUARANTINED, timezone.now()
        job.reason = (
            f"The worker died {deaths} times in this job, last during “{job.stage}”. It is not tried again by itself."
        )
    else:
        job.state, job.stage = JobState.QUEUED, "Waiting for another try: its worker died"
    job.save()
    if not job.is_active:
        dispatch.release(job.followers.filter(state=JobState.WAITING))
    logger.warning("job %s: its worker died (%d of %d)", job.pk, deaths, MAX_DEATHS)
    return quarantined


def _lease_length() -> timedelta:
    return timedelta(seconds=settings.PARALLAX_JOB_LEASE_SECONDS)


@contextmanager
def _lease(job: Job, progress: Progress):  # noqa: ANN202 - a generator that the decorator turns into a manager
    """Keep the lease alive and the progress visible while the body runs."""
    stop = threading.Event()
    thread = threading.Thread(target=_keep_alive, args=(job, progress, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _keep_alive(job: Job, progress: Progress, stop: threading.Event) -> None:
    ours = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    tick = 0
    try:
        while not stop.wait(TICK_SECONDS):
            tick += 1
            if progress.values == progress.written and tick % TICKS_A_RENEWAL:
                continue
            done, total, stage = progress.written = progress.values
            try:
                ours.update(
                    progress_done=done,
                    progress_total=total,
                    stage=stage[:200],
                    lease_until=Now() + _lease_length(),
                )
            except DatabaseError as error:
                logger.warning("lease of job %s not renewed: %s", job.pk, error)
                connection.close()
    finally:
        connection.close()
