"""A drawing as PDF, from the marks of its SVG: sharp at any size, its words can be searched, its cards are links."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from arguments.domain.drawing.geometry import Rect
from arguments.domain.drawing.marks import Bounds, Form, Ink, Label, Mark, read_marks
from arguments.domain.drawing.tiling import Tile, tile
from arguments.errors import TooManySheetsError
from common.documents.blocks import printable
from common.documents.fonts import Fonts, drawing_fonts_for

POINTS = 0.75
"""Points in a CSS pixel: text of 14 pixels is 10.5 points high."""
SMALLEST = 0.4
"""Points a pixel to which a map may be shrunk to fit on one sheet: its text is 5.6 points high, as in a dictionary."""
TILED = 0.6
"""Points a pixel on several sheets: text of 8.4 points."""
LONGEST = 14_400.0
"""Points; what PDF readers can show of a page's side (ISO 32000-1, annex C)."""
MOST_SHEETS = 120
MARGIN, HEAD, FOOT = 12 * mm, 10 * mm, 7 * mm
DEEPEST_BOOKMARK = 8
INK, FAINT = "#1c2127", "#59626c"


class Paper(StrEnum):
    """What the map is printed on."""

    MAP = "map"
    A4 = "a4"
    A3 = "a3"


SHEETS = {Paper.A4: A4, Paper.A3: A3}


@dataclass(frozen=True, slots=True)
class Place:
    """A card of the drawing: what a bookmark calls it, how deep it stands, and the address that it links to or ""."""

    box: Rect
    words: str
    depth: int
    address: str = ""


@dataclass(frozen=True)
class Print:
    """What is printed: a drawing of `width` by `height` CSS pixels as SVG, and the words around it."""

    svg: str
    width: int
    height: int
    title: str
    author: str = ""
    colophon: str = ""
    paper: Paper = Paper.MAP
    places: Sequence[Place] = field(default=())


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page: its size and scale in points, and which part of the drawing stands on it."""

    width: float
    height: float
    scale: float
    tile: Tile

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the drawing is on the page."""
        return MARGIN + (x - self.tile.left) * self.scale, self.height - MARGIN - HEAD - (
            y - self.tile.top
        ) * self.scale

    def holds(self, bounds: Bounds) -> bool:
        part = self.tile
        return bounds[2] >= part.left and bounds[0] <= part.left + part.width and self.is_beside(bounds)

    def is_beside(self, bounds: Bounds) -> bool:
        """Whether something stands in this sheet's row of sheets."""
        return bounds[3] >= self.tile.top and bounds[1] <= self.tile.top + self.tile.height


@dataclass(frozen=True, slots=True)
class _Line:
    """Words around the drawing and their size in points."""

    words: str
    size: float
    bold: bool = False


def print_map(told: Print) -> bytes:
    """Return the map as PDF: one page of its size, or sheets of A4 or A3 with margins, title and page numbers.

    A map goes onto one sheet while its text stays readable, else onto as many as it needs, parted between cards
    where that can be. Raises `TooManySheetsError` above `MOST_SHEETS` and `UnknownMarkError` for an SVG that is not
    ours. Texts are shown as they are.
    """
    marks = [(mark, mark.bounds) for mark in read_marks(told.svg)]
    words = "".join(mark.text for mark, _bounds in marks if isinstance(mark, Label))
    fonts = drawing_fonts_for(words + told.title + told.colophon)
    sheets = _sheets(told)
    if len(sheets) > MOST_SHEETS:
        raise TooManySheetsError(
            f"This map takes {len(sheets)} sheets of {told.paper.upper()}; {MOST_SHEETS} are the most. Fold branches,"
            " or take the page that fits the map.",
            sheets=len(sheets),
        )
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1, lang="en")
    canvas.setTitle(printable(told.title))
    canvas.setAuthor(printable(told.author))
    waiting = list(enumerate(told.places))
    for number, sheet in enumerate(sheets, start=1):
        canvas.setPageSize((sheet.width, sheet.height))
        if sheet.tile.column == 1:
            in_row = [(mark, bounds) for mark, bounds in marks if sheet.is_beside(bounds)]
        _draw_marks(canvas, sheet, in_row, fonts)
        _draw_words(canvas, sheet, told, f"{number} of {len(sheets)}" if len(sheets) > 1 else "", fonts)
        _link(canvas, sheet, told.places)
        waiting = _mark_places(canvas, sheet, waiting)
        canvas.showPage()
    _outline(canvas, told.places)
    canvas.save()
    return file.getvalue()


def count_sheets(told: Print) -> int:
    """Return how many sheets the map takes, whether or not so many are printed; its SVG is not looked at."""
    return len(_sheets(told))


def _sheets(told: Print) -> list[_Sheet]:
    if told.paper is Paper.MAP:
        longest = max(told.width, told.height, 1)
        scale = min(POINTS, (LONGEST - 2 * MARGIN - HEAD - FOOT) / longest)
        width = max(told.width * scale, 80 * mm) + 2 * MARGIN
        height = told.height * scale + 2 * MARGIN + HEAD + FOOT
        return [_Sheet(width, height, scale, Tile(0, 0, told.width, told.height, 1, 1))]
    short, long = SHEETS[told.paper]
    boxes = [place.box for place in told.places]
    turned = [_sheets_of(told, size, boxes) for size in ((long, short), (short, long))]
    return min(turned, key=lambda sheets: (len(sheets), -sheets[0].scale))


def _sheets_of(told: Print, size: tuple[float, float], boxes: Sequence[Rect]) -> list[_Sheet]:
    across, down = size[0] - 2 * MARGIN, size[1] - 2 * MARGIN - HEAD - FOOT
    scale = min(POINTS, across / max(told.width, 1), down / max(told.height, 1))
    if scale < SMALLEST:
        scale = TILED
    tiles = tile(told.width, told.height, (across / scale, down / scale), boxes)
    return [_Sheet(*size, scale, part) for part in tiles]


def _draw_marks(canvas: Any, sheet: _Sheet, marks: Iterable[tuple[Mark, Bounds]], fonts: Fonts) -> None:  # noqa: ANN401
    part, scale = sheet.tile, sheet.scale
    canvas.saveState()
    left, top = sheet.at(part.left, part.top)
    frame = canvas.beginPath()
    frame.rect(left, top - part.height * scale, part.width * scale, part.height * scale)
    canvas.clipPath(frame, stroke=0, fill=0)
    canvas.transform(scale, 0, 0, -scale, left - part.left * scale, top + part.top * scale)
    for mark, bounds in marks:
        if sheet.holds(bounds):
            if isinstance(mark, Label):
                _write(canvas, mark, fonts)
            else:
                _draw(canvas, mark)
    canvas.restoreState()


def _draw(canvas: Any, form: Form) -> None:  # noqa: ANN401 - ReportLab has no types
    path = canvas.beginPath()
    steps = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
    for kind, points in form.segments:
        steps[kind](*points)
    _take(canvas, form.ink)
    canvas.drawPath(path, stroke=int(bool(form.ink.stroke)), fill=int(bool(form.ink.fill)))


def _take(canvas: Any, ink: Ink) -> None:  # noqa: ANN401 - as above
    if ink.fill:
        canvas.setFillColor(HexColor(ink.fill), ink.fill_opacity)
    if ink.stroke:
        canvas.setStrokeColor(HexColor(ink.stroke), ink.stroke_opacity)
        canvas.setLineWidth(ink.width)
        canvas.setLineCap(int(ink.is_round))
        canvas.setDash(*([list(ink.dashes)] if ink.dashes else []))


def _write(canvas: Any, label: Label, fonts: Fonts) -> None:  # noqa: ANN401 - as above
    runs = list(fonts.runs(printable(label.text), bold=label.weight >= 500, italic=False))
    natural = sum(stringWidth(text, font, label.size) for text, font in runs)
    if not natural:
        return
    length = natural if label.length is None else label.length
    text = canvas.beginText()
    # The page is drawn upside down, as pictures count from the top; letters are turned back.
    text.setTextTransform(1, 0, 0, -1, label.x - length / 2 if label.is_centred else label.x, label.baseline)
    text.setHorizScale(100 * length / natural)
    canvas.setFillColor(HexColor(label.colour or INK), 1)
    for words, font in runs:
        text.setFont(font, label.size)
        text.textOut(words)
    canvas.drawText(text)


def _draw_words(canvas: Any, sheet: _Sheet, told: Print, number: str, fonts: Fonts) -> None:  # noqa: ANN401
    """Write the title above the drawing, and below it whose it is and which page of how many."""
    room = sheet.width - 2 * MARGIN
    _line(canvas, fonts, _Line(told.title, 11, bold=True), (MARGIN, sheet.height - MARGIN - 4 * mm), room)
    place = f"page {number}, row {sheet.tile.row}, column {sheet.tile.column}" if number else ""
    taken = stringWidth(place, fonts.regular, 8)
    _line(canvas, fonts, _Line(told.colophon, 8), (MARGIN, MARGIN), room - taken - 12)
    _line(canvas, fonts, _Line(place, 8), (sheet.width - MARGIN - taken, MARGIN), room)


def _line(canvas: Any, fonts: Fonts, line: _Line, at: tuple[float, float], room: float) -> None:  # noqa: ANN401
    """Write a line, smaller if it would not have room."""
    runs = list(fonts.runs(printable(" ".join(line.words.split())), bold=line.bold, italic=False))
    natural = sum(stringWidth(text, font, line.size) for text, font in runs)
    if not natural or room <= 0:
        return
    text = canvas.beginText(*at)
    canvas.setFillColor(HexColor(INK if line.bold else FAINT), 1)
    for piece, font in runs:
        text.setFont(font, line.size * min(1.0, room / natural))
        text.textOut(piece)
    canvas.drawText(text)


def _link(canvas: Any, sheet: _Sheet, places: Iterable[Place]) -> None:  # noqa: ANN401 - as above
    for place in places:
        box = place.box
        if place.address and sheet.holds((box.x, box.y, box.right, box.bottom)):
            x, y = sheet.at(box.x, box.bottom)
            canvas.linkURL(place.address, (x, y, *sheet.at(box.right, box.y)), relative=0)


def _mark_places(canvas: Any, sheet: _Sheet, places: list[tuple[int, Place]]) -> list[tuple[int, Place]]:  # noqa: ANN401
    """Make the places that begin on this sheet reachable; return the others."""
    others = []
    for index, place in places:
        box = place.box
        if sheet.holds((box.x, box.y, box.x, box.y)):
            x, y = sheet.at(box.x, box.y)
            canvas.bookmarkPage(f"card-{index}", fit="XYZ", left=max(0, x - 20), top=y + 20, zoom=0)
        else:
            others.append((index, place))
    return others


def _outline(canvas: Any, places: Iterable[Place]) -> None:  # noqa: ANN401 - as above
    level = -1
    for index, place in enumerate(places):
        # A reader's list of bookmarks may go down one step at a time only.
        level = min(place.depth, level + 1, DEEPEST_BOOKMARK)
        canvas.addOutlineEntry(printable(place.words), f"card-{index}", level=level, closed=int(level > 0))
