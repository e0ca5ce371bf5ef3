"""What the finder found for a worded claim: of each author whether anything is said, and the nearest passages.

Derived data that can be made again from the texts, so without a history; what people answer is kept elsewhere.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from agreement.domain.likeness.bands import Band
from agreement.models.vectors import SPACE_MAX_LENGTH
from agreement.querysets import FoundQuerySet
from claims.models import CLAIM_MAX_LENGTH, Claim
from sources.models import Author, Sentence

SILENT_BELOW = 0.5
"""An author who speaks with less than even odds is suggested as silent."""


class AuthorFinding(models.Model):
    """What the finder found of one author for one claim; it counts for nothing once the claim is worded anew."""

    is_derived: ClassVar = True
    """Made by the machine from the claim, and so no reason to keep a claim."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="author_findings")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="findings")
    speaks = models.FloatField(help_text="Calibrated probability that the author says anything on the claim, 0 to 1.")
    statement_count = models.PositiveIntegerField(help_text="Statements of the author that were looked at.")
    wording = models.CharField(max_length=CLAIM_MAX_LENGTH, help_text="The claim's words that were looked for.")
    model = models.CharField(max_length=SPACE_MAX_LENGTH, help_text="Name of the space of the vectors.")
    found_at = models.DateTimeField(auto_now_add=True)

    objects = FoundQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "author"], name="finding_once_an_author"),
            models.CheckConstraint(condition=Q(speaks__gte=0, speaks__lte=1), name="finding_speaks_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.claim_id}: {self.speaks:.2f}"

    @property
    def is_silent(self) -> bool:
        """Whether the author is suggested to say nothing on the claim."""
        return self.speaks < SILENT_BELOW


class FoundPassage(models.Model):
    """A statement that may bear on a claim, with its rank among its author's and what it rests on."""

    is_derived: ClassVar = True
    """Made by the machine from the claim, and so no reason to keep a claim."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="found_passages")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="found_passages")
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="found_for")
    rank = models.PositiveSmallIntegerField(help_text="Among the author's, from 1, the nearest.")
    score = models.FloatField(help_text="Log-odds that the probability comes from.")
    cosine = models.FloatField()
    centred = models.FloatField(help_text="Cosine with the mean of what is near the claim taken out.")
    lexical = models.FloatField(help_text="Cosine of shared words, the rare ones weighing more.")
    probability = models.FloatField(help_text="Calibrated, that the statement bears on the claim, 0 to 1.")
    band = models.CharField(max_length=12, help_text="The probability in one of five words.")
    reasons = models.JSONField(default=list, help_text="Shared words, negation, numbers … with offsets in both texts.")
    wording = models.CharField(max_length=CLAIM_MAX_LENGTH, help_text="The claim's words that were looked for.")
    model = models.CharField(max_length=SPACE_MAX_LENGTH, help_text="Name of the space of the vectors.")
    found_at = models.DateTimeField(auto_now_add=True)

    objects = FoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["claim", "author", "rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "sentence"], name="found_passage_once_a_claim"),
            models.UniqueConstraint(fields=["claim", "author", "rank"], name="found_passage_one_a_rank"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="found_passage_rank_from_one"),
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1), name="found_passage_probability_in_range"
            ),
            models.CheckConstraint(
                condition=Q(band__in=[band.value for band in Band]), name="found_passage_band_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id} for {self.claim_id} ({self.band})"
