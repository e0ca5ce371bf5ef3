"""Who speaks against a claim: authors who deny or qualify it, and passages that nobody has answered and that may."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreement.domain.answering.opposing import Against, signs_against
from agreement.queries.finding import AuthorPassages, ShownPassage, found_passages
from agreement.queries.hints import LEAST_PROBABILITY
from agreement.queries.spans import overlaps, spans_of_evidence
from claims.enums import Bearing, EvidenceState, Position
from claims.models import Claim, Evidence, Stance
from claims.queries import effective_stances

AGAINST = (Position.DENIES, Position.QUALIFIES)
MOST = 12
"""Passages that are proposed at once: nobody reads more before answering some."""


@dataclass(frozen=True)
class PossibleOpposition:
    """A passage that waits for an answer and may speak against the claim, with why and how often such ones did."""

    found: AuthorPassages
    passage: ShownPassage
    against: Against


@dataclass(frozen=True)
class Opposition:
    """Who is known to speak against a claim, the accepted passages that contradict it, and what may do so.

    `is_found` says whether passages were looked for since the claim has its wording.
    """

    stances: tuple[Stance, ...]
    evidence: tuple[Evidence, ...]
    possible: tuple[PossibleOpposition, ...]
    is_found: bool


def opposition_to(claim: Claim) -> Opposition:
    """Return who speaks against the claim, in five queries; what may speak against it comes likeliest first."""
    contradicting = (
        Evidence.objects.accepted()
        .filter(claim=claim, bearing=Bearing.CONTRADICTS)
        .select_related("speaker", "passage__source")
        .defer("passage__source__csl")
        .order_by("speaker__family", "speaker__given", "passage__source__issued_on", "id")
    )
    stances = effective_stances([claim]).get(claim.pk, {}).values()
    found = found_passages(claim)
    return Opposition(
        stances=tuple(sorted((one for one in stances if one.position in AGAINST), key=_place)),
        evidence=tuple(contradicting),
        possible=tuple(_possible(claim, found)[:MOST]),
        is_found=bool(found),
    )


def _possible(claim: Claim, found: Sequence[AuthorPassages]) -> Sequence[PossibleOpposition]:
    decided = spans_of_evidence([claim], [EvidenceState.ACCEPTED, EvidenceState.REJECTED])[claim.pk]
    waiting = [
        PossibleOpposition(author, passage, signs_against(claim.text, passage.sentence.text))
        for author in found
        for passage in author.passages
        if passage.found.probability >= LEAST_PROBABILITY
        and not overlaps((passage.sentence.text_version_id, passage.start, passage.end), decided)
    ]
    signed = [one for one in waiting if one.against.signs]
    return sorted(signed, key=lambda one: (-one.against.of_hundred, -one.passage.found.probability))


def _place(stance: Stance) -> tuple[bool, str, str]:
    return (stance.position != Position.DENIES, stance.author.family, stance.author.given)
