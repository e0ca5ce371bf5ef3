"""Footnotes: small print at the foot of a column that begins with a note's mark."""

import re
from collections.abc import Sequence

from sources.domain.printed.lines import Line

# Notes are set smaller than the text by this share at least.
SMALLER = 0.95
_MARK = re.compile(r"(\d{1,3}|[*†‡§¶]{1,3}|[a-z](?=[.)\s]))[.)]?\s*(?=[^\W\d]|[\"“‘«(\[])")


def split_footnotes(lines: Sequence[Line], body: float) -> tuple[list[Line], list[list[Line]]]:
    """Return a column's lines without its footnotes, and the footnotes' lines.

    The notes are the small lines at the column's end, if one of them begins with a mark; small lines before the first
    mark belong to them when they stand under larger ones: a note that goes on from the page before. `body` is the
    size of the document's main type.
    """
    first = len(lines)
    while first > 0 and lines[first - 1].size <= SMALLER * body:
        first -= 1
    small = lines[first:]
    marked = [index for index, line in enumerate(small) if _MARK.match(line.text)]
    if not small or not marked or first == 0:
        return list(lines), []
    notes: list[list[Line]] = [list(small[: marked[0]])] if marked[0] else []
    last = 0
    for index in range(marked[0], len(small)):
        mark = _MARK.match(small[index].text)
        number = int(mark[1]) if mark and mark[1].isdecimal() else 0
        begins = index == marked[0] or (mark is not None and (not number or number == last + 1))
        if begins:
            notes.append([])
            last = number or last
        notes[-1].append(small[index])
    return list(lines[:first]), notes


def has_mark(text: str) -> bool:
    """Say whether a note's text begins with its mark, and so does not go on from the page before."""
    return _MARK.match(text) is not None
