"""Finding a quotation whose position may be counted in code points, UTF-16 units or UTF-8 bytes.

The W3C Web Annotation Data Model (Recommendation, 2017) counts code points. Tools written in JavaScript count UTF-16
units, some others bytes, and no file says which. So the quotation is trusted and the position is a hint, read in each
of the three ways; see docs/algorithms/web-annotations.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sources.domain.folding import fold, fold_quote
from sources.domain.quotes import QuoteMatch, verify_quote
from sources.domain.utf8 import Utf8Offsets
from sources.domain.utf16 import Utf16Offsets
from sources.errors import QuoteAmbiguous


class PositionUnit(StrEnum):
    """What a position counts, in the order in which it is tried."""

    CODE_POINTS = "code_points"
    UTF16 = "utf16"
    BYTES = "bytes"


@dataclass(frozen=True)
class PositionHint:
    """Where a quotation is said to stand, in an unknown unit: start inclusive, end exclusive if it is known."""

    start: int
    end: int | None = None


@dataclass(frozen=True)
class LocatedQuote:
    """Where a quotation stands, and what its position counted.

    `units` are the units in which the position is nearest to that place: none without a usable position, several where
    they cannot be told apart, as in a text of ASCII alone. `distance` is how far off it was, in code points: 0 if it
    names the place itself, None without a usable position.
    """

    match: QuoteMatch
    units: tuple[PositionUnit, ...] = ()
    distance: int | None = None


@dataclass(frozen=True)
class _Reading:
    """The hint read in some units: the offsets in code points that it then names."""

    units: tuple[PositionUnit, ...]
    start: int
    end: int | None


class QuoteLocator:
    """Finds quotations in one canonical text; built in linear time, once for all annotations of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._converters: dict[PositionUnit, Callable[[int], int]] = {
            PositionUnit.CODE_POINTS: self._code_points,
            PositionUnit.UTF16: Utf16Offsets(text).to_code_point,
            PositionUnit.BYTES: Utf8Offsets(text).to_code_point,
        }

    def locate(self, exact: str, prefix: str = "", suffix: str = "", hint: PositionHint | None = None) -> LocatedQuote:
        """Return where the quotation stands and in which unit the hint fits.

        A reading of the hint whose slice of the text is the quotation (or the same but for typography) wins over the
        others; among several, and where none fits, the one whose place has the likest context and then is nearest.

        Raises QuoteNotFound and QuoteAmbiguous as `verify_quote`, which has the last word on every quotation.
        """
        readings = self._readings(hint) if hint is not None else []
        fitting = [reading for reading in readings if self._fits(reading, exact, hint)]
        found, refusal = [], None
        for reading in fitting or readings:
            try:
                match = verify_quote(self._text, exact, prefix, suffix, reading.start)
            except QuoteAmbiguous as error:
                refusal = error
            else:
                distance = abs(match.stretches[0].start - reading.start)
                found.append(LocatedQuote(match, reading.units, distance))
        if not found:
            if refusal is not None:
                raise refusal
            return LocatedQuote(verify_quote(self._text, exact, prefix, suffix))
        return min(found, key=lambda one: (-one.match.score, one.distance))

    def _readings(self, hint: PositionHint) -> list[_Reading]:
        """Return what the hint can mean; units that mean the same are one reading."""
        named: dict[tuple[int, int | None], list[PositionUnit]] = {}
        for unit, convert in self._converters.items():
            start = _converted(convert, hint.start)
            if start is not None:
                named.setdefault((start, _converted(convert, hint.end)), []).append(unit)
        return [_Reading(tuple(units), start, end) for (start, end), units in named.items()]

    def _fits(self, reading: _Reading, exact: str, hint: PositionHint | None) -> bool:
        if reading.end is None:
            # An end that names nothing in this unit speaks against the unit.
            no_end_given = hint is not None and hint.end is None
            return no_end_given and self._text.startswith(exact.strip(), reading.start)
        piece = self._text[reading.start : reading.end]
        return piece.strip() == exact.strip() or fold(piece).text.strip() == fold_quote(exact)

    def _code_points(self, offset: int) -> int:
        if not 0 <= offset <= len(self._text):
            msg = f"offset {offset} is outside of a text of {len(self._text)} code points"
            raise ValueError(msg)
        return offset


def _converted(convert: Callable[[int], int], offset: int | None) -> int | None:
    """Return the offset in code points, None if there is none or it names no border between characters."""
    try:
        return None if offset is None else convert(offset)
    except ValueError:
        return None
