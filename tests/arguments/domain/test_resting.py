"""What rests on a claim by way of arguments."""

from hypothesis import given
from hypothesis import strategies as st

from arguments.domain.resting import Inference, rest_on
from arguments.queries import resting_on
from tests.factories.arguments import ArgumentFactory, PremiseFactory
from tests.factories.claims import ClaimFactory


def argument(key, premises, conclusion=None, target=None):
    return Inference(key, tuple(premises), conclusion, target)


def test_steps_are_counted_along_the_shortest_way():
    inferences = [argument("a", "xy", "m"), argument("b", "m", "z"), argument("c", "x", "z"), argument("d", "z", "w")]
    resting = rest_on(inferences, "xmw")
    assert resting["x"].steps == {"m": 1, "z": 1, "w": 2}
    assert resting["x"].arguments == frozenset("abcd")
    assert resting["m"].steps == {"z": 1, "w": 2}
    assert resting["w"].steps == {}


def test_an_undercut_counts_for_the_conclusion_of_what_it_attacks():
    inferences = [argument("a", "x", "m"), argument("u", "p", target="a"), argument("v", "q", target="u")]
    resting = rest_on(inferences, "pq")
    assert (resting["p"].steps, resting["q"].steps) == ({"m": 1}, {"m": 1})


def test_circles_end_where_they_began():
    resting = rest_on([argument("a", "x", "y"), argument("b", "y", "x")], "x")
    assert resting["x"].steps == {"y": 1}


def test_undercuts_that_attack_each_other_bear_on_nothing():
    resting = rest_on([argument("u", "p", target="v"), argument("v", "q", target="u")], "pq")
    assert resting["p"].steps == {}


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=20))
def test_a_claim_never_rests_on_itself_and_what_follows_from_what_follows_rests_too(edges):
    inferences = [argument(number, premise, conclusion) for number, (premise, conclusion) in enumerate(edges)]
    resting = rest_on(inferences, "abcdef")
    for claim, found in resting.items():
        assert claim not in found.steps
        for other in found.steps:
            assert set(resting[other].steps) - {claim} <= set(found.steps)


def test_it_is_read_in_one_query(db, django_assert_num_queries):
    premise, conclusion = ClaimFactory(), None
    conclusion = ClaimFactory(workspace=premise.workspace)
    PremiseFactory(argument=ArgumentFactory(conclusion=conclusion), claim=premise)
    with django_assert_num_queries(1):
        resting = resting_on(premise.workspace, [premise.pk, conclusion.pk])
    assert resting[premise.pk].steps == {conclusion.pk: 1}
    assert resting[conclusion.pk].steps == {}
