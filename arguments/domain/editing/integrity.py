"""What must hold of a board after an edit, whatever it was made of. Checked at its end, since circles are legal."""

from __future__ import annotations

from dataclasses import replace

from arguments.domain.editing.board import UNDERCUTS, ArgumentState, Board
from arguments.errors import ChangedMeanwhileError, NoPremiseError, WrongAimError


def check_whole(before: Board, after: Board) -> None:
    """Raise unless every changed argument has premises and an aim, and nothing undercuts an argument that went.

    Raises `NoPremiseError`, `WrongAimError`, or `ChangedMeanwhileError` where what an argument needs is gone.
    """
    for argument in after.arguments.values():
        if before.arguments.get(argument.id) is not argument:
            _check_argument(after, argument)
    for gone in before.arguments.keys() - after.arguments.keys():
        if after.order.get(gone):
            raise ChangedMeanwhileError("The argument has been undercut meanwhile.", argument=gone)


def raise_versions(before: Board, after: Board) -> Board:
    """Return the board with the next version for each argument of which the content changed."""
    for argument in after.arguments.values():
        was = before.arguments.get(argument.id)
        if was is not None and was is not argument and was.content != argument.content:
            after.arguments[argument.id] = replace(argument, version=was.version + 1)
    return after


def _check_argument(board: Board, argument: ArgumentState) -> None:
    if not argument.premises:
        raise NoPremiseError("An argument needs at least one premise.", field="premises", argument=argument.id)
    if any(claim not in board.claims for claim in argument.claims):
        raise ChangedMeanwhileError("A claim that the argument rests on was deleted.", argument=argument.id)
    if argument.aim == argument.id:
        raise WrongAimError("An argument cannot undercut itself.", field="target", argument=argument.id)
    held = board.arguments if argument.relation == UNDERCUTS else board.claims
    if argument.aim not in held:
        raise ChangedMeanwhileError("What the argument is about was removed.", argument=argument.id)
