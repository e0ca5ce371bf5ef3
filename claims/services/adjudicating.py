"""Deciding between judgements that differ."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from claims.domain.judging import DISPUTED, SETTLED
from claims.enums import DECIDING_ANSWERS, Answer, EvidenceState
from claims.errors import DisputeClosedError, OwnDisputeError
from claims.models import Adjudication, Evidence, Judgement
from claims.queries.judging import changed_since, may_adjudicate, verdict_of
from claims.services.deciding import decide, lock_claim
from claims.services.judging import apply_verdict
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.models import Author, Passage
from workspaces.models import Membership, User

REASON_MAX_LENGTH = 2000
"""Code points."""


@dataclass(frozen=True)
class Ruling:
    """What an editor decides: an answer, on whose span and speaker (those of that judgement), and why.

    Without a judgement the span and the speaker of the first judge hold.
    """

    answer: str
    reason: str
    judgement: UUID | None = None


@transaction.atomic
def adjudicate(*, evidence: Evidence, ruling: Ruling, by: User) -> Adjudication:
    """Return the decision on the dispute; the evidence is accepted or, for the answer `none`, rejected.

    A decision that the text has overtaken may be decided anew. Raises `InvalidInputError` without a reason or for an
    unknown answer, `OwnDisputeError` for a judge of the dispute while another editor could decide, and
    `DisputeClosedError` when it is no longer open, saying who decided what.
    """
    if ruling.answer not in DECIDING_ANSWERS:
        raise InvalidInputError(f"“{ruling.answer}” is no decision on a dispute.", field="answer")
    if not ruling.reason.strip():
        raise InvalidInputError("Say why, so that the judges can follow.", field="reason")
    if len(ruling.reason) > REASON_MAX_LENGTH:
        raise InvalidInputError(f"Keep the reason below {REASON_MAX_LENGTH} characters.", field="reason")
    _refuse_own(evidence, by)
    lock_claim(evidence.claim)
    pair = Evidence.objects.select_related("claim", "speaker", "workspace", "passage").get(pk=evidence.pk)
    found = verdict_of(pair)
    if found.state != DISPUTED and not (found.state == SETTLED and _was_overtaken(pair)):
        raise _closed(pair)
    keys = [one.key for one in found.standing]
    standing = list(Judgement.objects.filter(pk__in=keys).select_related("passage", "speaker"))
    chosen = next((one for one in standing if one.pk == ruling.judgement), None)
    if ruling.judgement is not None and chosen is None:
        raise DisputeClosedError("That judgement was taken back meanwhile. Look again.", evidence=str(pair.pk))
    passage, speaker = (chosen.passage, chosen.speaker) if chosen else (pair.passage, pair.speaker)
    with recorded_as(by):
        adjudication = Adjudication.objects.create(
            workspace_id=pair.workspace_id,
            evidence=pair,
            passage=passage,
            speaker=speaker,
            answer=ruling.answer,
            reason=ruling.reason.strip(),
            decided_by=by,
        )
        adjudication.judgements.set(standing)
        _place(pair, passage, speaker)
    _decide_as(pair, Answer(ruling.answer), by)
    return adjudication


@transaction.atomic
def undo_adjudication(*, adjudication: Adjudication, by: User) -> Evidence:
    """Take the decision back and return the pair, which is in dispute again; the history keeps the decision.

    Raises `DisputeClosedError` if it was taken back already or another decision has followed.
    """
    lock_claim(adjudication.evidence.claim)
    pair = Evidence.objects.select_related("claim", "speaker", "workspace", "passage").get(pk=adjudication.evidence_id)
    latest = Adjudication.objects.filter(evidence=pair).first()
    if latest is None or latest.pk != adjudication.pk:
        raise DisputeClosedError("This decision was taken back or replaced meanwhile.", evidence=str(pair.pk))
    first = pair.judgements.select_related("passage", "speaker").earliest("created_at", "id")
    # The stances of the speaker whom the decision named follow the evidence before it changes hands.
    decide(pair, EvidenceState.JUDGING, pair.bearing, by)
    with recorded_as(by):
        latest.delete()
        _place(pair, first.passage, first.speaker)
    return apply_verdict(pair, by) or pair


def _decide_as(pair: Evidence, answer: Answer, by: User) -> None:
    if answer == Answer.NONE:
        decide(pair, EvidenceState.REJECTED, pair.bearing, by)
    else:
        decide(pair, EvidenceState.ACCEPTED, answer, by)


def _place(pair: Evidence, passage: Passage, speaker: Author) -> None:
    """Put the evidence on the span and the speaker that hold now."""
    if (pair.passage_id, pair.speaker_id) == (passage.pk, speaker.pk):
        return
    twin = Evidence.objects.filter(claim=pair.claim_id, passage=passage, speaker=speaker).exclude(pk=pair.pk).first()
    if twin is not None:
        raise InvalidInputError(
            f"That span is evidence on {pair.claim.label} for {speaker.name} already: take another one.",
            field="answer",
        )
    pair.passage, pair.speaker = passage, speaker
    pair.save(update_fields=["passage", "speaker"])


def _refuse_own(evidence: Evidence, by: User) -> None:
    membership = Membership.objects.of(by).filter(workspace=evidence.workspace_id).first()
    if not may_adjudicate(membership, evidence):
        raise OwnDisputeError("You are one of the judges: another editor decides this dispute.")


def _was_overtaken(pair: Evidence) -> bool:
    from_then = Adjudication.objects.filter(evidence=pair).first()
    return from_then is not None and changed_since(from_then)


def _closed(pair: Evidence) -> DisputeClosedError:
    latest = Adjudication.objects.filter(evidence=pair).select_related("decided_by").first()
    if latest is not None and pair.state != EvidenceState.JUDGING:
        said = f"{latest.decided_by} has decided this meanwhile: {latest.get_answer_display().lower()}."
    else:
        said = "This is no longer in dispute: a judge has changed their mind."
    return DisputeClosedError(said, evidence=str(pair.pk))
