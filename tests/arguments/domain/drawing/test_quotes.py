"""Evidence as small quotations under a claim."""

import re
from pathlib import Path

import pytest

from arguments.domain.drawing import quotes
from arguments.domain.drawing.forest import span_forest
from arguments.domain.drawing.layout import MapView, lay_out
from arguments.domain.drawing.quotes import more_words, pile_quotes, source_words
from arguments.domain.drawing.svg import render_svg
from arguments.domain.graph import ArgumentGraph, ArgumentNode, ClaimNode, EvidenceNode, PremiseNode, Relation

SHEET = (Path(__file__).parents[4] / "assets/css/map.css").read_text()


def passage(number, **fields):
    return EvidenceNode(f"e{number}", "supports", f"Passage number {number} says so.", source="Abel 2014", **fields)


def graph_with(count, **fields):
    evidence = tuple(passage(number, **fields) for number in range(count))
    claims = (ClaimNode("1", 1, "The lead."), ClaimNode("2", 2, "A premise.", evidence=evidence))
    return ArgumentGraph(claims, (ArgumentNode("a", Relation.SUPPORTS, (PremiseNode("2"),), conclusion_id="1"),))


def test_a_few_passages_are_shown_and_the_rest_is_counted():
    pile = pile_quotes([passage(number) for number in range(5)], 2)

    assert [quote.evidence.id for quote in pile.quotes] == ["e0", "e1"]
    assert (pile.more, more_words(pile.more), more_words(1)) == (3, "+3 passages", "+1 passage")


@pytest.mark.parametrize(("count", "most"), [(0, 3), (3, 0)])
def test_no_passage_and_none_wanted_take_no_room(count, most):
    assert pile_quotes([passage(number) for number in range(count)], most).height == 0


def test_a_long_passage_is_cut_after_three_lines():
    (quote,) = pile_quotes([EvidenceNode("e", "context", "word " * 2_000)], 1).quotes

    assert len(quote.text.lines) == quotes.QUOTE_LINES
    assert quote.text.is_cut
    assert quote.source == ""


def test_a_retracted_source_is_said_before_its_name():
    assert source_words(passage(1, place="p. 3", is_retracted=True)) == "Retracted · Abel 2014, p. 3"


@pytest.mark.parametrize("view", list(MapView))
def test_passages_stand_directly_under_the_premise_that_they_serve(view):
    graph = graph_with(3)
    layout = lay_out(graph, span_forest(graph, "1"), view, passages=1)

    card, (quote, more) = layout.cards["c-2"], layout.quotes["c-2"]
    assert (quote.x - card.x, quote.y - card.bottom) == (quotes.QUOTE_INDENT, quotes.QUOTE_GAP)
    assert more.y == quote.bottom


def test_a_drawing_without_passages_is_as_before():
    graph = graph_with(3)
    forest = span_forest(graph, "1")

    assert lay_out(graph, forest).quotes == {}
    assert lay_out(graph, forest).height < lay_out(graph, forest, passages=1).height


def test_the_picture_has_passages_sources_and_how_many_more_there_are():
    graph = graph_with(3, is_retracted=True)

    picture = render_svg(graph, lay_out(graph, span_forest(graph, "1"), passages=1), "Map")

    assert "“Passage number 0" in picture
    assert "Retracted · Abel 2014" in picture
    assert "+2 passages" in picture


def test_the_style_sheet_has_the_sizes_of_the_drawing():
    quote = re.search(r"  \.map-quote \{([^}]*)\}", SHEET)[1]
    top, right, bottom, left = map(int, re.search(r"padding: (\d+)px (\d+)px (\d+)px (\d+)px", quote).groups())

    assert int(re.search(r"width: (\d+)px", quote)[1]) == quotes.QUOTE_WIDTH
    assert int(re.search(r"margin-top: (\d+)px", quote)[1]) == quotes.QUOTE_GAP
    assert (top + 1, bottom + 1) == (quotes.QUOTE_TOP, quotes.QUOTE_BOTTOM)
    assert (left + 1, right + 1) == (quotes.QUOTE_LEFT, quotes.QUOTE_RIGHT)
