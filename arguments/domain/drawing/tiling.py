"""How a drawing is parted onto sheets: between its cards where that can be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from arguments.domain.drawing.geometry import Rect

SHORTEST = 0.6
"""Of a sheet's room; a cut that spares a card may leave no more than the rest of it empty."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a drawing in CSS pixels, and its row and column from 1 on."""

    left: float
    top: float
    width: float
    height: float
    row: int
    column: int


def tile(width: float, height: float, room: tuple[float, float], boxes: Iterable[Rect]) -> list[Tile]:
    """Return the parts of a drawing that each fit a room (width, height), row by row; one for an empty drawing.

    A cut goes where it parts the fewest boxes, the farthest such place that leaves a sheet mostly full. All rows have
    the same columns. O(boxes * log boxes) and as much for each cut.
    """
    boxes = list(boxes)
    columns = _stretches(width, room[0], [(box.x, box.right) for box in boxes])
    rows = _stretches(height, room[1], [(box.y, box.bottom) for box in boxes])
    return [
        Tile(left, top, right - left, bottom - top, row, column)
        for row, (top, bottom) in enumerate(rows, start=1)
        for column, (left, right) in enumerate(columns, start=1)
    ]


def _stretches(total: float, room: float, spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    starts = sorted(start for start, _end in spans)
    ends = sorted(end for _start, end in spans)
    stretches, at = [], 0.0
    while total - at > room:
        cut = _cut(at + SHORTEST * room, at + room, starts, ends)
        stretches.append((at, cut))
        at = cut
    return [*stretches, (at, total)]


def _cut(earliest: float, latest: float, starts: Sequence[float], ends: Sequence[float]) -> float:
    """Return the place between two that parts the fewest spans; only ends of spans and the latest are worth trying."""
    tried = [*ends[bisect_left(ends, earliest) : bisect_right(ends, latest)], latest]
    return min(reversed(tried), key=lambda place: bisect_left(starts, place) - bisect_right(ends, place))
