"""Numbers of arguments in a text: each once, below what it is about."""

from hypothesis import given, settings

from arguments.domain.drawing.forest import span_forest
from arguments.domain.drawing.numbering import letter, number_forest
from tests.arguments.graph_strategies import argument_graphs
from tests.arguments.graphs import city_graph


@settings(max_examples=40)
@given(argument_graphs())
def test_every_argument_has_a_number_of_its_own_below_the_one_it_is_about(graph):
    forest = span_forest(graph, graph.claims[0].id if graph.claims else None)

    numbers = number_forest(forest)

    assert set(numbers.groups) == set(forest.groups)
    assert len(set(numbers.groups.values())) == len(forest.groups)
    for key, group in forest.groups.items():
        above = forest.cards.get(group.parent_key)
        parent = group.parent_key if above is None else above.group_key
        assert numbers.groups[key].rpartition(".")[0] == (numbers.groups[parent] if parent else "")


def test_premises_that_are_needed_together_have_letters_and_a_single_one_its_arguments_number():
    graph = city_graph()
    forest = span_forest(graph, graph.claims[0].id)

    cards = number_forest(forest).cards

    assert [cards[f"c-{number}"] for number in (2, 3, 18, 6)] == ["1a", "1b", "1c", "2"]


def test_letters_go_on_after_z():
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == ["a", "z", "aa", "zz", "aaa"]
