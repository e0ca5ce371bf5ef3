"""Undo and redo: which edit is next in a session, and taking one back that is not the last (selective undo).

After T. Berlage, A selective undo mechanism for graphical user interfaces based on command objects, ACM TOCHI 1(3),
1994: what an edit did is undone by a new edit in the state of now. Whether that is possible is decided as A. Prakash
and M. J. Knister, A framework for undoing actions in collaborative systems, ACM TOCHI 1(4), 1994, ask for it: nothing
later may stand in conflict with it. Here each change says what it expects, which is the same asked of the state.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from arguments.domain.editing import changes as to
from arguments.domain.editing.board import Board, place_in
from arguments.domain.editing.integrity import check_whole, raise_versions
from arguments.errors import ChangedMeanwhileError, NoPremiseError, WrongAimError

MADE, UNDONE, REDONE = "made", "undone", "redone"


@dataclass(frozen=True, slots=True)
class Act:
    """One edit of a session in short: its id, kind, and for an undo or redo the edit that it is about."""

    id: str
    kind: str
    about: str = ""
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Stacks:
    """Edits that can be taken back and made again, the next one last; each with the act that did it last.

    The first of a pair is the edit as it was made, the second the act whose inverse is to be applied.
    """

    undo: tuple[tuple[str, str], ...] = ()
    redo: tuple[tuple[str, str], ...] = ()


def stack(acts: Iterable[Act]) -> Stacks:
    """Return what can be undone and redone after these acts, oldest first.

    A new edit of the session forgets what could be made again. What somebody took back from outside of the session
    (`is_own` false) is out of its undo, and comes into its redo only by its own hand.
    """
    undo: dict[str, str] = {}
    redo: dict[str, str] = {}
    for act in acts:
        if act.kind == MADE:
            undo[act.id] = act.id
            redo.clear()
        elif act.kind == UNDONE:
            undo.pop(act.about, None)
            redo.pop(act.about, None)
            if act.is_own:
                redo[act.about] = act.id
        else:
            redo.pop(act.about, None)
            undo.pop(act.about, None)
            undo[act.about] = act.id
    return Stacks(tuple(undo.items()), tuple(redo.items()))


def take_back(board: Board, backward: Sequence[to.Change], by: str = "") -> tuple[Board, tuple[to.Change, ...]]:
    """Return the board after the changes that take an edit back, and these as they were made now.

    `by` is who asks. Raises `ChangedMeanwhileError`, with words, where something is no longer as the edit left it, or
    where somebody else has scored or judged an argument since that would go.
    """
    now = board.copy()
    made: list[to.Change] = []
    for change in backward:
        fresh = _as_of_now(now, change)
        _refuse_losing_judgements(now, change, by)
        change.apply(now)
        made.append(fresh)
    now.discard_doomed()
    try:
        check_whole(board, now)
    except (NoPremiseError, WrongAimError) as error:
        raise ChangedMeanwhileError(f"{error.message} Something was changed meanwhile.", **error.details) from error
    return raise_versions(board, now), tuple(made)


def _as_of_now(board: Board, change: to.Change) -> to.Change:
    """Return the change with what stands on the board now where the edit itself may be older: places, what is kept."""
    match change:
        case to.ArgumentRemoved(argument=argument) if argument.id in board.arguments:
            held = board.arguments[argument.id]
            return to.ArgumentRemoved(held, board.place_of(held.id))
        case to.ArgumentAimed(argument=argument) if argument in board.arguments:
            return replace(change, place_before=board.place_of(argument))
        case to.ArgumentMoved(argument=argument) if argument in board.arguments:
            return replace(change, before=board.place_of(argument))
        case to.PremiseRemoved(argument=argument, premise=premise) if _holds(board, argument, premise.claim):
            return replace(change, place=place_in(board.arguments[argument].claims, premise.claim))
        case to.PremiseMoved(argument=argument, claim=claim) if _holds(board, argument, claim):
            return replace(change, before=place_in(board.arguments[argument].claims, claim))
        case _:
            return change


def _refuse_losing_judgements(board: Board, change: to.Change, by: str) -> None:
    if not isinstance(change, to.ArgumentRemoved) or change.argument.id not in board.arguments:
        return
    held = board.arguments[change.argument.id].kept
    for name in ("scores", "answers"):
        known = {row["id"] for row in change.argument.kept.get(name, ())}
        if any(row["id"] not in known and row["by"] != by for row in held.get(name, ())):
            raise ChangedMeanwhileError("Somebody has judged the argument meanwhile.", argument=change.argument.id)


def _holds(board: Board, argument: str, claim: str) -> bool:
    return argument in board.arguments and claim in board.arguments[argument].claims
