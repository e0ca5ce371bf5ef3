"""Points, rectangles and rounded paths, in whole CSS pixels with y downwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Point(NamedTuple):
    """A place in the drawing."""

    x: int
    y: int


class Rect(NamedTuple):
    """A box by its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The y of the lower side."""
        return self.y + self.height


def open_path(points: Sequence[Point], radius: int) -> str:
    """SVG path data along upright and level segments, with corners rounded where there is room."""
    points = without_straight_joints(points)
    if not points:
        return ""
    parts = [f"M{points[0].x} {points[0].y}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        parts.append(_rounded(before, corner, after, radius, "L"))
    if len(points) > 1:
        parts.append(f"L{points[-1].x} {points[-1].y}")
    return "".join(parts)


def closed_path(points: Sequence[Point], radius: int) -> str:
    """SVG path data around a shape of upright and level sides, with every corner rounded."""
    count = len(points)
    parts = [
        _rounded(points[index - 1], points[index], points[(index + 1) % count], radius, "L" if index else "M")
        for index in range(count)
    ]
    return "".join(parts) + "Z"


def without_straight_joints(points: Sequence[Point]) -> list[Point]:
    """Return the same line without points that repeat or lie on the way between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and _is_level(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _is_level(first: Point, second: Point, third: Point) -> bool:
    return first.x == second.x == third.x or first.y == second.y == third.y


def _rounded(before: Point, corner: Point, after: Point, radius: int, command: str) -> str:
    reach = min(radius, _length(before, corner) // 2, _length(corner, after) // 2)
    enter, leave = _towards(corner, before, reach), _towards(corner, after, reach)
    return f"{command}{enter.x} {enter.y}Q{corner.x} {corner.y} {leave.x} {leave.y}"


def _length(first: Point, second: Point) -> int:
    return abs(first.x - second.x) + abs(first.y - second.y)


def _towards(start: Point, end: Point, distance: int) -> Point:
    return Point(
        start.x + distance * _sign(end.x - start.x),
        start.y + distance * _sign(end.y - start.y),
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
