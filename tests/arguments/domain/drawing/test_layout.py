import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.domain.drawing.cards import CARD_WIDTH
from arguments.domain.drawing.forest import fold, folded_at_depth, span_forest
from arguments.domain.drawing.layout import MapView, lay_out
from arguments.domain.graph import ArgumentGraph, ArgumentNode, PremiseNode, Relation
from tests.arguments.domain.drawing.drawing_checks import offences
from tests.arguments.graph_strategies import argument_graphs
from tests.arguments.graphs import city_graph, claim, tree_graph

BOTH_VIEWS = pytest.mark.parametrize("view", list(MapView))


@BOTH_VIEWS
@settings(max_examples=150, deadline=None)
@given(graph=argument_graphs(), passages=st.integers(0, 3))
def test_any_graph_is_drawn_without_overlap_or_crossing(view, graph, passages):
    layout = lay_out(graph, span_forest(graph, "1"), view, passages=passages)

    assert offences(layout) == []


@BOTH_VIEWS
@settings(max_examples=50, deadline=None)
@given(graph=argument_graphs())
def test_any_folded_graph_is_drawn_without_overlap_or_crossing(view, graph):
    forest = span_forest(graph, "1")
    folded = fold(forest, folded_at_depth(forest, 1))

    assert offences(lay_out(graph, folded, view, passages=2)) == []


@BOTH_VIEWS
@pytest.mark.parametrize("seed", range(8))
def test_trees_of_eighty_cards_are_drawn_without_overlap_or_crossing(view, seed):
    graph = tree_graph(80, seed)

    assert offences(lay_out(graph, span_forest(graph, "1"), view)) == []


@BOTH_VIEWS
def test_an_argument_of_five_hundred_premises_is_drawn(view):
    claims = tuple(claim(number, words=4) for number in range(1, 502))
    premises = tuple(PremiseNode(str(number)) for number in range(2, 502))
    graph = ArgumentGraph(claims, (ArgumentNode("a", Relation.SUPPORTS, premises, conclusion_id="1"),))

    layout = lay_out(graph, span_forest(graph, "1"), view)

    assert len(layout.cards) == 501
    assert offences(layout) == []


@BOTH_VIEWS
def test_five_hundred_reasons_keep_their_order(view):
    claims = tuple(claim(number, words=4) for number in range(1, 502))
    arguments = tuple(
        ArgumentNode(f"a{number}", Relation.OPPOSES, (PremiseNode(str(number)),), conclusion_id="1")
        for number in range(2, 502)
    )
    graph = ArgumentGraph(claims, arguments)

    layout = lay_out(graph, span_forest(graph, "1"), view)

    below_lead = [key for key in layout.cards if key != "c-1"]
    assert below_lead == sorted(below_lead, key=lambda key: (layout.cards[key].x, layout.cards[key].y))


@BOTH_VIEWS
def test_a_chain_deeper_than_the_recursion_limit_is_drawn(view):
    claims = tuple(claim(number, words=3) for number in range(1, 1502))
    arguments = tuple(
        ArgumentNode(f"a{number}", Relation.SUPPORTS, (PremiseNode(str(number + 1)),), conclusion_id=str(number))
        for number in range(1, 1501)
    )
    graph = ArgumentGraph(claims, arguments)

    layout = lay_out(graph, span_forest(graph, "1"), view)

    assert len(layout.cards) == 1501


@BOTH_VIEWS
def test_an_empty_graph_has_no_size(view):
    graph = ArgumentGraph()

    layout = lay_out(graph, span_forest(graph, None), view)

    assert (layout.width, layout.height, layout.cards, layout.edges) == (0, 0, {}, ())


@BOTH_VIEWS
def test_a_lone_claim_is_one_card(view):
    graph = ArgumentGraph((claim(1, words=5),))

    layout = lay_out(graph, span_forest(graph, "1"), view)

    assert list(layout.cards) == ["c-1"]
    assert layout.width == layout.cards["c-1"].right + layout.cards["c-1"].x


@BOTH_VIEWS
@settings(max_examples=30, deadline=None)
@given(graph=argument_graphs())
def test_equal_graphs_give_equal_drawings_in_whole_pixels(view, graph):
    first = lay_out(graph, span_forest(graph, "1"), view)
    second = lay_out(ArgumentGraph(graph.claims, graph.arguments), span_forest(graph, "1"), view)

    assert (first.cards, first.shapes, first.edges) == (second.cards, second.shapes, second.edges)
    assert all(type(number) is int for rect in first.cards.values() for number in rect)
    assert all(type(number) is int for edge in first.edges for point in edge.points for number in point)


def test_columns_put_what_bears_on_a_premise_between_it_and_the_next_premise():
    graph = city_graph()

    layout = lay_out(graph, span_forest(graph, "claim-1"))

    second, reason, last = layout.cards["c-3"], layout.cards["c-4"], layout.cards["c-18"]
    assert second.bottom < reason.y < reason.bottom < last.y
    assert second.x == last.x


def test_columns_read_down_and_then_to_the_right():
    graph = city_graph()
    forest = span_forest(graph, "claim-1")

    layout = lay_out(graph, forest)

    tops = [layout.shapes[key].header for key in forest.cards["c-1"].group_keys]
    assert tops == sorted(tops, key=lambda header: (header.x, header.y))


def test_a_map_of_two_dozen_claims_has_the_shape_of_a_screen():
    graph = city_graph()

    layout = lay_out(graph, span_forest(graph, "claim-1"))

    assert 1 <= layout.width / layout.height <= 2.2
    assert layout.width <= 2000


def test_a_single_reason_with_much_below_it_is_not_one_long_column():
    claims = tuple(claim(number, words=12) for number in range(1, 24))
    reason = ArgumentNode("only", Relation.SUPPORTS, (PremiseNode("2"), PremiseNode("3")), conclusion_id="1")
    below = tuple(
        ArgumentNode(f"a{number}", Relation.SUPPORTS, (PremiseNode(str(number)),), conclusion_id=str(2 + number % 2))
        for number in range(4, 24)
    )
    graph = ArgumentGraph(claims, (reason, *below))

    layout = lay_out(graph, span_forest(graph, "1"))

    assert layout.width >= 0.3 * layout.height
    assert offences(layout) == []


def test_cards_keep_their_width_in_both_views():
    graph = city_graph()
    forest = span_forest(graph, "claim-1")

    widths = {
        rect.width for view in MapView for key, rect in lay_out(graph, forest, view).cards.items() if key != "c-1"
    }

    assert widths == {CARD_WIDTH}
