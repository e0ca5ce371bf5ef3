"""Fonts of a PDF: the typeface of the pages cut down to the characters used, and others for scripts that it lacks."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from fontpkg_inter import ROOT as INTER_ROOT
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont as Embedded

FILES = INTER_ROOT / "files"
UPRIGHT, SLANTED = "Inter[opsz,wght].ttf", "Inter-Italic[opsz,wght].ttf"
OPTICAL_SIZE = 14
REGULAR, SEMI_BOLD, BOLD = 400, 600, 700
_POSTSCRIPT_NAME = 6
ALWAYS = "".join(map(chr, range(0x20, 0x7F)))
"""In every file, so that page numbers and a missing glyph's stand-in can be drawn."""

# Names of the fonts that every PDF reader knows for these scripts; they are not embedded.
KOREAN, JAPANESE, CHINESE = "HYSMyeongJo-Medium", "HeiseiMin-W3", "STSong-Light"
_SCRIPTS = (
    (0x1100, 0x11FF, KOREAN),
    (0x3040, 0x30FF, JAPANESE),
    (0x3130, 0x318F, KOREAN),
    (0xAC00, 0xD7AF, KOREAN),
    (0x3000, 0x303F, CHINESE),
    (0x3400, 0x9FFF, CHINESE),
    (0xF900, 0xFAFF, CHINESE),
    (0xFF00, 0xFFEF, CHINESE),
)


@dataclass(frozen=True)
class Fonts:
    """Names by which a document's fonts are registered, and the characters that they have."""

    regular: str
    bold: str
    italic: str
    bold_italic: str
    has: frozenset[str]

    def runs(self, text: str, *, bold: bool, italic: bool) -> Iterator[tuple[str, str]]:
        """Yield the text in stretches, each with the name of the font that has its characters."""
        own = {
            (False, False): self.regular,
            (True, False): self.bold,
            (False, True): self.italic,
            (True, True): self.bold_italic,
        }[bold, italic]
        for font, run in groupby(text, key=lambda character: self._font(character, own)):
            yield "".join(run), font

    def _font(self, character: str, own: str) -> str:
        if character in self.has or character.isspace():
            return own
        code = ord(character)
        return next((font for first, last, font in _SCRIPTS if first <= code <= last), own)


def fonts_for(text: str) -> Fonts:
    """Return fonts that can write the text; the same characters give the same fonts, made once in a process."""
    return _fonts("".join(sorted(set(text) | set(ALWAYS))))


def drawing_fonts_for(text: str) -> Fonts:
    """Return fonts for a drawing, whose bold is the semi-bold of the pages and which has no italics."""
    return _drawing_fonts("".join(sorted(set(text) | set(ALWAYS))))


@lru_cache(maxsize=16)
def _fonts(characters: str) -> Fonts:
    names = [_register(file, weight, characters) for file in (UPRIGHT, SLANTED) for weight in (REGULAR, BOLD)]
    return Fonts(names[0], names[1], names[2], names[3], has=_had(characters))


@lru_cache(maxsize=16)
def _drawing_fonts(characters: str) -> Fonts:
    regular, bold = (_register(UPRIGHT, weight, characters) for weight in (REGULAR, SEMI_BOLD))
    return Fonts(regular, bold, regular, bold, has=_had(characters))


def _had(characters: str) -> frozenset[str]:
    """Return those of the characters that the typeface has; make the fonts of the other scripts known."""
    for name in (KOREAN, JAPANESE, CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    return frozenset(_covered() & set(characters))


def _register(file: str, weight: int, characters: str) -> str:
    """Register the typeface at one weight, cut down to the characters, and return its name."""
    name = f"{file.partition('[')[0]}-{weight}-{hashlib.sha256(characters.encode()).hexdigest()[:12]}"
    font = TTFont(str(FILES / file))
    # Reading the rules of kerning and ligatures, which ReportLab does not apply, would take seconds, and so would
    # fixing the weight of all 2,900 glyphs.
    for table in ("GSUB", "GPOS", "GDEF"):
        del font[table]
    cutter = subset.Subsetter(subset.Options(layout_features=[], notdef_outline=True))
    cutter.populate(text=characters)
    cutter.subset(font)
    fixed = instancer.instantiateVariableFont(font, {"wght": weight, "opsz": OPTICAL_SIZE})
    # ReportLab tells fonts apart by their own name and their file's, which are the same for both weights.
    fixed["name"].setName(name, _POSTSCRIPT_NAME, 3, 1, 0x409)
    made = io.BytesIO()
    fixed.save(made)
    made.seek(0)
    embedded = Embedded(name, made)
    embedded.face.filename = name
    pdfmetrics.registerFont(embedded)
    return name


@lru_cache(maxsize=1)
def _covered() -> frozenset[str]:
    return frozenset(map(chr, TTFont(str(FILES / UPRIGHT)).getBestCmap()))
