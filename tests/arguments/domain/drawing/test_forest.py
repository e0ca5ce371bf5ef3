from hypothesis import given, settings

from arguments.domain.drawing.forest import RelationCount, count_below, fold, folded_at_depth, span_forest
from arguments.domain.graph import ArgumentGraph, ArgumentNode, PremiseNode, Relation
from tests.arguments.graph_strategies import argument_graphs
from tests.arguments.graphs import city_graph, claim

SUPPORTS, UNDERCUTS = Relation.SUPPORTS, Relation.UNDERCUTS


def supports(argument_id, conclusion, *premises):
    nodes = tuple(PremiseNode(str(premise)) for premise in premises)
    return ArgumentNode(argument_id, SUPPORTS, nodes, conclusion_id=str(conclusion))


def undercuts(argument_id, target, *premises):
    nodes = tuple(PremiseNode(str(premise)) for premise in premises)
    return ArgumentNode(argument_id, UNDERCUTS, nodes, target_id=target)


def graph(count, *arguments):
    return ArgumentGraph(tuple(claim(number) for number in range(1, count + 1)), arguments)


def test_a_claim_is_at_home_where_it_is_nearest_to_the_lead():
    forest = span_forest(graph(4, supports("deep", 1, 2), supports("deeper", 2, 3), supports("near", 1, 3)), "1")

    assert forest.cards["c-3"].group_key == "a-3"
    assert forest.cards["c-3-again-2"].is_reference
    assert forest.cards["c-3-again-2"].group_key == "a-2"


def test_a_claim_used_twice_shows_its_arguments_once():
    forest = span_forest(graph(4, supports("a", 1, 2), supports("b", 1, 2, 3), supports("c", 2, 4)), "1")

    assert forest.cards["c-2"].group_keys == ("a-3",)
    assert forest.cards["c-2-again-2"].group_keys == ()


def test_a_cycle_ends_in_a_reference_to_its_start():
    forest = span_forest(graph(2, supports("a", 1, 2), supports("b", 2, 1)), "1")

    assert list(forest.cards) == ["c-1", "c-2", "c-1-again-2"]
    assert forest.cards["c-1-again-2"].is_reference


def test_a_claim_that_supports_itself_has_a_reference_below_it():
    forest = span_forest(graph(1, supports("a", 1, 1)), "1")

    assert list(forest.cards) == ["c-1", "c-1-again-2"]


def test_what_the_lead_does_not_reach_becomes_further_roots():
    forest = span_forest(graph(5, supports("a", 1, 2), supports("b", 3, 4)), "1")

    assert forest.roots == ("c-1", "c-3", "c-5")


def test_a_cycle_that_the_lead_does_not_reach_is_not_lost():
    forest = span_forest(graph(3, supports("a", 2, 3), supports("b", 3, 2)), "1")

    assert forest.roots == ("c-1", "c-2")
    assert set(forest.groups) == {"a-1", "a-2"}


def test_undercuts_that_only_undercut_each_other_are_told():
    forest = span_forest(graph(2, undercuts("u", "v", 1), undercuts("v", "u", 2)), "1")

    assert forest.unplaced == ("u", "v")


def test_an_undercut_hangs_on_the_argument_that_it_attacks():
    forest = span_forest(graph(3, supports("a", 1, 2), undercuts("u", "a", 3)), "1")

    assert forest.groups["a-1"].undercut_keys == ("a-2",)
    assert forest.groups["a-2"].parent_key == "a-1"
    assert forest.cards["c-3"].depth == 2


def test_cards_come_in_reading_order():
    forest = span_forest(city_graph(), "claim-1")

    assert list(forest.cards)[:8] == ["c-1", "c-2", "c-3", "c-4", "c-5", "c-18", "c-6", "c-7"]


def test_an_unknown_lead_is_treated_as_none():
    forest = span_forest(graph(2, supports("a", 1, 2)), "nowhere")

    assert forest.roots == ("c-1",)


@settings(max_examples=200, deadline=None)
@given(argument_graphs())
def test_every_claim_has_one_home_and_every_argument_all_its_premises(any_graph):
    forest = span_forest(any_graph, "1")

    homes = sorted(card.claim_id for card in forest.cards.values() if not card.is_reference)
    shown = {group.argument_id: group.card_keys for group in forest.groups.values()}
    assert homes == sorted(claim.id for claim in any_graph.claims)
    assert {*shown, *forest.unplaced} == {argument.id for argument in any_graph.arguments}
    for argument_id, card_keys in shown.items():
        premises = [premise.claim_id for premise in any_graph.argument_by_id[argument_id].premises]
        assert [forest.cards[key].claim_id for key in card_keys] == premises


def test_folding_hides_all_below_and_counts_it_by_relation():
    forest = span_forest(city_graph(), "claim-1")

    folded = fold(forest, {"c-6", "c-13"})

    assert "c-8" not in folded.cards
    assert folded.hidden["c-6"] == RelationCount(supports=1, opposes=1, undercuts=1)
    assert folded.hidden["c-13"] == RelationCount(supports=1, opposes=2, undercuts=1)
    assert folded.cards["c-6"].group_keys == ()


def test_folding_a_card_without_arguments_changes_nothing():
    forest = span_forest(city_graph(), "claim-1")

    folded = fold(forest, {"c-4", "c-99"})

    assert folded.cards == forest.cards
    assert folded.hidden == {}


@settings(max_examples=100, deadline=None)
@given(argument_graphs())
def test_shown_and_hidden_arguments_add_up(any_graph):
    forest = span_forest(any_graph, "1")

    folded = fold(forest, folded_at_depth(forest, 1))

    hidden = sum((count.total for count in folded.hidden.values()), start=0)
    assert len(folded.groups) + hidden == len(forest.groups)


def test_counting_below_a_card_takes_every_depth():
    forest = span_forest(city_graph(), "claim-1")

    assert count_below(forest, "c-1").total == 21
