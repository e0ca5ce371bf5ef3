"""What people answer about the passages found for a claim, and the silences that they find."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agreement.domain.answering.answers import ABOUT_WORDS, ATTITUDE_WORDS, About, Attitude, Said
from agreement.querysets import AnswerQuerySet, SilenceQuerySet
from claims.models import CLAIM_MAX_LENGTH, Claim, Evidence
from common.models import IdentifiedModel
from sources.models import Author, Sentence
from workspaces.models import User, Workspace


@pghistory.track()
class Answer(IdentifiedModel):
    """What a person says of one sentence for one claim: the current answer; earlier ones are in the history.

    `evidence` is what it made, `steps` what takes it back. Where the workspace asks for two judgements each annotator's
    answer is their own: `judge` names them then, and nobody otherwise.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="answers")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="answers")
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="answers")
    speaker = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="answers")
    about = models.CharField(max_length=8, choices=[(one.value, ABOUT_WORDS[one]) for one in About])
    attitude = models.CharField(
        max_length=8, blank=True, choices=[(one.value, word) for one, word in ATTITUDE_WORDS.items()]
    )
    wording = models.CharField(max_length=CLAIM_MAX_LENGTH, help_text="The claim's, when it was answered.")
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    steps = models.JSONField(default=list, help_text="What it changed, in order, to be taken back.")
    earlier = models.JSONField(
        default=dict, blank=True, help_text="For which wording, when and by whom it was first given."
    )
    probability = models.FloatField(
        null=True, blank=True, help_text="Of the suggestion, calibrated; none if not suggested."
    )
    band = models.CharField(max_length=12, blank=True, help_text="The word that the suggestion carried.")
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)
    judge = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-answered_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "sentence", "judge"], nulls_distinct=False, name="answer_once_a_claim_and_sentence"
            ),
            models.CheckConstraint(
                condition=Q(about=About.NEITHER, attitude=Attitude.NOT_ASKED)
                | Q(about__in=[About.CLAIM, About.OPPOSITE], attitude__in=list(ATTITUDE_WORDS)),
                name="answer_of_both_questions",
            ),
            models.CheckConstraint(
                condition=Q(probability__isnull=True) | Q(probability__gte=0, probability__lte=1),
                name="answer_probability_in_range",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["answered_by", "-answered_at"], name="answer_by_person_and_time")]

    def __str__(self) -> str:
        return f"{self.said.words} ({self.claim_id})"

    @property
    def said(self) -> Said:
        """Both answers."""
        return Said(About(self.about), Attitude(self.attitude))

    @property
    def seen(self) -> str:
        """The mark by which a later answer says that its giver has seen this one."""
        return str(self.pk)


@pghistory.track()
class Silence(IdentifiedModel):
    """A person's finding that the sources of an author say nothing on a claim. It is no position.

    It rests on the sentences that were shown, the wording and the captures that there were of the author.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="silences")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="silences")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="silences")
    shown = models.ManyToManyField(Sentence, related_name="+", help_text="The nearest sentences, none of which spoke.")
    captures = models.JSONField(default=list, help_text="Ids of the captures of the author's sources at the time.")
    wording = models.CharField(max_length=CLAIM_MAX_LENGTH)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)

    objects = SilenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-confirmed_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "author"], name="silence_once_a_claim_and_author"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.claim_id}"
