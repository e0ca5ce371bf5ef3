"""Imports of annotations: what was received, what became of each, and what it made, so that it can be taken back."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from claims.enums import Bearing
from claims.models import Claim, Evidence
from common.models import IdentifiedModel
from exchange.enums import UNIT_WORDS, ImportState, ItemOutcome
from sources.models import Passage, Source, TextVersion
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pghistory.track(exclude=["content"])
class AnnotationImport(IdentifiedModel):
    """A file of annotations that somebody brought: first looked at, then imported if a person says so."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="annotation_imports")
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="Where annotations belong whose own source is not in the library.",
    )  # fmt: skip
    origin = models.CharField(max_length=200, help_text="Name of the file.")
    content = models.TextField(help_text="The file as it was received.")
    own_judgement = models.BooleanField(
        default=False, help_text="The importer judges so too: evidence is accepted, not suggested."
    )
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.RECEIVED)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["id", "workspace"], name="annotation_import_id_with_workspace"),
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="annotation_import_state_known"),
        ]

    def __str__(self) -> str:
        return self.origin


@pghistory.track(exclude=["node"])
class ImportedAnnotation(models.Model):
    """One passage of one annotation of an import. `made_…` say what did not exist before."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    batch = models.ForeignKey(AnnotationImport, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(help_text="Order in the file.")
    pointer = models.CharField(max_length=300, help_text="Place in the file, a JSON pointer.")
    iri = models.CharField(max_length=2000, blank=True, help_text="The annotation's own identifier.")
    part = models.PositiveIntegerField(default=0, help_text="Which of the annotation's passages.")
    node = models.JSONField(null=True, blank=True, help_text="The annotation as it was received.")
    outcome = models.CharField(max_length=10, choices=ItemOutcome.choices)
    reason = models.TextField(blank=True, help_text="Why it is left out.")
    nearest = models.TextField(blank=True, help_text="The text nearest to a quote that was not found.")
    losses = models.JSONField(default=list, blank=True, help_text="What of it has no place here, in words.")
    quote = models.TextField(blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True, help_text="Where it was found, in code points.")
    score = models.FloatField(null=True, blank=True)
    units = models.JSONField(default=list, blank=True, help_text="Units in which its position fits best.")
    distance = models.PositiveIntegerField(null=True, blank=True, help_text="How far off its position was.")
    text_version = models.ForeignKey(TextVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    bearing = models.CharField(max_length=12, choices=Bearing.choices, blank=True)
    wording = models.TextField(blank=True, help_text="Of a claim that is made if there is none.")
    speaker = models.CharField(max_length=300, blank=True, help_text="Whose view it states, if it says so.")
    speaker_type = models.CharField(max_length=12, blank=True, help_text="Person or Organization.")
    creator = models.CharField(max_length=300, blank=True)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    passage = models.ForeignKey(Passage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_claim = models.BooleanField(default=False)
    made_passage = models.BooleanField(default=False)
    made_evidence = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["batch", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "position"], name="imported_annotation_one_a_position"),
            models.CheckConstraint(
                condition=Q(outcome__in=ItemOutcome.values), name="imported_annotation_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=ItemOutcome.REFUSED) | ~Q(reason=""),
                name="imported_annotation_refusal_has_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "iri"], name="imported_annotation_by_iri")]

    def __str__(self) -> str:
        return self.iri or self.pointer

    @property
    def position_words(self) -> str:
        """What is to say of the annotation's position: the unit that fitted and how well, "" without a position."""
        if self.distance is None:
            return ""
        unit = (
            "any unit"
            if len(self.units) > 1 and len(self.units) == len(UNIT_WORDS)
            else " or ".join(UNIT_WORDS[unit] for unit in self.units)
        )
        return f"position fits in {unit}" if not self.distance else f"position {self.distance} off, in {unit}"
