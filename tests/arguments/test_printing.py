"""A printed map, read back: its pages, its words, its links and its bookmarks."""

import pypdfium2
import pytest
from pypdfium2 import raw

from arguments import printing
from arguments.domain.drawing.forest import span_forest
from arguments.domain.drawing.layout import lay_out
from arguments.domain.drawing.svg import render_svg
from arguments.domain.graph import ArgumentGraph, ClaimNode
from arguments.errors import TooManySheetsError
from arguments.printing import Paper, Place, Print, print_map
from tests.arguments.graphs import city_graph, tree_graph


def printed(graph, paper=Paper.MAP, title="Should the town close?"):
    layout = lay_out(graph, span_forest(graph, graph.claims[0].id if graph.claims else None))
    places = [
        Place(
            box,
            graph.claim_by_id[layout.forest.cards[key].claim_id].text,
            layout.forest.cards[key].depth,
            f"https://example.org/{key}",
        )
        for key, box in layout.cards.items()
    ]
    told = Print(
        render_svg(graph, layout, title), layout.width, layout.height, title, "A team", "28 May", paper, places
    )
    return layout, pypdfium2.PdfDocument(print_map(told))


def words(document):
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def links(page):
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    found = [raw.FPDFPage_GetAnnot(page.raw, index) for index in range(count)]
    return sum(raw.FPDFAnnot_GetSubtype(one) == raw.FPDF_ANNOT_LINK for one in found)


def test_a_page_of_the_maps_size_holds_every_line_title_and_colophon():
    layout, document = printed(city_graph())
    lines = [line for face in layout.faces.values() for line in face.text.lines]

    found = words(document)

    assert len(document) == 1
    assert [line for line in [*lines, "Should the town close?", "28 May"] if line not in found] == []
    assert document[0].get_width() > layout.width * printing.POINTS


def test_every_card_is_a_link_and_a_bookmark_at_its_depth():
    layout, document = printed(city_graph())

    marks = list(document.get_toc())

    assert links(document[0]) == len(layout.cards)
    assert [mark.level for mark in marks] == [layout.forest.cards[key].depth for key in layout.cards]
    assert marks[0].get_title() == "The council should close the old town to private cars by 2030."


def test_a_map_that_stays_readable_takes_one_sheet_on_its_side():
    _layout, document = printed(city_graph(), Paper.A4)

    assert [page.get_size() for page in document] == [pytest.approx((841.89, 595.28), abs=0.1)]


def test_a_large_map_is_parted_onto_numbered_sheets_with_the_title_on_each():
    layout, document = printed(tree_graph(60), Paper.A4)
    pages = [page.get_textpage().get_text_range() for page in document]

    assert len(pages) > 1
    assert all("Should the town close?" in page for page in pages)
    assert f"page 2 of {len(pages)}" in pages[1]
    assert sum(map(links, document)) >= len(layout.cards)


def test_a_map_of_more_sheets_than_anybody_pins_up_is_refused_with_their_number(monkeypatch):
    monkeypatch.setattr(printing, "MOST_SHEETS", 1)

    with pytest.raises(TooManySheetsError) as caught:
        printed(tree_graph(60), Paper.A3)

    assert caught.value.details["sheets"] > 1


def test_any_script_and_whatever_looks_like_markup_is_written_as_it_is():
    text = "<b>北京</b> 서울 & Москва </script> \u202e"

    _layout, document = printed(ArgumentGraph((ClaimNode("1", 1, text),)), title=text)

    found = words(document)
    assert all(part in found for part in ("<b>", "北京", "서울", "Москва", "</script>"))


def test_an_empty_map_is_a_page_with_its_title():
    _layout, document = printed(ArgumentGraph(), Paper.A4)

    assert "Should the town close?" in words(document)
