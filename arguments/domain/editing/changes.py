"""The smallest changes of a board. Each knows its inverse, and refuses where things are no longer as it expects.

An edit is a list of changes; what takes it back is the list of their inverses from the last to the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from arguments.domain.editing.board import (
    ArgumentState,
    Board,
    ClaimState,
    EvidenceState,
    Heading,
    Place,
    PremiseState,
    inserted,
    without,
    wording_key,
)
from arguments.errors import ChangedMeanwhileError


class Change(Protocol):
    """One change of a board."""

    def apply(self, board: Board) -> None:
        """Make the change; raises `ChangedMeanwhileError` if the board is not as the change expects it."""

    def inverse(self) -> Change:
        """Return the change that takes this one back."""


@dataclass(frozen=True, slots=True)
class ClaimMade:
    """A draft claim of a new wording. Made again, it takes its old number where that is free."""

    claim: str
    text: str
    number: int = 0

    def apply(self, board: Board) -> None:
        board.claims.setdefault(self.claim, ClaimState(self.claim, self.text, self.number))
        board.wordings.setdefault(wording_key(self.text), self.claim)
        board.doomed.pop(self.claim, None)

    def inverse(self) -> Change:
        return ClaimDiscarded(self.claim, self.text, self.number)


@dataclass(frozen=True, slots=True)
class ClaimDiscarded:
    """A draft claim thrown away, unless it was reworded or something hangs on it: then it stays."""

    claim: str
    text: str
    number: int = 0

    def apply(self, board: Board) -> None:
        board.doomed[self.claim] = self.text

    def inverse(self) -> Change:
        return ClaimMade(self.claim, self.text, self.number)


@dataclass(frozen=True, slots=True)
class ClaimReworded:
    """A claim with another wording."""

    claim: str
    before: str
    after: str

    def apply(self, board: Board) -> None:
        held = board.claims.get(self.claim)
        if held is None:
            raise ChangedMeanwhileError("The claim was deleted meanwhile.", claim=self.claim)
        if held.text != self.before:
            raise ChangedMeanwhileError(f"{held.label} was worded anew meanwhile.", claim=self.claim)
        board.claims[self.claim] = replace(held, text=self.after)
        board.wordings.pop(wording_key(self.before), None)
        board.wordings[wording_key(self.after)] = self.claim

    def inverse(self) -> Change:
        return ClaimReworded(self.claim, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ArgumentMade:
    """An argument, with all that belongs to it, at a place among those with its aim."""

    argument: ArgumentState
    place: Place

    def apply(self, board: Board) -> None:
        if self.argument.id in board.arguments:
            raise ChangedMeanwhileError("The argument is there again already.", argument=self.argument.id)
        board.arguments[self.argument.id] = self.argument
        _enter(board, self.argument.id, self.argument.aim, self.place)

    def inverse(self) -> Change:
        return ArgumentRemoved(self.argument, self.place)


@dataclass(frozen=True, slots=True)
class ArgumentRemoved:
    """An argument taken away, with all that belongs to it."""

    argument: ArgumentState
    place: Place

    def apply(self, board: Board) -> None:
        held = _held(board, self.argument.id)
        if held.content != self.argument.content:
            raise ChangedMeanwhileError("The argument was changed meanwhile.", argument=self.argument.id)
        _leave(board, held)
        del board.arguments[held.id]

    def inverse(self) -> Change:
        return ArgumentMade(replace(self.argument, version=self.argument.version + 1), self.place)


@dataclass(frozen=True, slots=True)
class ArgumentAimed:
    """An argument that does something else, or does it to something else. What hangs below it comes along."""

    argument: str
    before: Heading
    after: Heading
    place_before: Place
    place_after: Place

    def apply(self, board: Board) -> None:
        held = _held(board, self.argument)
        if held.heading != self.before:
            raise ChangedMeanwhileError("The argument was moved meanwhile.", argument=self.argument)
        _leave(board, held)
        board.arguments[held.id] = replace(held, relation=self.after.relation, aim=self.after.aim)
        _enter(board, held.id, self.after.aim, self.place_after)

    def inverse(self) -> Change:
        return ArgumentAimed(self.argument, self.after, self.before, self.place_after, self.place_before)


@dataclass(frozen=True, slots=True)
class ArgumentMoved:
    """An argument at another place among those with its aim. Order is taste: whoever moves last decides."""

    argument: str
    aim: str
    before: Place
    after: Place

    def apply(self, board: Board) -> None:
        if _held(board, self.argument).aim != self.aim:
            raise ChangedMeanwhileError("The argument was moved elsewhere meanwhile.", argument=self.argument)
        rest = without(board.order[self.aim], self.argument)
        board.order[self.aim] = inserted(rest, self.argument, self.after)

    def inverse(self) -> Change:
        return ArgumentMoved(self.argument, self.aim, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ArgumentDescribed:
    """Another author, scheme, note or passage of an argument; `before` and `after` hold only what differs."""

    argument: str
    before: dict[str, str] = field(hash=False)
    after: dict[str, str] = field(hash=False)

    def apply(self, board: Board) -> None:
        held = _held(board, self.argument)
        for name, value in self.before.items():
            if getattr(held, name) != value:
                raise ChangedMeanwhileError(
                    f"The {name} of the argument was changed meanwhile.", argument=self.argument
                )
        changed: dict[str, Any] = self.after
        board.arguments[held.id] = replace(held, **changed)

    def inverse(self) -> Change:
        return ArgumentDescribed(self.argument, self.after, self.before)


@dataclass(frozen=True, slots=True)
class PremiseAdded:
    """A claim as one more premise of an argument."""

    argument: str
    premise: PremiseState
    place: Place

    def apply(self, board: Board) -> None:
        held = _held(board, self.argument)
        if self.premise.claim in held.claims:
            raise ChangedMeanwhileError("The claim is a premise again already.", argument=self.argument)
        _set_premises(board, held, self.premise, self.place)

    def inverse(self) -> Change:
        return PremiseRemoved(self.argument, self.premise, self.place)


@dataclass(frozen=True, slots=True)
class PremiseRemoved:
    """A claim taken out of an argument."""

    argument: str
    premise: PremiseState
    place: Place

    def apply(self, board: Board) -> None:
        held = _held(board, self.argument)
        _refuse_changed_premise(held, self.premise)
        rest = tuple(one for one in held.premises if one != self.premise)
        board.arguments[held.id] = replace(held, premises=rest)

    def inverse(self) -> Change:
        return PremiseAdded(self.argument, self.premise, self.place)


@dataclass(frozen=True, slots=True)
class PremiseMarked:
    """A premise that somebody says, or that nobody does."""

    argument: str
    before: PremiseState
    after: PremiseState

    def apply(self, board: Board) -> None:
        held = _held(board, self.argument)
        _refuse_changed_premise(held, self.before)
        premises = tuple(self.after if one == self.before else one for one in held.premises)
        board.arguments[held.id] = replace(held, premises=premises)

    def inverse(self) -> Change:
        return PremiseMarked(self.argument, self.after, self.before)


@dataclass(frozen=True, slots=True)
class PremiseMoved:
    """A premise at another place in its argument."""

    argument: str
    claim: str
    before: Place
    after: Place

    def apply(self, board: Board) -> None:
        held = _held(board, self.argument)
        premise = next((one for one in held.premises if one.claim == self.claim), None)
        if premise is None:
            raise ChangedMeanwhileError("The premise was taken out meanwhile.", argument=self.argument)
        rest = replace(held, premises=tuple(one for one in held.premises if one != premise))
        _set_premises(board, rest, premise, self.after)

    def inverse(self) -> Change:
        return PremiseMoved(self.argument, self.claim, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ArgumentLeftOut:
    """An argument that a map does not show."""

    map: str
    argument: str

    def apply(self, board: Board) -> None:
        board.left_out |= {(self.map, self.argument)}

    def inverse(self) -> Change:
        return ArgumentPutBack(self.map, self.argument)


@dataclass(frozen=True, slots=True)
class ArgumentPutBack:
    """An argument that a map shows again."""

    map: str
    argument: str

    def apply(self, board: Board) -> None:
        board.left_out -= {(self.map, self.argument)}

    def inverse(self) -> Change:
        return ArgumentLeftOut(self.map, self.argument)


@dataclass(frozen=True, slots=True)
class ClaimFolded:
    """A claim below which a map opens folded."""

    map: str
    claim: str

    def apply(self, board: Board) -> None:
        board.folded |= {(self.map, self.claim)}

    def inverse(self) -> Change:
        return ClaimUnfolded(self.map, self.claim)


@dataclass(frozen=True, slots=True)
class ClaimUnfolded:
    """A claim below which a map opens unfolded."""

    map: str
    claim: str

    def apply(self, board: Board) -> None:
        board.folded -= {(self.map, self.claim)}

    def inverse(self) -> Change:
        return ClaimFolded(self.map, self.claim)


@dataclass(frozen=True, slots=True)
class MapDescribed:
    """Another title, description, lead, view or semantics of a map; `before` and `after` hold only what differs."""

    map: str
    before: dict[str, str] = field(hash=False)
    after: dict[str, str] = field(hash=False)

    def apply(self, board: Board) -> None:
        held = board.maps.get(self.map)
        if held is None:
            raise ChangedMeanwhileError("The map was deleted meanwhile.", map=self.map)
        for name, value in self.before.items():
            if held[name] != value:
                raise ChangedMeanwhileError(f"The {name} of the map was changed meanwhile.", map=self.map)
        if "lead" in self.after and self.after["lead"] not in board.claims:
            raise ChangedMeanwhileError("The claim that led the map was deleted meanwhile.", map=self.map)
        board.maps[self.map] = {**held, **self.after}

    def inverse(self) -> Change:
        return MapDescribed(self.map, self.after, self.before)


@dataclass(frozen=True, slots=True)
class EvidenceLinked:
    """A passage that bears on a claim."""

    evidence: EvidenceState

    def apply(self, board: Board) -> None:
        held = board.evidence.get(self.evidence.key)
        if held is not None and not held.is_open:
            raise ChangedMeanwhileError("The passage bears on the claim again already.", claim=self.evidence.claim)
        board.evidence[self.evidence.key] = self.evidence

    def inverse(self) -> Change:
        return EvidenceUnlinked(self.evidence)


@dataclass(frozen=True, slots=True)
class EvidenceUnlinked:
    """A passage that no longer bears on a claim."""

    evidence: EvidenceState

    def apply(self, board: Board) -> None:
        held = board.evidence.get(self.evidence.key)
        if held is None:
            raise ChangedMeanwhileError("The passage was taken off the claim meanwhile.", claim=self.evidence.claim)
        if held.bearing != self.evidence.bearing:
            raise ChangedMeanwhileError("What the passage says was changed meanwhile.", claim=self.evidence.claim)
        del board.evidence[held.key]

    def inverse(self) -> Change:
        return EvidenceLinked(self.evidence)


def invert(changes: Sequence[Change]) -> list[Change]:
    """Return the changes that take these back, in the order in which they have to be made."""
    return [change.inverse() for change in reversed(changes)]


def apply_all(board: Board, changes: Iterable[Change]) -> Board:
    """Return the board after the changes; the given one stays. Raises `ChangedMeanwhileError`."""
    changed = board.copy()
    for change in changes:
        change.apply(changed)
    changed.discard_doomed()
    return changed


def _held(board: Board, argument: str) -> ArgumentState:
    held = board.arguments.get(argument)
    if held is None:
        raise ChangedMeanwhileError("The argument was removed meanwhile.", argument=argument)
    return held


def _enter(board: Board, argument: str, aim: str, place: Place) -> None:
    board.order[aim] = inserted(board.order.get(aim, ()), argument, place)


def _leave(board: Board, argument: ArgumentState) -> None:
    board.order[argument.aim] = without(board.order[argument.aim], argument.id)


def _set_premises(board: Board, held: ArgumentState, premise: PremiseState, place: Place) -> None:
    by_claim = {one.claim: one for one in (*held.premises, premise)}
    order = inserted(held.claims, premise.claim, place)
    board.arguments[held.id] = replace(held, premises=tuple(by_claim[claim] for claim in order))


def _refuse_changed_premise(held: ArgumentState, premise: PremiseState) -> None:
    now = next((one for one in held.premises if one.claim == premise.claim), None)
    if now is None:
        raise ChangedMeanwhileError("The premise was taken out meanwhile.", argument=held.id)
    if now != premise:
        raise ChangedMeanwhileError("The premise was marked anew meanwhile.", argument=held.id)
