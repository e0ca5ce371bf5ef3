"""Judging arguments: answers to the critical questions of their schemes."""

from django.db import transaction

from arguments.domain.editing import operations as ask
from arguments.domain.schemes import SCHEMES, CriticalQuestion
from arguments.enums import PremiseStatus, QuestionVerdict, Relation
from arguments.errors import AnsweredMeanwhileError, UnknownQuestionError
from arguments.models import Argument, ArgumentMap, QuestionAnswer
from arguments.services.arguments import create_argument, remove_argument
from arguments.services.editing import Editor, lock_revision, make_edit
from claims.models import CLAIM_MAX_LENGTH
from common.errors import InvalidInputError
from common.history import recorded_as
from workspaces.models import User


@transaction.atomic
def choose_scheme(*, argument: Argument, scheme: str, shown: ArgumentMap | None = None, by: User | None) -> Argument:
    """Return the argument with the scheme of that key, "" for none. Answers stay under the keys of their questions.

    Raises `InvalidInputError` for a key that no scheme has.
    """
    if scheme and scheme not in SCHEMES:
        raise InvalidInputError(f"“{scheme}” is no scheme that is known here.", field="scheme")
    operation = ask.DescribeArgument(str(argument.pk), {"scheme": scheme})
    make_edit(editor=Editor(workspace=argument.workspace, by=by, map=shown), operations=[operation])
    argument.refresh_from_db(fields=["scheme", "version"])
    return argument


@transaction.atomic
def answer_question(  # noqa: PLR0913 - keyword-only, and a use case names all that it needs
    *,
    argument: Argument,
    question: str,
    verdict: str,
    note: str = "",
    seen: str | None = None,
    shown: ArgumentMap | None = None,
    by: User | None,
) -> QuestionAnswer:
    """Return the answer to a critical question of an argument's scheme; it replaces an earlier one.

    Answered badly, the note is needed: it becomes the premise of an argument that undercuts this one, a claim of that
    wording being used where there is one; nothing is made where such an undercut stands. Answered well, an undercut of
    an earlier answer goes. `seen` is the verdict
    that the person saw (None does not ask). Raises `UnknownQuestionError`, `AnsweredMeanwhileError`, and
    `InvalidInputError` for an unknown verdict or a note that is missing or too long.
    """
    note = " ".join(note.split()) if verdict == QuestionVerdict.ANSWERED_BADLY else note.strip()
    _question(argument, question)
    _check(verdict, note)
    lock_revision(argument.workspace)
    before = _standing(argument, question, seen)
    if before is not None and (before.verdict, before.note) == (verdict, note):
        return before
    undercut = _undercut(argument, note, shown, by) if verdict == QuestionVerdict.ANSWERED_BADLY else None
    if before is not None:
        _drop_undercut(before, unless=undercut, shown=shown, by=by)
    with recorded_as(by):
        answer, _ = QuestionAnswer.objects.update_or_create(
            argument=argument,
            question=question,
            defaults={"verdict": verdict, "note": note, "undercut": undercut, "by": by},
        )
    return answer


@transaction.atomic
def reopen_question(
    *,
    argument: Argument,
    question: str,
    seen: str | None = None,
    shown: ArgumentMap | None = None,
    by: User | None,
) -> None:
    """Make a question open again: its answer goes, and the undercut that the answer made.

    An open one stays open. Raises `AnsweredMeanwhileError` when the verdict is not the one that the person saw.
    """
    lock_revision(argument.workspace)
    before = _standing(argument, question, seen)
    if before is not None:
        _drop_undercut(before, unless=None, shown=shown, by=by)
        with recorded_as(by):
            QuestionAnswer.objects.filter(pk=before.pk).delete()


def _question(argument: Argument, key: str) -> CriticalQuestion:
    scheme = SCHEMES.get(argument.scheme)
    found = scheme.question(key) if scheme else None
    if found is None:
        raise UnknownQuestionError("The argument’s scheme has no such question any more. Open the page again.")
    return found


def _check(verdict: str, note: str) -> None:
    if verdict not in (QuestionVerdict.ANSWERED_WELL, QuestionVerdict.ANSWERED_BADLY):
        raise InvalidInputError("Say whether there is a good answer or none.", field="verdict")
    if len(note) > CLAIM_MAX_LENGTH:
        raise InvalidInputError(f"A note has at most {CLAIM_MAX_LENGTH} characters.", field="note")
    if verdict == QuestionVerdict.ANSWERED_BADLY and not note:
        raise InvalidInputError("Say what is wrong: it becomes the premise of an undercut.", field="note")


def _standing(argument: Argument, question: str, seen: str | None) -> QuestionAnswer | None:
    before = QuestionAnswer.objects.filter(argument=argument, question=question).select_related("by").first()
    now = before.verdict if before else QuestionVerdict.OPEN
    if seen is not None and seen != now:
        who = before.by.name if before and before.by else "Somebody"
        did = f"answered it: {QuestionVerdict(now).label.lower()}" if before else "opened it again"
        note = before.note if before else ""
        raise AnsweredMeanwhileError(f"{who} has {did}, since you opened this page.", verdict=now, note=note)
    return before


def _undercut(argument: Argument, note: str, shown: ArgumentMap | None, by: User | None) -> Argument | None:
    """Return the undercut that a bad answer makes; None where the map says the same already, by somebody's argument.

    One that another answer made is this answer's too.
    """
    saying = Argument.objects.filter(target=argument, premises__claim__text__iexact=note).order_by("created_at")
    stands = next((one for one in saying if one.premises.count() == 1), None)
    if stands is not None:
        return stands if stands.questions_behind.exists() else None
    return create_argument(
        workspace=argument.workspace,
        relation=Relation.UNDERCUTS,
        target=argument,
        premises=[(note, PremiseStatus.STATED)],
        shown=shown,
        by=by,
    )


def _drop_undercut(
    answer: QuestionAnswer, *, unless: Argument | None, shown: ArgumentMap | None, by: User | None
) -> None:
    """Remove the undercut that an answer made, unless the new answer makes the same or another answer rests on it."""
    undercut = answer.undercut
    if undercut is None or undercut == unless:
        return
    if not QuestionAnswer.objects.filter(undercut=undercut).exclude(pk=answer.pk).exists():
        remove_argument(argument=undercut, shown=shown, by=by)
