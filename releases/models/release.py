"""Immutable, numbered states of claim sets."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from common.models import IdentifiedModel
from releases.enums import FileRole, NoticeKind
from releases.models.claim_set import LICENCE_MAX_LENGTH, TITLE_MAX_LENGTH, ClaimSet
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pgtrigger.register(pgtrigger.Protect(name="release_is_immutable", operation=pgtrigger.Update))
class Release(IdentifiedModel):
    """A claim set as it stood in one snapshot of the database. Never changed: what is wrong with it is told by notices.

    Title, description, licence and creators are those of the claim set at that moment. The root hash is the SHA-256 of
    the lines `<sha256>  <name>` of the canonical files, sorted by name: what `sha256sum *.ndjson | sha256sum` prints.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="releases")
    claim_set = models.ForeignKey(ClaimSet, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField(help_text="Counts up in the claim set, from 1.")
    root_hash = models.CharField(max_length=64)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=TITLE_MAX_LENGTH)
    description = models.TextField(blank=True)
    licence = models.CharField(max_length=LICENCE_MAX_LENGTH)
    creators = models.JSONField(default=list)
    notes = models.TextField(blank=True, help_text="What is new, in the editor's words.")
    counts = models.JSONField(default=dict, help_text="Claims, evidence, stances, authors, sources, arguments.")
    since = models.CharField(max_length=200, blank=True, help_text="Token of the change feed at the snapshot.")
    released_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["claim_set", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim_set", "number"], name="release_number_once_a_claim_set"),
            models.UniqueConstraint(fields=["id", "workspace"], name="release_id_with_workspace"),
            models.CheckConstraint(condition=Q(number__gt=0), name="release_number_positive"),
            models.CheckConstraint(condition=Q(root_hash__regex=r"^[0-9a-f]{64}$"), name="release_has_root_hash"),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("id")), name="release_follows_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, release {self.number}"


@pgtrigger.register(pgtrigger.Protect(name="release_file_is_immutable", operation=pgtrigger.Update))
class ReleaseFile(IdentifiedModel):
    """One file of a release; its bytes lie in the store of files under their SHA-256."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=9, choices=FileRole.choices)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    records = models.PositiveIntegerField(null=True, blank=True, help_text="Rows or lines, where it has such.")

    class Meta:
        ordering: ClassVar = ["release", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "name"], name="release_file_once_a_name"),
            models.CheckConstraint(condition=Q(role__in=FileRole.values), name="release_file_role_known"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="release_file_has_sha256"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Notice(IdentifiedModel):
    """What an editor says of a release afterwards: that it is retracted or corrected, why, and what stands instead."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="release_notices")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    text = models.TextField()
    replaced_by = models.ForeignKey(Release, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["release", "created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="notice_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.release_id}"
