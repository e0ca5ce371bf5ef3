"""What people decide about pairs of statements and about names, and the calibration that follows from it."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agreement.enums import AliasOrigin, AliasState, CalibrationKind, StatementRelation
from agreement.models.runs import AnalysisRun
from common.models import IdentifiedModel
from sources.models import Sentence
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet

ALIAS_MAX_LENGTH = 80


@pghistory.track()
class StatementDecision(IdentifiedModel):
    """What a person said of two statements: one row a pair, in the order of their ids, changed in place.

    `revision` counts how many decisions followed one another on the pair; taking one back counts it down again.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="statement_decisions")
    first = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="decisions_as_first")
    second = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="decisions_as_second")
    relation = models.CharField(max_length=10, choices=StatementRelation.choices)
    narrower = models.ForeignKey(
        Sentence,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Which of both is narrower.",
    )
    run = models.ForeignKey(
        AnalysisRun,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
        help_text="The analysis that showed the pair.",
    )
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=1)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-decided_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="decision_once_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="decision_pair_in_order"),
            models.CheckConstraint(condition=Q(relation__in=StatementRelation.values), name="decision_relation_known"),
            models.CheckConstraint(
                # Without "is not null" a missing one would be neither true nor false, which a constraint lets pass.
                condition=Q(relation=StatementRelation.NARROWER, narrower__isnull=False)
                & (Q(narrower=F("first")) | Q(narrower=F("second")))
                | Q(~Q(relation=StatementRelation.NARROWER), narrower__isnull=True),
                name="decision_narrower_names_one_of_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}: {self.relation}"

    @property
    def mark(self) -> str:
        """What a later decision sends along to say that its giver has seen this one."""
        return f"{self.pk}@{self.decided_at.isoformat()}"

    @property
    def words(self) -> str:
        """What was said, in words that can be quoted."""
        return str(self.get_relation_display()).lower()


@pghistory.track()
class WorkspaceAlias(IdentifiedModel):
    """Another form of a name in this workspace, or one that was refused.

    A rejected row keeps its form from being proposed again, and switches off a usual name of a state.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=ALIAS_MAX_LENGTH, help_text="The name that stands for the thing.")
    form = models.CharField(max_length=ALIAS_MAX_LENGTH, help_text="The other form, as it is written.")
    state = models.CharField(max_length=10, choices=AliasState.choices, default=AliasState.PROPOSED)
    origin = models.CharField(max_length=12, choices=AliasOrigin.choices, default=AliasOrigin.PERSON)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "form"]
        verbose_name_plural = "workspace aliases"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name", "form"], name="alias_once_a_name"),
            # One form cannot mean two things: the words of a text have to fold into one.
            models.UniqueConstraint(
                fields=["workspace", "form"], condition=Q(state=AliasState.ACCEPTED), name="alias_form_accepted_once"
            ),
            models.CheckConstraint(condition=Q(state__in=AliasState.values), name="alias_state_known"),
            models.CheckConstraint(condition=Q(origin__in=AliasOrigin.values), name="alias_origin_known"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(form="") & ~Q(name=F("form")), name="alias_has_two_names"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} is {self.name} ({self.state})"


@pghistory.track()
class FittedCalibration(IdentifiedModel):
    """How the base probability would have to be corrected by a workspace's own decisions, and whether it is.

    The figures are of decisions held back from the fit (docs/algorithms/decisions.md). The newest row counts.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="calibrations")
    kind = models.CharField(max_length=10, choices=CalibrationKind.choices)
    run = models.ForeignKey(AnalysisRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="calibrations")
    intercept = models.FloatField(help_text="Added to the log-odds of the base.")
    slope = models.FloatField(help_text="What the log-odds of the base are multiplied with.")
    count = models.PositiveIntegerField(help_text="Decisions that it was fitted on.")
    positive_count = models.PositiveIntegerField(help_text="Of these, those by which the suggestion was right.")
    log_loss = models.FloatField(help_text="Mean, in nats, on decisions held back.")
    base_log_loss = models.FloatField()
    brier = models.FloatField(help_text="Mean squared error on decisions held back, 0 to 1.")
    base_brier = models.FloatField()
    used = models.BooleanField(help_text="Whether it beat the base and takes its place.")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=CalibrationKind.values), name="calibration_kind_known"),
            models.CheckConstraint(condition=Q(positive_count__lte=F("count")), name="calibration_counts_fit_together"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.count} decisions ({'used' if self.used else 'not used'})"
