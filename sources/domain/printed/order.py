"""The order in which a page's columns are read.

A recursive cut of the page at its white gutters (the X-Y cut of Nagy, Seth and Viswanathan, "A Prototype Document Image
Analysis System for Technical Journals", 1992), with one change: what crosses a gutter parts the page into bands.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from sources.domain.printed.lines import Line, rows

# Fewer lines on one side are a table, a signature, a picture's label.
COLUMN_LINES_MIN = 4
# What crosses the gutter of a page in two columns: a title, an abstract, a wide table.
CROSSING_SHARE_MAX = 0.25
# The gutter lies in the middle half of the text; three columns are two, one of them cut again.
_GUTTER_FROM, _GUTTER_TO = 0.22, 0.78
_GUTTER_STEPS = 120
# Lines of columns hold some words; cells of tables are shorter.
COLUMN_TEXT_MIN = 15
COLUMN_WIDTH_MIN = 0.15
_DEPTH_MAX = 2


def columns(pieces: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Return the page's lines in reading order, a list for each column or band; none is empty, none is lost."""
    gutter = _gutter(pieces) if depth < _DEPTH_MAX else None
    if gutter is None:
        return [rows(pieces)] if pieces else []
    found: list[list[Line]] = []
    for wide, band in _bands(pieces, gutter):
        if wide:
            found.append(rows(band))
            continue
        left = [piece for piece in band if (piece.left + piece.right) / 2 <= gutter]
        right = [piece for piece in band if (piece.left + piece.right) / 2 > gutter]
        found += columns(left, depth + 1) + columns(right, depth + 1)
    return found


def _bands(pieces: Sequence[Line], gutter: float) -> list[tuple[bool, list[Line]]]:
    """Return the pieces from top to bottom in runs that cross the gutter (True) or keep to its sides (False)."""
    bands: list[tuple[bool, list[Line]]] = []
    for piece in sorted(pieces, key=lambda one: (-one.top, one.left)):
        wide = _crosses(piece, gutter)
        if not bands or bands[-1][0] is not wide:
            bands.append((wide, []))
        bands[-1][1].append(piece)
    return bands


def _gutter(pieces: Sequence[Line]) -> float | None:
    """Return the place of the white strip between two columns, None if there are no columns."""
    if len(pieces) < 2 * COLUMN_LINES_MIN:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    places = [
        left + (right - left) * (_GUTTER_FROM + (_GUTTER_TO - _GUTTER_FROM) * step / _GUTTER_STEPS)
        for step in range(_GUTTER_STEPS + 1)
    ]
    crossing = [sum(_crosses(piece, place) for piece in pieces) for place in places]
    fewest = min(crossing)
    if fewest > CROSSING_SHARE_MAX * len(pieces):
        return None
    # The middle of the widest strip that as few pieces cross.
    first, last = max(_runs(crossing, fewest), key=lambda run: run[1] - run[0])
    place = (places[first] + places[last]) / 2
    return place if _are_columns(pieces, place, right - left) else None


def _runs(values: Sequence[int], wanted: int) -> list[tuple[int, int]]:
    """Return the first and last index of each run of that value."""
    inside = [False, *(value == wanted for value in values), False]
    starts = [index for index, (before, now) in enumerate(pairwise(inside)) if now and not before]
    ends = [index - 1 for index, (before, now) in enumerate(pairwise(inside)) if before and not now]
    return list(zip(starts, ends, strict=True))


def _are_columns(pieces: Sequence[Line], gutter: float, width: float) -> bool:
    left = [piece for piece in pieces if piece.right <= gutter]
    right = [piece for piece in pieces if piece.left >= gutter]
    for side in (left, right):
        if len(side) < COLUMN_LINES_MIN or median(len(piece.text) for piece in side) < COLUMN_TEXT_MIN:
            return False
        if median(piece.width for piece in side) < COLUMN_WIDTH_MIN * width:
            return False
    high = min(max(piece.top for piece in side) for side in (left, right))
    low = max(min(piece.bottom for piece in side) for side in (left, right))
    shorter = min(max(piece.top for piece in side) - min(piece.bottom for piece in side) for side in (left, right))
    return high - low >= shorter / 2


def _crosses(piece: Line, place: float) -> bool:
    """Say whether the piece stands on both sides of the place, by more than a letter."""
    return piece.left < place - piece.size / 4 and piece.right > place + piece.size / 4
