import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.clusters.refit import AS_IT_IS, JudgedPair, Recalibration, refit


def judged(count, truth, seed=0, low=0.02, high=0.98):
    """Return pairs of statements of their own, right with the probability that `truth` makes of the base's."""
    generator = np.random.default_rng(seed)
    base = generator.uniform(low, high, size=count)
    return [
        JudgedPair(2 * place, 2 * place + 1, float(p), bool(generator.uniform() < truth(p)))
        for place, p in enumerate(base)
    ]


def test_too_few_decisions_change_nothing():
    assert refit([]) is None
    assert refit(judged(59, lambda p: p)) is None
    assert refit(judged(200, lambda p: p / 50)) is None


def test_a_base_that_promises_too_much_is_corrected():
    found = refit(judged(200, lambda p: p**3))
    assert found.is_better
    assert found.log_loss < found.base_log_loss
    assert found.recalibration.of(0.8) == pytest.approx(0.8**3, abs=0.12)


def test_a_base_that_is_right_stays():
    kept = [refit(judged(120, lambda p: p, seed=seed)).is_better for seed in range(12)]
    assert sum(kept) <= 2


def test_a_base_that_ranks_the_wrong_way_round_ranks_nothing_any_more():
    found = refit(judged(200, lambda p: 1 - p))
    assert found.is_better
    assert found.recalibration.slope == 0
    assert found.recalibration.of(0.1) == found.recalibration.of(0.9) == pytest.approx(0.5, abs=0.1)


def test_what_hangs_together_is_held_back_together():
    """A statement decided on against all others makes one group, on which nothing can be held back."""
    chained = [JudgedPair(0, pair.second, pair.probability, pair.right) for pair in judged(100, lambda p: p**3)]
    assert refit(chained) is None


def test_later_decisions_draw_a_correction_back():
    early = judged(160, lambda p: p**3, seed=3)
    later = [
        JudgedPair(one.first + 10_000, one.second + 10_000, one.probability, one.right)
        for one in judged(900, lambda p: p, seed=4)
    ]
    before, after = refit(early), refit([*early, *later])
    assert before.is_better
    assert abs(after.recalibration.of(0.6) - 0.6) < abs(before.recalibration.of(0.6) - 0.6) / 2


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(60, 160), st.randoms(use_true_random=False))
def test_the_order_of_decisions_changes_nothing(seed, count, chance):
    pairs = judged(count, lambda p: p**2, seed=seed)
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert refit(shuffled) == refit(pairs)


@given(st.floats(-5, 5), st.floats(0, 5), st.floats(0, 1), st.floats(0, 1))
def test_a_correction_keeps_the_order_and_the_range(intercept, slope, one, other):
    correction = Recalibration(intercept, slope)
    low, high = correction.of(min(one, other)), correction.of(max(one, other))
    assert 0 <= low <= high <= 1


@given(st.floats(0.001, 0.999))
def test_no_correction_changes_nothing(probability):
    assert AS_IT_IS.of(probability) == pytest.approx(probability)
