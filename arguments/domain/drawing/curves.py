"""Outlines as straight lines and cubic Bézier curves, which is all that printers draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

ROUND = 0.5522847498
"""How far the control points of a quarter circle stand off, in radii; the curve is off by 0.03 %."""
TOKENS = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "T": 2, "C": 6}


class Segment(NamedTuple):
    """`M` goes to a point, `L` draws a line and `C` a curve to one, `Z` closes; `points` are x and y in turn."""

    kind: str
    points: tuple[float, ...] = ()


def path_segments(data: str) -> tuple[Segment, ...]:
    """Return SVG path data as segments; quadratic curves become cubic ones.

    Knows M, L, H, V, Q, T, C and Z in both cases, with repeated arguments. Raises ValueError for anything else.
    """
    return tuple(_Pen().draw(TOKENS.findall(data)))


def rectangle_segments(x: float, y: float, width: float, height: float, radius: float) -> tuple[Segment, ...]:
    """Return a rectangle, its corners rounded where the radius is not 0."""
    right, bottom, r = x + width, y + height, min(radius, width / 2, height / 2)
    if not r:
        return _polygon((x, y), (right, y), (right, bottom), (x, bottom))
    k = r * (1 - ROUND)
    return (
        Segment("M", (x + r, y)),
        Segment("L", (right - r, y)),
        Segment("C", (right - k, y, right, y + k, right, y + r)),
        Segment("L", (right, bottom - r)),
        Segment("C", (right, bottom - k, right - k, bottom, right - r, bottom)),
        Segment("L", (x + r, bottom)),
        Segment("C", (x + k, bottom, x, bottom - k, x, bottom - r)),
        Segment("L", (x, y + r)),
        Segment("C", (x, y + k, x + k, y, x + r, y)),
        Segment("Z"),
    )


def circle_segments(x: float, y: float, radius: float) -> tuple[Segment, ...]:
    """Return a circle around a point."""
    return rectangle_segments(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def moved(segments: tuple[Segment, ...], dx: float, dy: float) -> tuple[Segment, ...]:
    """Return the segments at another place."""
    if not dx and not dy:
        return segments
    return tuple(
        Segment(kind, tuple(value + (dy if index % 2 else dx) for index, value in enumerate(points)))
        for kind, points in segments
    )


def _polygon(*corners: tuple[float, float]) -> tuple[Segment, ...]:
    first, *rest = corners
    return (Segment("M", first), *(Segment("L", corner) for corner in rest), Segment("Z"))


class _Pen:
    """Where path data has come to."""

    def __init__(self) -> None:
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.control: tuple[float, float] | None = None

    def draw(self, tokens: list[str]) -> Iterator[Segment]:
        at, command = 0, ""
        while at < len(tokens):
            if tokens[at].isalpha():
                command, at = tokens[at], at + 1
                if command in "Zz":
                    self.x, self.y, self.control = self.start_x, self.start_y, None
                    yield Segment("Z")
                    continue
            count = COUNTS.get(command.upper())
            if count is None or at + count > len(tokens):
                raise ValueError(f"The path command {command or tokens[at]} is not known or cut off.")
            yield self.step(command, [float(token) for token in tokens[at : at + count]])
            at += count
            command = {"M": "L", "m": "l"}.get(command, command)

    def step(self, command: str, given: list[float]) -> Segment:
        kind = command.upper()
        dx, dy = (self.x, self.y) if command.islower() else (0.0, 0.0)
        if kind == "H":
            points = [given[0] + dx, self.y]
        elif kind == "V":
            points = [self.x, given[0] + dy]
        else:
            points = [value + (dy if index % 2 else dx) for index, value in enumerate(given)]
        if kind in "QT":
            segment = self.quadratic(points if kind == "Q" else [*self.mirrored(), *points])
        else:
            self.control = None
            segment = Segment(kind if kind in "MC" else "L", tuple(points))
        self.x, self.y = segment.points[-2:]
        if kind == "M":
            self.start_x, self.start_y = self.x, self.y
        return segment

    def mirrored(self) -> tuple[float, float]:
        if self.control is None:
            return self.x, self.y
        return 2 * self.x - self.control[0], 2 * self.y - self.control[1]

    def quadratic(self, points: list[float]) -> Segment:
        """Return the cubic curve that is the quadratic one: its control points are two thirds of the way."""
        cx, cy, x, y = points
        self.control = (cx, cy)
        first = (self.x + 2 / 3 * (cx - self.x), self.y + 2 / 3 * (cy - self.y))
        return Segment("C", (*first, x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y), x, y))
