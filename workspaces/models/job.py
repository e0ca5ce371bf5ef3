"""Background work whose state a person can see."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q

from common.models import IdentifiedModel
from workspaces.enums import ACTIVE_JOB_STATES, PENDING_JOB_STATES, JobState
from workspaces.models.user import User
from workspaces.models.workspace import Workspace
from workspaces.querysets import JobQuerySet


# Progress and leases change every few seconds; the history keeps what a person asks about later.
@pghistory.track(exclude=["progress_done", "progress_total", "stage", "lease_until", "sent_at"])
class Job(IdentifiedModel):
    """One piece of background work: its state, progress, attempts and, if it failed, the reason.

    The row is the truth, a message to a worker is only a nudge. A running job holds a lease that its worker
    renews; a lease that runs out means that the worker died.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="jobs")
    task = models.CharField(max_length=80, help_text="Name of the Celery task that does the work.")
    subject = models.UUIDField(null=True, blank=True, help_text="What the work is about.")
    title = models.CharField(max_length=200)
    options = models.JSONField(default=dict, blank=True, help_text="What the work needs to know beside its subject.")
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    stage = models.CharField(max_length=200, blank=True, help_text="What is being done now.")
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    deaths = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it failed or was quarantined, in words.")
    result = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    after = models.ManyToManyField("self", symmetrical=False, related_name="followers", blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(condition=Q(progress_done__lte=F("progress_total")), name="job_done_within_total"),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True)),
                name="job_lease_only_while_running",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[JobState.FAILED, JobState.QUARANTINED]) | ~Q(reason=""),
                name="job_failure_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["workspace", "task", "subject"],
                condition=Q(state__in=PENDING_JOB_STATES),
                nulls_distinct=False,
                name="job_pending_once_a_subject",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "lease_until"], name="job_by_state_and_lease"),
            models.Index(fields=["workspace", "-created_at"], name="job_by_workspace"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"

    @property
    def is_active(self) -> bool:
        """Whether work still lies ahead."""
        return self.state in ACTIVE_JOB_STATES

    @property
    def is_retryable(self) -> bool:
        """Whether a person may ask for another try."""
        return self.state in {JobState.FAILED, JobState.QUARANTINED}

    @property
    def percent(self) -> int:
        """Share of the steps done, 0 to 100."""
        return 100 * self.progress_done // self.progress_total if self.progress_total else 0

    def twins(self) -> models.QuerySet["Job"]:
        """Other jobs of the same task and subject, by a query."""
        same = Job.objects.filter(workspace=self.workspace_id, task=self.task, subject=self.subject)
        return same.exclude(pk=self.pk)
