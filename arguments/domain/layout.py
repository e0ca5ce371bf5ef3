"""Where everything in an argument map stands: one result for page, SVG and print.

Two views. *Columns* lays the reasons of the lead side by side and stacks everything below them, indented,
so that a map of forty cards reads on one screen. *Top-down* is the classic tree: every level side by side.
Both keep the order in which the arguments were given and are deterministic; see docs/algorithms/layout.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from arguments.domain.across import Across
from arguments.domain.cards import Faces, measure_cards
from arguments.domain.columns import Columns
from arguments.domain.forest import Forest
from arguments.domain.geometry import Point, Rect
from arguments.domain.graph import ArgumentGraph
from arguments.domain.placement import Edge, Placement, Plan, Shape
from arguments.domain.stacking import Stacks

MARGIN = 24
TREE_GAP = 72
NARROWEST = 0.7  # Columns narrower than this share of their height spread one level more side by side.
DEEPEST_SPREAD = 4


class MapView(StrEnum):
    """How a map is laid out."""

    COLUMNS = "columns"
    TOP_DOWN = "top-down"


@dataclass(frozen=True)
class MapLayout:
    """A laid-out map: its size and the places of cards, shapes and edges, in whole CSS pixels.

    Cards and shapes are keyed as in `forest` and ordered as the outline reads them; nothing overlaps, no
    edge crosses another one of a different source, and none runs through a card.
    """

    view: MapView
    width: int
    height: int
    forest: Forest
    faces: Faces
    cards: dict[str, Rect]
    shapes: dict[str, Shape]
    edges: tuple[Edge, ...]


def lay_out(graph: ArgumentGraph, forest: Forest, view: MapView = MapView.COLUMNS) -> MapLayout:
    """Return the layout of a forest of this graph, the lead's tree first, further trees to the right of it.

    An empty forest has size 0 by 0. Linear in the number of cards apart from wrapping text.
    """
    faces = measure_cards(graph, forest)
    drawing = Placement()
    x, height = MARGIN, 0
    for root in forest.roots:
        plan = _plan(forest, faces, root, view)
        plan.place(Point(x, MARGIN), drawing)
        x += plan.width + TREE_GAP
        height = max(height, plan.height)
    return MapLayout(
        view=view,
        width=x - TREE_GAP + MARGIN if forest.roots else 0,
        height=height + 2 * MARGIN if forest.roots else 0,
        forest=forest,
        faces=faces,
        cards={key: drawing.cards[key] for key in forest.cards},
        shapes=drawing.shapes,
        edges=tuple(drawing.edges),
    )


def _plan(forest: Forest, faces: Faces, root: str, view: MapView) -> Plan:
    """How one tree is to be drawn; columns that come out very narrow begin further down."""
    stacks = Stacks(forest, faces, root)
    if view is MapView.TOP_DOWN:
        return Across(forest, faces, root, stacks, depth=None)
    plan: Plan = Columns(forest, faces, root, stacks)
    for depth in range(2, DEEPEST_SPREAD + 1):
        if plan.width >= NARROWEST * plan.height:
            break
        plan = Across(forest, faces, root, stacks, depth)
    return plan
