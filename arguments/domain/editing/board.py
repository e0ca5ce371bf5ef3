"""The part of a workspace's arguments that one edit looks at and changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from claims.domain.folding import fold

UNDERCUTS = "undercuts"


@dataclass(frozen=True, slots=True)
class ClaimState:
    """A claim by its wording; `number` is 0 until the database has numbered a new one."""

    id: str
    text: str
    number: int = 0

    @property
    def label(self) -> str:
        """What people call the claim: C-12, or its wording while it has no number."""
        return f"C-{self.number}" if self.number else f"“{shorten(self.text, 60)}”"


@dataclass(frozen=True, slots=True)
class PremiseState:
    """A claim's place in an argument; `is_implicit` when nobody says it."""

    claim: str
    is_implicit: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What an argument does, and to which claim (or, for an undercut, argument) it does it."""

    relation: str
    aim: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in an order: before which neighbour ("" at the end), counted from 0.

    The neighbour counts. Where it is gone, the count decides.
    """

    before: str = ""
    index: int = 0


@dataclass(frozen=True, slots=True)
class ArgumentState:
    """An argument with its premises in order.

    `kept` is what people said of the argument that goes with it when it is removed, and comes back: base scores,
    answers to critical questions, omissions. It is carried as it is.
    """

    id: str
    relation: str
    aim: str
    premises: tuple[PremiseState, ...]
    author: str = ""
    passage: str = ""
    scheme: str = ""
    note: str = ""
    version: int = 1
    made_by: str = ""
    made_at: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def heading(self) -> Heading:
        """What it does to what."""
        return Heading(self.relation, self.aim)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that are its premises, in order."""
        return tuple(premise.claim for premise in self.premises)

    @property
    def content(self) -> ArgumentState:
        """The argument without its version, maker and what is kept with it: what two people can disagree about."""
        return replace(self, version=1, made_by="", made_at="", kept={})

    def with_kept(self, kept: Mapping[str, Any]) -> ArgumentState:
        """Return the argument with what people said of it."""
        return replace(self, kept=kept)


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """A passage that bears on a claim as the view of a speaker; these three name it for good, whichever row says it.

    `before` is how the machine's suggestion, or somebody's rejection, stood before it was linked; empty if there was
    none. `is_open` while annotators still judge it. `row` is the identifier of the row.
    """

    claim: str
    passage: str
    speaker: str
    bearing: str
    before: Mapping[str, Any] = field(default_factory=dict, hash=False)
    is_open: bool = False
    row: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it."""
        return self.claim, self.passage, self.speaker


@dataclass
class Board:
    """Claims, arguments and their orders, as far as an edit needs them.

    `order` holds, by the id of what they aim at, all arguments with that aim. `left_out` and `folded` hold pairs of a
    map and an argument or claim. `wordings` names the claim that has a wording (folded, in small letters). `doomed` are
    drafts that go when the edit is through, unless they are used then, with the wording that they must have. `used` are
    claims on which something outside of this board hangs, so that no draft of these is thrown away. `map` is the map in
    which the edit is made, "" if in none; `maps` holds title, description, lead (a claim), view and semantics of maps.
    """

    claims: dict[str, ClaimState] = field(default_factory=dict)
    arguments: dict[str, ArgumentState] = field(default_factory=dict)
    order: dict[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: dict[tuple[str, str, str], EvidenceState] = field(default_factory=dict)
    wordings: dict[str, str] = field(default_factory=dict)
    doomed: dict[str, str] = field(default_factory=dict)
    maps: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: frozenset[tuple[str, str]] = frozenset()
    folded: frozenset[tuple[str, str]] = frozenset()
    used: frozenset[str] = frozenset()
    map: str = ""

    def copy(self) -> Board:
        """Return a board that can be changed without changing this one."""
        return replace(
            self,
            claims=dict(self.claims),
            arguments=dict(self.arguments),
            order=dict(self.order),
            evidence=dict(self.evidence),
            wordings=dict(self.wordings),
            doomed=dict(self.doomed),
            maps=dict(self.maps),
        )

    def place_of(self, argument: str) -> Place:
        """Where the argument stands among those with its aim."""
        return place_in(self.order[self.arguments[argument].aim], argument)

    def undercuts_of(self, argument: str) -> tuple[ArgumentState, ...]:
        """Return the arguments on this board that undercut the argument, in their order."""
        return tuple(self.arguments[one] for one in self.order.get(argument, ()) if one in self.arguments)

    def discard_doomed(self) -> None:
        """Throw away the drafts that are to go, except those that are used or were reworded."""
        if not self.doomed:
            return
        arguments = self.arguments.values()
        used = self.used.union((one.aim for one in arguments), *(one.claims for one in arguments))
        for claim, text in self.doomed.items():
            if claim not in used and claim in self.claims and self.claims[claim].text == text:
                self.wordings.pop(wording_key(text), None)
                del self.claims[claim]
        self.doomed = {}


def place_in(order: tuple[str, ...], item: str) -> Place:
    """Return where the item stands in the order."""
    index = order.index(item)
    following = order[index + 1 : index + 2]
    return Place(following[0] if following else "", index)


def inserted(order: tuple[str, ...], item: str, place: Place) -> tuple[str, ...]:
    """Return the order with the item at the place."""
    index = order.index(place.before) if place.before in order else min(place.index, len(order))
    return (*order[:index], item, *order[index:])


def without(order: tuple[str, ...], item: str) -> tuple[str, ...]:
    """Return the order without the item."""
    return tuple(one for one in order if one != item)


def shorten(text: str, limit: int) -> str:
    """Return the text, cut between words with an ellipsis where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rsplit(' ', 1)[0]}…"


def wording_key(text: str) -> str:
    """Return what two wordings share that count as the same one: white space and the case of letters are nothing."""
    return fold(text).lower()
