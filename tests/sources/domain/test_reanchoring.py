from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.domain.alignment import align_words
from sources.domain.candidates import compare_texts
from sources.domain.quotes import Stretch
from sources.domain.reanchoring import Change, Outcome, reanchor
from sources.domain.seeds import rising_chain
from sources.domain.tokens import number_words

WORDS = [
    "ferry",
    "pier",
    "dawn",
    "may",
    "must",
    "all",
    "some",
    "ships",
    "wait",
    "pay",
    "council",
    "船",
    "は",
    "待つ",
    "السفينة",
    "تنتظر",
    "😀",
    "𝒳",
    "¿",
    "—",
    "l’eau",
    "Don't",
    "résumé",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: " ".join(words) + ". ")
TEXTS = st.lists(SENTENCES, min_size=1, max_size=9).map("".join)
OLD = (
    "The ferry may sail at nine when the tide allows. Nobody paid the harbour dues last year.\n\n"
    "All ships must wait at the pier until dawn breaks. The council met twice and left.\n\n"
    "Seven barges carried grain to the mills upriver. Their owners asked for lower dues."
)


def stretch_of(text, quote):
    start = text.index(quote)
    return Stretch(start, start + len(quote))


def found(new, quote, old=OLD):
    placement = reanchor(compare_texts(old, new), [stretch_of(old, quote)])
    return placement, [new[one.start : one.end] for one in placement.stretches]


def test_a_verbatim_passage_behind_an_insertion_is_sure_and_unchanged():
    placement, slices = found("A new first line.\n\n" + OLD, "Nobody paid the harbour dues last year.")
    assert (placement.outcome, placement.change, placement.score) == (Outcome.SURE, Change.UNCHANGED, 1.0)
    assert slices == ["Nobody paid the harbour dues last year."]


def test_an_edited_passage_is_sure_with_its_new_words_and_its_full_stop():
    new = OLD.replace("at nine when", "at ten sharp when")
    placement, slices = found(new, "The ferry may sail at nine when the tide allows.")
    assert (placement.outcome, placement.change) == (Outcome.SURE, Change.REWORDED)
    assert slices == ["The ferry may sail at ten sharp when the tide allows."]
    assert 0.8 < placement.score < 1


def test_a_word_replaced_at_the_end_belongs_to_the_passage():
    placement, slices = found(OLD.replace("until dawn breaks", "until dawn comes"), "until dawn breaks.")
    assert slices == ["until dawn comes."]
    assert placement.outcome is Outcome.SURE


def test_a_moved_paragraph_is_sure_and_moved():
    first, second, third = OLD.split("\n\n")
    placement, slices = found(f"{third}\n\n{first}\n\n{second}", "Seven barges carried grain to the mills upriver.")
    assert (placement.outcome, placement.change) == (Outcome.SURE, Change.MOVED)
    assert slices == ["Seven barges carried grain to the mills upriver."]


def test_a_moved_and_edited_paragraph_is_found():
    first, second, third = OLD.split("\n\n")
    new = "\n\n".join((third.replace("grain", "coal"), first, second))
    placement, slices = found(new, "Seven barges carried grain to the mills upriver.")
    assert (placement.outcome, placement.change) == (Outcome.SURE, Change.REWORDED)
    assert slices == ["Seven barges carried coal to the mills upriver."]


def test_a_deleted_passage_is_orphaned():
    placement, slices = found(OLD.replace("The council met twice and left.", ""), "The council met twice and left.")
    assert (placement.outcome, slices) == (Outcome.ORPHANED, [])


@pytest.mark.parametrize(
    "twin", ["All ships may wait at the pier until dawn breaks.", "Some ships must wait at the pier until dawn breaks."]
)
@pytest.mark.parametrize("place", [0, 1])
def test_a_deleted_sentence_is_never_attached_to_its_twin(twin, place):
    original = "All ships must wait at the pier until dawn breaks."
    old = f"{twin}\n\n{OLD}" if place == 0 else f"{OLD}\n\n{twin}"
    placement, _ = found(old.replace(original + " ", ""), original, old)
    assert placement.outcome is Outcome.ORPHANED


def test_the_very_words_where_they_stood_before_are_a_question():
    old = f"{OLD}\n\nLater on, nobody paid the harbour dues last year. So it stayed."
    new = old.replace("Nobody paid the harbour dues last year.", "", 1)
    placement, _ = found(new, "obody paid the harbour dues last year.", old)
    assert placement.outcome is Outcome.ASK


def test_a_short_word_is_not_attached_by_itself():
    placement, _ = found("Something else altogether was written about the moon.", "the", OLD)
    assert placement.outcome is Outcome.ORPHANED


def test_a_passage_of_two_stretches_is_a_question_when_one_is_gone():
    texts = compare_texts(OLD, OLD.replace("The council met twice and left.", ""))
    stretches = [stretch_of(OLD, "All ships must wait"), stretch_of(OLD, "The council met twice")]
    placement = reanchor(texts, stretches)
    assert placement.outcome is Outcome.ASK
    assert len(placement.stretches) == 1


def test_two_stretches_that_stay_are_sure():
    new = "Foreword. " + OLD
    stretches = [stretch_of(OLD, "All ships must wait"), stretch_of(OLD, "The council met twice")]
    placement = reanchor(compare_texts(OLD, new), stretches)
    assert placement.outcome is Outcome.SURE
    assert [new[one.start : one.end] for one in placement.stretches] == ["All ships must wait", "The council met twice"]


def test_scripts_without_spaces_and_from_right_to_left_are_aligned_by_their_own_words():
    old = "船は夜明けまで港で待つ。料金は払われなかった。😀 \n\nيجب على جميع السفن الانتظار في الميناء حتى الفجر."
    new = "はじめに。船は夜明けまで沖で待つ。料金は払われなかった。😀 \n\nيجب على معظم السفن الانتظار في الميناء حتى الفجر."
    placement, slices = found(new, "船は夜明けまで港で待つ。", old)
    assert (placement.outcome, slices) == (Outcome.SURE, ["船は夜明けまで沖で待つ。"])
    placement, slices = found(new, "يجب على جميع السفن الانتظار في الميناء", old)
    assert (placement.outcome, slices) == (Outcome.SURE, ["يجب على معظم السفن الانتظار في الميناء"])


def test_what_lies_outside_of_the_text_is_refused():
    texts = compare_texts("ab cd", "ab cd")
    for stretches in ([], [Stretch(0, 6)], [Stretch(3, 3)]):
        with pytest.raises(ValueError, match="no passage"):
            reanchor(texts, stretches)


@given(TEXTS, st.data())
@settings(max_examples=60, deadline=None)
def test_equal_texts_keep_every_passage_where_it_is(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    placement = reanchor(compare_texts(text, text), [Stretch(start, end)])
    assert (placement.outcome, placement.stretches, placement.score) == (Outcome.SURE, (Stretch(start, end),), 1.0)


@given(TEXTS, TEXTS, st.data())
@settings(max_examples=120, deadline=None)
def test_what_is_found_is_a_slice_and_the_answer_is_always_the_same(old, new, data):
    start = data.draw(st.integers(0, len(old) - 1))
    stretch = Stretch(start, data.draw(st.integers(start + 1, len(old))))
    placement = reanchor(compare_texts(old, new), [stretch])
    assert placement == reanchor(compare_texts(old, new), [stretch])
    assert (placement.outcome is Outcome.ORPHANED) == (not placement.stretches)
    assert all(0 <= one.start < one.end <= len(new) for one in placement.stretches)
    assert 0 <= placement.score <= 1
    if placement.score == 1.0:
        assert [new[one.start : one.end] for one in placement.stretches] == [old[stretch.start : stretch.end]]


@given(TEXTS, TEXTS)
@settings(max_examples=120, deadline=None)
def test_the_alignment_is_one_to_one_of_equal_words_and_rises_but_for_what_moved(old, new):
    one, other = number_words(old, new)
    alignment = align_words(one, other)
    matched = np.flatnonzero(alignment.to_new >= 0)
    assert (one.numbers[matched] == other.numbers[alignment.to_new[matched]]).all()
    assert (alignment.to_old[alignment.to_new[matched]] == matched).all()
    assert np.count_nonzero(alignment.to_old >= 0) == len(matched)
    staying = alignment.to_new[matched[~alignment.moved[matched]]]
    assert all(before < after for before, after in pairwise(staying.tolist()))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30))
@settings(max_examples=60)
def test_a_rising_chain_rises_in_both_columns_and_none_is_longer(pairs):
    rows = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
    chain = rising_chain(rows).tolist()
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
    longest = [1] * len(rows)
    for index, (old, new) in enumerate(rows.tolist()):
        longest[index] += max(
            (longest[before] for before in range(index) if rows[before, 0] < old and rows[before, 1] < new), default=0
        )
    assert len(chain) == max(longest, default=0)


def test_words_of_a_text_are_its_slices():
    text = "L’eau, Don't; 船は 😀ok ‒ नमस्ते a\u0301b"
    (words,) = number_words(text)
    slices = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    assert slices == ["L’eau", "Don't", "船", "は", "😀", "ok", "नमस्ते", "a\u0301b"]
