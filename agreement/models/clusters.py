"""Statements of several authors proposed to be about one claim."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from agreement.models.runs import AnalysisRun
from agreement.querysets import ClusterQuerySet
from claims.models import Claim
from common.models import IdentifiedModel
from sources.models import Author, Sentence
from workspaces.models import Workspace


@pghistory.track()
class AgreementCluster(IdentifiedModel):
    """Statements of several authors that are proposed to be about one claim."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="clusters")
    run = models.ForeignKey(AnalysisRun, on_delete=models.CASCADE, related_name="clusters")
    position = models.PositiveIntegerField(help_text="Rank in the run, the surest first.")
    label = models.CharField(max_length=200, help_text="Terms that set the cluster apart.")
    score = models.FloatField(help_text="Mean likeness across authors, 0 to 1.")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="clusters")
    open_count = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Members that wait for a decision; empty before they were counted."
    )

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["run", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "position"], name="cluster_one_a_position"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="cluster_score_in_range"),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class ClusterMember(models.Model):
    """A statement in a cluster, with what drew it in."""

    cluster = models.ForeignKey(AgreementCluster, on_delete=models.CASCADE, related_name="members")
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="cluster_members")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="cluster_members")
    position = models.PositiveSmallIntegerField()
    score = models.FloatField(help_text="Likeness to the nearest member by another author, 0 to 1.")
    nearest = models.ForeignKey(Sentence, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.JSONField(default=dict, help_text="Shared words and the parts of the score.")

    class Meta:
        ordering: ClassVar = ["cluster", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cluster", "sentence", "author"], name="cluster_member_once"),
            models.UniqueConstraint(fields=["cluster", "position"], name="cluster_member_one_a_position"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="cluster_member_score_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id} in {self.cluster_id}"
