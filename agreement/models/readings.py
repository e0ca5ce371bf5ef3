"""What a team's own inference model made of a claim and a sentence: derived data, so without a history."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from claims.models import CLAIM_MAX_LENGTH, Claim
from sources.models import Sentence


class EntailmentReading(models.Model):
    """Probability that a sentence entails a claim, and that it contradicts it; it fills no cell.

    One for another wording of the claim, or by another model, counts for nothing.
    """

    is_derived: ClassVar = True
    """Made by the machine from the claim, and so no reason to keep a claim."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="entailment_readings")
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="entailment_readings")
    model = models.CharField(max_length=200, help_text="Folder or name of the model.")
    wording = models.CharField(max_length=CLAIM_MAX_LENGTH, help_text="The claim's words that were read.")
    entails = models.FloatField()
    contradicts = models.FloatField()
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "sentence", "model"], name="entailment_reading_once_a_model"),
            models.CheckConstraint(
                condition=Q(entails__gte=0, entails__lte=1, contradicts__gte=0, contradicts__lte=1),
                name="entailment_reading_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id} for {self.claim_id}: {self.entails:.2f} / {self.contradicts:.2f}"
