"""How wide text is and where its lines break, known on the server before anything is drawn.

Widths come from the Inter font of the package `fontpkg-inter`, the same file that the pages are served, so
that line breaks agree in page, SVG and print (measured against Chromium on running text: within 0.05 %).

Limits: Inter covers Latin, Greek and Cyrillic. Other characters get a fall-back width: one em for wide
East Asian characters, 1.25 em for emoji, 0.62 em for all else, nothing for combining marks. Lines of such
scripts may come out some per cent longer or shorter than drawn, never overlapping, because the number of
lines is fixed here and the page does not break them again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from operator import add
from typing import NamedTuple

from fontpkg_inter import ROOT as INTER_ROOT
from PIL import ImageFont

INTER_FILE = INTER_ROOT / "files" / "Inter[opsz,wght].ttf"
ITALIC_FILE = INTER_ROOT / "files" / "Inter-Italic[opsz,wght].ttf"
OPTICAL_SIZES = (14, 32)
FILL = 0.985  # of the width that a line may take: browsers other than Chromium differ a little
LAST_INTER_CODE_POINT = 0x2BFF  # Above it come scripts that the font does not hold.
UNCOVERED_BLOCKS = ((0x0590, 0x1CFF),)  # Hebrew and Arabic to Vedic: inside the range, not in Inter.
FIRST_EMOJI = 0x1F000
EMOJI_EM = 1.25
WIDE_EM = 1.0
OTHER_EM = 0.62
ELLIPSIS = "…"
KEPT_TEXTS = 65_536
KEPT_WORDS = 65_536


class TextStyle(NamedTuple):
    """A size in CSS pixels, a line height in pixels, a weight (100 to 900) and whether letters are slanted."""

    size: int
    line_height: int
    weight: int = 400
    is_italic: bool = False


class WrappedText(NamedTuple):
    """The lines of a text; `is_cut` when there was more than fits, then the last ends with "…"."""

    lines: tuple[str, ...]
    is_cut: bool


@lru_cache(maxsize=16)
def _font(style: TextStyle) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(ITALIC_FILE if style.is_italic else INTER_FILE), style.size)
    optical = min(max(style.size, OPTICAL_SIZES[0]), OPTICAL_SIZES[1])
    font.set_variation_by_axes([optical, style.weight])
    return font


def text_width(text: str, style: TextStyle) -> float:
    """Return the width of one line of text in CSS pixels, without any wrapping; 0 for the empty text."""
    if text.isascii():
        return _inter_width(text, style)
    inside = "".join(character for character in text if _is_in_inter(character))
    outside = (character for character in text if not _is_in_inter(character))
    return _inter_width(inside, style) + sum(map(_fallback_em, outside)) * style.size


@lru_cache(maxsize=KEPT_TEXTS)
def wrap_text(text: str, width: int, style: TextStyle, max_lines: int) -> WrappedText:
    """Return the lines into which a text breaks at `width` CSS pixels, at most `max_lines` of them.

    Runs of white space count as one space. A word longer than a line is broken inside. Greedy, as browsers
    break; the empty text has one empty line. O(length), and no more than the text that fits is looked at
    twice; results are cached.
    """
    limit = width * FILL
    widths = _words(style)
    space = widths[" "]
    lines: list[str] = []
    line: list[str] = []
    taken = 0.0
    for word in text.split():
        word_width = widths[word]
        is_whole = word_width <= limit and word.isascii() and "-" not in word
        for glue, piece in (("", word),) if is_whole else _pieces(word, limit, widths):
            piece_width = word_width if is_whole else widths[piece]
            gap = 0.0 if glue or not line else space
            if line and taken + gap + piece_width > limit:
                if len(lines) + 1 == max_lines:
                    return WrappedText((*lines, _with_ellipsis("".join(line), limit, style)), is_cut=True)
                lines.append("".join(line))
                line = [piece]
                taken = piece_width
            else:
                if gap:
                    line.append(" ")
                line.append(piece)
                taken += gap + piece_width
    return WrappedText((*lines, "".join(line)), is_cut=False)


def _pieces(word: str, limit: float, widths: _Words) -> Iterator[tuple[str, str]]:
    """Unbreakable pieces of a word, each with "glue" where no white space came before it."""
    glue = ""
    for part in _break_opportunities(word):
        for piece in _fitting(part, limit, widths):
            yield glue, piece
            glue = "glue"


def _break_opportunities(word: str) -> list[str]:
    """Return a word cut where a line may break without a space: after a dash, around wide characters."""
    if word.isascii() and "-" not in word:
        return [word]
    parts = [""]
    for character in word:
        if (
            parts[-1]
            and (_is_wide(character) or _is_wide(parts[-1][-1]))
            and not (unicodedata.category(character).startswith(("P", "M")))
        ):
            parts.append("")
        parts[-1] += character
        if character in "-–—/" and len(parts[-1]) > 1:
            parts.append("")
    return [part for part in parts if part]


def _fitting(part: str, limit: float, widths: _Words) -> list[str]:
    """Return a part broken anywhere into pieces no wider than a line, each of one character at least."""
    if widths[part] <= limit:
        return [part]
    pieces, piece, width = [], "", 0.0
    for character in part:
        advance = widths[character]
        if piece and width + advance > limit:
            pieces.append(piece)
            piece, width = "", 0.0
        piece += character
        width += advance
    return [*pieces, piece]


def _with_ellipsis(line: str, limit: float, style: TextStyle) -> str:
    while line and text_width(line + ELLIPSIS, style) > limit:
        shorter = line.rpartition(" ")[0]
        line = shorter or line[:-1]
    return line.rstrip(" ,;:-–—") + ELLIPSIS


class _Pairs(dict[str, float]):
    """By how much a letter after another one makes a text wider: its advance and the kerning of the two.

    Shaping every word afresh costs fifty times more. At most the pairs that the font knows.
    """

    def __init__(self, style: TextStyle) -> None:
        self.style = style

    def __missing__(self, pair: str) -> float:
        width = self[pair] = _shaped_width(pair, self.style) - _shaped_width(pair[0], self.style)
        return width


class _Firsts(dict[str, float]):
    """The advance of each letter that a word began with."""

    def __init__(self, style: TextStyle) -> None:
        self.style = style

    def __missing__(self, letter: str) -> float:
        width = self[letter] = _shaped_width(letter, self.style)
        return width


class _Words(dict[str, float]):
    """How wide words are, as far as they were asked for."""

    def __init__(self, style: TextStyle) -> None:
        self.style = style
        self.pair = _pairs(style).__getitem__
        self.first = _Firsts(style)

    def __missing__(self, word: str) -> float:
        if len(self) >= KEPT_WORDS:
            self.clear()
        if word.isascii():
            width = self.first[word[0]] + sum(map(self.pair, map(add, word, word[1:])))
        else:
            width = text_width(word, self.style)
        self[word] = width
        return width


@lru_cache(maxsize=16)
def _pairs(style: TextStyle) -> _Pairs:
    return _Pairs(style)


@lru_cache(maxsize=16)
def _words(style: TextStyle) -> _Words:
    return _Words(style)


def _inter_width(text: str, style: TextStyle) -> float:
    if not text:
        return 0.0
    return _shaped_width(text[0], style) + sum(map(_pairs(style).__getitem__, map(add, text, text[1:])))


@lru_cache(maxsize=4096)
def _shaped_width(text: str, style: TextStyle) -> float:
    return float(_font(style).getlength(text))


def _is_in_inter(character: str) -> bool:
    code = ord(character)
    return code <= LAST_INTER_CODE_POINT and not any(first <= code <= last for first, last in UNCOVERED_BLOCKS)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _fallback_em(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if ord(character) >= FIRST_EMOJI:
        return EMOJI_EM
    return WIDE_EM if _is_wide(character) else OTHER_EM
