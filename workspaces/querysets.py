"""Filters over the workspaces' tables."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from workspaces.enums import ACTIVE_JOB_STATES, JobState

if TYPE_CHECKING:
    from workspaces.models import User


class WorkspaceQuerySet(models.QuerySet):
    """Filters over workspaces."""

    def of_member(self, user: "User") -> Self:
        """Workspaces that the user is a member of."""
        return self.filter(memberships__user=user)


class InWorkspaceQuerySet(models.QuerySet):
    """Filters over any model with a `workspace` column: the one permission clause of all lists."""

    def readable_by(self, user: "User") -> Self:
        """Rows of the workspaces that the user is a member of."""
        return self.filter(workspace__memberships__user=user)


class JobQuerySet(InWorkspaceQuerySet):
    """Filters over jobs."""

    def active(self) -> Self:
        """Jobs with work ahead of them."""
        return self.filter(state__in=ACTIVE_JOB_STATES)

    def needing_attention(self) -> Self:
        """Jobs under way, and those that failed with no later one of the same task and subject."""
        later = self.model._default_manager.alias(  # noqa: SLF001 - Django's API
            earlier_subject=models.ExpressionWrapper(models.OuterRef("subject"), output_field=models.UUIDField())
        ).filter(
            models.Q(subject=models.F("earlier_subject"))
            | models.Q(subject__isnull=True, earlier_subject__isnull=True),
            workspace=models.OuterRef("workspace"),
            task=models.OuterRef("task"),
            created_at__gt=models.OuterRef("created_at"),
        )
        return self.filter(
            models.Q(state__in=ACTIVE_JOB_STATES)
            | models.Q(state__in=(JobState.FAILED, JobState.QUARANTINED)) & ~models.Exists(later)
        )

    def lease_expired(self, now: datetime) -> Self:
        """Running jobs whose worker has not shown a sign of life in time."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=now)

    def unsent(self, sent_before: datetime) -> Self:
        """Queued jobs whose message to the worker was never sent, or so long ago that it may be lost."""
        return self.filter(state=JobState.QUEUED).filter(
            models.Q(sent_at__isnull=True) | models.Q(sent_at__lt=sent_before)
        )
