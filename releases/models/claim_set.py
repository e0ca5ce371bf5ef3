"""Named selections of claims."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from claims.models import Claim
from common.models import IdentifiedModel
from releases.enums import Audience, Gathering
from releases.querysets import ClaimSetQuerySet
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet

SLUG_MAX_LENGTH = 80
TITLE_MAX_LENGTH = 200
DESCRIPTION_MAX_LENGTH = 5000
LICENCE_MAX_LENGTH = 60
DEFAULT_LICENCE = "CC-BY-4.0"
RESERVED_SLUGS = frozenset({"new", "gather"})
"""Words that stand for pages where the address of a claim set stands."""


@pghistory.track()
class ClaimSet(IdentifiedModel):
    """A named selection of a workspace's claims, gathered by hand or by a saved filter, of which releases are made."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="claim_sets")
    slug = models.SlugField(max_length=SLUG_MAX_LENGTH, unique=True, help_text="Part of addresses that are cited.")
    title = models.CharField(max_length=TITLE_MAX_LENGTH)
    description = models.TextField(blank=True)
    licence = models.CharField(
        max_length=LICENCE_MAX_LENGTH, default=DEFAULT_LICENCE, help_text="SPDX identifier of the licence of releases."
    )
    creators = models.JSONField(default=list, blank=True, help_text="Names to cite, in order; none: the workspace.")
    gathering = models.CharField(max_length=10, choices=Gathering.choices, default=Gathering.BY_HAND)
    filter = models.JSONField(default=dict, blank=True, help_text="The saved filter: see `domain/filtering.py`.")
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.MEMBERS)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    claims = models.ManyToManyField(Claim, through="ClaimSetEntry", related_name="claim_sets")

    objects = ClaimSetQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["id", "workspace"], name="claim_set_id_with_workspace"),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="claim_set_slug_is_lower_case"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="claim_set_has_a_title"),
            models.CheckConstraint(condition=Q(gathering__in=Gathering.values), name="claim_set_gathering_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="claim_set_audience_known"),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class ClaimSetEntry(IdentifiedModel):
    """A claim that somebody put into a claim set by hand."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="claim_set_entries")
    claim_set = models.ForeignKey(ClaimSet, on_delete=models.CASCADE, related_name="entries")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="claim_set_entries")
    added_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["claim_set", "created_at", "id"]
        verbose_name_plural = "claim set entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim_set", "claim"], name="claim_set_entry_once_a_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.claim_set_id}"
