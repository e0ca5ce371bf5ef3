"""The lead on top, its reasons in columns below it, everything else stacked in its column."""

from __future__ import annotations

from collections.abc import Sequence

from arguments.domain.drawing.cards import Faces
from arguments.domain.drawing.forest import Forest
from arguments.domain.drawing.geometry import Point, Rect
from arguments.domain.drawing.placement import HEADER_HEIGHT, Edge, Placement
from arguments.domain.drawing.stacking import GROUP_WIDTH, SPINE_REACH, STACK_GAP, Stacks

PLEASANT_ASPECT = 1.6  # width to height: about that of a screen and of a page on its side
BUS_GAP = 26  # from the lead down to the line that runs along the columns, and from it to the columns
COLUMN_GAP = 30


class Columns:
    """One tree in columns.

    The reasons fill as many columns as bring the whole nearest to a pleasant aspect, in their order: down
    the first column, then down the second. O(cards + reasons x columns).
    """

    def __init__(self, forest: Forest, faces: Faces, root: str, stacks: Stacks) -> None:
        self.forest = forest
        self.stacks = stacks
        self.root = root
        self.face = faces[root]
        self.columns = self._best_columns(forest.cards[root].group_keys)
        below = 2 * BUS_GAP + self._height(self.columns) if self.columns else 0
        half = self._width(self.columns) // 2
        self.centre = max(self.face.width // 2, half)
        self.width = self.centre + max(self.face.root_width - self.face.width // 2, self._width(self.columns) - half)
        self.height = self.face.root_height + below

    def place(self, corner: Point, placement: Placement) -> None:
        """Add the lead and its columns, the lead in the middle above them."""
        face = self.face
        centre = corner.x + self.centre
        placement.cards[self.root] = Rect(centre - face.width // 2, corner.y, face.width, face.height)
        x = centre - self._width(self.columns) // 2
        bus = corner.y + face.root_height + BUS_GAP
        reach = _reach(self.columns)
        way: tuple[Point, ...]
        for column in self.columns:
            y = bus + BUS_GAP
            for key in column:
                self.stacks.place(key, Point(x + reach, y), placement)
                if reach:
                    middle = y + HEADER_HEIGHT // 2
                    way = (Point(x, bus), Point(x, middle), Point(x + reach, middle))
                else:
                    way = (Point(x + GROUP_WIDTH // 2, bus), Point(x + GROUP_WIDTH // 2, y))
                points = (Point(centre, corner.y + face.height), Point(centre, bus), *way)
                placement.edges.append(Edge(self.root, key, self.forest.groups[key].relation, points))
                y += self.stacks.height(key) + STACK_GAP
            x += reach + max(map(self.stacks.width, column)) + COLUMN_GAP

    def _best_columns(self, keys: Sequence[str]) -> list[list[str]]:
        """Return the split of the reasons whose drawing comes nearest to the pleasant aspect."""
        best: list[list[str]] = []
        best_distance = float("inf")
        for count in range(1, len(keys) + 1):
            columns = self._split(keys, count)
            aspect = self._width(columns) / (self.face.root_height + 2 * BUS_GAP + self._height(columns))
            distance = max(aspect, PLEASANT_ASPECT) / min(aspect, PLEASANT_ASPECT)
            if distance < best_distance:
                best, best_distance = columns, distance
            if aspect > PLEASANT_ASPECT:
                break
        return best

    def _split(self, keys: Sequence[str], count: int) -> list[list[str]]:
        """Split the reasons into at most `count` runs whose highest is as low as can be, by bisection."""
        low, high = max(map(self.stacks.height, keys)), self._column_height(keys)
        while low < high:
            middle = (low + high) // 2
            if len(self._fill(keys, middle)) <= count:
                high = middle
            else:
                low = middle + 1
        return self._fill(keys, low, count)

    def _fill(self, keys: Sequence[str], limit: int, count: int = 0) -> list[list[str]]:
        """Fill columns in order, each up to a height of `limit`, and use `count` of them if there are enough."""
        columns: list[list[str]] = []
        height = limit
        for position, key in enumerate(keys):
            added = STACK_GAP + self.stacks.height(key)
            if height + added > limit or len(keys) - position <= count - len(columns):
                columns.append([])
                height = -STACK_GAP
            columns[-1].append(key)
            height += added
        return columns

    def _column_height(self, column: Sequence[str]) -> int:
        return sum(map(self.stacks.height, column)) + STACK_GAP * (len(column) - 1)

    def _height(self, columns: Sequence[Sequence[str]]) -> int:
        return max(map(self._column_height, columns), default=0)

    def _width(self, columns: Sequence[Sequence[str]]) -> int:
        widths = [_reach(columns) + max(map(self.stacks.width, column)) for column in columns]
        return sum(widths) + COLUMN_GAP * (len(widths) - 1) if widths else 0


def _reach(columns: Sequence[Sequence[str]]) -> int:
    """Room for a line beside the columns, wanted as soon as one of them holds several reasons."""
    return SPINE_REACH if any(len(column) > 1 for column in columns) else 0
