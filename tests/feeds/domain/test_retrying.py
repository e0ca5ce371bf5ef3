"""The waits between tries: longer each time, within bounds, and an end."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.domain.retrying import INTERVALS, LONGEST_ASKED, is_success, seconds_until_next

CHANCES = st.floats(0, 1)


@given(st.integers(1, len(INTERVALS) - 1), CHANCES, CHANCES)
def test_each_wait_is_longer_than_the_one_before(attempts, first, second):
    assert seconds_until_next(attempts, chance=first) < seconds_until_next(attempts + 1, chance=second)


@given(st.integers(1, len(INTERVALS)), CHANCES, st.none() | st.integers(0, 10**9))
def test_a_wait_stays_within_its_bounds_whatever_the_receiver_asks(attempts, chance, asked):
    wait = seconds_until_next(attempts, chance=chance, asked=asked)

    assert INTERVALS[attempts - 1] <= wait <= max(1.2 * INTERVALS[attempts - 1], LONGEST_ASKED)
    assert wait >= min(asked or 0, LONGEST_ASKED)


def test_after_the_last_try_it_is_given_up():
    assert seconds_until_next(len(INTERVALS) + 1, chance=0.5, asked=7) is None
    assert 2.5 < sum(INTERVALS) / 86_400 < 3.5  # days


def test_only_what_is_2xx_is_a_success():
    assert [status for status in range(100, 600) if is_success(status)] == list(range(200, 300))
