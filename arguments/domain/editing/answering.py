"""What a page is told of an edit: what it made, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch

from arguments.domain.editing import changes as to
from arguments.domain.editing.board import UNDERCUTS


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim that an edit put into an argument; `is_new` if the edit made the claim too."""

    claim: str
    argument: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Focus:
    """Where to go on: a claim's card in an argument, a claim, or an argument; empty for nothing in particular."""

    claim: str = ""
    argument: str = ""


def placed_by(changes: Iterable[to.Change]) -> list[Placed]:
    """Return the claims that the changes made premises, in order."""
    listed = list(changes)
    new = {one.claim for one in listed if isinstance(one, to.ClaimMade)}
    placed: list[Placed] = []
    for change in listed:
        match change:
            case to.ArgumentMade(argument=argument):
                placed.extend(Placed(claim, argument.id, claim in new) for claim in argument.claims)
            case to.PremiseAdded(argument=argument, premise=premise):
                placed.append(Placed(premise.claim, argument, premise.claim in new))
            case _:
                pass
    return placed


def focus_of(changes: Iterable[to.Change]) -> Focus:
    """Return where to go on after the changes: at what the last one put there, or at what one was taken from."""
    focus = Focus()
    for change in changes:
        focus = _focus(change) or focus
    return focus


@singledispatch
def _focus(change: object) -> Focus | None:
    """By default: the claim and the argument that the change names."""
    return Focus(getattr(change, "claim", ""), getattr(change, "argument", ""))


@_focus.register
def _(change: to.ArgumentMade) -> Focus | None:
    return Focus(change.argument.claims[0], change.argument.id)


@_focus.register
def _(change: to.ArgumentRemoved) -> Focus | None:
    aim = change.argument.aim
    return Focus(argument=aim) if change.argument.relation == UNDERCUTS else Focus(aim)


@_focus.register
def _(change: to.PremiseAdded) -> Focus | None:
    return Focus(change.premise.claim, change.argument)


@_focus.register
def _(change: to.PremiseMarked) -> Focus | None:
    return Focus(change.after.claim, change.argument)


@_focus.register(to.EvidenceLinked)
@_focus.register(to.EvidenceUnlinked)
def _(change: to.EvidenceLinked | to.EvidenceUnlinked) -> Focus | None:
    return Focus(change.evidence.claim)


@_focus.register(to.ClaimMade)
@_focus.register(to.ClaimDiscarded)
def _(_change: to.ClaimMade | to.ClaimDiscarded) -> Focus | None:
    return None
