"""Keys with which programs use the API."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

import pghistory
from django.db import models

from common.models import IdentifiedModel
from workspaces.enums import Scope, TokenState
from workspaces.models.user import User
from workspaces.models.workspace import Workspace
from workspaces.querysets import TokenQuerySet

EXPIRES_SOON = timedelta(days=7)
"""Before its end a token is marked for so long: time to make another one."""


@pghistory.track(exclude=["last_used_at"])
class ApiToken(IdentifiedModel):
    """A user's key to the API. Only its SHA-256 is kept: the key itself is shown once, when it is made.

    It opens one workspace, or all of the user's if `workspace` is None, and `scope` caps the user's role there.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    workspace = models.ForeignKey(
        Workspace,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="api_tokens",
        help_text="The one workspace that it opens; empty for all of the user's.",
    )
    scope = models.CharField(max_length=12, choices=Scope.choices)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="Right to some minutes.")

    # The identifiers of the workspaces that it opens by their slugs, where the query read them. No column.
    workspaces: dict[str, UUID] | None = None

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="api_token_digest_is_sha256"
            ),
            models.CheckConstraint(condition=models.Q(scope__in=Scope.values), name="api_token_scope_known"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"

    def state(self, now: datetime) -> TokenState:
        """Return whether the token opens anything at that moment; an account that is switched off is not looked at."""
        if self.revoked_at is not None:
            return TokenState.REVOKED
        if self.expires_at is None:
            return TokenState.VALID
        if self.expires_at <= now:
            return TokenState.EXPIRED
        return TokenState.EXPIRING if self.expires_at - now < EXPIRES_SOON else TokenState.VALID
