"""What was done to the arguments of a workspace, one row an edit: for live pages, for undo and for readers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arguments.enums import EditKind
from arguments.models.maps import ArgumentMap
from common.models import IdentifiedModel
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet


class GraphRevision(models.Model):
    """How many edits a workspace's arguments have seen. Whoever edits locks this row first."""

    workspace = models.OneToOneField(Workspace, primary_key=True, on_delete=models.CASCADE, related_name="revision")
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.workspace_id} at {self.number}"


class GraphEdit(IdentifiedModel):
    """One edit: what it did (`forward`), what takes it back (`backward`), and the words for people (`said`).

    Both are lists of operations as `domain/editing` defines them. `session` is one open page of one person; undo
    and redo go along the edits of a session. An edit that takes back or repeats another one names it in `about`.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="edits")
    revision = models.PositiveBigIntegerField()
    map = models.ForeignKey(ArgumentMap, null=True, blank=True, on_delete=models.SET_NULL, related_name="edits")
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    session = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=6, choices=EditKind.choices, default=EditKind.MADE)
    about = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    said = models.CharField(max_length=300)
    forward = models.JSONField()
    backward = models.JSONField()

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["workspace", "revision"]
        indexes: ClassVar = [models.Index(fields=["session", "revision"], name="edits_of_a_session")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "revision"], name="one_edit_a_revision"),
            models.CheckConstraint(condition=Q(kind__in=EditKind.values), name="edit_kind_known"),
        ]

    def __str__(self) -> str:
        return self.said
