from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sources.domain.marking import Mark, Span, cut_block

TEXT = "One swallow came. Two more came later. 🦅 None of them stayed."


@st.composite
def marked_texts(draw):
    """A text, a block of it, sentences in order, and marks that may overlap and reach out of the block."""
    text = draw(st.text(min_size=1, max_size=80))
    places = st.integers(0, len(text))
    start, end = sorted((draw(places), draw(places)))
    borders = sorted(draw(st.sets(places, max_size=10)))
    sentences = [
        Span(number, first, last) for number, (first, last) in enumerate(pairwise(borders)) if draw(st.booleans())
    ]
    marks = [
        Mark(key, *sorted((draw(places), draw(places)))) for key in draw(st.lists(st.sampled_from("abcde"), max_size=8))
    ]
    return text, start, end, sentences, marks


def pieces_of(runs):
    return [piece for run in runs for piece in run.pieces]


@given(marked_texts())
def test_text_content_is_unchanged(case):
    text, start, end, sentences, marks = case

    pieces = pieces_of(cut_block(text, start, end, sentences, marks))

    assert "".join(piece.text for piece in pieces) == text[start:end]


@given(marked_texts())
def test_every_piece_has_exactly_the_marks_that_cover_it(case):
    text, start, end, sentences, marks = case

    for piece in pieces_of(cut_block(text, start, end, sentences, marks)):
        for offset in range(piece.start, piece.end):
            assert set(piece.keys) == {mark.key for mark in marks if mark.start <= offset < mark.end}


@given(marked_texts())
def test_every_mark_begins_and_ends_once_where_it_lies_within_the_block(case):
    text, start, end, sentences, marks = case
    pieces = pieces_of(cut_block(text, start, end, sentences, marks))

    for mark in marks:
        if start <= mark.start < mark.end <= end:
            assert [piece.start for piece in pieces if mark.key in piece.beginning].count(mark.start) == 1
            assert [piece.end for piece in pieces if mark.key in piece.ending].count(mark.end) == 1


@given(marked_texts())
def test_every_run_is_its_sentence_within_the_block(case):
    text, start, end, sentences, marks = case
    spans = {span.position: (max(span.start, start), min(span.end, end)) for span in sentences}

    for run in cut_block(text, start, end, sentences, marks):
        if run.sentence is not None:
            assert (run.start, run.pieces[-1].end) == spans[run.sentence]


def test_overlapping_marks_are_cut_at_each_border():
    marks = [Mark("a", 0, 11), Mark("b", 4, 17)]

    runs = cut_block(TEXT, 0, 17, [Span(0, 0, 17)], marks)

    assert [(piece.text, piece.keys) for piece in pieces_of(runs)] == [
        ("One ", ("a",)),
        ("swallow", ("a", "b")),
        (" came.", ("b",)),
    ]


def test_a_mark_over_two_sentences_is_cut_between_them():
    sentences = [Span(0, 0, 17), Span(1, 18, 38)]

    runs = cut_block(TEXT, 0, 38, sentences, [Mark("a", 12, 26)])

    assert [(run.sentence, [piece.text for piece in run.pieces]) for run in runs] == [
        (0, ["One swallow ", "came."]),
        (None, [" "]),
        (1, ["Two more", " came later."]),
    ]


def test_offsets_count_code_points_beyond_the_basic_plane():
    eagle = TEXT.index("🦅")

    runs = cut_block(TEXT, 0, len(TEXT), [], [Mark("a", eagle, eagle + 1)])

    assert [piece.text for piece in pieces_of(runs) if piece.keys] == ["🦅"]


def test_an_empty_block_has_no_run():
    assert cut_block(TEXT, 5, 5, [Span(0, 0, 17)], [Mark("a", 0, 9)]) == ()
