"""Sentences that look worth a claim."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from agreement.enums import CandidateState
from agreement.models.runs import AnalysisRun
from claims.models import Claim
from common.models import IdentifiedModel
from sources.models import Author, Sentence
from workspaces.models import Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pghistory.track()
class CandidateClaim(IdentifiedModel):
    """A sentence that looks worth a claim. It becomes one only when a person words it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="candidate_claims")
    run = models.ForeignKey(AnalysisRun, on_delete=models.CASCADE, related_name="candidates")
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="candidates")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="candidates")
    score = models.FloatField(help_text="Worth of a claim, 0 to 1.")
    cues = models.JSONField(default=list, help_text="Hedges, negations, reported speech … with offsets.")
    state = models.CharField(max_length=10, choices=CandidateState.choices, default=CandidateState.SUGGESTED)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="candidates")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-score", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "sentence"], name="candidate_once_a_sentence"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="candidate_score_in_range"),
            models.CheckConstraint(condition=Q(state__in=CandidateState.values), name="candidate_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id} ({self.score:.2f})"
