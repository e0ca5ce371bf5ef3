"""Maps: views of claims and arguments around a lead claim. They own none of them."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from arguments.enums import GradualSemantics, MapLayoutView
from arguments.models.arguments import Argument
from claims.models import Claim
from common.models import IdentifiedModel
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pghistory.track()
class ArgumentMap(IdentifiedModel):
    """A view of claims and arguments around a lead claim. It owns none of them."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="maps")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    lead_claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="led_maps")
    view = models.CharField(
        max_length=10, choices=MapLayoutView.choices, default=MapLayoutView.COLUMNS, help_text="How it opens."
    )
    semantics = models.CharField(
        max_length=20,
        choices=GradualSemantics.choices,
        default=GradualSemantics.QUADRATIC_ENERGY,
        help_text="How its strengths are computed.",
    )
    left_out = models.ManyToManyField(
        Argument,
        through="MapOmission",
        related_name="left_out_of",
        help_text="Arguments that this map does not show, with all that only they lead to.",
    )
    folded = models.ManyToManyField(
        Claim,
        through="MapFold",
        related_name="folded_in",
        help_text="Claims below which the map opens folded; a readable depth where there are none.",
    )
    public_key = models.CharField(
        max_length=43, blank=True, help_text="Part of the public address; empty unless the map is published."
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_indexable = models.BooleanField(
        default=False, help_text="Whether search engines may list the public page; of a published map only."
    )
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "slug"], name="map_slug_once_a_workspace"),
            models.CheckConstraint(condition=~Q(title=""), name="map_has_a_title"),
            models.CheckConstraint(condition=Q(view__in=MapLayoutView.values), name="map_view_known"),
            models.CheckConstraint(condition=Q(semantics__in=GradualSemantics.values), name="map_semantics_known"),
            models.CheckConstraint(
                condition=Q(public_key="", published_at__isnull=True)
                | (~Q(public_key="") & Q(published_at__isnull=False)),
                name="map_published_with_a_key",
            ),
            models.UniqueConstraint(fields=["public_key"], condition=~Q(public_key=""), name="map_public_key_once"),
        ]

    def __str__(self) -> str:
        return self.title


class MapOmission(models.Model):
    """An argument that a map leaves out, with all that only it leads to."""

    map = models.ForeignKey(ArgumentMap, on_delete=models.CASCADE, related_name="omissions")
    argument = models.ForeignKey(Argument, on_delete=models.CASCADE, related_name="omissions")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["map", "argument"], name="argument_left_out_once")]

    def __str__(self) -> str:
        return f"{self.argument_id} left out of {self.map_id}"


class MapFold(models.Model):
    """A claim below which a map opens folded."""

    map = models.ForeignKey(ArgumentMap, on_delete=models.CASCADE, related_name="folds")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="folds")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["map", "claim"], name="claim_folded_once")]

    def __str__(self) -> str:
        return f"{self.claim_id} folded in {self.map_id}"
