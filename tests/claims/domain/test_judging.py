"""The rule by which judgements become evidence or a dispute."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.judging import (
    AGREED,
    CONTEXT,
    CONTRADICTS,
    DISPUTED,
    EMPTY,
    NONE,
    SAME_SPAN,
    SETTLED,
    SUPPORTS,
    WAITING,
    WITHDRAWN,
    Judged,
    disagreement,
    overlap,
    same_place,
    verdict,
)

ANSWERS = (SUPPORTS, CONTRADICTS, CONTEXT, NONE)


def judged(judge, answer, speaker="moss", span=(0, 100), key=None):
    return Judged(key or f"{judge}-{answer}", judge, answer, speaker, span)


@pytest.mark.parametrize(
    ("judgements", "state", "answer"),
    [
        ([], EMPTY, ""),
        ([judged("ada", SUPPORTS)], WAITING, ""),
        ([judged("ada", SUPPORTS), judged("ada", CONTEXT)], WAITING, ""),
        ([judged("ada", SUPPORTS), judged("ada", WITHDRAWN)], EMPTY, ""),
        ([judged("ada", SUPPORTS), judged("bo", SUPPORTS)], AGREED, SUPPORTS),
        ([judged("ada", NONE), judged("bo", NONE, speaker="reed")], AGREED, NONE),
        ([judged("ada", SUPPORTS), judged("bo", CONTRADICTS)], DISPUTED, ""),
        ([judged("ada", SUPPORTS), judged("bo", CONTRADICTS), judged("bo", SUPPORTS)], AGREED, SUPPORTS),
        ([judged("ada", SUPPORTS), judged("bo", SUPPORTS), judged("bo", WITHDRAWN)], WAITING, ""),
        ([judged("ada", SUPPORTS), judged("bo", SUPPORTS, speaker="reed")], DISPUTED, ""),
        ([judged("ada", SUPPORTS), judged("bo", SUPPORTS, span=(0, 80))], AGREED, SUPPORTS),
        ([judged("ada", SUPPORTS), judged("bo", SUPPORTS, span=(0, 79))], DISPUTED, ""),
        ([judged("ada", SUPPORTS, span=None), judged("bo", SUPPORTS, span=None)], AGREED, SUPPORTS),
        ([judged("ada", SUPPORTS), judged("bo", SUPPORTS), judged("cy", CONTEXT)], DISPUTED, ""),
    ],
)
def test_verdict_of_two_wanted(judgements, state, answer):
    found = verdict(judgements, wanted=2)

    assert (found.state, found.answer) == (state, answer)


def test_one_wanted_is_enough():
    assert verdict([judged("ada", CONTEXT)], wanted=1).answer == CONTEXT


def test_a_ruling_settles_what_it_names_and_a_later_judgement_opens_it_again():
    first, second, third = judged("ada", SUPPORTS), judged("bo", NONE), judged("cy", SUPPORTS)
    ruling = frozenset({first.key, second.key})

    assert verdict([first, second], wanted=2, ruling=ruling).state == SETTLED
    assert verdict([first, second, third], wanted=2, ruling=ruling).state == DISPUTED


def test_disputes_are_ordered_by_what_they_cost():
    pairs = [
        (judged("a", SUPPORTS), judged("b", CONTRADICTS)),
        (judged("a", SUPPORTS), judged("b", NONE)),
        (judged("a", SUPPORTS, span=(0, 10)), judged("b", CONTEXT, speaker="reed", span=(90, 99))),
        (judged("a", CONTRADICTS), judged("b", CONTEXT)),
        (judged("a", CONTEXT), judged("b", NONE)),
        (judged("a", SUPPORTS), judged("b", SUPPORTS, speaker="reed")),
        (judged("a", SUPPORTS), judged("b", SUPPORTS, span=(0, 50))),
        (judged("a", SUPPORTS), judged("b", SUPPORTS, span=(0, 70))),
    ]
    costs = [disagreement(pair) for pair in pairs]

    # The third has everything against it and so comes before the second, which lacks a speaker to differ on.
    assert costs[0] > costs[2] > costs[1] > costs[3] > costs[4] > costs[5] > costs[6] > costs[7] > 0


def test_marks_are_of_one_place_when_half_of_the_shorter_lies_in_the_other():
    assert same_place((0, 100), (90, 110))
    assert not same_place((0, 100), (91, 110))
    assert not same_place((0, 10), (10, 20))
    assert not same_place(None, (0, 5))


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def histories(draw):
    return [
        Judged(
            str(place),
            draw(st.sampled_from("abc")),
            draw(st.sampled_from([*ANSWERS, WITHDRAWN])),
            draw(st.sampled_from(["moss", "reed"])),
            draw(SPANS),
        )
        for place in range(draw(st.integers(0, 6)))
    ]


@given(history=histories(), wanted=st.sampled_from([1, 2]))
@settings(max_examples=150, deadline=None)
def test_a_verdict_rests_on_each_judges_last_word(history, wanted):
    found = verdict(history, wanted=wanted)

    judges = [one.judge for one in found.standing]
    assert len(set(judges)) == len(judges)
    assert all(one.answer != WITHDRAWN for one in found.standing)
    assert (found.state == WAITING) == (0 < len(judges) < wanted)
    assert (found.cost > 0) == (found.state == DISPUTED)
    assert (found.answer != "") == (found.state == AGREED)


@given(history=histories())
@settings(max_examples=100, deadline=None)
def test_who_came_first_changes_neither_the_verdict_nor_its_cost(history):
    by_judge = sorted(history, key=lambda one: one.judge)  # keeps each judge's own order

    for field in ("state", "answer", "cost"):
        assert getattr(verdict(history, wanted=2), field) == getattr(verdict(by_judge, wanted=2), field)


@given(history=histories())
@settings(max_examples=60, deadline=None)
def test_a_ruling_on_all_that_stands_settles_it(history):
    keys = frozenset(one.key for one in history)

    assert verdict(history, wanted=2, ruling=keys).state == SETTLED


@given(one=SPANS, other=SPANS)
@settings(max_examples=60, deadline=None)
def test_overlap_is_symmetric_and_one_only_for_the_same_span(one, other):
    assert overlap(one, other) == overlap(other, one)
    assert (overlap(one, other) == 1) == (one == other)
    assert not overlap(one, other) >= SAME_SPAN or same_place(one, other)
