"""Where everything in an argument map stands: one result for page, SVG and print.

Two views. *Columns* lays the reasons of the lead side by side and stacks everything below them, indented,
so that a map of forty cards reads on one screen. *Top-down* is the classic tree: every level side by side.
Both keep the order in which the arguments were given and are deterministic; see docs/algorithms/layout.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from arguments.domain.collecting import uncollected
from arguments.domain.drawing.across import Across
from arguments.domain.drawing.cards import Faces, measure_cards
from arguments.domain.drawing.columns import PLEASANT_ASPECT, Columns
from arguments.domain.drawing.forest import Forest
from arguments.domain.drawing.geometry import Point, Rect
from arguments.domain.drawing.placement import Edge, Placement, Plan, Shape
from arguments.domain.drawing.quotes import quote_places
from arguments.domain.drawing.stacking import Stacks
from arguments.domain.graph import ArgumentGraph

MARGIN = 24
TREE_GAP = 72
NARROWEST = 1.0  # width to height: drawings narrower than that have their highest stacks spread out
MOST_ROWS = 8


class MapView(StrEnum):
    """How a map is laid out."""

    COLUMNS = "columns"
    TOP_DOWN = "top-down"


@dataclass(frozen=True)
class MapLayout:
    """A laid-out map: its size and the places of cards, shapes and edges, in whole CSS pixels.

    Cards and shapes are keyed as in `forest` and ordered as the outline reads them; nothing overlaps, no
    edge crosses another one of a different source, and none runs through a card or a quotation. `quotes` has
    for each card with evidence the places of its quotations, and last that of the row that counts the others.
    """

    view: MapView
    width: int
    height: int
    forest: Forest
    faces: Faces
    cards: dict[str, Rect]
    shapes: dict[str, Shape]
    edges: tuple[Edge, ...]
    quotes: dict[str, tuple[Rect, ...]]


def lay_out(graph: ArgumentGraph, forest: Forest, view: MapView = MapView.COLUMNS, *, passages: int = 0) -> MapLayout:
    """Return the layout of a forest of this graph, the lead's tree first, further trees to the right of it.

    At most `passages` quotations stand under each claim; 0 leaves all of them out. An empty forest has size
    0 by 0. Linear in the number of cards apart from wrapping text.
    """
    with uncollected():
        return _laid_out(graph, forest, view, passages)


def _laid_out(graph: ArgumentGraph, forest: Forest, view: MapView, passages: int) -> MapLayout:
    faces = measure_cards(graph, forest, passages)
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
        quotes={
            key: quote_places(drawing.cards[key], face.pile, is_root=forest.cards[key].group_key is None)
            for key, face in faces.items()
            if face.pile.quotes
        },
    )


def _plan(forest: Forest, faces: Faces, root: str, view: MapView) -> Plan:
    """Return how one tree is drawn: in columns, with the highest stacks spread out while that helps."""
    if view is MapView.TOP_DOWN:
        return Across(forest, faces, root, Stacks(forest, faces, None), rows=None)
    stacks = Stacks(forest, faces, root)
    plan: Plan = Columns(forest, faces, root, stacks)
    rows: list[str] = []
    leaves = [key for key in forest.cards[root].group_keys if _can_spread(forest, key)]
    while leaves and len(rows) < MOST_ROWS and plan.width < NARROWEST * plan.height:
        highest = max(leaves, key=stacks.height)
        spread = Across(forest, faces, root, stacks, [*rows, highest])
        leaves.remove(highest)
        if _awkwardness(spread) < _awkwardness(plan):
            plan = spread
            rows.append(highest)
            below = forest.children(forest.groups[highest])
            leaves.extend(key for key in below if _can_spread(forest, key))
    return plan


def _can_spread(forest: Forest, group_key: str) -> bool:
    """Whether an argument has anything to put side by side: several premises, or several below it."""
    group = forest.groups[group_key]
    return len(group.card_keys) > 1 or bool(forest.children(group))


def _awkwardness(plan: Plan) -> float:
    """Return how far a drawing is from the pleasant aspect, as a factor of 1 or more."""
    aspect = plan.width / plan.height
    return max(aspect, PLEASANT_ASPECT) / min(aspect, PLEASANT_ASPECT)
