"""How the answering goes: the pace of a person, what the bands were worth, what is left, and the latest answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from agreement.domain.answering.answers import About, derivation_of
from agreement.domain.answering.pace import Pace, pace_of
from agreement.domain.answering.stopping import Outlook, outlook_of
from agreement.domain.comparing.comparison import Share, share
from agreement.domain.likeness.bands import Band, BandMeaning
from agreement.models import Answer, Silence
from agreement.queries.open_passages import open_passages
from claims.models import Claim, Evidence
from claims.queries import effective_stances
from workspaces.models import User, Workspace

MOMENTS_READ = 400
"""The latest decisions of a person: a sitting of two hours at three a minute."""
LATEST = 8


@dataclass(frozen=True)
class BandKept:
    """What a band promised and what it was worth here: of the suggestions answered, how many were accepted."""

    band: Band
    meaning: BandMeaning
    accepted: Share


@dataclass(frozen=True)
class GivenAnswer:
    """An answer with the way from it to the cell, in words."""

    answer: Answer
    derivation: tuple[str, ...]


def pace_of_person(workspace: Workspace, user: User) -> Pace:
    """Return the pace of the person's present sitting: answers and silences; 0 decisions if it is over."""
    answered = Answer.objects.filter(workspace=workspace, answered_by=user).order_by("-answered_at")
    silent = Silence.objects.filter(workspace=workspace, confirmed_by=user).order_by("-confirmed_at")
    moments = [
        *answered.values_list("answered_at", flat=True)[:MOMENTS_READ],
        *silent.values_list("confirmed_at", flat=True)[:MOMENTS_READ],
    ]
    return pace_of(moments, now=timezone.now())


def bands_kept(workspace: Workspace, user: User) -> list[BandKept]:
    """Return for each band how many of its answered suggestions were accepted, the surest band first; one query."""
    rows = (
        Answer.objects.seen_by(user)
        .filter(workspace=workspace)
        .exclude(band="")
        .order_by()
        .values_list("band")
        .annotate(answered=Count("pk"), accepted=Count("pk", filter=~Q(about=About.NEITHER)))
    )
    counts = {band: (accepted, answered) for band, answered, accepted in rows}
    return [BandKept(band, band.meaning, share(*counts[band.value])) for band in Band if band.value in counts]


def outlook_for(workspace: Workspace, user: User, claim: Claim | None = None) -> Outlook:
    """Return what is left in the workspace, or for one claim, and whether going on pays; three queries."""
    rows = (
        Answer.objects.seen_by(user)
        .filter(workspace=workspace)
        .order_by("answered_at", "pk")
        .values_list("claim_id", "about", "probability")
    )
    told = [(claim_id, (about != About.NEITHER, probability)) for claim_id, about, probability in rows]
    waiting = open_passages(workspace, user)
    accepted = Evidence.objects.accepted().filter(workspace=workspace, answers__isnull=True)
    if claim is not None:
        waiting, accepted = waiting.filter(claim=claim), accepted.filter(claim=claim)
    return outlook_of(
        [one for claim_id, one in told if claim is None or claim_id == claim.pk],
        waiting.values_list("probability", flat=True),
        experience=[one for _claim, one in told],
        elsewhere=accepted.count(),
    )


def latest_answers(workspace: Workspace, user: User) -> list[GivenAnswer]:
    """Return the person's latest answers with the way to the cell as it stands now; two queries."""
    rows = list(
        Answer.objects.filter(workspace=workspace, answered_by=user)
        .select_related("claim", "speaker", "sentence")
        .order_by("-answered_at", "-pk")[:LATEST]
    )
    return derivations_of(rows)


def derivations_of(answers: Sequence[Answer]) -> list[GivenAnswer]:
    """Return each answer with the way from it to the speaker's cell as it stands now, in one query."""
    stances = effective_stances({one.claim for one in answers}) if answers else {}
    return [
        GivenAnswer(
            one,
            derivation_of(
                one.said,
                label=one.claim.label,
                speaker=one.speaker.name,
                position=stance.position if (stance := stances.get(one.claim_id, {}).get(one.speaker_id)) else "",
            ),
        )
        for one in answers
    ]
