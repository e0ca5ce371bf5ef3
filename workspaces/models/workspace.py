"""A team's private area and who is in it."""

from typing import ClassVar

import pghistory
from django.db import models

from common.models import IdentifiedModel
from workspaces.enums import Role
from workspaces.models.user import User
from workspaces.querysets import MembershipQuerySet, WorkspaceQuerySet


@pghistory.track()
class Workspace(IdentifiedModel):
    """A team's private area: its sources, claims, maps and members."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    judgements_wanted = models.PositiveSmallIntegerField(
        default=1, help_text="How many annotators judge a passage alone before it counts: 1 or 2."
    )
    members = models.ManyToManyField(User, through="Membership", related_name="workspaces")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="workspace_slug_is_lower_case",
            ),
            models.CheckConstraint(
                condition=models.Q(judgements_wanted__in=(1, 2)), name="workspace_wants_one_or_two_judgements"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Membership(IdentifiedModel):
    """A user's role in a workspace."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)

    # The scope of the token through which the membership was asked for; set by the query. No column.
    scope: str | None = None

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "workspace"], name="membership_once_a_workspace"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.workspace_id} as {self.role}"

    @property
    def effective_role(self) -> Role:
        """What may be done: the lower of the role and of the token's scope."""
        return Role(self.role).within(self.scope)
