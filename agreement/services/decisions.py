"""Saying what two statements are to each other, and taking it back."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agreement.enums import StatementRelation
from agreement.errors import DecisionTakenError, UnknownRelationError
from agreement.models import AnalysisRun, StatementDecision
from agreement.settling import recount_open
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.models import Sentence
from workspaces.models import User, Workspace

UNDO_WINDOW = timedelta(hours=12)
"""How far back one's own decisions can be undone one after the other: a day of work, not last month's."""


@dataclass(frozen=True)
class UndoneDecision:
    """What was taken back: of which two sentences, what had been said, and what holds now ("" for nothing)."""

    first_id: int
    second_id: int
    said: str
    holds: str


@transaction.atomic
def decide_statements(  # noqa: PLR0913 - keyword-only: the pair, what is said, what was seen, where, by whom
    *,
    workspace: Workspace,
    one: Sentence,
    other: Sentence,
    relation: str,
    narrower: Sentence | None = None,
    seen: str = "",
    run: AnalysisRun | None = None,
    by: User,
) -> StatementDecision:
    """Return the decision on the two sentences, in whatever order they come.

    `narrower` is the narrower one of both. `seen` is the mark of the decision that the person knew of, "" for none. The
    same again, by whomever, changes nothing. Raises `UnknownRelationError` for what is no decision, and
    `DecisionTakenError` if somebody has said something else meanwhile.
    """
    first, second = _hold(workspace, one, other)
    _refuse_unknown(first, second, relation, narrower)
    held = _find(first, second)
    narrower_id = narrower.pk if narrower else None
    if held is not None and (held.relation, held.narrower_id) == (relation, narrower_id):
        return held
    _refuse_unseen(held, seen)
    with recorded_as(by):
        decision = held or StatementDecision(workspace=workspace, first=first, second=second, revision=0)
        decision.relation, decision.narrower_id, decision.run = relation, narrower_id, run
        decision.decided_by, decision.decided_at = by, timezone.now()
        decision.revision += 1
        decision.save()
        recount_open(workspace, (first.pk, second.pk))
    return decision


@transaction.atomic
def withdraw_decision(*, workspace: Workspace, one: Sentence, other: Sentence, seen: str, by: User) -> bool:
    """Return whether there was a decision on the two sentences; there is none afterwards.

    Raises `DecisionTakenError` if it is another than the one that was `seen`.
    """
    first, second = _hold(workspace, one, other)
    held = _find(first, second)
    if held is None:
        return False
    _refuse_unseen(held, seen)
    with recorded_as(by):
        held.delete()
        recount_open(workspace, (first.pk, second.pk))
    return True


@transaction.atomic
def undo_decision(*, workspace: Workspace, by: User) -> UndoneDecision | None:
    """Return what was undone of the user's own decisions, the last one first; None if none is left within the window.

    What stood on the pair before stands again. A decision that somebody else changed is theirs by now and is left.
    """
    mine = StatementDecision.objects.filter(
        workspace=workspace, decided_by=by, decided_at__gte=timezone.now() - UNDO_WINDOW
    )
    last = mine.select_for_update(of=("self",)).order_by("-decided_at", "-id").first()
    if last is None:
        return None
    said, pair = last.words, (last.first_id, last.second_id)
    events = StatementDecision.pgh_event_model.objects.filter(pgh_obj=last)  # type: ignore[attr-defined]  # pghistory
    earlier = events.filter(revision=last.revision - 1).order_by("-pgh_id").first()
    with recorded_as(by):
        if earlier is None:
            last.delete()
        else:
            for name in ("relation", "narrower_id", "decided_at", "revision"):
                setattr(last, name, getattr(earlier, name))
            last.decided_by = User.objects.filter(pk=earlier.decided_by_id).first()
            last.save()
        recount_open(workspace, pair)
    return UndoneDecision(*pair, said=said, holds=last.words if earlier else "")


def _hold(workspace: Workspace, one: Sentence, other: Sentence) -> tuple[Sentence, Sentence]:
    """Return the sentences in their order, held so that two who decide at once come one after the other."""
    held = Sentence.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=[one.pk, other.pk], text_version__capture__source__workspace=workspace
    )
    found = list(held.order_by("pk"))
    if len(found) != len({one.pk, other.pk}):
        raise InvalidInputError("Both statements must stand in sources of this workspace.", field="statements")
    if len(found) < 2:
        raise UnknownRelationError("A statement cannot be compared with itself.", field="statements")
    return found[0], found[1]


def _find(first: Sentence, second: Sentence) -> StatementDecision | None:
    return StatementDecision.objects.select_related("decided_by").filter(first=first, second=second).first()


def _refuse_unknown(first: Sentence, second: Sentence, relation: str, narrower: Sentence | None) -> None:
    if relation not in StatementRelation.values:
        words = ", ".join(label.lower() for label in StatementRelation.labels)
        raise UnknownRelationError(f"“{relation}” is none of the decisions: {words}.", field="relation")
    if (relation == StatementRelation.NARROWER) != (narrower is not None):
        raise UnknownRelationError("Say which statement is narrower, and only then.", field="narrower")
    if narrower is not None and narrower.pk not in (first.pk, second.pk):
        raise UnknownRelationError("The narrower statement must be one of the two.", field="narrower")


def _refuse_unseen(held: StatementDecision | None, seen: str) -> None:
    if held is None or held.mark == seen:
        return
    who = held.decided_by.name if held.decided_by else "Somebody"
    raise DecisionTakenError(
        f"{who} said “{held.words}” of these two meanwhile, so yours was not saved. Press again to change it.",
        who=who,
        said=held.words,
        seen=held.mark,
    )
