"""Answering a passage found for a claim, and taking an answer back. The rule: docs/algorithms/answers.md."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from agreement.domain.answering.answers import Said, bearing_of
from agreement.errors import AnswerGoneError, AnswerTakenError
from agreement.models import Answer
from agreement.queries.answering import Standing, find_answer, find_standing, judge_of, suggestion_of
from claims.domain.steps import Step, step_of
from claims.enums import EvidenceState
from claims.errors import SpeakerMissingError
from claims.models import Claim, Evidence
from claims.services.annotating import Annotation, Quote, annotate, decide_here, dismiss
from claims.services.deciding import lock_claim
from claims.services.undoing import undo_step
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.domain.csl import AuthorName
from sources.models import Author, Sentence
from sources.services import ensure_author
from workspaces.models import User


@transaction.atomic
def give_answer(  # noqa: PLR0913 - keyword-only: on what, what is said, whose view, what was seen, by whom
    *,
    claim: Claim,
    sentence: Sentence,
    said: Said,
    speaker: Author | AuthorName | None = None,
    seen: str = "",
    by: User,
) -> Answer:
    """Return the answer to the sentence, with the evidence and the stances that follow from it.

    `speaker` is whose view the sentence states, the first author of its source unless named. `seen` is the mark of the
    answer or decision that the person knew of, "" for none. The same answer again changes nothing, but that it then
    holds for the claim's present wording. Raises `AnswerTakenError` if somebody has said something else meanwhile, and
    what `annotate` raises.
    """
    began = timezone.now()
    held = _hold(claim, sentence)
    whose = _speaker(sentence, speaker)
    given = find_answer(held, sentence, by)
    if given is not None and (given.said, given.speaker_id) == (said, whose.pk):
        return _confirm(given, held, by)
    if given is not None and given.seen != seen:
        raise _taken(given.answered_by.name if given.answered_by else "Somebody", given.said.words, given.seen)
    standing = None if given else find_standing(held, sentence)
    agrees = standing is not None and standing.says(said, whose)
    if standing is not None and not agrees:
        _refuse_unseen(standing, seen, held)
    if given is not None:
        _undo(given, by)
    done = [] if agrees else _decide(held, sentence, said, whose, standing=standing, by=by)
    suggested = suggestion_of(held, sentence)
    evidence = done[0].evidence if done else (standing.evidence if standing else None)
    with recorded_as(by):
        return Answer.objects.create(
            workspace=held.workspace,
            claim=held,
            sentence=sentence,
            speaker=whose,
            about=said.about,
            attitude=said.attitude,
            wording=held.text,
            evidence=evidence,
            steps=_steps(done, whose, began),
            probability=suggested.probability if suggested else None,
            band=suggested.band if suggested else "",
            answered_by=by,
            judge=judge_of(held, by),
        )


@transaction.atomic
def take_back(*, claim: Claim, sentence: Sentence, seen: str, by: User) -> bool:
    """Return whether there was an answer to take back; everything is as it was before it then.

    An answer that was only confirmed for a new wording is one for the earlier wording again. Raises `AnswerGoneError`
    if the answer is another than the one that was `seen`, `StepOvertakenError` if its evidence was changed meanwhile.
    """
    held = _hold(claim, sentence)
    given = find_answer(held, sentence, by)
    if given is None:
        return False
    if given.seen != seen:
        who = given.answered_by.name if given.answered_by else "Somebody"
        raise AnswerGoneError(f"{who} has answered this anew meanwhile: {given.said.words}.")
    if given.earlier:
        _return_to_earlier(given, by)
    else:
        _undo(given, by)
    return True


def _hold(claim: Claim, sentence: Sentence) -> Claim:
    lock_claim(claim)
    held = Claim.objects.select_related("workspace").get(pk=claim.pk)
    if sentence.text_version.capture.source.workspace_id != held.workspace_id:
        raise InvalidInputError("The claim and the sentence must belong to one workspace.", field="sentence")
    return held


def _speaker(sentence: Sentence, named: Author | AuthorName | None) -> Author:
    source = sentence.text_version.capture.source
    if isinstance(named, AuthorName):
        return ensure_author(workspace=source.workspace, name=named)
    if named is not None:
        return named
    writers = source.ordered_authors
    if not writers:
        raise SpeakerMissingError("The source names no author: say whose view the passage states.", field="speaker")
    return writers[0]


def _decide(  # noqa: PLR0913 - the parts of one answer
    claim: Claim, sentence: Sentence, said: Said, speaker: Author, *, standing: Standing | None, by: User
) -> list[Annotation]:
    """Write the evidence that the answers amount to; return what was done, in order."""
    text, quote = sentence.text_version, Quote(sentence.text, (sentence.start,))
    bearing = bearing_of(said)
    if standing is not None and bearing is None:
        return [decide_here(evidence=standing.evidence, state=EvidenceState.REJECTED, by=by)]
    if bearing is None:
        return [dismiss(text_version=text, quote=quote, claim=claim, score=0.0, by=by)]
    if standing is not None and standing.evidence.speaker_id == speaker.pk:
        return [decide_here(evidence=standing.evidence, state=EvidenceState.ACCEPTED, bearing=bearing, by=by)]
    done = [annotate(text_version=text, quote=quote, claim=claim, bearing=bearing, speaker=speaker, by=by)]
    # What stood for another speaker, as a suggestion or as a decision that this one goes over, is not theirs.
    others = Evidence.objects.filter(claim=claim, passage=done[0].evidence.passage, state=EvidenceState.SUGGESTED)
    replaced = [*others.exclude(pk=done[0].evidence.pk), *([standing.evidence] if standing else [])]
    done += [
        decide_here(evidence=one, state=EvidenceState.REJECTED, by=by)
        for one in replaced
        if one.state != EvidenceState.REJECTED
    ]
    return done


def _steps(done: list[Annotation], speaker: Author, began: datetime) -> list[dict[str, object]]:
    """Return the steps as they are stored; the first one made the speaker, if there was none of that name."""
    steps = [one.step for one in done]
    if steps and speaker.created_at >= began:
        steps[0] = replace(steps[0], made_speaker=True)
    return [step.as_values() for step in steps]


def _confirm(given: Answer, claim: Claim, by: User) -> Answer:
    """Return the answer as one for the claim's present wording."""
    if given.wording == claim.text:
        return given
    given.earlier = {
        "wording": given.wording,
        "by": str(given.answered_by_id or ""),
        "at": given.answered_at.isoformat(),
    }
    given.wording, given.answered_by, given.answered_at = claim.text, by, timezone.now()
    with recorded_as(by):
        given.save(update_fields=["wording", "earlier", "answered_by", "answered_at"])
    return given


def _return_to_earlier(given: Answer, by: User) -> None:
    given.wording, given.answered_at = given.earlier["wording"], given.earlier["at"]
    by_id = given.earlier["by"]
    given.answered_by = User.objects.filter(pk=by_id).first() if by_id else None
    given.earlier = {}
    with recorded_as(by):
        given.save(update_fields=["wording", "earlier", "answered_by", "answered_at"])


def _undo(given: Answer, by: User) -> None:
    """Delete the answer and take back what it did; evidence that is gone needs nothing."""
    text, steps = given.sentence.text_version, [step_of(values) for values in given.steps]
    workspace = given.claim.workspace
    with recorded_as(by):
        given.delete()
    for step in reversed(steps):
        if _is_there(step):
            undo_step(workspace=workspace, text_version=text, step=step, by=by)


def _is_there(step: Step) -> bool:
    return Evidence.objects.filter(pk=step.evidence).exists()


def _refuse_unseen(standing: Standing, seen: str, claim: Claim) -> None:
    """Raise `AnswerTakenError` unless the decision was seen; where two judge, what they settled is not gone over."""
    settled = claim.workspace.judgements_wanted > 1
    if settled or standing.seen != seen:
        raise _taken(standing.who, standing.words, "" if settled else standing.seen)


def _taken(who: str, said: str, seen: str) -> AnswerTakenError:
    return AnswerTakenError(f"{who} was here before you: {said}.", who=who, said=said, seen=seen)
