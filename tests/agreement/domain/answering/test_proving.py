import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.answering.proving import LEAST_GUESSES, Proof, guess_of, prove


@pytest.mark.parametrize(
    ("entails", "contradicts", "guess"),
    [(0.95, 0.01, "supports"), (0.02, 0.9, "contradicts"), (0.6, 0.3, ""), (0.1, 0.1, "")],
)
def test_a_model_abstains_unless_it_is_sure(entails, contradicts, guess):
    assert guess_of(entails, contradicts) == guess


def test_guesses_are_shown_once_enough_were_right():
    right = [("supports", "supports")]
    assert not prove(right * (LEAST_GUESSES - 1)).is_enough
    assert prove(right * LEAST_GUESSES).is_enough
    assert not prove(right * LEAST_GUESSES + [("supports", "contradicts")] * 6).is_enough
    assert prove([("", "supports"), ("contradicts", "")]) == Proof(right=0, count=1)


@given(right=st.integers(0, 400), wrong=st.integers(0, 400))
def test_one_more_right_guess_never_hides_what_was_shown(right, wrong):
    proof = Proof(right, right + wrong)
    assert 0 < proof.smoothed < 1
    if proof.is_enough:
        assert Proof(right + 1, right + wrong + 1).is_enough
