"""A page of a PDF to pieces of text with their places."""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from sources.domain.characters import clean_characters
from sources.domain.printed.lines import Line

# A gap of this share of the size is more than a space: columns or cells part there.
_GAP = 1.4
# Letters that turn back by this share of the size begin another line.
_BACK = 0.5
_SAMPLES = 40
_LINE_SAMPLES = 6
# Share of the size that letters such as p reach below the line that they stand on.
_BELOW_FOOT = 0.22
# What pdfium puts for a hyphen at a line's end, and for a letter that the font names no character for.
_HYPHEN, _UNKNOWN = 0x2, 0x0
_FONT_NAME_BYTES = 256
_BOLD_WEIGHT = 600


@dataclass
class _Piece:
    """Letters that follow one another, as they are gathered."""

    codes: list[int] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)
    left: float = math.inf
    right: float = -math.inf
    bottom: float = math.inf
    top: float = -math.inf

    def add(self, code: int, index: int, left: float, bottom: float, right: float, top: float) -> None:  # noqa: PLR0913, PLR0917 - a letter and its box
        """Put a letter behind the others."""
        self.codes.append(code)
        self.indices.append(index)
        self.left, self.right = min(self.left, left), max(self.right, right)
        self.bottom, self.top = min(self.bottom, bottom), max(self.top, top)


@dataclass(frozen=True)
class PageText:
    """A page's pieces of text, those that run in another direction (stamps), and how many letters have no meaning."""

    pieces: tuple[Line, ...]
    stamps: tuple[Line, ...]
    letters: int
    unknown: int


class PageReader:
    """Reads pages with buffers of its own, which one call after the other fills: calls to the library are many."""

    def __init__(self) -> None:
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def read(self, text_page: Any, first_number: int) -> PageText:  # noqa: ANN401 - the library's handle
        """Return the text of the page; its lines are numbered from `first_number`."""
        raw = text_page.raw
        count = max(0, pdfium.FPDFText_CountChars(raw))
        turn = self._turn(raw, count)
        pieces = self._gather(raw, count, turn)
        lines = [self._line(raw, piece, turn, first_number + place) for place, piece in enumerate(pieces)]
        upright = tuple(line for line, straight in lines if line.text and straight)
        stamps = tuple(line for line, straight in lines if line.text and not straight)
        unknown = sum(code in (_UNKNOWN, 0xFFFD) or 0xE000 <= code < 0xF900 for piece in pieces for code in piece.codes)
        return PageText(upright, stamps, sum(len(piece.codes) for piece in pieces), unknown)

    def _turn(self, raw: Any, count: int) -> int:  # noqa: ANN401 - the library's handle
        """Return the direction of most text in quarter turns: 0 runs to the right, 1 upwards."""
        step = max(1, count // _SAMPLES)
        seen = Counter(
            self._direction(raw, index)
            for index in range(0, count, step)
            if not pdfium.FPDFText_IsGenerated(raw, index)
        )
        return seen.most_common(1)[0][0] if seen else 0

    def _direction(self, raw: Any, index: int) -> int:  # noqa: ANN401 - the library's handle
        if not pdfium.FPDFText_GetMatrix(raw, index, self._matrix):
            return 0
        return round(math.atan2(self._matrix.b, self._matrix.a) / (math.pi / 2)) % 4

    def _gather(self, raw: Any, count: int, turn: int) -> list[_Piece]:  # noqa: ANN401 - the library's handle
        pieces: list[_Piece] = []
        piece = _Piece()
        space = False
        box_before = (math.inf, math.inf)
        unicode_of, box_of, box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, self._box
        for index in range(count):
            code = unicode_of(raw, index)
            if code in (10, 13):
                piece, space = _cut(pieces, piece), False
                continue
            if code in (0x20, 0xA0, 9):
                space = True
                continue
            if not box_of(raw, index, box):
                continue
            left, bottom, right, top = _turned(box.left, box.bottom, box.right, box.top, turn)
            height = top - bottom
            # A ligature is one glyph of several letters, which all have its box.
            ligature = box_before == (left, right)
            box_before = left, right
            apart = (
                piece.codes
                and not ligature
                and (
                    left - piece.right > _GAP * height
                    or left < piece.right - max(_BACK * height, 1.0)
                    or bottom > piece.top
                    or top < piece.bottom
                )
            )
            # Letters of a stamp stand over one another; they are one piece up to the line's end.
            if apart and self._direction(raw, index) == turn:
                piece, space = _cut(pieces, piece), False
            if space and piece.codes:
                piece.codes.append(0x20)
                piece.indices.append(index)
            space = False
            piece.add(code, index, left, bottom, right, top)
        _cut(pieces, piece)
        return pieces

    def _line(self, raw: Any, piece: _Piece, turn: int, number: int) -> tuple[Line, bool]:  # noqa: ANN401
        last = len(piece.indices) - 1
        middle = piece.indices[last // 2]
        samples = [piece.indices[last * step // _LINE_SAMPLES] for step in range(_LINE_SAMPLES + 1)]
        # A word in another type does not make the line one of that type.
        size = median(self._size(raw, index) for index in samples) or piece.top - piece.bottom
        foot = self._foot(raw, middle, turn)
        line = Line(
            text=_text(piece.codes),
            left=piece.left,
            right=piece.right,
            # The letters' own boxes hang on the font, so that lines of two fonts would stand askew.
            bottom=foot - _BELOW_FOOT * size,
            top=foot + (1 - _BELOW_FOOT) * size,
            size=size,
            bold=all(self._is_bold(raw, index) for index in samples),
            hyphen=piece.codes[-1] == _HYPHEN or piece.codes[-1] == 0xAD,
            number=number,
        )
        return line, self._direction(raw, middle) == turn

    def _foot(self, raw: Any, index: int, turn: int) -> float:  # noqa: ANN401 - the library's handle
        """Return the height of the line that the letter stands on."""
        pdfium.FPDFText_GetCharOrigin(raw, index, self._x, self._y)
        x, y = self._x.value, self._y.value
        return _turned(x, y, x, y, turn)[1]

    def _size(self, raw: Any, index: int) -> float:  # noqa: ANN401 - the library's handle
        """Return the height of the font in points: the size that the page states, times the scale it is drawn at."""
        if not pdfium.FPDFText_GetMatrix(raw, index, self._matrix):
            return 0.0
        scale = math.hypot(self._matrix.c, self._matrix.d)
        return float(abs(pdfium.FPDFText_GetFontSize(raw, index)) * scale)

    def _is_bold(self, raw: Any, index: int) -> bool:  # noqa: ANN401 - the library's handle
        if pdfium.FPDFText_GetFontWeight(raw, index) >= _BOLD_WEIGHT:
            return True
        length = pdfium.FPDFText_GetFontInfo(raw, index, self._name, _FONT_NAME_BYTES, self._flags)
        name = self._name.value.lower() if 0 < length <= _FONT_NAME_BYTES else b""
        return any(word in name for word in (b"bold", b"black", b"heavy", b"-bd", b",bd"))


def _cut(pieces: list[_Piece], piece: _Piece) -> _Piece:
    if piece.codes:
        pieces.append(piece)
    return _Piece() if piece.codes else piece


def _text(codes: list[int]) -> str:
    """Return the letters as canonical text; halves of a surrogate pair find one another."""
    letters = "".join(chr(code) if code not in (_HYPHEN, _UNKNOWN) else "-\ufffd"[code == _UNKNOWN] for code in codes)
    whole = letters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return clean_characters(whole)


def _turned(left: float, bottom: float, right: float, top: float, turn: int) -> tuple[float, float, float, float]:
    """Return the box as it stands when the page is turned so that its text runs to the right."""
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return left, bottom, right, top
