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
_GUTTER_STEPS = 60
# Lines of columns hold some words; cells of tables are shorter.
COLUMN_TEXT_MIN = 15
COLUMN_WIDTH_MIN = 0.15
_DEPTH_MAX = 2
# More room than this share of the usual distance between lines parts a heading from columns.
_ROOM = 1.3


def columns(pieces: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Return the page's lines in reading order, a list for each column or band; none is empty, none is lost."""
    if not pieces:
        return []
    gutter = _gutter(pieces) if depth < _DEPTH_MAX else None
    if gutter is None:
        return _with_columns_in_part(pieces, depth) or [rows(pieces)]
    found: list[list[Line]] = []
    for wide, band in _bands(pieces, gutter):
        found += [rows(band)] if wide else _halves(band, gutter, depth)
    return found


def _halves(band: Sequence[Line], gutter: float, depth: int) -> list[list[Line]]:
    """Return the columns of a band, the left one first."""
    left = [piece for piece in band if (piece.left + piece.right) / 2 <= gutter]
    right = [piece for piece in band if (piece.left + piece.right) / 2 > gutter]
    return columns(left, depth + 1) + columns(right, depth + 1)


def _trimmed(band: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line], list[Line]]:
    """Return what stands over the columns, the columns, and what stands under them.

    A short heading crosses no gutter. It is apart from the columns if more room than between their lines parts it from
    the first, or the last, height at which both have text.
    """
    ordered = sorted(band, key=lambda one: (-one.middle, one.left))
    both = [
        index
        for index, piece in enumerate(ordered)
        if any(
            (other.left > gutter) is not (piece.left > gutter) and abs(other.middle - piece.middle) < piece.size / 2
            for other in ordered[max(0, index - 2) : index + 3]
        )
    ]
    if not both:
        return [], ordered, []
    distances = [one.middle - other.middle for one, other in pairwise(ordered) if one.middle - other.middle > 1]
    room = _ROOM * median(distances) if distances else 0.0
    gaps = [index for index, (one, other) in enumerate(pairwise(ordered), start=1) if one.middle - other.middle > room]
    first = max((gap for gap in gaps if gap <= both[0]), default=0)
    last = min((gap for gap in gaps if gap > both[-1]), default=len(ordered))
    return ordered[:first], ordered[first:last], ordered[last:]


def _with_columns_in_part(pieces: Sequence[Line], depth: int) -> list[list[Line]]:
    """Return the lines of a page that has columns in one part of its height only, nothing if it has none."""
    if depth >= _DEPTH_MAX or len(pieces) < 2 * COLUMN_LINES_MIN:
        return []
    ordered = sorted(pieces, key=lambda one: (-one.top, one.left))
    left, right = min(piece.left for piece in ordered), max(piece.right for piece in ordered)
    runs = [(place, _longest_run(ordered, place)) for place in _places(left, right)]
    length = max(last - first for _, (first, last) in runs)
    best = [(place, run) for place, run in runs if run[1] - run[0] == length]
    place, (first, last) = best[len(best) // 2]
    band = ordered[first:last]
    if len(band) < 2 * COLUMN_LINES_MIN or not _are_columns(band, place, right - left):
        return []
    above, inside, under = _trimmed(band, place)
    before, after = [*ordered[:first], *above], [*under, *ordered[last:]]
    return columns(before, depth) + _halves(inside, place, depth) + columns(after, depth)


def _longest_run(ordered: Sequence[Line], place: float) -> tuple[int, int]:
    """Return where the longest run of pieces that do not cross the place begins and ends."""
    best = first = 0
    longest = (0, 0)
    for index, piece in enumerate(ordered):
        if _crosses(piece, place):
            first = index + 1
        elif index + 1 - first > best:
            best, longest = index + 1 - first, (first, index + 1)
    return longest


def _places(left: float, right: float) -> list[float]:
    """Return the places in the middle of the text where a gutter is looked for."""
    return [
        left + (right - left) * (_GUTTER_FROM + (_GUTTER_TO - _GUTTER_FROM) * step / _GUTTER_STEPS)
        for step in range(_GUTTER_STEPS + 1)
    ]


def _bands(pieces: Sequence[Line], gutter: float) -> list[tuple[bool, list[Line]]]:
    """Return the pieces from top to bottom in bands: over the whole width (True) or in two columns (False)."""
    bands: list[tuple[bool, list[Line]]] = []
    for piece in sorted(pieces, key=lambda one: (-one.top, one.left)):
        wide = _crosses(piece, gutter)
        if not bands or bands[-1][0] is not wide:
            bands.append((wide, []))
        bands[-1][1].append(piece)
    parted: list[tuple[bool, list[Line]]] = []
    for wide, band in bands:
        above, inside, under = ([], band, []) if wide else _trimmed(band, gutter)
        for is_wide, part in ((True, above), (wide, inside), (True, under)):
            if part and parted and is_wide and parted[-1][0]:
                parted[-1][1].extend(part)
            elif part:
                parted.append((is_wide, list(part)))
    return parted


def _gutter(pieces: Sequence[Line]) -> float | None:
    """Return the place of the white strip between two columns, None if there are no columns."""
    if len(pieces) < 2 * COLUMN_LINES_MIN:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    places = _places(left, right)
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
