"""Which stance counts on a day, and the course of an author's positions."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.comparing.timeline import Step, course_of, effective_at


@dataclass(frozen=True)
class Held:
    position: str
    as_of: date | None
    basis: str = "derived"


SPRING, AUTUMN = date(2019, 4, 1), date(2023, 10, 1)
HELD = st.lists(
    st.builds(
        Held,
        st.sampled_from(["affirms", "denies", "qualifies"]),
        st.sampled_from([None, SPRING, AUTUMN]),
        st.sampled_from(["derived", "set"]),
    ),
    unique_by=lambda one: (one.as_of, one.basis),
)


def test_a_change_of_mind_is_told_in_order():
    held = [Held("qualifies", AUTUMN), Held("affirms", SPRING)]
    assert course_of(held) == (Step("affirms", SPRING), Step("qualifies", AUTUMN))


def test_on_an_earlier_day_the_later_stance_does_not_exist():
    held = [Held("qualifies", AUTUMN), Held("affirms", SPRING)]
    assert effective_at(held, date(2020, 1, 1)) == held[1]
    assert effective_at(held, date(2018, 1, 1)) is None
    assert course_of(held, date(2020, 1, 1)) == (Step("affirms", SPRING),)


def test_what_an_editor_set_stands_above_what_is_derived_from_its_day_on():
    held = [Held("denies", SPRING, "set"), Held("affirms", AUTUMN)]
    assert effective_at(held) == held[0]
    assert course_of(held) == (Step("denies", SPRING),)


def test_an_undated_stance_comes_before_all_dates():
    held = [Held("affirms", None), Held("denies", SPRING)]
    assert course_of(held) == (Step("affirms", None), Step("denies", SPRING))


@given(HELD)
def test_the_course_ends_with_what_counts_now_and_never_repeats_itself(held):
    course = course_of(held)
    counting = effective_at(held)
    assert (course[-1].position if course else None) == (counting.position if counting else None)
    assert all(one.position != other.position for one, other in pairwise(course))
