"""What happened to claims, and what that means for claim sets. See docs/algorithms/change-feed.md."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from feeds.enums import ChangeKind, MarkKind
from releases.models import ClaimSet
from workspaces.models import Workspace


class PendingChange(models.Model):
    """A mark: a transaction touched this, and what that means for the feeds is not settled yet.

    Written by triggers in the same transaction, so that nothing can change unseen. No foreign keys: a claim or
    workspace that is deleted leaves its mark.
    """

    id = models.BigAutoField(primary_key=True)
    workspace_id = models.UUIDField()
    kind = models.CharField(max_length=9, choices=MarkKind.choices)
    subject = models.UUIDField(help_text="Of what was touched.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace_id", "id"], name="pending_change_by_workspace"),
            models.Index(fields=["subject"], name="pending_change_by_subject"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=MarkKind.values), name="pending_change_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} ({self.pk})"


class FeedHead(models.Model):
    """How far a workspace's changes are numbered. The epoch changes when the database was restored from a copy."""

    workspace = models.OneToOneField(Workspace, primary_key=True, on_delete=models.CASCADE, related_name="feed_head")
    epoch = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.workspace_id} at {self.position}"


class SetChange(models.Model):
    """The last that happened to a claim in a claim set, at its place in the feed."""

    id = models.BigAutoField(primary_key=True)
    claim_set = models.ForeignKey(ClaimSet, on_delete=models.CASCADE, related_name="changes")
    claim = models.UUIDField(help_text="Of the claim, which may be gone.")
    position = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=9, choices=ChangeKind.choices)
    into = models.UUIDField(null=True, blank=True, help_text="Of a merge: the claim that stands instead.")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["claim_set", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim_set", "claim"], name="set_change_once_a_claim"),
            models.UniqueConstraint(
                fields=["claim_set", "position"],
                name="set_change_once_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="set_change_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.MERGE, into__isnull=False)
                | (~Q(kind=ChangeKind.MERGE) & Q(into__isnull=True)),
                name="set_change_merge_names_the_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.claim} at {self.position}"
