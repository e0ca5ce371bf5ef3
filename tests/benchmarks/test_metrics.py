"""Holds the measures against values worked out by hand, and against what must hold of them."""

from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.quality.metrics import (
    area_under_curve,
    average_precision,
    best_f1,
    bootstrap_interval,
    calibration_error,
    detection,
    mean_of,
)

SCORES = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=12)
LABELLED = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9]), st.booleans()), min_size=1, max_size=15)


def test_the_area_under_the_curve_counts_ties_half():
    assert area_under_curve([3, 2], [1, 2]) == 0.875
    assert isnan(area_under_curve([], [1]))


@settings(max_examples=60)
@given(SCORES, SCORES)
def test_the_area_under_the_curve_is_the_share_of_pairs_in_order(positive, negative):
    above = [(yes > no) + (yes == no) / 2 for yes in positive for no in negative]
    assert area_under_curve(positive, negative) == pytest.approx(sum(above) / len(above))
    assert area_under_curve(positive, negative) + area_under_curve(negative, positive) == pytest.approx(1)


def test_average_precision_by_hand():
    # Right at ranks 1, 3 and 4 of 5: (1/1 + 2/3 + 3/4) / 3.
    assert average_precision([9, 8, 7, 6, 5], [1, 0, 1, 1, 0]) == pytest.approx((1 + 2 / 3 + 3 / 4) / 3)
    # Two equal scores share their rank: both stand at precision 1/2.
    assert average_precision([1, 1], [1, 0]) == 0.5
    assert isnan(average_precision([1, 2], [0, 0]))


@settings(max_examples=60)
@given(LABELLED, st.randoms())
def test_average_precision_does_not_depend_on_the_order_of_rows(rows, random):
    shuffled = rows[:]
    random.shuffle(shuffled)
    one, other = (average_precision(*zip(*each, strict=True)) for each in (rows, shuffled))
    assert (isnan(one) and isnan(other)) or one == pytest.approx(other)


def test_detection_by_hand():
    found = detection([1, 1, 0, 0, 1], [1, 0, 1, 0, 1])
    assert (found.precision, found.recall, found.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert isnan(detection([0], [0]).f1)


@settings(max_examples=60)
@given(LABELLED)
def test_no_line_gives_more_than_the_best_f1(rows):
    scores, right = zip(*rows, strict=True)
    best, line = best_f1(scores, right)
    tried = [detection([score >= each for score in scores], right).f1 for each in scores]
    if any(right):
        assert best == pytest.approx(max(tried))
        assert detection([score >= line for score in scores], right).f1 == pytest.approx(best)
    else:
        assert isnan(best)


def test_calibration_error_by_hand():
    # 0.9 said twice and right once: off by 0.4. 0.1 said twice and never right: off by 0.1.
    assert calibration_error([0.9, 0.9, 0.1, 0.1], [1, 0, 0, 0]) == pytest.approx(0.25)
    assert calibration_error([1.0, 0.0], [1, 0]) == 0
    assert isnan(calibration_error([], []))


def test_an_interval_holds_the_mean_and_is_the_same_every_time():
    values = [0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0]
    low, high = bootstrap_interval(values, mean_of)
    assert low < mean_of(values) < high
    assert (low, high) == bootstrap_interval(values, mean_of)


def test_too_few_units_have_no_interval():
    assert bootstrap_interval([1.0, 2.0], mean_of) is None
    assert bootstrap_interval([float("nan")] * 8, mean_of) is None
