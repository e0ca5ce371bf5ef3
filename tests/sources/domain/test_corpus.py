"""The rules on two real documents, told by counts, shapes and single words only."""

import re

import pytest

from sources.domain.canonical import canonicalise
from sources.domain.decoding import decode
from sources.domain.document import BlockKind, Section
from sources.domain.document import FurnitureReason as Reason
from sources.domain.quotes import MatchGrade, Stretch, selectors, verify_quote
from sources.domain.sentences import split_sentences

NAMES = ("easley", "lankov")


@pytest.fixture
def raw(corpus_path):
    return {name: decode((corpus_path / f"{name}.txt").read_bytes()).text for name in NAMES}


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def document(raw, name):
    return canonicalise(raw[name])


@pytest.fixture
def easley(raw):
    return canonicalise(raw["easley"])


@pytest.fixture
def lankov(raw):
    return canonicalise(raw["lankov"])


def contents(document, section):
    return [document.content(block) for block in document.section(section)]


def test_sections_have_the_blocks_that_a_person_counts(easley, lankov):
    def counted(document):
        return [len(document.section(section)) for section in Section]

    assert list(Section) == [Section.MAIN, Section.EDITOR_NOTE, Section.AUTHOR_NOTE, Section.REFERENCES]
    assert counted(easley) == [14, 2, 1, 16]
    assert counted(lankov) == [14, 0, 1, 0]


def test_furniture_is_out_and_says_why(easley, lankov):
    assert [(line.line, line.reason) for line in easley.furniture] == [
        (5, Reason.DOWNLOAD),
        (7, Reason.DOWNLOAD),
        (143, Reason.CREDIT),
        (144, Reason.CONTACT),
        (147, Reason.NAVIGATION),
        (149, Reason.LABEL_VALUE),
        (151, Reason.NAVIGATION),
    ]
    assert [(line.line, line.reason) for line in lankov.furniture] == [(16, Reason.NOTICE), (17, Reason.NOTICE)]


def test_no_word_is_lost_or_made_up(document, raw, name):
    kept = document.text.split() + [word for line in document.furniture for word in line.text.split()]
    assert sorted(kept) == sorted(raw[name].replace("\u00a0", " ").split())


@pytest.mark.parametrize("word", ["LIST", "Theme", "Download", "Typeset", "inquiries", "@", "originally appeared"])
def test_words_of_the_page_are_not_in_the_text(document, word):
    assert word not in document.text


def test_main_text_has_no_link_and_headings_where_they_stand(easley, lankov):
    for document in (easley, lankov):
        main = "\n".join(contents(document, Section.MAIN))
        assert "http" not in main
        assert "doi" not in main
    kinds = [block.kind for block in easley.section(Section.MAIN)]
    assert [i for i, kind in enumerate(kinds) if kind is BlockKind.HEADING] == [2, 6, 9, 12]
    assert set(kinds) == {BlockKind.HEADING, BlockKind.PARAGRAPH}
    assert {block.kind for block in lankov.section(Section.MAIN)} == {BlockKind.PARAGRAPH}


def test_main_text_begins_and_ends_with_its_first_and_last_paragraph(easley, lankov):
    assert [
        (d.section(Section.MAIN)[0].first_line, d.section(Section.MAIN)[-1].last_line) for d in (easley, lankov)
    ] == [
        (11, 63),
        (1, 14),
    ]


def test_the_editors_note_is_apart(easley):
    heading, note = easley.section(Section.EDITOR_NOTE)
    assert heading.kind is BlockKind.HEADING
    assert (note.first_line, note.end - note.start) == (3, 705)
    assert note.end < easley.section(Section.MAIN)[0].start


def test_every_reference_is_one_entry(easley):
    entries = [b for b in easley.section(Section.REFERENCES) if b.kind is BlockKind.REFERENCE_ENTRY]
    texts = [easley.content(block) for block in entries]
    assert len(entries) == 15
    assert all(re.search(r"\. 20(17|19|2[34])\. ", text) for text in texts)
    assert sum(text.startswith("______.") for text in texts) == 1
    # The line that broke off its link belongs to the repeated author's entry.
    assert [(b.first_line, b.last_line) for b in entries if b.first_line != b.last_line] == [(83, 85)]
    assert sum("http" in text for text in texts) == 14


def test_author_notes_are_apart(easley, lankov):
    assert "Ph.D." in contents(easley, Section.AUTHOR_NOTE)[0]
    assert contents(lankov, Section.AUTHOR_NOTE)[0].startswith("About the author")


def test_sentences_slice_back_and_begin_and_end_like_sentences(document):
    spans = split_sentences(document)
    assert "".join(document.text[s.start : s.end] for s in spans).replace(" ", "") == re.sub(r"\s", "", document.text)
    running = [s for s in spans if s.section is Section.MAIN and s.kind is BlockKind.PARAGRAPH]
    for span in running:
        sentence = document.text[span.start : span.end]
        assert re.match(r"[A-Z]", sentence)
        assert re.search(r"[.?]$", sentence)


def test_as_many_sentences_as_a_person_counts(easley, lankov):
    def in_main(document):
        spans = split_sentences(document)
        return sum(s.section is Section.MAIN and s.kind is BlockKind.PARAGRAPH for s in spans)

    assert in_main(easley) == 61
    assert in_main(lankov) == 50


def test_every_sentence_is_a_quotation_that_is_found_again(document):
    typed = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", " ": "\n"})
    for span in split_sentences(document):
        stretch = Stretch(span.start, span.end)
        chosen = selectors(document.text, [stretch])
        match = verify_quote(document.text, chosen.exact, chosen.prefix, chosen.suffix, chosen.start)
        assert (match.grade, match.stretches, match.score) == (MatchGrade.EXACT, (stretch,), 1.0)
        assert verify_quote(document.text, chosen.exact.translate(typed)).stretches == (stretch,)


def test_canonical_text_read_again_stays_the_same(document):
    again = canonicalise(document.text)
    assert again.text == document.text
    assert [(b.kind, b.section) for b in again.blocks] == [(b.kind, b.section) for b in document.blocks]
