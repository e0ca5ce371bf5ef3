"""Unit vectors of sentences and claims: derived data that can be made again, so without a history."""

from typing import ClassVar

from django.db import models
from pgvector.django import VectorField

from agreement.querysets import ClaimEmbeddingQuerySet
from claims.models import CLAIM_MAX_LENGTH, Claim
from sources.models import Sentence

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
