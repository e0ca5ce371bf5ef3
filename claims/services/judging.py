"""Independent judgements: what an annotator marks or answers where the workspace asks for two.

The rule stands in docs/algorithms/judging.md. Everything here runs inside the transaction of its caller or its own,
with the claim's row held, so that the second of two judges sees what the first has said and stances follow at once.
"""

from dataclasses import dataclass, replace

from django.db import transaction

from claims.domain.judging import AGREED, DISPUTED, EMPTY, SETTLED, WAITING, overlap, same_place
from claims.enums import DECIDING_ANSWERS, Answer, Bearing, EvidenceState, Position
from claims.errors import NotYourJudgementError, PairSettledError
from claims.models import Claim, Evidence, Judgement
from claims.queries.judging import spans_of_passages, verdict_of
from claims.services.deciding import decide, lock_claim
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.models import Author, Passage
from workspaces.models import User, Workspace

NOTE_MAX_LENGTH = 2000
"""Code points. A judge's remark for the adjudicator, not an essay."""


@dataclass(frozen=True)
class Remark:
    """What a judge may add to an answer: a note, and the position and likelihood (per cent) that the words state."""

    note: str = ""
    position: str = ""
    likelihood: int | None = None


@dataclass(frozen=True)
class _Said:
    """One judgement to be written: the answer, on which span, whose view that states, and the remark."""

    answer: Answer
    passage: Passage
    speaker: Author
    remark: Remark = Remark()
    asked: bool = False


def asks_for_two(workspace: Workspace, by: User | None) -> bool:
    """Whether what this user marks is a judgement; what the machine and imports write is not judged."""
    return by is not None and workspace.judgements_wanted > 1


@transaction.atomic
def judge_passage(*, claim: Claim, passage: Passage, bearing: str, speaker: Author, by: User) -> Evidence:
    """Return the pair of passage and claim with the user's judgement of it.

    Where somebody else's open pair on the claim is of the same place, that is the pair; else a new one begins. Raises
    `PairSettledError` if the passage is settled for this claim.
    """
    lock_claim(claim)
    pair = Evidence.objects.filter(claim=claim, passage=passage, speaker=speaker).first()
    pair = pair or _pair_at(claim, passage, by)
    if pair is None:
        with recorded_as(by):
            pair = Evidence.objects.create(
                workspace=claim.workspace,
                claim=claim,
                passage=passage,
                speaker=speaker,
                bearing=Bearing.CONTEXT,
                state=EvidenceState.JUDGING,
                created_by=by,
            )
    return _judge(pair, _Said(Answer(bearing), passage, speaker), by)


@transaction.atomic
def judge_evidence(*, evidence: Evidence, answer: str, remark: Remark | None = None, by: User) -> Evidence:
    """Return the pair with the user's answer to it; a suggestion becomes a pair by its first judgement.

    Raises `InvalidInputError` for an unknown answer, position or likelihood, `PairSettledError` if the pair is settled.
    """
    remark = replace(remark, note=remark.note.strip()) if remark else Remark()
    if answer not in DECIDING_ANSWERS:
        raise InvalidInputError(f"“{answer}” is no answer to whether a passage bears on a claim.", field="answer")
    if remark.position and remark.position not in Position.values:
        raise InvalidInputError(f"“{remark.position}” is no position on a claim.", field="position")
    if remark.likelihood is not None and not 0 <= remark.likelihood <= 100:
        raise InvalidInputError("A likelihood is a percentage from 0 to 100.", field="likelihood")
    if len(remark.note) > NOTE_MAX_LENGTH:
        raise InvalidInputError(f"Keep the note below {NOTE_MAX_LENGTH} characters.", field="note")
    lock_claim(evidence.claim)
    stored = Evidence.objects.select_related("claim", "speaker", "workspace", "passage").get(pk=evidence.pk)
    return _judge(stored, _Said(Answer(answer), stored.passage, stored.speaker, remark, asked=True), by)


@transaction.atomic
def withdraw_judgement(*, evidence: Evidence, by: User) -> Evidence | None:
    """Take the user's judgement back, also one that has just settled the pair; return the pair, None if it is gone.

    A pair that a person made goes with its last judgement, a suggestion is one again. Raises `NotYourJudgementError`
    without a judgement of the user's, `PairSettledError` once an editor has decided or another judge has followed.
    """
    lock_claim(evidence.claim)
    pair = Evidence.objects.select_related("claim", "speaker", "workspace").get(pk=evidence.pk)
    found = verdict_of(pair)
    mine = next((one for one in found.standing if one.judge == str(by.pk)), None)
    if mine is None:
        raise NotYourJudgementError("You have not judged this passage, so there is nothing to take back.")
    if found.state == SETTLED or (
        found.state == AGREED and pair.judgements.latest("created_at", "id").judge_id != by.pk
    ):
        raise _settled(pair)
    last = Judgement.objects.get(pk=mine.key)
    _write(pair, _Said(Answer.WITHDRAWN, last.passage, last.speaker), by)
    return apply_verdict(pair, by)


@transaction.atomic
def set_judgements_wanted(*, workspace: Workspace, wanted: int, by: User) -> Workspace:
    """Return the workspace that asks for so many judgements, 1 or 2, of each passage.

    Going back to one lets every pair that waits for its second judge stand as the first has said.
    """
    if wanted not in (1, 2):
        raise InvalidInputError("A passage is judged by one annotator or by two.", field="judgements_wanted")
    stored = Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    stored.judgements_wanted = wanted
    with recorded_as(by):
        stored.save(update_fields=["judgements_wanted"])
    if wanted == 1:
        for pair in (
            Evidence.objects.filter(workspace=stored).judging().select_related("claim", "speaker").order_by("claim")
        ):
            lock_claim(pair.claim)
            pair.workspace = stored
            apply_verdict(pair, by)
    return stored


def apply_verdict(pair: Evidence, by: User | None) -> Evidence | None:
    """Return the pair in the state that its judgements amount to, None if none is left of a pair that a person made."""
    found = verdict_of(pair)
    if found.state == EMPTY and pair.score is None:
        with recorded_as(by):
            pair.delete()
        return None
    if found.state == EMPTY:
        return decide(pair, EvidenceState.SUGGESTED, pair.bearing, by)
    if found.state == AGREED and found.answer == Answer.NONE:
        return decide(pair, EvidenceState.REJECTED, pair.bearing, by)
    if found.state == AGREED:
        return decide(pair, EvidenceState.ACCEPTED, found.answer, by)
    if found.state in (WAITING, DISPUTED):
        return _open(pair, by)
    return pair


def _open(pair: Evidence, by: User | None) -> Evidence:
    """Return the pair with no answer in it: a suggestion keeps the machine's bearing, anything else says context."""
    neutral = pair.bearing if pair.state in (EvidenceState.SUGGESTED, EvidenceState.JUDGING) else Bearing.CONTEXT
    return decide(pair, EvidenceState.JUDGING, neutral, by)


def _judge(pair: Evidence, said: _Said, by: User) -> Evidence:
    found = verdict_of(pair)
    if found.state in (SETTLED, AGREED) or pair.state == EvidenceState.ACCEPTED:
        raise _settled(pair)
    mine = next((one for one in found.standing if one.judge == str(by.pk)), None)
    if mine is None or not _repeats(Judgement.objects.get(pk=mine.key), said):
        _write(pair, said, by)
    return apply_verdict(pair, by) or pair


def _repeats(last: Judgement, said: _Said) -> bool:
    remark = Remark(last.note, last.position, last.likelihood)
    return (last.answer, last.passage_id, last.speaker_id, remark) == (
        said.answer,
        said.passage.pk,
        said.speaker.pk,
        said.remark,
    )


def _write(pair: Evidence, said: _Said, by: User) -> None:
    with recorded_as(by):
        Judgement.objects.create(
            workspace_id=pair.workspace_id,
            evidence=pair,
            passage=said.passage,
            speaker=said.speaker,
            judge=by,
            answer=said.answer,
            asked=said.asked,
            note=said.remark.note,
            position=said.remark.position,
            likelihood=said.remark.likelihood,
        )


def _pair_at(claim: Claim, passage: Passage, by: User) -> Evidence | None:
    """Return the open pair of others that is of the same place as the passage, the one with most in common."""
    pairs = (
        Evidence.objects.filter(claim=claim, passage__source=passage.source_id)
        .judging()
        .answered_by(by, answered=False)
        .select_related("claim", "speaker", "workspace")
    )
    spans = spans_of_passages([passage.pk, *(pair.passage_id for pair in pairs)])
    near = [pair for pair in pairs if same_place(spans.get(passage.pk), spans.get(pair.passage_id))]
    return max(near, key=lambda pair: overlap(spans[passage.pk], spans[pair.passage_id]), default=None)


def _settled(pair: Evidence) -> PairSettledError:
    rejected = pair.state == EvidenceState.REJECTED
    how = "does not bear on it" if rejected else pair.get_bearing_display().lower()
    return PairSettledError(
        f"This passage is settled for {pair.claim.label} ({how}). An editor can change that.",
        evidence=str(pair.pk),
        state=pair.state,
        bearing=pair.bearing,
    )
