"""Sentences and clauses that look worth a claim, and which texts were read for them."""

from typing import Any, ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q

from agreement.domain.wording.clauses import ClauseKind
from agreement.domain.wording.languages import ENGLISH, NAMES
from agreement.domain.wording.propositions import as_claim
from agreement.enums import CandidateState
from agreement.models.runs import AnalysisRun
from agreement.querysets import CandidateQuerySet
from claims.models import CLAIM_MAX_LENGTH, Claim
from common.models import IdentifiedModel
from sources.models import Author, Sentence, TextVersion
from workspaces.models import Workspace


@pghistory.track()
class CandidateClaim(IdentifiedModel):
    """A sentence, or the clause `text[start:end]` of one, that looks worth a claim.

    It becomes one only when a person words it.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="candidate_claims")
    run = models.ForeignKey(AnalysisRun, on_delete=models.CASCADE, related_name="candidates")
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="candidates")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="candidates")
    start = models.PositiveIntegerField(help_text="Offset in the sentence, in code points.")
    end = models.PositiveIntegerField(help_text="Offset in the sentence, exclusive.")
    kind = models.CharField(
        max_length=12, default=ClauseKind.WHOLE.value, help_text="Whole sentence, or how the clause hangs in it."
    )
    wording = models.TextField(blank=True, help_text="Worded to stand alone, where its own words do not. No quote.")
    holder = models.JSONField(default=dict, blank=True, help_text="Who is reported to hold it: text, verb, offsets.")
    referents = models.JSONField(
        default=list, blank=True, help_text="What its first words probably refer to, and where."
    )
    score = models.FloatField(help_text="Worth of a claim, 0 to 1.")
    features = models.JSONField(default=list, blank=True, help_text="What the score is made of: name and log-odds.")
    cues = models.JSONField(default=list, help_text="Hedges, negations, reported speech … with offsets.")
    fold_key = models.CharField(max_length=32, blank=True, help_text="The same for candidates that say the same.")
    state = models.CharField(max_length=10, choices=CandidateState.choices, default=CandidateState.SUGGESTED)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="candidates")

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-score", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "sentence", "start"], name="candidate_once_a_place"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="candidate_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ClauseKind]), name="candidate_kind_known"
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="candidate_score_in_range"),
            models.CheckConstraint(condition=Q(state__in=CandidateState.values), name="candidate_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["author", "fold_key"], condition=Q(state=CandidateState.SUGGESTED), name="candidate_twins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id} ({self.score:.2f})"

    @property
    def quote(self) -> str:
        """The exact words, a slice of the sentence."""
        return self.sentence.text[self.start : self.end]

    @property
    def is_clause(self) -> bool:
        """Whether it is less than its sentence."""
        return self.kind != ClauseKind.WHOLE

    @property
    def as_claim(self) -> str:
        """How it would be worded as a claim: what the field is filled with, at most as long as a claim may be."""
        return (self.wording or as_claim(self.quote))[:CLAIM_MAX_LENGTH]

    @property
    def is_vague(self) -> bool:
        """Whether its first words lean on what stands before."""
        return any(cue["kind"] == "vague_start" for cue in self.cues) or bool(self.referents)

    @property
    def referent(self) -> dict[str, Any] | None:
        """What its first words most probably refer to, None if nothing was found."""
        return self.referents[0] if self.referents else None


class CandidateReading(models.Model):
    """By which rules a text was read for candidates last, and what was left out of it; without a row it never was.

    Derived data that can be made again from the text, so without a history.
    """

    text_version = models.OneToOneField(TextVersion, on_delete=models.CASCADE, related_name="candidate_reading")
    rules = models.CharField(max_length=20)
    language = models.CharField(max_length=3, blank=True, help_text="ISO 639-1, guessed; empty if unknown.")
    left_out = models.JSONField(default=dict, help_text="How many sentences were left out, by reason.")
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"rules {self.rules}"

    @property
    def language_name(self) -> str:
        """The language in words, "" for English and where it is not known."""
        return "" if self.language == ENGLISH else NAMES.get(self.language, "")
