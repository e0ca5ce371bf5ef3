"""What the machine proposes: vectors, candidate claims and agreement clusters, each with the run that made it."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from pgvector.django import VectorField

from agreement.enums import CandidateState, RunState
from agreement.querysets import ClaimEmbeddingQuerySet
from claims.models import CLAIM_MAX_LENGTH, Claim
from common.models import IdentifiedModel
from sources.models import Author, Sentence
from workspaces.models import Job, Workspace
from workspaces.querysets import InWorkspaceQuerySet

VECTOR_DIMENSION = 384
"""Of all-MiniLM-L6-v2. A model of another dimension needs a column of its own, never a mixture."""


class SentenceEmbedding(models.Model):
    """Unit vector of a sentence by one model: derived data that can be made again, so without a history."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="embeddings")
    model = models.CharField(max_length=80, help_text="Name and version of the model.")
    vector = VectorField(dimensions=VECTOR_DIMENSION)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sentence", "model"], name="sentence_embedding_once_a_model"),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id} by {self.model}"


class ClaimEmbedding(models.Model):
    """Unit vector of a claim's wording by one model: derived data that can be made again, so without a history.

    One whose `wording` is no longer the claim's is outdated and counts for nothing.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="embeddings")
    model = models.CharField(max_length=80, help_text="Name of the space of the model.")
    wording = models.CharField(max_length=CLAIM_MAX_LENGTH)
    vector = VectorField(dimensions=VECTOR_DIMENSION)

    objects = ClaimEmbeddingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "model"], name="claim_embedding_once_a_model"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} by {self.model}"


@pghistory.track()
class AnalysisRun(IdentifiedModel):
    """One analysis of a workspace: by which model and parameters, when, and what came out."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="analysis_runs")
    job = models.OneToOneField(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="analysis_run")
    model = models.CharField(max_length=80)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    sentence_count = models.PositiveIntegerField(default=0)
    rest_count = models.PositiveIntegerField(default=0, help_text="Statements that are in no cluster.")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="analysis_run_state_known"),
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE) | Q(finished_at__isnull=False),
                name="analysis_run_done_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} on {self.workspace_id} ({self.state})"


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


@pghistory.track()
class AgreementCluster(IdentifiedModel):
    """Statements of several authors that are proposed to be about one claim."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="clusters")
    run = models.ForeignKey(AnalysisRun, on_delete=models.CASCADE, related_name="clusters")
    position = models.PositiveIntegerField(help_text="Rank in the run, the surest first.")
    label = models.CharField(max_length=200, help_text="Terms that set the cluster apart.")
    score = models.FloatField(help_text="Mean likeness across authors, 0 to 1.")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="clusters")

    objects = InWorkspaceQuerySet.as_manager()

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
