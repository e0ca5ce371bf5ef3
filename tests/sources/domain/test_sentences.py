import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.domain.canonical import canonicalise
from sources.domain.document import BlockKind, Draft, Section, assemble
from sources.domain.sentences import split_sentences


def sentences(text):
    """Return the sentences of one paragraph."""
    document = assemble([Draft(text, 1, 1)], [])
    return [document.text[span.start : span.end] for span in split_sentences(document)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. fleet left.", "It came back at 5 p.m. with the U.K. Navy."],
        ["He moved to the U.S.", "The law there was kinder."],
        ["Example et al. (2019) wrote about it.", "Sample et al. did not."],
        ["It was ferry vs. bridge for years.", "The bridge won."],
        ["The island was No. 1 in the list.", "See No. 4 and Vol. 2, p. 7 of the report."],
        ["Was it so?", "No.", "He had lied."],
        ["J. R. Example met S. Korea's envoy.", "N. Sample did not."],
        ["They chose plan B.", "It failed."],
        ["He chose option A.", "I did not.", "The rest chose option B.", "They won."],
        ["They loved art.", "The museum closed."],
        ["She is a Ph.D. Student in Oslo.", "He has a Ph.D.", "She has none."],
        ["He lived in Main St.", "The house is gone."],
        ["The report—No. 4—was lost.", "It met in Washington, D.C.", "The talks failed."],
        ["The U.S.-led group left.", "U.S. troops stayed.", "The U.S. did not."],
        ["J.R. Example, Jr., met President Donald J. Example.", "He was late."],
        ["Dr. Example and Prof. Sample met Gen. Pier in St. Example.", "They talked."],
        ["The storm came… and went.", "Nobody slept."],
        ["The storm came…", "Then it went."],
        ["The storm came...", "Then it went."],
        ["“It is over.”", "She left the pier."],
        ["He asked “Why?” and left.", "Nobody knew."],
        ["“Why not?” he asked.", "Nobody knew."],
        ["“Why not?” Captain Example asked.", "“Nobody knows!” the mate said."],
        ["He asked “Why not?”", "Captain Example left."],
        ["(The report was lost.)", "Nobody asked for it."],
        ["The report was lost (nobody knows when.)", "It was found later."],
        ["He said, “The ferry is late.”", "“Is it?” she asked."],
        ["It was late.[3]", "It stayed so."],
        ["It was late.12", "It stayed so."],
        ["It cost 3.5 million in 2019.", "In 2020 it cost more."],
        ["Approx. five boats came, i.e. all of them, e.g. the ferry.", "Fig. 3 shows them."],
        ["1. Show the licence.", "It must be valid."],
        ["See https://example.org/a.b?c=d.e for it.", "Write to a.b@example.org at once."],
        ["Where is it?!", "There!"],
        ["On Jan. 5 it rained, and on Feb. 6 too.", "In March it was dry."],
        ["He left. iPhone sales rose."[:8], "iPhone sales rose."],
        ["他来了。", "她走了！", "为什么？"],
        ["Она пришла.", "Он ушёл."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts):
    joined = ("" if parts[0].endswith("。") else " ").join(parts)
    assert sentences(joined) == parts


def test_spans_know_their_block_section_and_kind():
    raw = "Title of It\n\nOne sentence is here. Another one follows it.\n\nAbout the author: Ann is a pilot."
    document = canonicalise(raw)
    assert [(s.block, s.section, s.kind) for s in split_sentences(document)] == [
        (0, Section.MAIN, BlockKind.HEADING),
        (1, Section.MAIN, BlockKind.PARAGRAPH),
        (1, Section.MAIN, BlockKind.PARAGRAPH),
        (2, Section.AUTHOR_NOTE, BlockKind.PARAGRAPH),
    ]


def test_headings_and_reference_entries_are_one_sentence_each():
    drafts = [
        Draft("What? When? Where", 1, 1, kind=BlockKind.HEADING, level=1),
        Draft("Doe, J. 2001. A Title. A Journal.", 2, 2, BlockKind.REFERENCE_ENTRY, Section.REFERENCES),
    ]
    assert len(split_sentences(assemble(drafts, []))) == 2


def test_the_language_may_carry_a_region():
    document = assemble([Draft("Er kam z.B. heute. Sie ging.", 1, 1)], [])
    assert [span.end for span in split_sentences(document, "de-AT")] == [18, 28]


PIECES = st.sampled_from(
    [
        "A word",
        "U.S.",
        "e.g.",
        "No.",
        "3.",
        "(",
        ")",
        "“",
        "”",
        '"',
        "…",
        "...",
        "?",
        "!",
        ".",
        "J.",
        "😀",
        "그는 왔다.",
        "。",
        "et al.",
        "]",
        "x",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25), st.booleans())
def test_every_character_lies_in_exactly_one_sentence(pieces, spaced):
    document = canonicalise((" " if spaced else "").join(pieces))
    spans = split_sentences(document)
    covered = []
    for span in spans:
        sentence = document.text[span.start : span.end]
        block = document.blocks[span.block]
        assert sentence
        assert sentence == sentence.strip()
        assert block.start <= span.start < span.end <= block.end
        covered += range(span.start, span.end)
    assert covered == sorted(set(covered))
    missed = set(range(len(document.text))) - set(covered)
    assert all(document.text[offset].isspace() for offset in missed)


def test_a_long_paragraph_is_split_in_one_go():
    text = " ".join(f"Ferry number {number} was late by {number % 60} minutes." for number in range(5_000))
    assert len(sentences(text)) == 5_000
    assert all(re.fullmatch(r"Ferry number \d+ was late by \d+ minutes\.", s) for s in sentences(text)[:50])
