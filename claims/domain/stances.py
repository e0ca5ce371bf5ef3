"""What an author's own words say about a claim: evidence in, one stance a date out.

The rule, its cases and the reasons stand in docs/algorithms/stances.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

SUPPORTS = "supports"
CONTRADICTS = "contradicts"
AFFIRMS = "affirms"
DENIES = "denies"
QUALIFIES = "qualifies"


@dataclass(frozen=True)
class SpokenEvidence:
    """One accepted piece of evidence of one speaker on one claim.

    `bearing` is `supports`, `contradicts` or `context`; `said_on` is the date of the source it stands in,
    None if the source has none.
    """

    bearing: str
    said_on: date | None


@dataclass(frozen=True)
class DerivedStance:
    """The position that a speaker's words of one date amount to: `affirms`, `denies` or `qualifies`."""

    position: str
    as_of: date | None


def derive_stances(spoken: Iterable[SpokenEvidence]) -> tuple[DerivedStance, ...]:
    """Return one stance a date, the latest first and the undated last.

    Give it the accepted evidence of *one* speaker on *one* claim. Within a date, only supporting words
    affirm, only contradicting words deny, both together qualify, and context alone takes no stance; a date
    without a stance does not appear, and nothing at all gives an empty tuple. How many passages point one
    way is no measure: ten for and one against still qualify.
    """
    bearings: dict[date | None, set[str]] = defaultdict(set)
    for piece in spoken:
        bearings[piece.said_on].add(piece.bearing)
    derived = [
        DerivedStance(position=position, as_of=said_on)
        for said_on, found in bearings.items()
        if (position := _position(found)) is not None
    ]
    return tuple(sorted(derived, key=lambda stance: stance.as_of or date.min, reverse=True))


def _position(bearings: set[str]) -> str | None:
    if SUPPORTS in bearings:
        return QUALIFIES if CONTRADICTS in bearings else AFFIRMS
    return DENIES if CONTRADICTS in bearings else None
