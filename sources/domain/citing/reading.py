"""A text with its blocks to entries, citations, their links, and how far each citation reaches."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.domain.citing.citations import (
    Citation,
    CitationStyle,
    KnownWorks,
    find_citations,
    known_works,
)
from sources.domain.citing.entries import read_entries
from sources.domain.citing.linking import Link, link_citations
from sources.domain.citing.works import Work
from sources.domain.document import BlockKind, Section

_END_OF_SENTENCE = re.compile(r"[\s.!?…”’\"'»)\]⁰¹²³⁴-⁹]*")


@dataclass(frozen=True)
class Part:
    """A block or sentence, `text[start:end]` in code points; `kind` and `section` are its block's."""

    start: int
    end: int
    kind: BlockKind
    section: Section


@dataclass(frozen=True)
class Entry:
    """An entry of the reference list, `text[start:end]`, and the work that it names."""

    start: int
    end: int
    work: Work


@dataclass(frozen=True)
class CitedPlace:
    """A citation with its link.

    `reach_start` to `reach_end` is the text that leans on the cited work: all of the sentence if the citation ends it
    or names the author in it, the sentence before too if the citation stands alone, else the citation itself.
    """

    citation: Citation
    link: Link
    reach_start: int
    reach_end: int


@dataclass(frozen=True)
class CitedReading:
    """Entries and citations of one text in order, and the places of the entries that nothing cites."""

    entries: tuple[Entry, ...]
    places: tuple[CitedPlace, ...]
    never_cited: tuple[int, ...]


def read_citing(text: str, blocks: Sequence[Part], sentences: Sequence[Part]) -> CitedReading:
    """Return who is cited where in the text. Blocks and sentences are in order; linear in the text's length."""
    listed = [block for block in blocks if _is_entry(block)]
    works = read_entries([text[block.start : block.end] for block in listed])
    spans = [(block.start, block.end) for block in blocks if _may_cite(block)]
    works, citations = _find(text, spans, works)
    linked = link_citations(citations, works)
    starts = [sentence.start for sentence in sentences]
    places = []
    for citation, link in zip(citations, linked.links, strict=True):
        first, last = reach(text, citation, sentences, starts)
        places.append(CitedPlace(citation, link, first, last))
    entries = tuple(Entry(block.start, block.end, work) for block, work in zip(listed, works, strict=True))
    return CitedReading(entries, tuple(places), linked.never_cited)


def reach(text: str, citation: Citation, sentences: Sequence[Part], starts: Sequence[int]) -> tuple[int, int]:
    """Return the start and end of the text that leans on the citation; `starts` are those of the sentences."""
    index = bisect_right(starts, citation.start) - 1
    if index < 0 or sentences[index].end < citation.end:
        return citation.start, citation.end
    sentence = sentences[index]
    ends = _END_OF_SENTENCE.match(text, citation.group_end)
    at_end = ends is not None and ends.end() >= sentence.end
    alone = at_end and citation.group_start <= sentence.start and citation.style is not CitationStyle.NARRATIVE
    if alone and index and "\n" not in text[sentences[index - 1].end : sentence.start]:
        return sentences[index - 1].start, sentence.end
    if at_end or citation.style is CitationStyle.NARRATIVE:
        return sentence.start, sentence.end
    return citation.start, citation.end


def _find(text: str, spans: list[tuple[int, int]], works: list[Work]) -> tuple[list[Work], list[Citation]]:
    """Return the works, numbered if the text cites them by number alone, and the citations."""
    known = known_works(works)
    found = find_citations(text, spans, known)
    if found or known.numbers or not works:
        return works, found
    numbered = [replace(work, number=place) for place, work in enumerate(works, start=1)]
    by_number = find_citations(text, spans, KnownWorks(known.names, frozenset(range(1, len(works) + 1))))
    bracketed = [one for one in by_number if one.style is CitationStyle.NUMBER]
    return (numbered, bracketed) if bracketed else (works, found)


def _is_entry(block: Part) -> bool:
    return block.section is Section.REFERENCES and block.kind is BlockKind.REFERENCE_ENTRY


def _may_cite(block: Part) -> bool:
    return block.kind is not BlockKind.HEADING and not _is_entry(block)
