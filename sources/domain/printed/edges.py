"""Running heads and page numbers: what stands at the edge of page after page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sources.domain.document import FurnitureReason
from sources.domain.page_words import PAGE_NUMBER
from sources.domain.printed.lines import Line, PrintedPage, rows
from sources.domain.prose import word_count

# How many lines at the top and at the foot of a page may be heads or numbers.
EDGE_LINES = 2
# A line that stands at the same place of so many pages is no text; on two pages it has to be on both.
REPEATED_MIN = 3
HEAD_WORDS_MAX = 18
# Heads move by a line when a page begins with a chapter.
_PLACE_STEP = 10.0
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,8}", re.IGNORECASE)
_ANY_NUMBER = re.compile(r"\b(?:\d{1,4}|[ivxlc]{1,8})\b")


@dataclass(frozen=True)
class Edge:
    """A line at the edge of a page that is no part of the text; `number` is the page's number in it, "" without one."""

    page: int
    row: Line
    reason: FurnitureReason
    number: str


@dataclass(frozen=True)
class _Candidate:
    page: int
    row: Line
    at_top: bool

    @property
    def words(self) -> str:
        """What stays the same from page to page."""
        return re.sub(r"[\W\d_]+", "", _ANY_NUMBER.sub("", self.row.text)).casefold()


def find_edges(pages: Sequence[PrintedPage]) -> list[Edge]:
    """Return running heads and page numbers.

    A line counts when its words, numbers apart, stand at the same height of three pages or more (both, of two). A
    number alone counts when it goes on from page to page, or stands alone at the foot of a document of one page.
    """
    candidates = [candidate for page in pages for candidate in _outer_rows(page)]
    wanted = min(REPEATED_MIN, max(2, len(pages)))
    shifts = _shifts(candidates)
    numbers = [_page_number(one, shifts, wanted, alone=len(pages) == 1) for one in candidates]
    places = _places(candidates, numbers)
    found = []
    for candidate, number in zip(candidates, numbers, strict=True):
        if not candidate.words and number:
            found.append(Edge(candidate.page, candidate.row, FurnitureReason.PAGE_NUMBER, number))
        elif candidate.words and _repeats(candidate, places[_key(candidate, number)]) >= wanted:
            found.append(Edge(candidate.page, candidate.row, FurnitureReason.RUNNING_HEAD, number))
    return found


def page_labels(pages: Sequence[PrintedPage], edges: Sequence[Edge]) -> list[str]:
    """Return each page's label: what the document states, else the number printed on it, else its place from 1."""
    if any(page.label and page.label != str(page.position + 1) for page in pages):
        return [(page.label or str(page.position + 1))[:40] for page in pages]
    printed = {edge.page: edge.number for edge in edges if edge.number}
    shifts = {int(number) - page for page, number in printed.items() if number.isdecimal()}
    shift = shifts.pop() if len(shifts) == 1 else None
    return [_label(page.position, printed, shift) for page in pages]


def _label(position: int, printed: Mapping[int, str], shift: int | None) -> str:
    """A page without a printed number, such as the first of a chapter, counts on from its neighbours."""
    if position in printed:
        return printed[position]
    return str(position + shift) if shift is not None and position + shift > 0 else str(position + 1)


def _outer_rows(page: PrintedPage) -> Iterator[_Candidate]:
    lines = rows(page.pieces)
    for row in lines[:EDGE_LINES]:
        yield _Candidate(page.position, row, at_top=True)
    for row in lines[max(EDGE_LINES, len(lines) - EDGE_LINES) :]:
        yield _Candidate(page.position, row, at_top=False)


def _key(candidate: _Candidate, number: str) -> tuple[bool, str]:
    """Return what stays the same from page to page: the text without the page's number, but with every other one.

    “12 Ibid.” and “15 Ibid.” are two notes, “12 | The harbour” and “14 | The harbour” one running head.
    """
    without = re.sub(rf"\b{re.escape(number)}\b", "", candidate.row.text, count=1) if number else candidate.row.text
    return candidate.at_top, re.sub(r"[^\w]+", " ", without).casefold().strip()


def _places(candidates: Sequence[_Candidate], numbers: Sequence[str]) -> dict[tuple[bool, str], list[_Candidate]]:
    places: dict[tuple[bool, str], list[_Candidate]] = {}
    for candidate, number in zip(candidates, numbers, strict=True):
        places.setdefault(_key(candidate, number), []).append(candidate)
    return places


def _repeats(candidate: _Candidate, others: Sequence[_Candidate]) -> int:
    """Return on how many pages the line stands at the same height."""
    if word_count(candidate.row.text) > HEAD_WORDS_MAX:
        return 0
    return len({other.page for other in others if abs(other.row.middle - candidate.row.middle) <= _PLACE_STEP})


def _numbers(row: Line) -> list[str]:
    text = row.text.strip()
    if PAGE_NUMBER.fullmatch(text) or _NUMBER.fullmatch(text):
        return _ANY_NUMBER.findall(text)[:1]
    ends = [text.split()[0], text.split()[-1]] if text.split() else []
    return [end for end in ends if end.isdecimal() and len(end) <= 4]


def _shifts(candidates: Sequence[_Candidate]) -> dict[tuple[int, bool], set[int]]:
    """Return the pages whose numbers count on, by the difference to the page's place and whether they are Arabic.

    Of each kind only the difference that most pages have is kept: notes may count as well, one a page.
    """
    shifts: dict[tuple[int, bool], set[int]] = {}
    for candidate in candidates:
        for number in _numbers(candidate.row):
            value = _value(number)
            if value:
                key = (value - candidate.page, number.isdecimal())
                shifts.setdefault(key, set()).add(candidate.page)
    kept: dict[tuple[int, bool], set[int]] = {}
    for arabic in (True, False):
        of_kind = [key for key in shifts if key[1] is arabic]
        if of_kind:
            best = max(of_kind, key=lambda key: (len(shifts[key]), -abs(key[0])))
            kept[best] = shifts[best]
    return kept


def _page_number(
    candidate: _Candidate, shifts: Mapping[tuple[int, bool], set[int]], wanted: int, *, alone: bool
) -> str:
    for number in _numbers(candidate.row):
        pages = shifts.get((_value(number) - candidate.page, number.isdecimal()), set())
        if len(pages) >= wanted or (alone and not candidate.at_top and not candidate.words and number.isdecimal()):
            return number
    return ""


def _value(number: str) -> int:
    """Return the value of an Arabic or Roman number, 0 for letters that are none."""
    if number.isdecimal():
        return int(number)
    values = [_ROMAN.get(letter, 0) for letter in number.lower()]
    total = 0
    for index, value in enumerate(values):
        total += -value if index + 1 < len(values) and value < values[index + 1] else value
    return total
