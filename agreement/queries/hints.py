"""Stance hints as a page shows them, and whether a team's own model has earned to give any."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import F

from agreement.domain.answering.answers import bearing_of
from agreement.domain.answering.proving import Proof, guess_of, prove
from agreement.domain.answering.stance_hints import Hint, hint_stance
from agreement.models import Answer, EntailmentReading
from claims.models import Claim
from sources.models import Sentence
from workspaces.models import Workspace

LEAST_PROBABILITY = 0.4
"""Of bearing on the claim, from which a hint is given: it takes for granted that the passage is about it."""


@dataclass(frozen=True)
class ShownHint:
    """A guessed position (`affirms` or `denies`), how often such guesses were right in words, and what made it."""

    position: str
    record: str
    signs: tuple[str, ...]

    @property
    def verb(self) -> str:
        """What the author may do, after "may"."""
        return "affirm" if self.position == Hint.AFFIRMS else "deny"


Place = tuple[UUID, int]
"""Claim and sentence."""


def hints_of(found: Sequence[tuple[Claim, Sentence, float]]) -> dict[Place, ShownHint]:
    """Return a hint for each claim and sentence of one workspace where there is one.

    The number says how likely the sentence bears on the claim, 0 to 1. The team's own model speaks first, once it is
    proved. No query without a model, two at most with one.
    """
    likely = [(claim, sentence) for claim, sentence, probability in found if probability >= LEAST_PROBABILITY]
    hints = {}
    for claim, sentence in likely:
        hint = hint_stance(claim.text, sentence.text)
        if hint.position is not Hint.CANNOT_TELL and hint.record is not None:
            said = f"{hint.record.of_ten} of ten such hints were right (n = {hint.record.count:,}, other topics)"
            hints[claim.pk, sentence.pk] = ShownHint(hint.position.value, said, hint.signs)
    return hints | _of_the_model([claim for claim, _sentence in likely], {one.pk for _claim, one in likely})


def proof_of(workspace: Workspace) -> Proof:
    """Return how often the model's sure guesses were right about what people answered in the workspace; one query."""
    rows = (
        Answer.objects.filter(
            workspace=workspace,
            claim__entailment_readings__sentence=F("sentence"),
            claim__entailment_readings__model=settings.PARALLAX_NLI_MODEL,
            claim__entailment_readings__wording=F("wording"),
        )
        .annotate(entails=F("claim__entailment_readings__entails"))
        .annotate(contradicts=F("claim__entailment_readings__contradicts"))
    )
    return prove((guess_of(row.entails, row.contradicts), bearing_of(row.said) or "") for row in rows)


def _of_the_model(claims: Sequence[Claim], sentences: set[int]) -> dict[Place, ShownHint]:
    if not settings.PARALLAX_NLI_MODEL or not claims:
        return {}
    proof = proof_of(claims[0].workspace)
    if not proof.is_enough:
        return {}
    said = f"your team’s model was right on {proof.right} of {proof.count} passages that people answered here"
    readings = EntailmentReading.objects.filter(
        claim__in=claims, sentence__in=sentences, model=settings.PARALLAX_NLI_MODEL, wording=F("claim__text")
    )
    positions = {"supports": Hint.AFFIRMS.value, "contradicts": Hint.DENIES.value}
    guesses = {(one.claim_id, one.sentence_id): guess_of(one.entails, one.contradicts) for one in readings}
    return {place: ShownHint(positions[guess], said, ()) for place, guess in guesses.items() if guess}
