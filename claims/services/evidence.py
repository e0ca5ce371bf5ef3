"""Tying passages to claims and deciding on what the machine proposes.

Every function that changes accepted evidence derives the speaker's stances anew in the same transaction,
and holds the claim's row meanwhile so that two people who decide at once cannot derive from half of the
evidence.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.domain.steps import Decision
from claims.enums import UNDECIDED_STATES, Answer, Bearing, EvidenceState
from claims.errors import EvidenceExistsError, SpeakerMissingError
from claims.models import Claim, Evidence, Judgement
from claims.services.deciding import decide, lock_claim
from claims.services.judging import asks_for_two, judge_evidence, judge_passage, withdraw_judgement
from claims.services.stances import rederive_stances
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.models import Author, Passage
from workspaces.models import User

DECISIONS = (EvidenceState.ACCEPTED, EvidenceState.REJECTED, EvidenceState.SUGGESTED)
"""States that a person may choose; `judging` follows from judgements."""


@transaction.atomic
def link_evidence(
    *, claim: Claim, passage: Passage, bearing: str, speaker: Author | None = None, by: User | None
) -> Evidence:
    """Return accepted evidence that the passage bears on the claim.

    `speaker` is whose view the passage states: by default the first author of its source, another author
    for reported speech. A suggestion or a rejected row for the same claim, passage and speaker becomes the
    accepted one; accepted with the same bearing it is returned as it is, with another bearing
    `EvidenceExistsError` names it. Where the workspace asks for two judgements and a person links, this is theirs: the
    evidence is in the state `judging` until another has judged alike. Raises `SpeakerMissingError` for a source
    without authors and `InvalidInputError` for an unknown bearing or for things of two workspaces.
    """
    _check_bearing(bearing)
    speaker = speaker or _first_author(passage)
    _check_one_workspace(claim, passage, speaker)
    lock_claim(claim)
    existing = Evidence.objects.filter(claim=claim, passage=passage, speaker=speaker).first()
    if existing is not None and existing.state == EvidenceState.ACCEPTED:
        if existing.bearing == bearing:
            return existing
        raise EvidenceExistsError(
            f"This passage is evidence on {claim.label} already: {existing.get_bearing_display().lower()}.",
            evidence=str(existing.pk),
            bearing=existing.bearing,
        )
    if by is not None and asks_for_two(claim.workspace, by):
        return judge_passage(claim=claim, passage=passage, bearing=bearing, speaker=speaker, by=by)
    if existing is not None:
        return decide(existing, EvidenceState.ACCEPTED, bearing, by)
    with recorded_as(by):
        evidence = Evidence.objects.create(
            workspace=claim.workspace,
            claim=claim,
            passage=passage,
            speaker=speaker,
            bearing=bearing,
            state=EvidenceState.ACCEPTED,
            created_by=by,
            decided_by=by,
            decided_at=timezone.now(),
        )
    rederive_stances(claim=claim, author=speaker, by=by)
    return evidence


@transaction.atomic
def suggest_evidence(  # noqa: PLR0913 - keyword-only, and each is a field of the row
    *, claim: Claim, passage: Passage, bearing: str, speaker: Author, score: float, why: dict[str, Any]
) -> Evidence | None:
    """Return a new suggestion, or None when that claim, passage and speaker have evidence in any state.

    So nothing that a person rejected is suggested again. `score` is 0 to 1, `why` is what a page shows
    beside it. A suggestion changes no stance and counts in no total.
    """
    _check_bearing(bearing)
    _check_one_workspace(claim, passage, speaker)
    if not 0 <= score <= 1:
        raise InvalidInputError("The score of a suggestion lies between 0 and 1.", field="score")
    lock_claim(claim)
    if Evidence.objects.filter(claim=claim, passage=passage, speaker=speaker).exists():
        return None
    return Evidence.objects.create(
        workspace=claim.workspace,
        claim=claim,
        passage=passage,
        speaker=speaker,
        bearing=bearing,
        state=EvidenceState.SUGGESTED,
        score=score,
        why=why,
    )


@transaction.atomic
def decide_evidence(*, evidence: Evidence, state: str, bearing: str | None = None, by: User | None) -> Evidence:
    """Return the evidence in that state; `suggested` takes a decision back.

    `bearing` replaces the suggested one, None keeps it. Only what the machine suggested can be undecided
    again: a link that a person made is accepted or rejected, else `InvalidInputError`. Where the workspace asks for
    two judgements, a decision on what is still open is the user's judgement.
    """
    if state not in DECISIONS:
        raise InvalidInputError(f"“{state}” is no state of evidence.", field="state")
    if bearing is not None:
        _check_bearing(bearing)
    lock_claim(evidence.claim)
    stored = Evidence.objects.select_related("claim", "speaker", "workspace").get(pk=evidence.pk)
    if by is not None and asks_for_two(stored.workspace, by) and _is_judged(stored, state):
        return _judge_as(stored, state, bearing, by)
    if state == EvidenceState.SUGGESTED and stored.score is None:
        raise InvalidInputError("A person made this link, so there is no suggestion to go back to.", field="state")
    return decide(stored, state, bearing or stored.bearing, by)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User | None) -> None:
    """Delete the link between passage and claim; the history keeps it. It may be suggested again.

    A pair that is being judged is the judges': the user's own judgement of it is taken back instead, and the pair
    goes with the last one. Raises `NotYourJudgementError` if the user has none.
    """
    claim, speaker = evidence.claim, evidence.speaker
    lock_claim(claim)
    if by is not None and Evidence.objects.judging().filter(pk=evidence.pk).exists():
        withdraw_judgement(evidence=evidence, by=by)
        return
    with recorded_as(by):
        evidence.delete()
    rederive_stances(claim=claim, author=speaker, by=by)


@transaction.atomic
def restore_evidence(*, evidence: Evidence, decision: Decision, by: User | None) -> Evidence:
    """Return the evidence as an earlier decision had it, with its time and person; the history says who went back."""
    lock_claim(evidence.claim)
    stored = Evidence.objects.select_related("claim", "speaker").get(pk=evidence.pk)
    stored.state, stored.bearing = decision.state, decision.bearing
    stored.decided_by = User.objects.filter(pk=decision.by).first() if decision.by else None
    stored.decided_at = datetime.fromisoformat(decision.at) if decision.at else None
    with recorded_as(by):
        stored.save(update_fields=["state", "bearing", "decided_by", "decided_at"])
    rederive_stances(claim=stored.claim, author=stored.speaker, by=by)
    return stored


def _is_judged(evidence: Evidence, state: str) -> bool:
    """Whether the decision is a judgement: on what is open, or taking back one that had settled the pair."""
    return evidence.state in UNDECIDED_STATES or (
        state == EvidenceState.SUGGESTED and Judgement.objects.standing().filter(evidence=evidence).exists()
    )


def _judge_as(evidence: Evidence, state: str, bearing: str | None, by: User) -> Evidence:
    if state == EvidenceState.SUGGESTED:
        return withdraw_judgement(evidence=evidence, by=by) or evidence
    answer = Answer.NONE if state == EvidenceState.REJECTED else (bearing or evidence.bearing)
    return judge_evidence(evidence=evidence, answer=answer, by=by)


def _first_author(passage: Passage) -> Author:
    byline = passage.source.authorships.select_related("author").order_by("position").first()
    if byline is None:
        raise SpeakerMissingError(
            f"“{passage.source.title}” names no author: say whose view the passage states.", field="speaker"
        )
    return byline.author


def _check_bearing(bearing: str) -> None:
    if bearing not in Bearing.values:
        raise InvalidInputError(f"“{bearing}” is no bearing of evidence.", field="bearing")


def _check_one_workspace(claim: Claim, passage: Passage, speaker: Author) -> None:
    if not claim.workspace_id == passage.workspace_id == speaker.workspace_id:
        raise InvalidInputError("The claim, the passage and the speaker must belong to one workspace.")
