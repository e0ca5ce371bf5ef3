"""Which quotes stand for all of a claim's evidence where there is room for few."""

from collections.abc import Mapping, Sequence
from typing import Any

EASY_LENGTH = 320
"""Characters that a small card shows without scrolling: beyond, a shorter quote is the better one."""

Piece = Mapping[str, Any]
"""Evidence as in a record: `bearing`, `quote`, `speaker`, `source`."""


def best_quotes(evidence: Sequence[Piece], number: int = 2) -> list[Piece]:
    """Return at most so many pieces of evidence that say most in little room, both sides first where there are two.

    Better is: from a source that stands, short enough to be read at once, later, and by a speaker who is not shown yet.
    Context is shown only where nothing supports or contradicts. The same evidence in any order gives the same quotes.
    """
    ranked = sorted(evidence, key=lambda one: one["id"])
    ranked.sort(key=lambda one: one["source"]["issued"] or "", reverse=True)
    ranked.sort(key=lambda one: (one["source"]["status"] == "retracted", len(one["quote"]) > EASY_LENGTH))
    sides = [[one for one in ranked if one["bearing"] == side] for side in ("supports", "contradicts")]
    first = [side[0] for side in sides if side][:number]
    rest = [one for side in sides for one in side if one not in first]
    if not first:
        first, rest = [], ranked
    for one in _others_first(rest, first)[: number - len(first)]:
        first.append(one)
    return first


def _others_first(rest: list[Piece], shown: list[Piece]) -> list[Piece]:
    """Return the pieces, those of speakers who are not shown yet first."""
    speakers = {one["speaker"]["id"] for one in shown}
    return sorted(rest, key=lambda one: one["speaker"]["id"] in speakers)
