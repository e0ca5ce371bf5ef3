"""Arguments below one another: each under the premise that it bears on, indented by one step.

An argument is drawn as one tinted shape: a header bar, then its premises' cards. Where something bears on
a premise that is not the last one, the shape opens a notch for it, so that it hangs directly below its
premise and no line has to say which one is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from arguments.domain.drawing.cards import CARD_WIDTH, Faces
from arguments.domain.drawing.forest import Forest, Group
from arguments.domain.drawing.geometry import Point, Rect
from arguments.domain.drawing.placement import BAND, HEADER_HEIGHT, Edge, Frame, Placement, Shape

CARD_INSET = 10  # from the shape's side to its cards
CARD_MARGIN = 7  # above and below a card inside the shape
SPINE = 22  # from the shape's side to the line on which the next step hangs
INDENT = 36  # from the shape's side to the side of what bears on its premises
CHILD_GAP = 12
SIBLING_GAP = 14
STACK_GAP = 18  # between stacks below one another
SPINE_REACH = 18  # from the line beside several stacks to these stacks
GROUP_WIDTH = CARD_WIDTH + 2 * CARD_INSET


class _Arrangement(NamedTuple):
    """One group and what belongs to it, measured from its upper left corner.

    `frames` are tops and bottoms; `cards` are (key, y, width, height); `children` are (group key, y, key of
    the card or group that it hangs on).
    """

    width: int
    height: int
    frames: list[tuple[int, int]]
    cards: list[tuple[str, int, int, int]]
    children: list[tuple[str, int, str]]


class Stacks:
    """The arrangements of all groups below a card (None: of none at all), in O(cards)."""

    def __init__(self, forest: Forest, faces: Faces, root: str | None) -> None:
        self.forest = forest
        self.faces = faces
        self._arrangements: dict[str, _Arrangement] = {}
        for group in reversed(list(forest.groups_below(root)) if root else []):
            self._arrangements[group.key] = self._arrange(group)

    def width(self, group_key: str) -> int:
        """How wide a group is with all that hangs below it."""
        return self._arrangements[group_key].width

    def height(self, group_key: str) -> int:
        """How high a group is with all that hangs below it."""
        return self._arrangements[group_key].height

    def place(self, group_key: str, corner: Point, placement: Placement) -> None:
        """Add a group and all below it to a placement, its upper left corner at `corner`."""
        waiting = [(group_key, corner.x, corner.y)]
        while waiting:
            key, x, y = waiting.pop()
            arrangement = self._arrangements[key]
            frames = tuple(Frame(y + top, y + bottom) for top, bottom in arrangement.frames)
            placement.shapes[key] = Shape(x, GROUP_WIDTH, frames)
            for card_key, card_y, width, height in arrangement.cards:
                placement.cards[card_key] = Rect(x + CARD_INSET, y + card_y, width, height)
            for child_key, child_y, source_key in arrangement.children:
                if source_key == key:
                    start = Point(x + BAND // 2, y + HEADER_HEIGHT)
                else:
                    start = Point(x + SPINE, placement.cards[source_key].bottom)
                middle = y + child_y + HEADER_HEIGHT // 2
                points = (start, Point(start.x, middle), Point(x + INDENT, middle))
                relation = self.forest.groups[child_key].relation
                placement.edges.append(Edge(source_key, child_key, relation, points))
                waiting.append((child_key, x + INDENT, y + child_y))

    def _arrange(self, group: Group) -> _Arrangement:
        cards: list[tuple[str, int, int, int]] = []
        children: list[tuple[str, int, str]] = []
        frames = [(0, HEADER_HEIGHT)]
        y = HEADER_HEIGHT
        for card_key in group.card_keys:
            top = frames.pop()[0] if frames[-1][1] == y else y
            face = self.faces[card_key]
            cards.append((card_key, y + CARD_MARGIN, face.width, face.height))
            y += face.height + face.pile.height + 2 * CARD_MARGIN
            frames.append((top, y))
            y = self._hang(self.forest.cards[card_key].group_keys, card_key, y, children)
        y = self._hang(group.undercut_keys, group.key, y, children)
        height = y if y == frames[-1][1] else y - SIBLING_GAP
        width = max([GROUP_WIDTH, *(INDENT + self.width(key) for key, _, _ in children)])
        return _Arrangement(width, height, frames, cards, children)

    def _hang(self, keys: Iterable[str], source: str, y: int, children: list[tuple[str, int, str]]) -> int:
        """Stack groups from y downwards; the y below them, or the same y where there are none."""
        for position, key in enumerate(keys):
            y += CHILD_GAP if position == 0 else 0
            children.append((key, y, source))
            y += self.height(key) + SIBLING_GAP
        return y
