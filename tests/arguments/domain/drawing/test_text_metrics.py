import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.domain.drawing.text_metrics import FILL, TextStyle, text_width, wrap_text

STYLE = TextStyle(size=14, line_height=19)


def test_lines_stay_within_the_width():
    text = "Most people who come to the old town arrive on foot, by tram or on a bicycle, whatever shopkeepers think."

    wrapped = wrap_text(text, 204, STYLE, 6)

    assert len(wrapped.lines) > 2
    assert all(text_width(line, STYLE) <= 204 * FILL for line in wrapped.lines)
    assert " ".join(wrapped.lines) == text


def test_what_does_not_fit_ends_with_an_ellipsis():
    wrapped = wrap_text("word " * 200, 204, STYLE, 6)

    assert wrapped.is_cut
    assert len(wrapped.lines) == 6
    assert wrapped.lines[-1].endswith("…")
    assert text_width(wrapped.lines[-1], STYLE) <= 204 * FILL


def test_a_text_that_just_fits_is_not_cut():
    wrapped = wrap_text("one two", 204, STYLE, 1)

    assert (wrapped.lines, wrapped.is_cut) == (("one two",), False)


def test_the_empty_text_has_one_empty_line():
    assert wrap_text("", 204, STYLE, 6).lines == ("",)


def test_a_word_longer_than_a_line_is_broken():
    wrapped = wrap_text("x" * 100, 204, STYLE, 6)

    assert "".join(wrapped.lines) == "x" * 100
    assert all(text_width(line, STYLE) <= 204 for line in wrapped.lines)


def test_long_words_break_after_a_hyphen_first():
    wrapped = wrap_text("state-controlled-import-substitution-programme", 204, STYLE, 6)

    assert wrapped.lines[0].endswith("-")


def test_wide_characters_break_between_each_other():
    wrapped = wrap_text("정책" * 30, 204, STYLE, 6)

    assert len(wrapped.lines) > 3
    assert all(len(line) <= 14 for line in wrapped.lines)


def test_combining_marks_take_no_width():
    assert text_width("e\u0301", STYLE) == pytest.approx(text_width("e", STYLE), abs=0.5)


def test_letters_of_a_variable_font_get_wider_with_weight():
    assert text_width("premise", TextStyle(14, 19, 600)) > text_width("premise", STYLE)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.integers(1, 8))
def test_any_text_keeps_its_words_or_says_that_it_is_cut(text, max_lines):
    wrapped = wrap_text(text, 204, STYLE, max_lines)

    assert 1 <= len(wrapped.lines) <= max_lines
    if not wrapped.is_cut:
        assert "".join("".join(wrapped.lines).split()) == "".join(text.split())


def test_a_text_of_ten_thousand_characters_is_wrapped_at_once():
    start = time.process_time()

    wrapped = wrap_text("x" * 10_000, 204, STYLE, 6)

    assert wrapped.is_cut
    assert time.process_time() - start < 0.25
