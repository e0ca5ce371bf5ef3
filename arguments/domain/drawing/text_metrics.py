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
from dataclasses import dataclass
from functools import lru_cache

from fontpkg_inter import ROOT as INTER_ROOT
from PIL import ImageFont

INTER_FILE = INTER_ROOT / "files" / "Inter[opsz,wght].ttf"
OPTICAL_SIZES = (14, 32)
FILL = 0.985  # of the width that a line may take: browsers other than Chromium differ a little
LAST_INTER_CODE_POINT = 0x2BFF  # Above it come scripts that the font does not hold.
UNCOVERED_BLOCKS = ((0x0590, 0x1CFF),)  # Hebrew and Arabic to Vedic: inside the range, not in Inter.
FIRST_EMOJI = 0x1F000
EMOJI_EM = 1.25
WIDE_EM = 1.0
OTHER_EM = 0.62
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A size in CSS pixels, a line height in pixels and a weight (100 to 900)."""

    size: int
    line_height: int
    weight: int = 400


@dataclass(frozen=True, slots=True)
class WrappedText:
    """The lines of a text; `is_cut` when there was more than fits, then the last ends with "…"."""

    lines: tuple[str, ...]
    is_cut: bool


@lru_cache(maxsize=16)
def _font(style: TextStyle) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(INTER_FILE), style.size)
    optical = min(max(style.size, OPTICAL_SIZES[0]), OPTICAL_SIZES[1])
    font.set_variation_by_axes([optical, style.weight])
    return font


def text_width(text: str, style: TextStyle) -> float:
    """Return the width of one line of text in CSS pixels, without any wrapping; 0 for the empty text."""
    inside = "".join(character for character in text if _is_in_inter(character))
    outside = (character for character in text if not _is_in_inter(character))
    return _inter_width(inside, style) + sum(map(_fallback_em, outside)) * style.size


@lru_cache(maxsize=65_536)
def wrap_text(text: str, width: int, style: TextStyle, max_lines: int) -> WrappedText:
    """Return the lines into which a text breaks at `width` CSS pixels, at most `max_lines` of them.

    Runs of white space count as one space. A word longer than a line is broken inside. Greedy, as browsers
    break; the empty text has one empty line. O(length), and no more than the text that fits is looked at
    twice; results are cached.
    """
    limit = width * FILL
    lines: list[str] = []
    line, line_width = "", 0.0
    space = _piece_width(" ", style)
    for word, glue in _pieces(text, limit, style):
        word_width = _piece_width(word, style)
        gap = space if glue and line else 0.0
        if line and line_width + gap + word_width > limit:
            if len(lines) + 1 == max_lines:
                return WrappedText((*lines, _with_ellipsis(line, limit, style)), is_cut=True)
            lines.append(line)
            line, line_width = word, word_width
        else:
            line += (" " if gap else "") + word
            line_width += gap + word_width
    return WrappedText((*lines, line), is_cut=False)


def _pieces(text: str, limit: float, style: TextStyle) -> Iterator[tuple[str, bool]]:
    """Unbreakable pieces, each with whether white space came before it."""
    for word in text.split():
        glue = True
        for part in _break_opportunities(word):
            for piece in _fitting(part, limit, style):
                yield piece, glue
                glue = False


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


def _fitting(part: str, limit: float, style: TextStyle) -> list[str]:
    """Return a part broken anywhere into pieces no wider than a line, each of one character at least."""
    if _piece_width(part, style) <= limit:
        return [part]
    pieces, piece, width = [], "", 0.0
    for character in part:
        advance = _piece_width(character, style)
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


@lru_cache(maxsize=65_536)
def _piece_width(piece: str, style: TextStyle) -> float:
    return text_width(piece, style)


def _inter_width(text: str, style: TextStyle) -> float:
    """Advances and kerning of neighbours, both kept: shaping every word afresh costs fifty times more."""
    advances, kernings = _tables(style)
    width = 0.0
    before = ""
    for character in text:
        advance = advances.get(character)
        if advance is None:
            advance = advances[character] = _shaped_width(character, style)
        width += advance
        if before:
            kerning = kernings.get(before + character)
            if kerning is None:
                kerning = _shaped_width(before + character, style) - advances[before] - advance
                kernings[before + character] = kerning
            width += kerning
        before = character
    return width


def _shaped_width(text: str, style: TextStyle) -> float:
    return float(_font(style).getlength(text))


@lru_cache(maxsize=16)
def _tables(_style: TextStyle) -> tuple[dict[str, float], dict[str, float]]:
    """Widths of characters and corrections of pairs seen so far in one style; at most the font's pairs."""
    return {}, {}


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
