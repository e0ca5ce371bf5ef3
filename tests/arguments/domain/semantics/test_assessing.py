import pytest
from hypothesis import given, settings

from arguments.domain.graph import ArgumentGraph, Relation
from arguments.domain.semantics.assessing import MAP_LIMITS, Status, assess, disagreement
from arguments.domain.semantics.explaining import MOST_STEPS, explain, explain_strength
from arguments.domain.semantics.formulas import Gradual
from arguments.domain.semantics.frameworks import CardKind
from arguments.domain.semantics.gradual import Effort
from arguments.domain.semantics.searching import Limits, Semantics
from tests.arguments.domain.semantics.test_frameworks import MAP, argument
from tests.arguments.graph_strategies import argument_graphs
from tests.arguments.graphs import claim

CIRCLE = ArgumentGraph(
    tuple(claim(number) for number in range(1, 4)),
    (
        argument("a", Relation.OPPOSES, "1", "2"),
        argument("b", Relation.OPPOSES, "2", "1"),
        argument("c", Relation.OPPOSES, "1", "3"),
        argument("d", Relation.OPPOSES, "2", "3"),
    ),
)
ODD = ArgumentGraph(
    tuple(claim(number) for number in range(1, 4)),
    (
        argument("a", Relation.OPPOSES, "1", "2"),
        argument("b", Relation.OPPOSES, "2", "3"),
        argument("c", Relation.OPPOSES, "3", "1"),
    ),
)


def statuses(assessment, number: str) -> tuple[str, str, str]:
    verdict = assessment.claims[number]
    return verdict.grounded.value, verdict.preferred.value, verdict.stable.value


def told(steps) -> list[tuple[str, str]]:
    return [(step.id, step.words) for step in steps]


def test_verdicts_are_given_for_every_claim_and_argument():
    found = assess(MAP)

    assert list(found.claims) == ["1", "2", "3", "4", "5"]
    assert list(found.arguments) == ["reason", "objection", "undercut"]
    assert statuses(found, "2") == ("rejected", "rejected", "rejected")
    assert statuses(found, "1") == ("accepted", "accepted", "accepted")
    assert found.claims["2"].strength == pytest.approx(0.4)
    assert found.arguments["reason"].grounded is Status.REJECTED


def test_a_circle_is_open_for_grounded_and_what_both_sides_reject_is_a_disagreement():
    found = assess(CIRCLE)

    assert statuses(found, "1") == ("undecided", "possible", "possible")
    assert statuses(found, "3") == ("undecided", "rejected", "rejected")
    assert not found.claims["1"].disagrees
    assert found.claims["3"].disagrees
    assert found.claims["3"].disagreement == (
        "Preferred, stable and Quadratic energy (0.29): against it; grounded: undecided."
    )


def test_without_a_stable_extension_the_status_says_so():
    found = assess(ODD)

    assert found.has_stable is False
    assert statuses(found, "1") == ("undecided", "rejected", "none")


def test_a_stopped_search_leaves_the_status_unknown():
    found = assess(CIRCLE, limits=Limits(steps=0))

    assert found.has_stable is None
    assert statuses(found, "1") == ("undecided", "unknown", "unknown")


def test_what_did_not_converge_has_no_strength_and_says_so():
    found = assess(CIRCLE, effort=Effort(steps=1))

    assert found.claims["1"].strength is None
    assert not found.claims["1"].converged
    assert explain_strength(found, "1")[0].words == "No strength: the arguments around it did not converge."


@pytest.mark.parametrize(
    ("strength", "grounded", "preferred", "stable", "words"),
    [
        (0.9, "accepted", "accepted", "accepted", ""),
        (0.45, "accepted", "accepted", "accepted", ""),
        (0.2, "undecided", "possible", "none", ""),
        (None, "rejected", "rejected", "unknown", ""),
        (
            0.2,
            "accepted",
            "accepted",
            "accepted",
            "Grounded, preferred and stable: for it; DF-QuAD (0.20): against it.",
        ),
        (0.5, "undecided", "accepted", "none", "Preferred: for it; grounded: undecided."),
    ],
)
def test_semantics_part_when_one_is_for_what_another_one_is_against(strength, grounded, preferred, stable, words):
    found = disagreement(Gradual.DF_QUAD, strength, Status(grounded), Status(preferred), Status(stable))

    assert found == words


def test_an_unknown_semantics_is_refused():
    with pytest.raises(ValueError, match="majority"):
        assess(MAP, semantics="majority")


def test_why_is_a_chain_from_the_verdict_to_what_nothing_is_held_against():
    defended = ArgumentGraph(
        MAP.claims, (*MAP.arguments[:2], argument("undercut", Relation.UNDERCUTS, "5", "objection"))
    )
    found = assess(defended)

    assert told(explain(found, "2")) == [
        ("2", "Accepted: the only objection is rejected."),
        ("objection", "Rejected: an argument against it is accepted."),
        ("undercut", "Accepted: nothing undercuts it and nothing is held against its premises."),
    ]
    assert [step.depth for step in explain(found, "2")] == [0, 1, 2]


def test_why_names_the_premise_with_which_an_argument_falls():
    found = assess(ArgumentGraph(MAP.claims, MAP.arguments[:2]))

    assert told(explain(found, "1")) == [
        ("1", "Accepted, as nothing is held against it; but its only reason is rejected."),
        ("reason", "Rejected: a premise that it needs is rejected."),
        ("2", "Rejected: an argument against it is accepted."),
        ("objection", "Accepted: nothing undercuts it and nothing is held against its premises."),
    ]


def test_why_of_a_circle_goes_round_it_once():
    steps = explain(assess(CIRCLE), "1")

    assert [step.id for step in steps] == ["1", "b", "2", "a"]
    assert {step.words for step in steps} == {
        "Undecided: it hangs in a circle of attacks that nothing from outside decides."
    }


def test_why_under_preferred_semantics_walks_through_an_extension_that_accepts_it():
    steps = explain(assess(CIRCLE), "1", semantics=Semantics.PREFERRED)

    assert told(steps) == [
        ("1", "In some preferred extensions, not in all. Accepted: the only objection is rejected."),
        ("b", "Rejected: a premise that it needs is rejected."),
        ("2", "Rejected: an argument against it is accepted."),
        ("a", "Accepted: nothing undercuts it and all its premises are accepted."),
    ]


def test_why_without_a_stable_extension_names_those_without_a_solution():
    steps = explain(assess(ODD), "1", semantics=Semantics.STABLE)

    assert steps[0].words.startswith("There is no stable extension")
    assert {(step.kind.value, step.id) for step in steps[1:]} == {
        ("claim", "1"),
        ("claim", "2"),
        ("claim", "3"),
        ("argument", "a"),
        ("argument", "b"),
        ("argument", "c"),
    }


def test_why_of_a_strength_follows_what_moved_it_most():
    found = assess(ArgumentGraph(MAP.claims, MAP.arguments[:2]), {"4": 1.0})

    assert told(explain_strength(found, "2")) == [
        ("2", "0.25 from a base score of 0.50: lowered most, by 0.25, by one argument."),
        ("objection", "1.00 from a base score of 1.00: nothing moves it to speak of."),
    ]
    assert told(explain_strength(found, "reason", CardKind.ARGUMENT))[0] == (
        "reason",
        "0.25: held down by its weakest premise, from 1.00.",
    )
    assert explain_strength(found, "2")[1].effect == pytest.approx(-0.25)


@settings(max_examples=25, deadline=None)
@given(argument_graphs())
def test_every_verdict_on_every_map_has_a_short_explanation(graph):
    found = assess(graph, limits=MAP_LIMITS)

    for kind, verdicts in ((CardKind.CLAIM, found.claims), (CardKind.ARGUMENT, found.arguments)):
        for key in verdicts:
            for semantics in (Semantics.GROUNDED, Semantics.PREFERRED, Semantics.STABLE):
                steps = explain(found, key, kind, semantics)
                assert (steps[0].kind, steps[0].id, steps[0].depth) == (kind, key, 0)
                assert len(steps) <= MOST_STEPS
            strength = explain_strength(found, key, kind)
            assert (strength[0].kind, strength[0].id) == (kind, key)
            assert len({(step.kind, step.id) for step in strength}) == len(strength) <= MOST_STEPS
