"""A map as a brief, read back as word processors read it."""

import io
from datetime import UTC, datetime

import docx
import pytest
from PIL import Image

from arguments.documents import Brief, brief_of
from arguments.domain.drawing.forest import span_forest
from arguments.domain.graph import ArgumentGraph, ClaimNode
from arguments.domain.semantics.assessing import assess
from common.documents import Picture, render_docx
from tests.arguments.graphs import city_graph


def brief(graph, **fields):
    told = Brief(
        title="Should the town close its centre?",
        question="Asked by the council.",
        workspace="City desk",
        address="https://example.org/w/city/maps/town/",
        made_at=datetime(2026, 5, 28, 9, tzinfo=UTC),
        quotes={},
        items={},
        **fields,
    )
    forest = span_forest(graph, graph.claims[0].id if graph.claims else None)
    return docx.Document(io.BytesIO(render_docx(brief_of(graph, forest, told))))


@pytest.fixture(scope="module")
def city():
    verdict = assess(city_graph(), {}, "quadratic-energy").claims[city_graph().claims[0].id]
    png = io.BytesIO()
    Image.new("RGB", (4, 2)).save(png, "png")
    picture = Picture(png.getvalue(), 1.0, "Argument map of 25 cards")
    return brief(city_graph(), verdict=verdict, semantics="Quadratic energy", picture=picture)


def lines(document):
    return [paragraph.text for paragraph in document.paragraphs]


def test_it_opens_with_question_claim_stances_and_verdict(city):
    told = lines(city)

    assert told[:4] == [
        "Should the town close its centre?",
        "Asked by the council.",
        "Claim",
        "The council should close the old town to private cars by 2030. (C-1)",
    ]
    assert told[4] == "Mira Vogt affirms it; Tomas Okafor denies it."
    assert told[5].startswith("Verdict: strong (Quadratic energy, 0.")
    assert "Grounded semantics: " in told[5]


def test_arguments_are_numbered_with_their_relation_what_they_are_about_and_who_draws_them(city):
    told = lines(city)

    expected = [
        "1  Reason for the claim (Mira Vogt, all three needed)",
        "1.1  Reason for 1b",
        "2.1.1  Undercut of the step 2.1 (Tomas Okafor)",
        "3  Objection to the claim (Tomas Okafor)",
    ]
    assert [line for line in expected if line not in told] == []


def test_premises_that_are_needed_together_are_lettered_the_unstated_and_the_unfinished_marked(city):
    told = lines(city)

    assert "1a  Air in the old town breaches the limit for nitrogen dioxide on most winter days. (C-2)" in told
    assert "1c  What a town breathes matters more than how fast a few drivers cross it. [unstated] (C-18)" in told
    assert any(line.endswith("(C-22, draft)") for line in told)


def test_a_claim_that_is_used_again_leads_to_where_it_stands_in_full(city):
    assert any(line.endswith("(C-2) See 1a.") for line in lines(city))


def test_a_table_tells_who_affirms_and_who_denies_each_claim(city):
    (table,) = city.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]

    assert rows[0] == ["Claim", "Affirms", "Denies", "Qualifies"]
    assert rows[1][1:] == ["Mira Vogt", "Tomas Okafor", ""]
    assert len(rows) == 25


def test_headings_carry_the_outline_and_the_picture_says_what_it_shows(city):
    headings = [one.text for one in city.paragraphs if one.style.name.startswith("Heading")]
    picture = city.inline_shapes[0]._inline.docPr

    assert headings[0] == "Claim"
    assert sum(one.style.name == "Heading 2" for one in city.paragraphs) == 6
    assert picture.get("descr") == "Argument map of 25 cards"


def test_it_closes_with_date_counts_and_the_permanent_address(city):
    last = lines(city)[-1]

    assert last.startswith("City desk, 28 May 2026. 24 claims in 21 arguments.")
    assert "https://example.org/w/city/maps/town/" in last


def test_deeper_arguments_are_set_in(city):
    depths = {
        one.text.split()[0]: one.paragraph_format.left_indent for one in city.paragraphs if one.text[:1].isdigit()
    }

    assert depths["2.1"] < depths["2.1.1"]


@pytest.mark.parametrize(
    ("graph", "said"),
    [
        (ArgumentGraph(), "This map has no claim yet."),
        (ArgumentGraph((ClaimNode("1", 1, "Alone."),)), "Nothing is said for or against it yet."),
    ],
)
def test_an_empty_map_says_so(graph, said):
    assert said in lines(brief(graph))


def test_a_long_text_in_any_script_and_markup_stay_as_they_are():
    text = "<w:p/> 서울 \u202e & " + "long " * 2000

    assert f"{text} (C-1)" in lines(brief(ArgumentGraph((ClaimNode("1", 1, text),))))
