"""Why a statement may bear on a claim, or on another statement: evidence that a reader can check in the text.

A reason points at words of the two texts. It is not what the score is made of to the last digit, but what a person
can look at: names and terms in common, figures and years that match or differ, a negation on one side only, a start
that refers back. Offsets are Unicode code points of each text, start inclusive, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agreement.domain.likeness.terms import Folding, Term, without_possessive
from agreement.domain.wording.cues import CueKind, find_cues


class ReasonKind(StrEnum):
    """What a reason shows."""

    SHARED_NAME = "shared_name"
    SHARED_TERM = "shared_term"
    SAME_NUMBER = "same_number"
    OTHER_NUMBER = "other_number"
    NEGATION = "negation"
    REFERS_BACK = "refers_back"
    MEANING = "meaning"


@dataclass(frozen=True)
class Place:
    """Words of one text: as written, and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Reason:
    """One reason: its kind, the words of the claim and of the statement that make it, and how rare they are.

    `claim` or `statement` is None where the reason lies on the other side only. `rarity` is the inverse document
    frequency of a shared term in the workspace, 0 where none applies. `MEANING` has no words: the texts are near in
    meaning and share no term.
    """

    kind: ReasonKind
    claim: Place | None
    statement: Place | None
    rarity: float = 0.0


@dataclass(frozen=True)
class Worded:
    """A text with its terms."""

    text: str
    terms: Sequence[Term]


def reasons_for(
    claim: Worded, statement: Worded, rarity: Callable[[str], float], folding: Folding
) -> tuple[Reason, ...]:
    """Return the reasons that a statement may bear on a claim, what is shared first, the rarest before the commoner.

    `rarity` gives a term's inverse document frequency. No shared term gives one reason of kind `MEANING`, before those
    that warn. O(words).
    """
    shared = _shared(claim, statement, rarity, folding)
    found: list[Reason] = [*shared] if shared else [Reason(ReasonKind.MEANING, None, None)]
    found += _other_numbers(claim, statement)
    found += _negation(claim.text, statement.text)
    found += _refers_back(statement.text)
    return tuple(found)


_NUMBER = re.compile(r"\d[\d,.]*")


def _shared(claim: Worded, statement: Worded, rarity: Callable[[str], float], folding: Folding) -> list[Reason]:
    wanted = _first_places(claim)
    names = frozenset(folding.names.values())
    found = [
        Reason(_kind(key, place, statement.text, names), wanted[key], place, rarity(key))
        for key, place in _first_places(statement).items()
        if key in wanted
    ]
    return sorted(found, key=lambda reason: (-reason.rarity, _start(reason)))


def _kind(key: str, place: Place, text: str, names: frozenset[str]) -> ReasonKind:
    """Return the kind of a shared term: a name has a capital that no sentence start gave it."""
    if _NUMBER.fullmatch(key):
        return ReasonKind.SAME_NUMBER
    capital = place.text[:1].isupper() and any(letter.isalpha() for letter in text[: place.start])
    return ReasonKind.SHARED_NAME if capital or key in names else ReasonKind.SHARED_TERM


def _start(reason: Reason) -> int:
    return reason.statement.start if reason.statement else 0


def _first_places(worded: Worded) -> dict[str, Place]:
    """Return where each term first stands in a text, without a possessive ending."""
    places: dict[str, Place] = {}
    for term in worded.terms:
        written = without_possessive(worded.text[term.start : term.end])
        places.setdefault(term.key, Place(written, term.start, term.start + len(written)))
    return places


def _other_numbers(claim: Worded, statement: Worded) -> list[Reason]:
    """Return one reason if both texts give figures and none of them is the same."""
    theirs, ours = (
        [place for key, place in _first_places(text).items() if _NUMBER.fullmatch(key)] for text in (claim, statement)
    )
    if not theirs or not ours or {place.text for place in theirs} & {place.text for place in ours}:
        return []
    return [Reason(ReasonKind.OTHER_NUMBER, theirs[0], ours[0])]


def _negation(claim: str, statement: str) -> list[Reason]:
    """Return one reason if exactly one of the texts is negated: it may say the opposite."""
    theirs, ours = _cue(claim, CueKind.NEGATION), _cue(statement, CueKind.NEGATION)
    return [Reason(ReasonKind.NEGATION, theirs, ours)] if (theirs is None) != (ours is None) else []


def _refers_back(statement: str) -> list[Reason]:
    start = _cue(statement, CueKind.VAGUE_START)
    return [Reason(ReasonKind.REFERS_BACK, None, start)] if start else []


def _cue(text: str, kind: CueKind) -> Place | None:
    cue = next((cue for cue in find_cues(text) if cue.kind is kind), None)
    return Place(text[cue.start : cue.end], cue.start, cue.end) if cue else None
