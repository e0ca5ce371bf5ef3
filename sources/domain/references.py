"""Reference lists: found by their heading or by the shape of their entries."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.domain.document import BlockKind, Draft, Section, joined
from sources.domain.prose import is_prose, word_count
from sources.domain.section_words import REFERENCE_HEADINGS, SHARED_REFERENCE_HEADINGS, heading_key

# An entry names one work; an annotated one has perhaps 90 words, a paragraph of argument more.
ENTRY_WORDS_MAX = 90
# A numbered line with a year and a page may just point to a work: “3. Example 2019, p. 4.”
NUMBERED_ENTRY_WORDS_MIN = 6
# Without a heading only the shape speaks: fewer entries in a row may be a paragraph's examples.
UNHEADED_ENTRIES_MIN = 3
# A piece of an entry that a page broke off: a link, an identifier, the end of a title.
CONTINUATION_WORDS_MAX = 12
# A block without an entry's shape may stand between entries (a law, a work without year), if short.
GAP_WORDS_MAX = 40

_UPPER = r"[^\W\d_a-z]"
_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
_NUMBER = re.compile(r"(?:\[\d{1,3}\]|\(?\d{1,3}[.)])\s+|[¹²³⁴-⁹⁰]+\s*")
_NOTE_NUMBER = re.compile(r"(?:\[\d{1,3}\]|\(?\d{1,3}[.)]?)\s+\S|[¹²³⁴-⁹⁰]+\s*\S")
_REPEATED_AUTHOR = re.compile(r"(?:_{2,}|[-–—―]{2,}|[—―])[.,]?\s")
_PERSON = re.compile(rf"{_UPPER}[\w'’-]*(?:\s{_UPPER}[\w'’-]*)?,\s{_UPPER}")
_BODY = re.compile(rf"{_UPPER}[^.(]{{1,80}}[.,]?\s\(?{_YEAR}\)?[.,:]?\s")
_YEAR_AS_DATE = re.compile(rf"[.,]\s\(?{_YEAR}\)?[.,:;]|\({_YEAR}[^)]{{0,20}}\)|\b(?:n\.\s?d\.|forthcoming|in press)")
_ANY_YEAR = re.compile(rf"\b{_YEAR}\b")
_LINK = re.compile(r"https?://|\bwww\.|\bdoi\b|\b10\.\d{4,9}/", re.IGNORECASE)
_TITLE_IN_QUOTES = re.compile(r"[“\"«„‘「『《][^”\"»]{3,}[”\"»’」』》]")
_LOCATOR = re.compile(
    r"\d\s?\(\d+\)|\bvol\.?\s?\d|\bno\.\s?\d|\bpp?\.\s?\d|\d\s?[-–]\s?\d{1,4}\b|제?\d+권|\d+호", re.IGNORECASE
)
# The year stands behind the authors; a later one is part of the title or a date of access.
_AUTHORS_LENGTH = 160


def is_entry(text: str) -> bool:
    """Say whether the text has the full shape of a reference: author, year and where it appeared."""
    if word_count(text) > ENTRY_WORDS_MAX:
        return False
    number = _NUMBER.match(text)
    body = text[number.end() :] if number else text
    if number and word_count(body) < NUMBERED_ENTRY_WORDS_MIN:
        return False
    if _REPEATED_AUTHOR.match(body) and _ANY_YEAR.search(body):
        return True
    traces = _has_traces(body)
    if _PERSON.match(body) or _BODY.match(body):
        dated = _YEAR_AS_DATE.search(body[:_AUTHORS_LENGTH]) is not None
        return dated or (traces and _ANY_YEAR.search(body) is not None)
    return number is not None and traces and _ANY_YEAR.search(body) is not None


def mark_references(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with every reference list marked, and each entry in one piece.

    A list begins at a heading such as “References” that entries follow, or, without heading,
    with UNHEADED_ENTRIES_MIN entries in a row. It ends where the shape of its entries ends.
    """
    marked: list[Draft] = []
    index = 0
    while index < len(drafts):
        headed = is_references_heading(drafts[index].text)
        first = index + 1 if headed else index
        last = _list_end(drafts, first, headed=headed)
        enough = _has_enough(drafts, first, last, headed=headed)
        if not enough:
            marked.append(drafts[index])
            index += 1
            continue
        if headed:
            heading = drafts[index]
            level = heading.level or 1
            marked.append(replace(heading, kind=BlockKind.HEADING, section=Section.REFERENCES, level=level))
        marked.extend(_entries(drafts[first:last]))
        index = last
    return marked


def is_references_heading(text: str) -> bool:
    """Say whether the text is the heading of a reference list, in one of the common languages."""
    return heading_key(text) in REFERENCE_HEADINGS


def _has_enough(drafts: Sequence[Draft], first: int, last: int, *, headed: bool) -> bool:
    if not headed:
        return sum(is_entry(draft.text) for draft in drafts[first:last]) >= UNHEADED_ENTRIES_MIN
    if heading_key(drafts[first - 1].text) in SHARED_REFERENCE_HEADINGS:
        shaped = sum(_is_loose_entry(d.text) or _NOTE_NUMBER.match(d.text) is not None for d in drafts[first:last])
        return 2 * shaped > last - first
    return last > first


def _list_end(drafts: Sequence[Draft], first: int, *, headed: bool) -> int:
    """Return the index behind the last entry of the list that begins at `first`."""
    end = first
    index = first
    while index < len(drafts) and drafts[index].kind is not BlockKind.HEADING:
        if _belongs(drafts[index].text, headed=headed) or (end > first and _is_continuation(drafts[index].text)):
            end = index + 1
        elif not (headed and end == index and _is_gap(drafts, index)):
            break
        index += 1
    return end


def _belongs(text: str, *, headed: bool) -> bool:
    if not headed:
        return is_entry(text)
    noted = _NOTE_NUMBER.match(text) is not None and word_count(text) <= ENTRY_WORDS_MAX
    return is_entry(text) or _is_loose_entry(text) or (noted and not is_references_heading(text))


def _is_loose_entry(text: str) -> bool:
    """Say whether the text may be an entry, given that it stands in a reference list."""
    if word_count(text) > ENTRY_WORDS_MAX or text[0].islower():
        return False
    dated = _ANY_YEAR.search(text) is not None
    return (dated and _has_traces(text)) or (_LINK.search(text) is not None and word_count(text) <= GAP_WORDS_MAX)


def _has_traces(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_LINK, _TITLE_IN_QUOTES, _LOCATOR))


def _is_continuation(text: str) -> bool:
    if _LINK.match(text):
        return True
    return text[0].islower() and word_count(text) <= CONTINUATION_WORDS_MAX


def _is_gap(drafts: Sequence[Draft], index: int) -> bool:
    """Say whether the block is a short stranger with an entry right behind it."""
    text = drafts[index].text
    if is_references_heading(text) or word_count(text) > GAP_WORDS_MAX or index + 1 >= len(drafts):
        return False
    short_title = word_count(text) < CONTINUATION_WORDS_MAX and not is_prose(text) and "." not in text
    return is_entry(drafts[index + 1].text) and not short_title


def _entries(drafts: Sequence[Draft]) -> list[Draft]:
    entries: list[Draft] = []
    for draft in drafts:
        if entries and _is_continuation(draft.text):
            entries[-1] = joined(entries[-1], draft)
            continue
        is_note = _NOTE_NUMBER.match(draft.text) and not is_entry(draft.text)
        kind = BlockKind.NOTE if is_note else BlockKind.REFERENCE_ENTRY
        entries.append(replace(draft, kind=kind, section=Section.REFERENCES, level=0))
    return entries
