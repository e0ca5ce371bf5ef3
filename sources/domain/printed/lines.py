"""What a printed page is made of: pieces of text with their places."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sources.domain.characters import clean_characters, is_wide

# Two pieces of one size stand in one line when their feet differ by less than this share of the size.
_SAME_FOOT = 0.4
# Smaller print than this share of its neighbour's size is a raised or lowered mark.
_MARK_SIZE = 0.8
# A gap below this share of the size parts letters, not words.
_WORD_GAP = 0.12


@dataclass(frozen=True)
class Line:
    """A piece of a printed line, or a whole one: its text and its box, in points with the origin at the lower left.

    `size` is the height of its letters' font, `hyphen` says that the line ends with one that may only part a word.
    `number` counts the lines of the document from 1. `parts` are the pieces that a whole line was joined of, none where
    it is one piece.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    hyphen: bool = False
    number: int = 0
    parts: tuple["Line", ...] = field(default=(), repr=False, compare=False)

    @property
    def width(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Height of its middle over the page's foot."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True)
class PrintedPage:
    """A page as it was read: its place from 0, the label that the document states ("" for none) and its pieces."""

    position: int
    label: str
    pieces: tuple[Line, ...]


def rows(pieces: Iterable[Line]) -> list[Line]:
    """Return whole lines from top to bottom: pieces that stand beside one another are joined from left to right."""
    groups: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda one: (-one.middle, one.left)):
        group = next((group for group in reversed(groups[-4:]) if _beside(group, piece)), None)
        if group is None:
            groups.append([piece])
        else:
            group.append(piece)
    return sorted((_joined(sorted(group, key=lambda one: one.left)) for group in groups), key=lambda row: -row.middle)


def body_size(lines: Iterable[Line]) -> float:
    """Return the size in which most letters are printed, in half points; 0 without any."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[half_points(line.size)] += len(line.text)
    return max(letters, key=lambda size: (letters[size], size), default=0.0)


def half_points(size: float) -> float:
    """Return the size rounded to half a point: programs scale fonts by odd factors."""
    return round(size * 2) / 2


def _beside(group: Sequence[Line], piece: Line) -> bool:
    if any(piece.left < one.right - one.size / 2 and one.left < piece.right - piece.size / 2 for one in group):
        return False
    largest = max(group, key=lambda one: one.size)
    small, big = sorted((largest, piece), key=lambda one: one.size)
    if small.size >= _MARK_SIZE * big.size:
        return abs(small.bottom - big.bottom) < _SAME_FOOT * small.size
    return big.bottom <= small.middle <= big.top


def _joined(group: Sequence[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    text = group[0].text
    for before, piece in pairwise(group):
        close = piece.left - before.right < _WORD_GAP * max(before.size, piece.size)
        glued = close or (is_wide(before.text[-1]) and is_wide(piece.text[0]))
        text += piece.text if glued else f" {piece.text}"
    longest = max(group, key=lambda one: len(one.text))
    return replace(
        longest,
        text=clean_characters(text),
        left=group[0].left,
        right=max(one.right for one in group),
        bottom=min(one.bottom for one in group),
        top=max(one.top for one in group),
        bold=all(one.bold for one in group),
        hyphen=group[-1].hyphen,
        number=min(one.number for one in group),
        parts=tuple(group),
    )
