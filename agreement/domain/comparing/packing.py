"""Puts discs and labels near where they belong so that none covers another. Nothing is random."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in the units of the picture, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True)
class Point:
    """A place in the units of the picture, y downwards."""

    x: float
    y: float


@dataclass(frozen=True)
class Anchor:
    """Where the disc of that key wants its middle to be, and the box in which it has to stay if there is room."""

    key: str
    x: float
    y: float
    within: Box


def pack_discs(anchors: Sequence[Anchor], pitch: float, area: Box) -> dict[str, Point]:
    """Return the middle of each disc: the free place nearest to its anchor on one grid over the area.

    Places lie `pitch` apart (the diameter and the gap), rows shifted by half in turn, so discs of that pitch never
    touch. A disc stays inside its own box while that has a free place, then inside the area; beyond the area the grid
    goes on downwards. Discs are placed in the order given. O(discs * places).
    """
    free = list(_grid(area, pitch, len(anchors)))
    placed: dict[str, Point] = {}
    for anchor in anchors:
        inside = [place for place in free if _inside(place, anchor.within, pitch)] or free
        best = min(inside, key=lambda place: ((place.x - anchor.x) ** 2 + (place.y - anchor.y) ** 2, place.y, place.x))
        free.remove(best)
        placed[anchor.key] = best
    return placed


def pitch_for(count: int, area: Box, largest: float, smallest: float) -> float:
    """Return the greatest pitch between the two at which so many discs take up half of the area at most."""
    if not count:
        return largest
    room = (area.right - area.left) * (area.bottom - area.top) / (2 * count)
    return max(smallest, min(largest, math.sqrt(room)))


@dataclass(frozen=True)
class Label:
    """A label's size and how far it keeps from the point that it names."""

    width: float
    height: float
    gap: float


RINGS = 40
"""How often a label tries farther away, half its height each time."""


def place_label(label: Label, beside: Point, taken: Sequence[Box], area: Box) -> Box | None:
    """Return where a label goes beside a point so that it covers nothing taken, None if there is no room.

    Tries right, left, above and below, then the same farther and farther away.
    """
    for ring in range(RINGS):
        away = label.gap + ring * label.height / 2
        for left, top in (
            (beside.x + away, beside.y - label.height / 2),
            (beside.x - away - label.width, beside.y - label.height / 2),
            (beside.x - label.width / 2, beside.y - away - label.height),
            (beside.x - label.width / 2, beside.y + away),
        ):
            box = Box(left, top, left + label.width, top + label.height)
            if area.holds(box) and not any(box.touches(other) for other in taken):
                return box
    return None


def _grid(area: Box, pitch: float, wanted: int) -> Iterable[Point]:
    """Return the places of the area row by row, and as many rows below it as it takes for all that are wanted."""
    row, found = 0, 0
    columns = max(1, int((area.right - area.left) // pitch) - 1)
    while True:
        y = area.top + pitch / 2 + row * pitch * 0.8660254
        if y + pitch / 2 > area.bottom + 1e-9 and found >= wanted:
            return
        shift = pitch / 2 if row % 2 else 0.0
        for column in range(columns + 1):
            x = area.left + pitch / 2 + shift + column * pitch
            if x + pitch / 2 <= area.right + 1e-9 or columns == 1:
                found += 1
                yield Point(x, y)
        row += 1


def _inside(place: Point, box: Box, pitch: float) -> bool:
    return (
        box.left <= place.x - pitch / 2 + 1e-9
        and place.x + pitch / 2 <= box.right + 1e-9
        and box.top <= place.y - pitch / 2 + 1e-9
        and place.y + pitch / 2 <= box.bottom + 1e-9
    )
