"""Forward searches in a text whose sum over a whole reading is linear in its length."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

SPACE = "\\t\\n\\v\\f\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What a regular expression of ECMAScript takes for white space, to stand inside a class."""
LINE_BREAKS = re.compile("[\n\r\u2028\u2029]")
_DATA_STOPS = re.compile(f"\\}}[{SPACE}][^,}}]|[\r\u2028\u2029]")
_DATA_ENDS = re.compile(f"\\}}(?![{SPACE}]*[,}}])")


class Searcher:
    """Next occurrences, remembered until the reading has passed them.

    A search that starts where an earlier one did not yet end gives the same answer, so that a line of a million
    opening brackets is searched once.
    """

    def __init__(self, text: str) -> None:
        """Search this text."""
        self.text = text
        self._found: dict[str, tuple[int, int]] = {}
        self._line: tuple[int, int] = (0, -1)

    def find(self, needle: str, start: int) -> int:
        """Offset of the first occurrence from `start` on; the length of the text if there is none."""
        asked, found = self._found.get(needle, (0, -1))
        if not asked <= start <= found:
            found = self.text.find(needle, start)
            found = len(self.text) if found < 0 else found
            self._found[needle] = (start, found)
        return found

    def line_end(self, start: int) -> int:
        """Offset of the first line break from `start` on; the length of the text if there is none."""
        asked, found = self._line
        if not asked <= start <= found:
            match = LINE_BREAKS.search(self.text, start)
            found = match.start() if match else len(self.text)
            self._line = (start, found)
        return found

    def data_end(self, start: int) -> int | None:
        """Offset after the data block that opens at `start`; None if none does.

        A block goes on until a closing brace that is followed by white space and then by something other than a
        comma or another closing brace; failing that, to the last closing brace before.
        """
        ends = self._data_ends
        at = bisect_left(self._data_stops, start + 1)
        stop = self._data_stops[at] if at < len(self._data_stops) else len(self.text)
        last = bisect_right(ends, stop) - 1
        return ends[last] + 1 if last >= 0 and ends[last] > start else None

    @cached_property
    def _data_stops(self) -> list[int]:
        stops = []
        match = _DATA_STOPS.search(self.text)
        while match:
            stops.append(match.start())
            match = _DATA_STOPS.search(self.text, match.start() + 1)
        return stops

    @cached_property
    def _data_ends(self) -> list[int]:
        return [match.start() for match in _DATA_ENDS.finditer(self.text)]
