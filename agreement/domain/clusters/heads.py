"""The statement of a cluster that the others are decided against, and which of them still wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from agreement.domain.clusters.decided import DecidedPairs


@dataclass(frozen=True)
class Place:
    """A statement in a cluster: the one of its members nearest to it, if any, and its score, 0 to 1."""

    statement: int
    nearest: int | None
    score: float


def head_of(places: Sequence[Place]) -> int | None:
    """Return the statement that most others have as their nearest; None for an empty cluster.

    Of equals the surer one, then the one with the lower id: the same in any order.
    """
    named = Counter(place.nearest for place in places if place.nearest != place.statement)
    best = min(places, key=lambda place: (-named[place.statement], -place.score, place.statement), default=None)
    return best.statement if best else None


def waiting(places: Sequence[Place], decided: DecidedPairs) -> tuple[int, ...]:
    """Return the statements of which nothing is known towards the head, decided or following, in their order."""
    head = head_of(places)
    return tuple(
        place.statement
        for place in places
        if head is not None and place.statement != head and decided.between(head, place.statement) is None
    )
