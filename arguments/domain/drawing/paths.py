"""SVG path data for what a layout holds, the same on the page and in the picture."""

from __future__ import annotations

from collections.abc import Sequence

from arguments.domain.drawing.geometry import Point, Rect, closed_path, open_path
from arguments.domain.drawing.placement import Edge, Shape
from arguments.domain.drawing.quotes import ROOT_GAP

LINE_RADIUS = 9
SHAPE_RADIUS = 8
TICK_LENGTH = 20  # Only the end of a line carries colour and dashes: long dashed lines are slow to draw.
ARROW_HEIGHT = 8
ARROW_HALF_WIDTH = 5
LANE = 12  # from the side of a card to the line below it; stacking.py has the same from the shape's side
FIRST_LINE = 15


def shape_path(shape: Shape) -> str:
    """Return the outline of an argument with rounded corners."""
    return closed_path(shape.outline, SHAPE_RADIUS)


def edge_path(edge: Edge) -> str:
    """Return the whole line, from what is argued about to the argument's header."""
    return open_path(edge.points, LINE_RADIUS)


def tick_path(edge: Edge) -> str:
    """Return the last stretch of the line, which shows the relation's colour and pattern."""
    before, end = edge.points[-2:]
    length = abs(before.x - end.x) + abs(before.y - end.y)
    reach = min(TICK_LENGTH, max(length - LINE_RADIUS, 0))
    if before.x == end.x:
        return f"M{end.x} {end.y - reach}L{end.x} {end.y}"
    return f"M{end.x - reach} {end.y}L{end.x} {end.y}"


def arrow_path(edge: Edge) -> str:
    """Return a small head at the start of the line that points at what is argued about."""
    tip, after = edge.points[:2]
    if tip.x == after.x:
        return _triangle(tip, ARROW_HALF_WIDTH, ARROW_HEIGHT)
    return f"M{tip.x} {tip.y}l{ARROW_HEIGHT} {-ARROW_HALF_WIDTH}v{2 * ARROW_HALF_WIDTH}Z"


def spine_path(card: Rect, quotes: Sequence[Rect], *, is_root: bool) -> str:
    """Return the line on which a card's quotations hang: down the lane below it, or beside a lead."""
    x = card.right + ROOT_GAP // 2 if is_root else card.x + LANE
    middles = [place.y + min(place.height // 2, FIRST_LINE) for place in quotes]
    start = f"M{card.right} {middles[0]}L{x} {middles[0]}" if is_root else f"M{x} {card.bottom}"
    return f"{start}L{x} {middles[-1]}" + "".join(f"M{x} {y}L{quotes[0].x} {y}" for y in middles)


def _triangle(tip: Point, half_width: int, height: int) -> str:
    return f"M{tip.x} {tip.y}l{half_width} {height}h{-2 * half_width}Z"
