import re
from pathlib import Path

import pytest
from defusedxml import ElementTree

from arguments.domain.drawing.forest import RelationCount, fold, span_forest
from arguments.domain.drawing.layout import MapView, lay_out
from arguments.domain.drawing.svg import (
    BORDER,
    COLOURS,
    GROUND,
    INK,
    MUTED,
    SURFACE,
    TINTS,
    header_notes,
    hidden_words,
    render_svg,
)
from arguments.domain.graph import ArgumentGraph, ArgumentNode, ClaimNode, PremiseNode, Relation
from tests.arguments.graphs import city_graph

RELATION_TOKENS = [
    ("supports", Relation.SUPPORTS),
    ("contradicts", Relation.OPPOSES),
    ("undercuts", Relation.UNDERCUTS),
]
SVG = "{http://www.w3.org/2000/svg}"


def picture(graph, lead, folded=()):
    layout = lay_out(graph, fold(span_forest(graph, lead), folded))
    return render_svg(graph, layout, "Old town")


def words(svg):
    return " ".join(text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_the_picture_holds_every_claim_and_relation():
    svg = picture(city_graph(), "claim-1")

    assert "private cars by 2030." in words(svg)
    assert words(svg).count("undercuts") == 3
    assert "C-24" in words(svg)
    assert ElementTree.fromstring(svg).find(f"{SVG}title").text == "Old town"


def test_markup_and_control_characters_in_a_claim_stay_text():
    graph = ArgumentGraph((ClaimNode("1", 1, "<script>alert(1)</script> & \x00 ]]> \ud800 'x'"),))

    svg = picture(graph, "1")

    root = ElementTree.fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>alert(1)</script> &" in words(svg)


def test_what_a_folded_card_hides_is_written_on_it():
    svg = picture(city_graph(), "claim-1", {"c-6"})

    assert "+ 1 reason, 1 objection, 1 undercut" in words(svg)


def test_hidden_words_leave_out_what_is_not_there():
    assert hidden_words(RelationCount(supports=5, opposes=3)) == "5 reasons, 3 objections"
    assert hidden_words(RelationCount(undercuts=1)) == "1 undercut"


def test_the_header_note_shortens_the_author_before_it_drops_the_count():
    argument = ArgumentNode(
        "a", Relation.OPPOSES, (PremiseNode("1"), PremiseNode("2")), conclusion_id="1", author="Tomas Okafor"
    )

    assert header_notes(argument) == ("Tomas Okafor · 2 together", "TO · 2 together", "2 together", "")


def test_equal_graphs_give_equal_pictures_in_both_views():
    graph = city_graph()
    forest = span_forest(graph, "claim-1")

    for view in MapView:
        first = render_svg(graph, lay_out(graph, forest, view), "x")
        assert first == render_svg(graph, lay_out(graph, forest, view), "x")


@pytest.mark.parametrize(
    ("token", "colour"),
    [
        *((f"color-{name}", COLOURS[relation]) for name, relation in RELATION_TOKENS),
        *((f"color-{name}-tint", TINTS[relation]) for name, relation in RELATION_TOKENS),
        ("color-ink", INK),
        ("color-ink-muted", MUTED),
        ("color-paper", GROUND),
        ("color-surface", SURFACE),
        ("color-line", BORDER),
    ],
)
def test_the_picture_has_the_colours_of_the_pages(token, colour):
    tokens = (Path(__file__).parents[4] / "assets/css/tokens.css").read_text()

    assert re.search(rf"--{token}: ([^;]+);", tokens)[1] == colour


def test_an_empty_map_is_a_valid_picture():
    assert ElementTree.fromstring(picture(ArgumentGraph(), None)).get("viewBox") == "0 0 0 0"
