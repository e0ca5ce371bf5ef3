"""What the page says about cards and headers, and how far a map opens."""

from arguments.domain.drawing.forest import fold, span_forest
from arguments.domain.drawing.layout import lay_out
from arguments.domain.graph import ArgumentGraph
from arguments.presenters import MapPresenter, layout_data
from tests.arguments.graphs import city_graph


def presented(graph, lead):
    presenter = MapPresenter(graph, span_forest(graph, lead))
    items = list(presenter.items())
    cards = {item.card.card.key: item.card for item in items if item.card}
    groups = {item.group.group.argument_id: item.group for item in items if item.group}
    return presenter, cards, groups


def test_a_card_says_its_level_its_place_and_what_it_bears_on():
    _, cards, _ = presented(city_graph(), "claim-1")

    assert cards["c-1"].said == "Lead claim."
    assert cards["c-3"].said == "Level 1, argument 1 of 6: Premise 2 of 3, supports C-1."
    assert cards["c-18"].said == "Level 1, argument 1 of 6: Premise 3 of 3, unstated, supports C-1."
    assert cards["c-8"].said == "Level 3: undercuts the step that supports C-6."


def test_a_reference_says_so_and_leads_home():
    _, cards, _ = presented(city_graph(), "claim-1")

    again = cards["c-2-again-2"]
    assert again.said == "Level 2: supports C-24. Shown in full elsewhere."
    assert again.home_key == "c-2"


def test_a_card_counts_what_bears_on_it_at_any_depth():
    _, cards, _ = presented(city_graph(), "claim-1")

    assert cards["c-13"].below == "1 reason, 2 objections, 1 undercut"
    assert cards["c-4"].below == ""


def test_a_header_names_the_author_or_the_initials_where_there_is_no_room():
    _, _, groups = presented(city_graph(), "claim-1")

    assert groups["vans"].note == "Tomas Okafor"
    assert groups["ring-road"].note in {"Tomas Okafor · 2 together", "TO · 2 together"}
    assert groups["seats"].note == ""


def test_authors_are_listed_once_each():
    presenter, _, _ = presented(city_graph(), "claim-1")

    assert [stance.author for stance in presenter.authors()] == ["Mira Vogt", "Tomas Okafor"]


def test_a_card_carries_every_stance_for_the_lens():
    _, cards, _ = presented(city_graph(), "claim-1")

    assert cards["c-1"].lens == "v:affirms o:denies"


def test_the_script_gets_a_place_for_every_card_and_header_and_words_for_what_is_hidden():
    graph = city_graph()
    forest = fold(span_forest(graph, "claim-1"), {"c-6"})

    data = layout_data(lay_out(graph, forest))

    assert set(data["cards"]) == set(forest.cards)
    assert set(data["headers"]) == set(forest.groups) == {shape["key"] for shape in data["shapes"]}
    assert {edge["target"] for edge in data["edges"]} == set(forest.groups)
    assert data["hidden"] == {"c-6": "1 reason, 1 objection, 1 undercut"}


def test_an_empty_graph_is_presented_as_nothing():
    presenter, cards, groups = presented(ArgumentGraph(), None)

    assert (cards, groups, presenter.authors()) == ({}, {}, [])
