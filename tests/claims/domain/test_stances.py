"""The rule that turns an author's evidence into stances."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.stances import DerivedStance, SpokenEvidence, derive_stances
from claims.enums import Bearing, Position

SPRING, AUTUMN = date(2019, 4, 1), date(2023, 10, 1)


def said(bearing, on=SPRING):
    return SpokenEvidence(bearing=bearing, said_on=on)


def test_nothing_said_is_no_stance():
    assert derive_stances([]) == ()


def test_supporting_words_affirm():
    assert derive_stances([said("supports"), said("supports")]) == (DerivedStance("affirms", SPRING),)


def test_contradicting_words_deny():
    assert derive_stances([said("contradicts")]) == (DerivedStance("denies", SPRING),)


def test_words_both_ways_on_one_date_qualify_however_many_point_one_way():
    assert derive_stances([said("supports")] * 9 + [said("contradicts")]) == (DerivedStance("qualifies", SPRING),)


def test_context_alone_is_no_stance():
    assert derive_stances([said("context")]) == ()


def test_context_changes_nothing_beside_words_that_take_a_side():
    assert derive_stances([said("context"), said("contradicts")]) == (DerivedStance("denies", SPRING),)


def test_a_change_of_mind_is_two_stances_with_the_latest_first():
    assert derive_stances([said("supports", SPRING), said("contradicts", AUTUMN)]) == (
        DerivedStance("denies", AUTUMN),
        DerivedStance("affirms", SPRING),
    )


def test_an_undated_source_speaks_for_itself_and_comes_last():
    assert derive_stances([said("contradicts", None), said("supports", SPRING)]) == (
        DerivedStance("affirms", SPRING),
        DerivedStance("denies", None),
    )


def test_words_are_those_of_the_enumerations():
    every = {
        stance.position
        for bearings in (["supports"], ["contradicts"], ["supports", "contradicts"])
        for stance in derive_stances(map(said, bearings))
    }
    assert every == {Position.AFFIRMS, Position.DENIES, Position.QUALIFIES}
    assert {"supports", "contradicts", "context"} == set(Bearing.values)


spoken = st.lists(st.builds(SpokenEvidence, bearing=st.sampled_from(Bearing.values), said_on=st.none() | st.dates()))


@given(spoken, st.randoms(use_true_random=False))
def test_order_of_the_evidence_does_not_matter(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert derive_stances(shuffled) == derive_stances(rows)


@given(spoken)
def test_one_stance_a_date_and_only_of_dates_with_a_side_taken(rows):
    derived = derive_stances(rows)
    dates = [stance.as_of for stance in derived]
    assert len(set(dates)) == len(dates)
    assert set(dates) == {row.said_on for row in rows if row.bearing != "context"}
