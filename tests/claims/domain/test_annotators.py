"""From judgements to figures."""

import pytest

from claims.domain.annotators import (
    Vote,
    bearing_rows,
    figures_of,
    passage_figures,
    read_alpha,
    shared_items,
    stance_rows,
)
from claims.domain.bootstrap import Estimate
from claims.domain.unitising import Continuum, Unit

ADA, BO = "ada", "bo"


def vote(item, judge, answer, topic="t", position=""):
    return Vote(item, judge, answer, topic, position)


def test_only_what_two_have_judged_is_shared():
    votes = [vote("1", ADA, "supports"), vote("1", BO, "none"), vote("2", ADA, "context")]

    assert shared_items(votes) == votes[:2]


def test_rows_have_a_place_for_every_judge():
    votes = [vote("1", ADA, "supports"), vote("1", BO, "none"), vote("2", "cy", "context"), vote("2", ADA, "context")]

    assert bearing_rows(votes, [ADA, BO, "cy"]) == [("supports", "none", None), ("context", None, "context")]


def test_stances_follow_from_each_judges_own_answers():
    votes = [
        vote("1", ADA, "supports"), vote("2", ADA, "contradicts"), vote("1", BO, "supports"), vote("2", BO, "none"),
        vote("3", ADA, "context", "u"), vote("3", BO, "supports", "u", position="undecided"),
    ]  # fmt: skip

    assert stance_rows(votes, [ADA, BO]) == [("qualifies", "affirms"), ("none", "undecided")]


def test_cohen_is_for_two_judges_only():
    two = figures_of("bearing", [("s", "s"), ("c", "c"), ("s", "c")], seed=1, resamples=50)
    three = figures_of("bearing", [("s", "s", "s"), ("c", "c", None)], seed=1, resamples=50)

    assert (two.cohen.value, two.items) == (pytest.approx(0.4), 3)
    assert three.cohen is None
    assert three.fleiss.value == 1


def test_passage_figures_are_the_unitised_alpha():
    text = Continuum(40, ((Unit(0, 10),), (Unit(0, 10),)))

    assert passage_figures([text], seed=1).alpha.value == pytest.approx(1)
    assert passage_figures([], seed=1).reading == "unknown"


@pytest.mark.parametrize(
    ("alpha", "reading"),
    [
        (Estimate(None, None, None, 0), "unknown"),
        (Estimate(0.9, 0.81, 0.95, 50), "reliable"),
        (Estimate(0.9, 0.7, 0.95, 50), "tentative"),
        (Estimate(0.9, 0.2, 1.0, 6), "low"),
        (Estimate(0.8, None, None, 4), "few"),
    ],
)
def test_a_figure_is_read_by_the_lower_end_of_its_interval(alpha, reading):
    assert read_alpha(alpha) == reading
