"""What people say of arguments: base scores by hand, critical questions, hints that do not apply."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from arguments.enums import QuestionVerdict
from arguments.models.arguments import Argument
from arguments.models.maps import ArgumentMap
from claims.models import Claim
from common.models import IdentifiedModel
from workspaces.models import User


@pghistory.track()
class BaseScore(IdentifiedModel):
    """How strong a claim or an inference is by itself in one map, set by hand: 0 to 1."""

    map = models.ForeignKey(ArgumentMap, on_delete=models.CASCADE, related_name="base_scores")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="base_scores")
    argument = models.ForeignKey(Argument, null=True, blank=True, on_delete=models.CASCADE, related_name="base_scores")
    value = models.FloatField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, argument__isnull=True) | Q(claim__isnull=True, argument__isnull=False),
                name="base_score_of_claim_or_argument",
            ),
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=1), name="base_score_from_0_to_1"),
            models.UniqueConstraint(fields=["map", "claim"], name="one_base_score_a_claim"),
            models.UniqueConstraint(fields=["map", "argument"], name="one_base_score_an_argument"),
        ]

    def __str__(self) -> str:
        return f"{self.value} for {self.claim_id or self.argument_id}"


@pghistory.track()
class QuestionAnswer(IdentifiedModel):
    """How a critical question of an argument's scheme stands; no row means open.

    `undercut` is the argument that a badly answered question became.
    """

    argument = models.ForeignKey(Argument, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40, help_text="Key of the question in `domain/schemes.py`.")
    verdict = models.CharField(max_length=15, choices=QuestionVerdict.choices, default=QuestionVerdict.OPEN)
    note = models.TextField(blank=True)
    undercut = models.ForeignKey(
        Argument, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions_behind"
    )
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["argument", "question"], name="question_answered_once"),
            models.CheckConstraint(condition=Q(verdict__in=QuestionVerdict.values), name="question_verdict_known"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.verdict}"


@pghistory.track()
class LintDismissal(IdentifiedModel):
    """A hint of the reasoning coach that a reader found not to apply.

    `fingerprint` names the hint and the wordings that it is about, so that it comes back when these change.
    """

    map = models.ForeignKey(ArgumentMap, on_delete=models.CASCADE, related_name="dismissals")
    fingerprint = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["map", "fingerprint"], name="hint_dismissed_once_a_map")
        ]

    def __str__(self) -> str:
        return self.fingerprint
