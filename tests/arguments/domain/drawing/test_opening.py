"""What an address asks of a map, and how far a map opens where it does not say."""

import pytest

from arguments.domain.drawing.forest import RelationCount, count_below, fold, span_forest
from arguments.domain.drawing.opening import COMFORTABLE_CARDS, Wish, fold_to, open_map, opening_folds
from arguments.domain.drawing.quotes import EVERY_PASSAGE, FEW_PASSAGES
from tests.arguments.graphs import city_graph, tree_graph


def test_a_small_map_opens_whole():
    assert opening_folds(span_forest(city_graph(), "claim-1")) == frozenset()


def test_a_large_map_opens_as_deep_as_one_takes_in_at_once():
    graph = tree_graph(300, seed=3)
    forest = span_forest(graph, "1")

    opened = fold(forest, opening_folds(forest))

    deeper = fold_to(forest, folded=None, depth=max(card.depth for card in opened.cards.values()) + 1)
    assert max(card.depth for card in opened.cards.values()) >= 2
    assert len(deeper.cards) > COMFORTABLE_CARDS
    shown_and_hidden = len(opened.groups) + sum((count.total for count in opened.hidden.values()), start=0)
    assert shown_and_hidden == count_below(forest, "c-1").total


def test_named_folds_go_before_a_depth():
    forest = span_forest(city_graph(), "claim-1")

    assert fold_to(forest, folded=["c-6"], depth=1).hidden == {"c-6": RelationCount(supports=1, opposes=1, undercuts=1)}


def test_saved_folds_go_before_the_usual_depth_and_after_what_is_asked_for():
    forest = span_forest(city_graph(), "claim-1")

    assert set(fold_to(forest, folded=None, depth=None, saved={"c-13"}).hidden) == {"c-13"}
    assert fold_to(forest, folded=[], depth=None, saved={"c-13"}).hidden == {}


def test_an_address_is_read_and_what_makes_no_sense_is_left_out():
    asked = {"view": "top-down", "depth": "2", "passages": "all", "lead": "C-12", "lens": "v,o,x"}

    assert Wish.read(asked, "outline") == Wish(
        view="top-down", is_chosen=True, depth=2, passages=EVERY_PASSAGE, lead=12, lens=("v", "o")
    )
    assert Wish.read({"view": "round", "depth": "-1", "passages": "x", "lead": "x"}, "outline") == Wish("outline")


def test_a_sub_map_holds_what_bears_on_its_lead_and_knows_the_way_there():
    opened = open_map(city_graph(), "claim-1", Wish(lead=6))

    assert opened.forest.roots == ("c-6",)
    assert [claim.number for claim in opened.way] == [1, 6]
    assert all(card.depth for card in list(opened.forest.cards.values())[1:])


@pytest.mark.parametrize("lead", [99, 10**8])
def test_a_lead_that_the_map_does_not_hold_opens_nothing(lead):
    assert open_map(city_graph(), "claim-1", Wish(lead=lead)) is None


def test_a_large_map_shows_passages_only_when_asked():
    small, large = city_graph(), tree_graph(200, 1)

    assert open_map(small, "claim-1", Wish()).passages == FEW_PASSAGES
    assert open_map(large, "1", Wish(depth=99)).passages == 0
    assert open_map(large, "1", Wish(depth=99, passages=2)).passages == 2


def test_what_is_kept_folded_is_told_even_where_somebody_unfolded_it():
    graph = tree_graph(9, seed=2)
    opened = open_map(graph, "1", Wish(folded=()), folded_numbers=[graph.claims[1].number])

    assert opened.kept_folded == {f"c-{graph.claims[1].number}"}
    assert not opened.drawn.forest.hidden
