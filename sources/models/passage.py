"""Quoted spans of sources and where they stand in each text version."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q

from common.models import IdentifiedModel
from sources.enums import AnchorMethod, AnchorState, MatchGrade
from sources.models.source import Source
from sources.models.text import TextVersion
from sources.querysets import AnchorQuerySet
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pghistory.track()
class Passage(IdentifiedModel):
    """A quoted span (one or more stretches) of a source, with the words around it (W3C TextQuoteSelector)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_index=False, related_name="passages")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="passages")
    exact = models.TextField(help_text="The quote as it stands in the text, stretches joined by “ […] ”.")
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(exact=""), name="passage_not_empty"),
            models.UniqueConstraint(fields=["id", "workspace"], name="passage_id_with_workspace"),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "id"], name="passage_in_order")]

    def __str__(self) -> str:
        return self.exact


@pghistory.track()
class Anchor(IdentifiedModel):
    """The span found for a passage in one text version, with a state and a score.

    One that re-anchoring made names the older anchor that bore witness (`found_from`) and keeps what the machine
    proposed (`proposal`), so that a person's decision can be taken back. Anchors of older versions stay as they are.
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="anchors")
    text_version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="anchors")
    state = models.CharField(max_length=10, choices=AnchorState.choices, default=AnchorState.EXACT)
    grade = models.CharField(max_length=10, choices=MatchGrade.choices, default=MatchGrade.EXACT)
    score = models.FloatField(default=1.0, help_text="Likeness of the text found to the quote, 0 to 1.")
    start = models.PositiveIntegerField(null=True, blank=True, help_text="Start of the first stretch.")
    end = models.PositiveIntegerField(null=True, blank=True, help_text="End of the last stretch.")
    method = models.CharField(max_length=10, choices=AnchorMethod.choices, default=AnchorMethod.QUOTED)
    found = models.TextField(blank=True, help_text="The words at this place where they differ from the quote.")
    found_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    proposal = models.JSONField(
        default=dict,
        blank=True,
        help_text="What re-anchoring found, and about where the passage would stand.",
    )
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True, help_text="When a person decided on an unsure place.")

    objects = AnchorQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["text_version", "start", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["text_version", "start"],
                condition=Q(state__in=["asked", "orphaned"], decided_at__isnull=True),
                name="anchor_waiting",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "text_version"], name="anchor_once_a_text_version"),
            models.CheckConstraint(condition=Q(state__in=AnchorState.values), name="anchor_state_known"),
            models.CheckConstraint(condition=Q(grade__in=MatchGrade.values), name="anchor_grade_known"),
            models.CheckConstraint(condition=Q(method__in=AnchorMethod.values), name="anchor_method_known"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="anchor_score_in_range"),
            models.CheckConstraint(
                condition=Q(state=AnchorState.ORPHANED, start__isnull=True, end__isnull=True)
                | (~Q(state=AnchorState.ORPHANED) & Q(start__lt=F("end"))),
                name="anchor_span_unless_orphaned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.start}–{self.end}"

    @property
    def waits(self) -> bool:
        """Whether a person still has to decide on it."""
        return self.state in AnchorState.unplaced() and self.decided_at is None

    @property
    def is_changed(self) -> bool:
        """Whether the passage has other words in this text than the quote."""
        return bool(self.found)


@pghistory.track()
class Stretch(models.Model):
    """One unbroken run of a passage in one text version."""

    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="stretches")
    position = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["anchor", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["anchor", "position"], name="stretch_one_a_position"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="stretch_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"
