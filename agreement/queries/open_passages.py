"""Which found passages wait for an answer, and which authors for a finding of silence."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from agreement.models import SILENT_BELOW, Answer, AuthorFinding, FoundPassage, Silence
from claims.enums import ClaimStatus, EvidenceState
from claims.models import Claim, Evidence, Stance
from sources.models import TextVersion
from workspaces.models import User, Workspace

LEAST_PROBABILITY = 0.2
"""Below this a passage carries the word "unlikely": of a hundred two were right."""
ALWAYS_ASKED = 3
"""Nearest passages that are asked whatever their probability, as long as nothing of their author is accepted."""


def worth_asking(probability: float, rank: int, *, speaks: bool) -> bool:
    """Return whether a found passage is put to people; `speaks` says that something of its author is accepted."""
    return probability >= LEAST_PROBABILITY or (rank <= ALWAYS_ASKED and not speaks)


def open_passages(workspace: Workspace, user: User) -> QuerySet[FoundPassage]:
    """Return the found passages of current claims that the user may answer, of authors who seem to speak.

    Left out is what was answered for the claim's wording, what overlaps decided evidence on the claim, what a finding
    of silence covers, and what stands in a text that a newer one has replaced.
    """
    found = FoundPassage.objects.of_current_wording().filter(claim__workspace=workspace)
    likely = Q(probability__gte=LEAST_PROBABILITY)
    return (
        found.filter(likely | (Q(rank__lte=ALWAYS_ASKED) & ~Exists(_accepted()) & ~Exists(_stances())))
        .exclude(claim__status=ClaimStatus.RETIRED)
        .filter(sentence__text_version__in=TextVersion.objects.current())
        .filter(Exists(_findings(speaking=True)))
        .exclude(Exists(_answers(user)))
        .exclude(Exists(_decided()))
        .exclude(Exists(_silences()))
    )


def findings_in(workspace: Workspace) -> QuerySet[AuthorFinding]:
    """Return what was found on the claims of the workspace as they are worded now; none before anything was sought."""
    return AuthorFinding.objects.of_current_wording().filter(claim__workspace=workspace)


def open_silences(workspace: Workspace) -> QuerySet[AuthorFinding]:
    """Return the authors who seem silent on a current claim, which nobody has confirmed and nothing accepted belies."""
    return (
        findings_in(workspace)
        .filter(speaks__lt=SILENT_BELOW)
        .exclude(claim__status=ClaimStatus.RETIRED)
        .exclude(Exists(_accepted()))
        .exclude(Exists(_stances()))
        .exclude(Exists(_silences()))
    )


def _silences() -> QuerySet[Silence]:
    return Silence.objects.standing().filter(claim=OuterRef("claim"), author=OuterRef("author"))


def _accepted() -> QuerySet[Evidence]:
    return Evidence.objects.accepted().filter(claim=OuterRef("claim"), speaker=OuterRef("author"))


def _stances() -> QuerySet[Stance]:
    return Stance.objects.filter(claim=OuterRef("claim"), author=OuterRef("author"))


def _findings(*, speaking: bool) -> QuerySet[AuthorFinding]:
    same = AuthorFinding.objects.filter(claim=OuterRef("claim"), author=OuterRef("author"), wording=OuterRef("wording"))
    return same.filter(speaks__gte=SILENT_BELOW) if speaking else same.filter(speaks__lt=SILENT_BELOW)


def _answers(user: User) -> QuerySet[Answer]:
    return Answer.objects.seen_by(user).filter(
        claim=OuterRef("claim"), sentence=OuterRef("sentence"), wording=OuterRef("wording")
    )


def _decided() -> QuerySet[Evidence]:
    """Decided evidence that overlaps the sentence; what an answer for an earlier wording made is asked again."""
    outdated = Answer.objects.filter(evidence=OuterRef("pk")).exclude(wording=F("claim__text"))
    decided: Any = Evidence.objects.filter(
        claim=OuterRef("claim"),
        state__in=[EvidenceState.ACCEPTED, EvidenceState.REJECTED],
        passage__anchors__text_version=OuterRef("sentence__text_version"),
        passage__anchors__start__lt=OuterRef("sentence__end"),
        passage__anchors__end__gt=OuterRef("sentence__start"),
    )
    return decided.exclude(Exists(outdated))


@dataclass(frozen=True)
class OpenClaim:
    """A claim with passages to answer: how many, and how many of them would be right by their probabilities."""

    claim: Claim
    passages: int
    expected: float


def open_claims(workspace: Workspace, user: User, limit: int, *, but: Claim | None = None) -> list[OpenClaim]:
    """Return the claims with passages to answer, those that promise most first; `but` is left out. Two queries."""
    waiting = open_passages(workspace, user)
    if but is not None:
        waiting = waiting.exclude(claim=but)
    counted = waiting.order_by().values_list("claim").annotate(passages=Count("pk"), expected=Sum("probability"))
    rows = list(counted.order_by("-expected", "claim__number")[:limit])
    claims = Claim.objects.in_bulk([claim for claim, _passages, _expected in rows])
    return [OpenClaim(claims[claim], passages, expected) for claim, passages, expected in rows if claim in claims]
