from hypothesis import given, settings

from arguments.domain.drawing.forest import span_forest
from arguments.domain.drawing.outline import Step, outline
from arguments.domain.graph import ArgumentGraph
from tests.arguments.graph_strategies import argument_graphs
from tests.arguments.graphs import city_graph


def test_the_outline_reads_premises_before_undercuts():
    forest = span_forest(city_graph(), "claim-1")

    keys = [step.card.key if step.card else step.group.key for step in outline(forest) if step.card or step.group]

    assert keys[:4] == ["c-1", "a-1", "c-2", "c-3"]
    assert keys.index("c-7") < keys.index("a-6") < keys.index("c-8") < keys.index("a-7")


@settings(max_examples=150, deadline=None)
@given(argument_graphs())
def test_lists_and_items_open_and_close_in_pairs(any_graph):
    open_things = []
    for step in outline(span_forest(any_graph, "1")):
        if step.step is Step.LIST_START:
            open_things.append("list")
        elif step.step in (Step.CLAIM, Step.ARGUMENT):
            assert open_things[-1] == "list"
            open_things.append("item")
        else:
            assert open_things.pop() == ("list" if step.step is Step.LIST_END else "item")
    assert open_things == []


@settings(max_examples=100, deadline=None)
@given(argument_graphs())
def test_the_outline_holds_every_card_in_the_order_of_the_drawing(any_graph):
    forest = span_forest(any_graph, "1")

    assert [step.card.key for step in outline(forest) if step.card] == list(forest.cards)


def test_an_empty_graph_has_an_empty_outline():
    assert list(outline(span_forest(ArgumentGraph(), None))) == []
