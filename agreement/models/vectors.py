"""Unit vectors of sentences and claims: derived data that can be made again, so without a history."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from pgvector.django import HalfVectorField

from agreement.querysets import ClaimEmbeddingQuerySet
from claims.models import CLAIM_MAX_LENGTH, Claim
from sources.models import Sentence
from workspaces.models import Workspace

SPACE_MAX_LENGTH = 200
QUERY_MAX_LENGTH = 300
"""Code points of words that are looked for by meaning: some fifty words, a long claim."""


class VectorSpace(models.Model):
    """The space whose vectors a workspace compares: one at a time, so that those of two models never meet.

    Vectors of another space may stand beside while sentences are read again; they count for nothing until all of them
    are there and this row changes.
    """

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="vector_space")
    name = models.CharField(
        max_length=SPACE_MAX_LENGTH, help_text="Models with the same name make vectors that compare."
    )
    dimension = models.PositiveSmallIntegerField()
    since = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(dimension__gte=1) & ~Q(name=""), name="vector_space_has_name_and_size"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.dimension})"


class SentenceEmbedding(models.Model):
    """Unit vector of a sentence in one space, half precision: its error, 0.0003 of a cosine, changes no ranking."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="embeddings")
    model = models.CharField(max_length=SPACE_MAX_LENGTH, help_text="Name of the space.")
    # Without a dimension: each space has its own.
    vector = HalfVectorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sentence", "model"], name="sentence_embedding_once_a_model"),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id} by {self.model}"


class ClaimEmbedding(models.Model):
    """Unit vector of a claim's wording in one space.

    One whose `wording` is no longer the claim's is outdated and counts for nothing.
    """

    is_derived: ClassVar = True
    """Made by the machine from the claim, and so no reason to keep a claim."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="embeddings")
    model = models.CharField(max_length=SPACE_MAX_LENGTH, help_text="Name of the space.")
    wording = models.CharField(max_length=CLAIM_MAX_LENGTH)
    vector = HalfVectorField()

    objects = ClaimEmbeddingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "model"], name="claim_embedding_once_a_model"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} by {self.model}"


class QueryVector(models.Model):
    """Unit vector of words that somebody looked for, made by the worker; kept for a day, of nobody in particular."""

    model = models.CharField(max_length=SPACE_MAX_LENGTH, help_text="Name of the space.")
    text = models.CharField(max_length=QUERY_MAX_LENGTH)
    vector = HalfVectorField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["model", "text"], name="query_vector_once_a_model"),
        ]

    def __str__(self) -> str:
        return f"{self.text} by {self.model}"
