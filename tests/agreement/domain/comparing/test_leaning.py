"""A stance as a number, and how contested a claim is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.comparing.comparison import Position
from agreement.domain.comparing.leaning import LEAST, contest, lean

LEANINGS = st.lists(st.floats(-1, 1), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("position", "likelihood", "leaning"),
    [
        (Position.AFFIRMS, None, 1),
        (Position.AFFIRMS, 0.65, 0.3),
        (Position.AFFIRMS, 0.5, LEAST),
        (Position.DENIES, None, -1),
        (Position.DENIES, 0.3, -0.4),
        (Position.DENIES, 0.9, -LEAST),
        (Position.QUALIFIES, None, 0),
        (Position.UNDECIDED, 0.45, -0.1),
        (Position.QUALIFIES, 0.9, LEAST),
    ],
)
def test_a_likelihood_moves_a_stance_but_never_across_the_middle(position, likelihood, leaning):
    assert lean(position, likelihood) == pytest.approx(leaning)


@given(st.sampled_from(Position), st.floats(0, 1), st.floats(0, 1))
def test_the_likelier_an_author_holds_a_claim_the_further_up_the_stance_lies(position, one, other):
    low, high = sorted((one, other))
    assert -1 <= lean(position, low) <= lean(position, high) <= 1


@given(LEANINGS)
def test_contested_lies_between_nothing_and_one_whatever_the_order(leanings):
    assert 0 <= contest(leanings) <= 1
    assert contest(leanings) == pytest.approx(contest(leanings[::-1]))
    assert contest([-one for one in leanings]) == pytest.approx(contest(leanings))


@pytest.mark.parametrize("count", [2, 3, 4, 12])
def test_halves_at_the_two_ends_are_as_contested_as_can_be(count):
    assert contest([1.0] * (count // 2) + [-1.0] * (count - count // 2)) == pytest.approx(1)
    assert contest([0.3] * count) == 0


def test_one_voice_contests_nothing():
    assert contest([1.0]) is None
