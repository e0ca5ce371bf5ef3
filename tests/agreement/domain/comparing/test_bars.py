"""Geometry of the diverging bars."""

from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.comparing.bars import Tally, diverging_bars

counts = st.integers(min_value=0, max_value=50)
tallies = st.lists(st.builds(Tally, agree=counts, disagree=counts, mixed=counts), min_size=1, max_size=8)


def test_parting_stands_left_agreeing_right_and_mixed_across_the_middle():
    (bar,) = diverging_bars([Tally(agree=2, disagree=1, mixed=1)])
    assert bar.width == 10
    assert (bar.disagree_start, bar.disagree_width) == (2, 2)
    assert (bar.mixed_start, bar.mixed_width) == (4, 2)
    assert (bar.agree_start, bar.agree_width) == (6, 4)


def test_nothing_has_no_parts_but_a_width_to_draw_in():
    (bar,) = diverging_bars([Tally(agree=0, disagree=0, mixed=0)])
    assert (bar.width, bar.disagree_width, bar.mixed_width, bar.agree_width) == (2, 0, 0, 0)


@given(tallies)
def test_bars_share_one_scale_stay_inside_and_join_without_gaps(rows):
    bars = diverging_bars(rows)
    assert len({bar.width for bar in bars}) == 1
    for bar in bars:
        assert bar.disagree_start >= 0
        assert bar.agree_start + bar.agree_width <= bar.width
        assert bar.disagree_start + bar.disagree_width == bar.mixed_start
        assert bar.mixed_start + bar.mixed_width == bar.agree_start
        assert bar.mixed_start + bar.mixed_width / 2 == bar.width / 2
