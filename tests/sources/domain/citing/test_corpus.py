"""The rules on the real document with a reference list, told by counts, years and hashes."""

import hashlib

import pytest

from sources.domain.canonical import canonicalise
from sources.domain.citing.linking import LinkProblem
from sources.domain.citing.reading import Part, read_citing
from sources.domain.decoding import decode
from sources.domain.sentences import split_sentences


def read(path):
    document = canonicalise(decode(path.read_bytes()).text)
    parts = [Part(block.start, block.end, block.kind, block.section) for block in document.blocks]
    sentences = [Part(one.start, one.end, one.kind, one.section) for one in split_sentences(document)]
    return document.text, read_citing(document.text, parts, sentences)


@pytest.fixture
def easley(corpus_path):
    return read(corpus_path / "easley.txt")


def test_every_citation_is_found_and_linked_to_the_entry_that_a_person_reads(easley):
    _text, found = easley

    # The place of the meant entry in the list, as read by eye, in the order of the citations.
    assert [place.link.entry for place in found.places] == [2, 5, 14, 12, 9, 11, 10, 6, 13, 8, 7, 1, 0, 4, 3]
    assert found.never_cited == ()


def test_the_one_year_that_differs_and_the_one_short_name_are_told(easley):
    _text, found = easley

    problems = [(number, place.link.problem) for number, place in enumerate(found.places) if place.link.problem]
    assert problems == [(4, LinkProblem.YEAR_DIFFERS)]
    assert found.places[4].citation.year == "2023"
    assert found.entries[9].work.year == "2024"
    assert [number for number, place in enumerate(found.places) if place.link.spelling] == [3]


def test_spans_and_sentences_are_exact(easley):
    text, found = easley

    spans = "|".join(text[place.citation.start : place.citation.end] for place in found.places)
    assert hashlib.sha256(spans.encode()).hexdigest()[:16] == "4ae122eb223ba7a1"
    assert all(
        text[place.citation.group_end : place.reach_end] == "."
        for place in found.places
        if place.reach_end > place.citation.end
    )


def test_entries_have_their_fields(easley):
    _text, found = easley
    works = [entry.work for entry in found.entries]

    assert len(works) == 15
    assert sum(bool(work.doi) for work in works) == 3
    assert sum(bool(work.url) for work in works) == 14
    assert sum(bool(work.volume and work.issue and work.pages) for work in works) == 5
    assert [work.year for work in works].count("2024") == 9
    assert all(work.title and work.names for work in works)


def test_a_text_without_list_and_citations_has_none(corpus_path):
    _text, found = read(corpus_path / "lankov.txt")

    assert (found.entries, found.places, found.never_cited) == ((), (), ())
