"""Filters over the workspaces' tables."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from workspaces.enums import ACTIVE_JOB_STATES, JobState, Role

if TYPE_CHECKING:
    from workspaces.models import User


def membership_of(user: "User", path: str = "memberships") -> models.Q:
    """Return the one permission clause: `path` leads to a membership of the user's that their token opens.

    Conditions of one `filter` share one join, so a token that is limited to a workspace costs nothing more.
    """
    clause = {f"{path}__user": user}
    if user.token is not None and user.token.workspace_id is not None:
        clause[f"{path}__workspace"] = user.token.workspace_id
    return models.Q(**clause)


class WorkspaceQuerySet(models.QuerySet):
    """Filters over workspaces."""

    def of_member(self, user: "User") -> Self:
        """Workspaces that the user is a member of, as far as their token opens them."""
        return self.filter(membership_of(user))

    def with_role_of(self, user: "User") -> Self:
        """The same, each with the `role` that the user has there through their token."""
        scope = user.token.scope if user.token else None
        roles = [models.When(memberships__role=role, then=models.Value(role.within(scope))) for role in Role]
        return self.of_member(user).annotate(role=models.Case(*roles))


class MembershipQuerySet(models.QuerySet):
    """Filters over memberships."""

    def of(self, user: "User") -> Self:
        """Memberships of the user that their token opens, with its scope, which caps the role."""
        if user.token is None:
            return self.filter(user=user)
        memberships = self.filter(user=user).annotate(scope=models.Value(user.token.scope))
        limit = user.token.workspace_id
        return memberships if limit is None else memberships.filter(workspace=limit)


class TokenQuerySet(models.QuerySet):
    """Filters over tokens."""

    def living(self, now: datetime) -> Self:
        """Tokens that open something: not revoked, not expired, of an account that is not switched off."""
        return self.filter(revoked_at__isnull=True, user__is_active=True).filter(
            models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=now)
        )


class InWorkspaceQuerySet(models.QuerySet):
    """Filters over any model with a `workspace` column: the one permission clause of all lists."""

    def readable_by(self, user: "User") -> Self:
        """Rows of the workspaces that the user is a member of, as far as their token opens them."""
        return self.filter(membership_of(user, "workspace__memberships"))


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
