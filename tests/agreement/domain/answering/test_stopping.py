"""Whether going on pays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.answering.stopping import Advice, Because, outlook_of, words_of

CHANCES = st.lists(st.floats(0, 1), max_size=40)
ANSWERED = st.lists(st.tuples(st.booleans(), st.none() | st.floats(0, 1)), max_size=40)


def test_nothing_open_is_done():
    assert outlook_of([(True, 0.9)], []).advice == Advice.DONE
    assert outlook_of([], []).recall is None


def test_what_is_likely_is_worth_going_on():
    outlook = outlook_of([(True, 0.9), (False, 0.1)], [0.9, 0.7, 0.5])
    assert (outlook.advice, outlook.because) == (Advice.GO_ON, Because.NONE)
    assert outlook.left == pytest.approx(2.1)
    assert outlook.recall == pytest.approx(1 / 3.1)


def test_enough_once_nearly_all_is_found():
    outlook = outlook_of([(True, 1.0)] * 39, [0.05] * 20)
    assert (outlook.advice, outlook.because) == (Advice.ENOUGH, Because.RECALL)


def test_enough_once_the_best_ten_bring_less_than_one():
    outlook = outlook_of([(True, 1.0)], [0.09] * 30)
    assert (outlook.advice, outlook.because) == (Advice.ENOUGH, Because.AHEAD)
    assert outlook_of([(True, 1.0)], [0.09] * 9).advice == Advice.GO_ON


def test_twenty_rejections_in_a_row_are_enough():
    outlook = outlook_of([(True, 0.5), *[(False, None)] * 20], [0.9] * 3)
    assert (outlook.because, outlook.run, outlook.run_share_below) == (Because.RUN, 20, pytest.approx(0.15))
    assert outlook_of([*[(False, None)] * 20, (True, None)], [0.9] * 3).run == 0


def test_a_calibration_that_promised_too_much_is_corrected():
    hopeful = outlook_of([(False, 0.9)] * 20, [0.5] * 4)
    assert hopeful.factor == pytest.approx(10 / 28)
    assert hopeful.left == pytest.approx(4 * 0.5 * 10 / 28)


@given(ANSWERED, CHANCES)
def test_the_estimate_keeps_its_bounds(answered, chances):
    outlook = outlook_of(answered, chances)
    assert 0 <= outlook.left <= outlook.open + 1e-9
    assert outlook.ahead <= outlook.left + 1e-9
    assert outlook.spread**2 <= outlook.left + 1e-9
    assert outlook.recall is None or 0 <= outlook.recall <= 1
    assert (outlook.advice == Advice.DONE) == (not chances)
    assert bool(outlook.because) == (outlook.advice == Advice.ENOUGH)


@given(ANSWERED, CHANCES, st.randoms())
def test_the_order_of_what_is_open_does_not_matter(answered, chances, chance):
    shuffled = chances[:]
    chance.shuffle(shuffled)
    assert outlook_of(answered, shuffled) == outlook_of(answered, chances)


@given(ANSWERED, CHANCES)
def test_one_more_right_passage_never_lowers_the_recall(answered, chances):
    before, after = outlook_of(answered, chances), outlook_of([*answered, (True, None)], chances)
    assert after.recall >= (before.recall or 0) - 1e-9


@pytest.mark.parametrize(
    ("answered", "chances", "words"),
    [
        ([], [], "Nothing is left to answer. Found: 0."),
        ([], [0.9, 0.8], "Going on pays. Of the 2 left about 1.7 would be right."),
        (
            [(True, None)] * 3,
            [1.0],
            "Going on pays. Of the 1 left about 1.0 would be right. 3 found, about 75 % of what is there.",
        ),
        ([], [0.2, 0.1], "Nearly done. Of the 2 left about 0.3 would be right."),
        (
            [(True, None)] * 39,
            [0.05] * 20,
            "Going on no longer pays. Of the 20 left about 1.0 would be right. 39 found, about 98 % of what is there.",
        ),
        (
            [(False, None)] * 20,
            [0.9],
            "Going on no longer pays. The last 20 in a row were about neither: of such passages fewer than 15 % are right.",
        ),
        (
            [],
            [0.09] * 30,
            "Going on no longer pays. Of the 30 left about 3 would be right, and of the best ten fewer than one.",
        ),
    ],
)
def test_the_advice_is_said_with_its_numbers(answered, chances, words):
    assert words_of(outlook_of(answered, chances)) == words


def test_what_was_accepted_elsewhere_is_found_too():
    assert outlook_of([(True, None)], [0.5], elsewhere=3).recall == pytest.approx(4 / 4.5)


def test_the_experience_of_all_claims_corrects_that_of_one():
    assert outlook_of([], [0.5], experience=[(False, 0.9)] * 20).factor == pytest.approx(10 / 28)
