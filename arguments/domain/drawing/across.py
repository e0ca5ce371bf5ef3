"""Levels side by side: premises next to each other in one box, and what bears on each below it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from arguments.domain.drawing.cards import CARD_WIDTH, Faces
from arguments.domain.drawing.forest import Forest, Group
from arguments.domain.drawing.geometry import Point, Rect
from arguments.domain.drawing.placement import HEADER_HEIGHT, Edge, Frame, Placement, Shape
from arguments.domain.drawing.stacking import (
    CARD_INSET,
    CARD_MARGIN,
    GROUP_WIDTH,
    SPINE,
    SPINE_REACH,
    STACK_GAP,
    Stacks,
)
from arguments.domain.drawing.tidy_tree import Box, tidy_positions

SIBLING_GAP = 28
LEAF_MARGIN = 24  # kept free below a box that has nothing under it
LINE_TOP = 20  # from a box down to the first level line below it
LINE_STEP = 9  # between level lines of one box that must not touch
LINE_BOTTOM = 22  # from the last level line down to the boxes below
UNDERCUT_REACH = 14  # from a box's right side to the line that comes down from its header
CLEARANCE = 12  # between a level line's end and the next line down
EMPTY_WIDTH = 120  # of an argument that has lost all its premises


class _Source(NamedTuple):
    """A place in a box from which lines go down: a card, or the header (for undercuts)."""

    key: str
    anchor: int
    children: tuple[str, ...]


class Across:
    """One tree with some of its arguments spread out and the others stacked.

    Its boxes are the root card, the groups in `rows` (None: all) with their premises side by side, and as
    leaves bundles: what else bears on one card, in stacks below one another up to the height of the highest.
    A row's parent must be the root or a row. Linear in the cards for trees of bounded depth.
    """

    def __init__(self, forest: Forest, faces: Faces, root: str, stacks: Stacks, rows: Collection[str] | None) -> None:
        self.forest = forest
        self.faces = faces
        self.root = root
        self.stacks = stacks
        self.rows = forest.groups.keys() if rows is None else rows
        self.leaves = [
            child
            for key in (root, *(() if rows is None else rows))
            for child in self._children(key)
            if child not in self.rows
        ]
        self.limit = max(map(stacks.height, self.leaves), default=0)
        self.sources: dict[str, list[_Source]] = {}
        self.bundles: dict[str, tuple[str, ...]] = {}
        self.boxes: dict[str, Box] = {}
        self.row_heights: dict[str, int] = {}
        self._measure()
        self.positions = tidy_positions(self.boxes, root, SIBLING_GAP)
        self.width = max(map(self._right, self.boxes))
        self.height = max(box.bottom - (0 if box.children else LEAF_MARGIN) for box in self.boxes.values())

    def place(self, corner: Point, placement: Placement) -> None:
        """Add the tree, the root's upper side at the corner's y."""
        for key, x in self.positions.items():
            at = Point(corner.x + x, corner.y + self.boxes[key].top)
            if key in self.bundles:
                self._place_bundle(self.bundles[key], at, placement)
            elif key == self.root:
                face = self.faces[key]
                placement.cards[key] = Rect(at.x, at.y, face.width, face.height)
            else:
                self._place_row(self.forest.groups[key], at, placement)
            self._connect(key, corner, placement)

    def _right(self, key: str) -> int:
        """Return the rightmost x of a box or of the lines that start from it."""
        box = self.boxes[key]
        return self.positions[key] + max(box.width, *box.anchors, 0)

    def _measure(self) -> None:
        """Size and upright extent of every box, from the root downwards."""
        waiting = [(self.root, 0)]
        while waiting:
            key, top = waiting.pop()
            width, height = self._size(key)
            sources = self.sources[key] = self._sources(key, width)
            bottom = top + height
            reach = bottom + LINE_TOP + LINE_STEP * (len(sources) - 1) + LINE_BOTTOM
            children = tuple(child for source in sources for child in source.children)
            anchors = tuple(source.anchor for source in sources for _ in source.children)
            self.boxes[key] = Box(
                width=width,
                top=top,
                bottom=bottom if children else bottom + LEAF_MARGIN,
                entry=_bundle_entry(self.bundles[key]) if key in self.bundles else width // 2,
                reach=reach,
                children=children,
                anchors=anchors,
            )
            waiting.extend((child, reach) for child in children)

    def _size(self, key: str) -> tuple[int, int]:
        if key in self.bundles:
            keys = self.bundles[key]
            return _bundle_reach(keys) + max(map(self.stacks.width, keys)), self._height(keys)
        if key == self.root:
            return self.faces[key].root_width, self.faces[key].root_height
        cards = self.forest.groups[key].card_keys
        if not cards:
            return EMPTY_WIDTH, HEADER_HEIGHT
        faces = [self.faces[card] for card in cards]
        self.row_heights[key] = height = max([face.height for face in faces])
        piles = max([face.pile.height for face in faces])
        width = CARD_INSET + len(cards) * (CARD_WIDTH + CARD_INSET)
        return width, HEADER_HEIGHT + height + piles + 2 * CARD_MARGIN

    def _sources(self, key: str, width: int) -> list[_Source]:
        if key in self.bundles:
            return []
        if key == self.root:
            keys = self.forest.cards[key].group_keys
            return [_Source(key, self.faces[key].width // 2, self._bundled(keys))] if keys else []
        group = self.forest.groups[key]
        sources = [
            _Source(card, _card_x(index) + self._start(card), self._bundled(self.forest.cards[card].group_keys))
            for index, card in enumerate(group.card_keys)
            if self.forest.cards[card].group_keys
        ]
        if group.undercut_keys:
            undercuts = self._bundled(group.undercut_keys)
            sources.append(_Source(key, width + UNDERCUT_REACH, undercuts))
        return sources

    def _start(self, card: str) -> int:
        """How far from a card's side the lines below it start: in its middle, or beside its quotations."""
        return SPINE - CARD_INSET if self.faces[card].pile.quotes else CARD_WIDTH // 2

    def _children(self, key: str) -> Sequence[str]:
        if key == self.root:
            return self.forest.cards[key].group_keys
        return self.forest.children(self.forest.groups[key])

    def _bundled(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return the boxes for what hangs on a source: rows, and between them bundles of stacks."""
        boxes: list[str] = []
        for key in keys:
            if key in self.rows:
                boxes.append(key)
            elif boxes and boxes[-1] in self.bundles and self._height((*self.bundles[boxes[-1]], key)) <= self.limit:
                self.bundles[boxes[-1]] += (key,)
            else:
                boxes.append(f"bundle {key}")
                self.bundles[boxes[-1]] = (key,)
        return tuple(boxes)

    def _height(self, bundle: Sequence[str]) -> int:
        return sum(map(self.stacks.height, bundle)) + STACK_GAP * (len(bundle) - 1)

    def _place_bundle(self, keys: Sequence[str], at: Point, placement: Placement) -> None:
        y = at.y
        for key in keys:
            self.stacks.place(key, Point(at.x + _bundle_reach(keys), y), placement)
            y += self.stacks.height(key) + STACK_GAP

    def _place_row(self, group: Group, at: Point, placement: Placement) -> None:
        box = self.boxes[group.key]
        bottom = at.y + box.bottom - box.top - (0 if box.children else LEAF_MARGIN)
        placement.shapes[group.key] = Shape(at.x, box.width, (Frame(at.y, bottom),))
        y, height = at.y + HEADER_HEIGHT + CARD_MARGIN, self.row_heights.get(group.key, 0)
        for index, key in enumerate(group.card_keys):
            placement.cards[key] = Rect(at.x + _card_x(index), y, CARD_WIDTH, height)

    def _connect(self, key: str, corner: Point, placement: Placement) -> None:
        """Lines from a box down to the boxes below, on as many levels as keep them apart."""
        box, sources = self.boxes[key], self.sources[key]
        left, top = corner.x + self.positions[key], corner.y
        entries = {child: corner.x + self.positions[child] + self.boxes[child].entry for child in box.children}
        way: tuple[Point, ...]
        starts = [left + source.anchor for source in sources]
        spans = [[entries[child] for child in source.children] for source in sources]
        levels = _levels(starts, spans) if len(sources) > 1 else [0] * len(sources)
        for source, start, level in zip(sources, starts, levels, strict=True):
            y = top + box.bottom + LINE_TOP + LINE_STEP * level
            if source.key == key and key != self.root:
                middle = top + box.top + HEADER_HEIGHT // 2
                way = (Point(left + box.width, middle), Point(start, middle))
            else:
                way = (Point(start, placement.cards[source.key].bottom),)
            for child in source.children:
                turn = (*way, Point(start, y), Point(entries[child], y))
                for key_below, rest in self._ends(child, Point(entries[child], top + box.reach)):
                    relation = self.forest.groups[key_below].relation
                    placement.edges.append(Edge(source.key, key_below, relation, (*turn, *rest)))

    def _ends(self, child: str, end: Point) -> Iterator[tuple[str, tuple[Point, ...]]]:
        """Yield each group of a child box with the last points of its line, which arrives at `end`."""
        keys = self.bundles.get(child)
        if keys is None:
            yield child, (end,)
            return
        y = end.y
        reach = _bundle_reach(keys)
        for key in keys:
            middle = y + HEADER_HEIGHT // 2
            yield key, (Point(end.x, middle), Point(end.x + reach, middle)) if reach else (end,)
            y += self.stacks.height(key) + STACK_GAP


def _bundle_reach(keys: Sequence[str]) -> int:
    """Room for a line beside several stacks; a single one is reached from above."""
    return SPINE_REACH if len(keys) > 1 else 0


def _bundle_entry(keys: Sequence[str]) -> int:
    return 0 if len(keys) > 1 else GROUP_WIDTH // 2


def _card_x(index: int) -> int:
    return CARD_INSET + index * (CARD_WIDTH + CARD_INSET)


def _levels(starts: Sequence[int], spans: Sequence[Sequence[int]]) -> list[int]:
    """For each source the level of its line, 0 on top, so that no two lines cross.

    A line that runs right below a later source must pass under that source's own line, and likewise to the
    left below an earlier one. Sources and spans go from left to right in the same order, which is why these
    demands never form a ring.
    """
    count = len(starts)
    levels = [0] * count
    for index in range(count - 1, -1, -1):
        beyond = [other for other in range(index + 1, count) if max(spans[index]) + CLEARANCE >= starts[other]]
        if beyond:
            levels[index] = max(levels[other] for other in beyond) + 1
    for index in range(count):
        beyond = [other for other in range(index) if min(spans[index]) - CLEARANCE <= starts[other]]
        if beyond:
            levels[index] = max(levels[index], max(levels[other] for other in beyond) + 1)
    return levels
