"""What would become of a file: what is made, reused and left out, without any table."""

from hypothesis import given, settings

from arguments.domain.editing.operations import AddArgument, AddClaim, ClaimNamed, LinkEvidence
from arguments.domain.importing.planning import Fate, Known, KnownArgument, plan_import
from arguments.domain.importing.wordings import NearWording
from arguments.domain.interchange.argdown import load
from arguments.domain.interchange.debate import Debate, Quote, Statement
from arguments.domain.interchange.weaving import to_graph
from tests.arguments.domain.interchange.debates import debates

FERRIES = """
[Ferries]: The city should run more ferries.
  + [Road]: The road is full every morning.
    - [Count]: The count was made in a holiday.
  - [Cost]: Ferries cost more than buses.
"""


NOTHING = Known()


def planned(text, known=NOTHING, **choices):
    woven = to_graph(load(text).debate)
    ids = {one.id: f"new-{place}" for place, one in enumerate(woven.graph.arguments)}
    return plan_import(woven, known, ids=ids, reuse=choices.pop("reuse", {}), **choices)


def test_everything_is_new_in_an_empty_workspace():
    plan = planned(FERRIES)

    assert [claim.fate for claim in plan.claims] == [Fate.NEW] * 4
    assert [one.fate for one in plan.arguments] == [Fate.NEW] * 3
    assert all(isinstance(one, AddArgument) for one in plan.operations)
    assert plan.lead == "Ferries"


def test_a_claim_that_is_here_word_for_word_is_reused_whatever_its_case():
    plan = planned(FERRIES, Known(exact={"the road is full every morning.": 7}))

    road = next(claim for claim in plan.claims if claim.id == "Road")
    assert (road.fate, road.number, road.is_exact) == (Fate.REUSED, 7, True)
    premises = [premise.claim for one in plan.operations for premise in one.premises]
    assert ClaimNamed(7) in premises


def test_a_near_wording_is_used_only_when_somebody_says_so():
    near = NearWording(7, "The road is full every day.", 0.9, differs_by_negation=False)
    known = Known(near={"The road is full every morning.": near})

    assert planned(FERRIES, known).count(planned(FERRIES, known).claims, Fate.REUSED) == 0
    assert planned(FERRIES, known, reuse={"Road": 7}).claims[1].number == 7
    assert planned(FERRIES, known, reuse_near=True).claims[1].number == 7


def test_all_near_ones_together_leave_out_those_that_differ_by_a_negation():
    near = NearWording(7, "The road is not full every morning.", 0.95, differs_by_negation=True)
    plan = planned(FERRIES, Known(near={"The road is full every morning.": near}), reuse_near=True)

    assert plan.claims[1].fate == Fate.NEW


def test_an_argument_that_is_here_is_not_made_again():
    known = Known(
        exact={"the city should run more ferries.": 1, "the road is full every morning.": 2},
        arguments=(KnownArgument("held", "supports", "1", frozenset({2})),),
    )
    plan = planned(FERRIES, known)

    assert [one.fate for one in plan.arguments].count(Fate.REUSED) == 1
    assert len(plan.operations) == 2


def test_an_undercut_comes_after_what_it_undercuts_and_aims_at_it():
    plan = planned("[A]: One.\n  + <B>: Two.\n    <_ <C>: Three.\n")

    made = [one for one in plan.operations if isinstance(one, AddArgument)]
    assert [one.aim.relation for one in made] == ["supports", "undercuts"]
    assert made[1].aim.target == made[0].argument


def test_a_claim_that_is_too_long_is_left_out_with_what_needs_it():
    plan = planned(f"[A]: One.\n  + [B]: {'long ' * 300}.\n  + [C]: Three.\n")

    assert [claim.fate for claim in plan.claims] == [Fate.NEW, Fate.SKIPPED, Fate.NEW]
    assert "1500" in plan.claims[1].reason or "1499" in plan.claims[1].reason or "1501" in plan.claims[1].reason
    assert [one.fate for one in plan.arguments] == [Fate.SKIPPED, Fate.NEW]
    assert plan.arguments[0].reason == "A claim that it needs is left out."


def test_a_claim_in_no_argument_is_made_too():
    assert planned("[A]: Alone.\n").operations == (AddClaim(ClaimNamed(text="Alone.")),)


def test_a_quote_is_linked_only_where_the_library_has_its_words():
    statement = Statement(
        "A", ("Alone.",), quotes=(Quote("Known words."), Quote("Other words.", bearing="contradicts"))
    )
    woven = to_graph(Debate(statements=(statement,)))
    known = Known(exact={"alone.": 3}, passages={"Known words.": "p-1"})
    plan = plan_import(woven, known, ids={}, reuse={})

    assert plan.operations == (LinkEvidence(3, "p-1", "supports"),)
    assert [one.fate for one in plan.quotes] == [Fate.REUSED, Fate.SKIPPED]


@settings(max_examples=60, deadline=None)
@given(debates())
def test_what_was_imported_once_is_all_there_the_second_time(debate):
    woven = to_graph(debate)
    ids = {one.id: f"new-{place}" for place, one in enumerate(woven.graph.arguments)}
    first = plan_import(woven, Known(), ids=ids, reuse={})
    numbers = {}
    for claim in first.claims:
        if claim.fate == Fate.NEW:
            numbers.setdefault(claim.text.lower(), len(numbers) + 1)
    text_of = {claim.id: claim.text.lower() for claim in first.claims}
    here = tuple(
        KnownArgument(
            one.argument,
            one.relation.value,
            str(numbers[text_of[one.aim]]) if one.relation.value != "undercuts" else argument_of(first, one.aim),
            frozenset(numbers[text_of[key]] for key in one.premises),
        )
        for one in first.arguments
        if one.fate == Fate.NEW
    )
    again = plan_import(woven, Known(exact=numbers, arguments=here), ids=ids, reuse={})

    assert again.operations == ()
    assert len(first.arguments) == len(again.arguments) == len(woven.graph.arguments)


def argument_of(plan, identity):
    return next(one.argument for one in plan.arguments if one.id == identity)
