"""What a layout is made of: where cards, argument shapes and lines are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from arguments.domain.drawing.geometry import Point, Rect
from arguments.domain.graph import Relation

HEADER_HEIGHT = 26
BAND = 8  # what stays of a shape beside a notch


class Frame(NamedTuple):
    """A stretch of a shape at its full width, from top to bottom."""

    top: int
    bottom: int


class Shape(NamedTuple):
    """The drawn body of an argument: a header bar and frames around cards, held together by a band.

    `frames` go downwards; between two of them is a notch that leaves a band at the left. The first frame
    holds the header.
    """

    x: int
    width: int
    frames: tuple[Frame, ...]

    @property
    def header(self) -> Rect:
        """The bar on top that says the relation."""
        return Rect(self.x, self.frames[0].top, self.width, HEADER_HEIGHT)

    @property
    def outline(self) -> tuple[Point, ...]:
        """The corners, clockwise from the upper left one."""
        left, right, notch = self.x, self.x + self.width, self.x + BAND
        points = [Point(left, self.frames[0].top), Point(right, self.frames[0].top)]
        for before, after in zip(self.frames, self.frames[1:], strict=False):
            points += [
                Point(right, before.bottom),
                Point(notch, before.bottom),
                Point(notch, after.top),
                Point(right, after.top),
            ]
        points += [Point(right, self.frames[-1].bottom), Point(left, self.frames[-1].bottom)]
        return tuple(points)


class Edge(NamedTuple):
    """A line of upright and level segments from what is argued about to the argument's header.

    `source_key` is a card, or for an undercut the group that it attacks; `points` start there.
    """

    source_key: str
    target_key: str
    relation: Relation
    points: tuple[Point, ...]


@dataclass
class Placement:
    """A drawing under construction; cards and shapes by their key in the forest."""

    cards: dict[str, Rect] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)


class Plan(Protocol):
    """A part of a drawing whose size is known before it is placed."""

    @property
    def width(self) -> int:
        """In CSS pixels."""

    @property
    def height(self) -> int:
        """In CSS pixels."""

    def place(self, corner: Point, placement: Placement) -> None:
        """Add the part to a placement with its upper left corner at `corner`."""
