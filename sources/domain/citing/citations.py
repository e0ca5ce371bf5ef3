"""Citations in a text: found with exact offsets, one for each work that is cited."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sources.domain.citing.leads import FoundNames, names_before, read_lead
from sources.domain.citing.works import Name, Work, fold_key

BRACKET_LENGTH_MAX = 600
"""Code points. A longer bracket holds an aside, not citations; it also bounds the work a bracket costs."""
NUMBERS_A_RANGE_MAX = 60
"""“[3–40]” may cite a whole chapter; more in one range is a year span or a typing error."""

_BRACKET = re.compile(rf"\(([^()\n]{{1,{BRACKET_LENGTH_MAX}}})\)|\[([^\[\]\n]{{1,{BRACKET_LENGTH_MAX}}})\]")
_YEAR = re.compile(
    r"(?<![\w/.,:#–—-])(?:(?:1[5-9]|20)\d\d/)?(?P<year>1[5-9]\d\d|20\d\d)(?P<letter>[a-z])?(?![\w/%])(?!\s?[-–—]\s?\d)(?!,\d)"
    r"|(?<!\w)(?P<word>n\.\s?d\.(?:-?(?P<undated>[a-z])\b)?|forthcoming\b|in press\b)",
    re.IGNORECASE,
)
_MORE_YEARS = re.compile(
    r"(?P<between>\s*(?:,|and|&|;)\s*(?:and\s|&\s)?)"
    r"(?:(?P<year>1[5-9]\d\d|20\d\d)(?P<letter>[a-z])?|(?P<alone>[a-z]))(?![\w%])(?!\s?[-–—]\s?\d)"
)
_BEHIND = re.compile(r"\s*(?:$|[,:;.\]]|\s(?:pp?\.|chaps?\.|ch\.|sec\.|fn\.?|n\.|§|¶|at\s\d|\d))")
_NEXT_WORK = re.compile(r"\s*(?:,|;|\band\b|&)\s*(?:and\s|&\s)?")
_IBID = re.compile(r"(?<!\w)ibid(?:em)?(?!\w)\.?", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,3}(?:\s?[-–,;]\s?\d{1,3})*")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,3}(?:[,⁻–-][⁰¹²³⁴-⁹]{1,3})*|\[\^(?P<name>\d{1,3})\]")
_STUCK = re.compile(r"(?<=[^\W\d_][.!?,;:”\"’)])\d{1,3}(?=\s|$)|(?<=[^\W\d_][.!?][”\"’)])\d{1,3}(?=\s|$)")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]{3}|[.!?,;:”\"’)\]])$")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class CitationStyle(StrEnum):
    """How the text cites."""

    PARENTHETICAL = "parenthetical"
    NARRATIVE = "narrative"
    NUMBER = "number"
    NOTE_MARK = "note_mark"
    IBID = "ibid"


@dataclass(frozen=True)
class Citation:
    """The mention of one work: `text[start:end]`, in code points.

    `names` are those that the text gives, `year` and `letter` as in Work; `number` is that of a numbered entry;
    `group_end` is the offset behind the bracket or mark that holds the citation, `group_start` before it. The second
    year of “2019, 2021a” is a citation of its own whose span is that year.
    """

    start: int
    end: int
    style: CitationStyle
    names: tuple[str, ...] = ()
    others: bool = False
    year: str = ""
    letter: str = ""
    number: int | None = None
    locator: str = ""
    group_start: int = 0
    group_end: int = 0


@dataclass(frozen=True)
class KnownWorks:
    """What the reference list tells the finder: folded names of authors, and the numbers of numbered entries."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[int] = field(default_factory=frozenset)

    def has(self, name: str) -> bool:
        """Say whether the list has an author of that name, or with that family name at either end."""
        folded = fold_key(name)
        words = folded.split()
        return bool(words) and (folded in self.names or words[-1] in self.names or words[0] in self.names)


def known_works(works: Sequence[Work]) -> KnownWorks:
    """Return what a reference list tells the finder."""
    names = {key for work in works for name in work.names for key in _name_keys(name)}
    numbers = {work.number for work in works if work.number is not None}
    return KnownWorks(frozenset(names), frozenset(numbers))


def find_citations(text: str, spans: Iterable[tuple[int, int]], known: KnownWorks) -> list[Citation]:
    """Return the citations in the spans of the text, in order; `text[start:end]` is what cites.

    Spans are those of the paragraphs, notes and quotations, not of headings and the reference list. Dates, numbers
    of resolutions, life spans and other brackets are no citations. A name before a bracketed year, “Moss (2019)”,
    needs to be known to the list or to be used as a citation is (“et al.”, a possessive, a verb of saying). Numbers
    count only if the list is numbered. Linear in the length of the text.
    """
    found: list[Citation] = []
    for start, end in spans:
        block = text[start:end]
        inside = sorted(_in_block(block, known), key=lambda one: (one.start, one.end, one.number or 0))
        found.extend(_moved(one, start) for one in inside)
    return found


def _name_keys(name: Name) -> set[str]:
    folded = fold_key(name.family)
    words = folded.split()
    keys = {folded} if folded else set()
    if name.literal and 1 < len(words) <= 3:
        # “Ban Ki Reed” or “Lowy Institute”: a text may cite the first or the last word alone.
        keys |= {words[0], words[-1]}
    elif words:
        keys.add(words[-1])
    if len(words) > 1:
        keys.add("".join(word[0] for word in words if len(word) > 2))
    return keys


def _in_block(block: str, known: KnownWorks) -> Iterator[Citation]:
    covered = 0
    for match in _BRACKET.finditer(block):
        if match.start() < covered:
            continue
        content = match[1] if match[1] is not None else match[2]
        found = list(_in_bracket(block, match.start() + 1, content, known, square=match[2] is not None))
        if found:
            covered = match.end()
        yield from (_grouped(one, match.start(), match.end()) for one in found)
    if known.numbers:
        yield from _note_marks(block, known)


def _in_bracket(block: str, start: int, content: str, known: KnownWorks, *, square: bool) -> Iterator[Citation]:
    if square and _NUMBERS.fullmatch(content.strip()):
        if known.numbers:
            at = start + len(content) - len(content.lstrip())
            yield from _numbers(content.strip(), at, CitationStyle.NUMBER)
        return
    ibid = _IBID.match(content.strip())
    if ibid:
        at = start + len(content) - len(content.lstrip())
        locator = content.strip()[ibid.end() :].strip(" ,;:")
        yield Citation(at, at + ibid.end(), CitationStyle.IBID, locator=locator)
        return
    first = _YEAR.match(content.lstrip())
    if first is not None and not square:
        yield from _narrative(block, start, content, known)
        return
    names: FoundNames | None = None
    at = start
    for segment in content.split(";"):
        for one, found in _in_segment(segment, at, names, known):
            names = found
            yield one
        at += len(segment) + 1


def _in_segment(
    segment: str, at: int, earlier: FoundNames | None, known: KnownWorks
) -> Iterator[tuple[Citation, FoundNames]]:
    """Yield the citations of one part of a bracket, with the names that they are by."""
    position = 0
    while position < len(segment):
        year = _YEAR.search(segment, position)
        if year is None:
            return
        names = read_lead(segment[position : year.start()], known.has)
        if names is None and not segment[position : year.start()].strip() and earlier is not None:
            names = replace(earlier, start=year.start() - position)
        if names is None or not _ends_well(segment, year.end()):
            return
        last, citations = _years(segment, position + names.start, year, names, CitationStyle.PARENTHETICAL)
        following = _NEXT_WORK.match(segment, last)
        onward = following is not None and _leads_on(segment[following.end() :], known)
        locator = "" if onward else segment[last:].strip(" ,:;")
        for number, one in enumerate(citations):
            told = locator if number == len(citations) - 1 else ""
            yield replace(one, start=one.start + at, end=one.end + at, locator=told), names
        if following is None or not onward:
            return
        position, earlier = following.end(), names


def _leads_on(rest: str, known: KnownWorks) -> bool:
    year = _YEAR.search(rest)
    return year is not None and read_lead(rest[: year.start()], known.has) is not None


def _ends_well(segment: str, end: int) -> bool:
    return (
        _BEHIND.match(segment, end) is not None
        or _MORE_YEARS.match(segment, end) is not None
        or bool((following := _NEXT_WORK.match(segment, end)) and _YEAR.search(segment, following.end()))
    )


def _years(
    text: str, start: int, year: re.Match[str], names: FoundNames, style: CitationStyle
) -> tuple[int, list[Citation]]:
    """Return the offset behind a list of years, and a citation for each of them."""
    first = Citation(
        start,
        year.end(),
        style,
        names.names,
        names.others,
        _plain_year(year),
        (year["letter"] or year["undated"] or "").lower(),
    )
    citations = [first]
    end = year.end()
    while more := _MORE_YEARS.match(text, end):
        if more["alone"] and (not citations[-1].letter or ";" in more["between"]):
            break
        stated = more["year"] or citations[-1].year
        letter = more["letter"] or more["alone"] or ""
        begin = more.start("year") if more["year"] else more.start("alone")
        citations.append(replace(first, start=begin, end=more.end(), year=stated, letter=letter))
        end = more.end()
    return end, citations


def _narrative(block: str, start: int, content: str, known: KnownWorks) -> Iterator[Citation]:
    """Yield the citations of a bracket that begins with a year: the names stand before it."""
    offset = len(content) - len(content.lstrip())
    year = _YEAR.match(content, offset)
    if year is None or not _ends_well(content, year.end()):
        return
    last, years = _years(content, offset, year, FoundNames((), 0), CitationStyle.NARRATIVE)
    locator = content[last:].strip(" ,:;")
    behind = block[start + len(content) + 1 :]
    marked = bool(locator) or bool(years[0].letter)
    names = names_before(block[: start - 1], behind, known.has, marked=marked)
    if names is None:
        return
    for number, one in enumerate(years):
        begin = names.start if number == 0 else start + one.start
        closes = len(years) == 1 and one.end == len(content)
        yield replace(
            one,
            start=begin,
            end=start + one.end + closes,
            names=names.names,
            others=names.others,
            locator=locator if number == len(years) - 1 else "",
        )


def _numbers(content: str, start: int, style: CitationStyle) -> Iterator[Citation]:
    """Yield a citation for each number of “3, 5–7”; those of a range share its span."""
    for part in re.finditer(r"(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?", content):
        first, last = int(part[1]), int(part[2] or part[1])
        if not first <= last < first + NUMBERS_A_RANGE_MAX:
            first, last = int(part[1]), int(part[1])
        for number in range(first, last + 1):
            yield Citation(start + part.start(), start + part.end(), style, number=number)


def _note_marks(block: str, known: KnownWorks) -> Iterator[Citation]:
    for match in _RAISED.finditer(block):
        digits = match["name"] or match.group().translate(_RAISED_DIGITS)
        numbers = list(_numbers(digits, 0, CitationStyle.NOTE_MARK))
        if not match["name"] and not _WORD_BEFORE.search(block, 0, match.start()):
            continue  # the number of a note, or an exponent: “km²”
        for one in numbers:
            span = replace(one, start=match.start(), end=match.end()) if match["name"] else _moved(one, match.start())
            if one.number in known.numbers:
                yield _grouped(span, match.start(), match.end())
    for match in _STUCK.finditer(block):
        if int(match.group()) in known.numbers:
            one = Citation(match.start(), match.end(), CitationStyle.NOTE_MARK, number=int(match.group()))
            yield _grouped(one, match.start(), match.end())


def _plain_year(match: re.Match[str]) -> str:
    if match["year"]:
        return match["year"]
    return "n.d." if match["word"].lower().startswith("n") else "forthcoming"


def _grouped(citation: Citation, start: int, end: int) -> Citation:
    return replace(citation, group_start=min(start, citation.start), group_end=end)


def _moved(citation: Citation, by: int) -> Citation:
    return replace(
        citation,
        start=citation.start + by,
        end=citation.end + by,
        group_start=citation.group_start + by,
        group_end=citation.group_end + by,
    )
