"""Decisions a minute, of the time that somebody was at work."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.answering import pace

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def pace_of(moments):
    """The pace just after the last of the moments."""
    return pace.pace_of(moments, now=max(moments, default=START) + timedelta(seconds=1))


def after(*seconds):
    """Moments with those gaps between them."""
    at, moments = START, [START]
    for gap in seconds:
        at += timedelta(seconds=gap)
        moments.append(at)
    return moments


def test_nothing_and_too_little_have_no_pace():
    assert (pace_of([]).decisions, pace_of([]).a_minute) == (0, None)
    assert (pace_of(after(5, 5)).decisions, pace_of(after(5, 5)).a_minute) == (3, None)


def test_a_decision_every_six_seconds_is_ten_a_minute():
    assert pace_of(after(*[6] * 20)).a_minute == pytest.approx(10)


def test_a_pause_counts_on_neither_side():
    found = pace_of(after(6, 6, 6, 600, 6, 6))
    assert (found.decisions, found.active, found.a_minute) == (7, timedelta(seconds=30), pytest.approx(10))


def test_a_long_pause_begins_a_new_sitting():
    assert pace_of(after(1, 1, 1, 1, 3600, 6, 6, 6)).decisions == 4


def test_a_sitting_that_is_over_has_no_pace():
    assert pace.pace_of(after(6, 6, 6, 6), now=START + timedelta(hours=2)).decisions == 0


def test_many_at_one_moment_have_no_pace():
    assert pace_of([START] * 9).a_minute is None


@given(st.lists(st.integers(1, 5000), max_size=30), st.randoms())
def test_the_order_does_not_matter_and_no_pace_is_below_one(gaps, chance):
    moments = after(*gaps)
    shuffled = moments[:]
    chance.shuffle(shuffled)
    found = pace_of(moments)
    assert pace_of(shuffled) == found
    assert found.a_minute is None or found.a_minute >= 1
    assert 1 <= found.decisions <= len(moments)
