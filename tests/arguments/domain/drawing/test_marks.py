"""What printers are told of a drawing is all of it, where it stands."""

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings

from arguments.domain.drawing.forest import span_forest
from arguments.domain.drawing.layout import MapView, lay_out
from arguments.domain.drawing.marks import Form, Label, UnknownMarkError, read_marks
from arguments.domain.drawing.svg import render_svg
from tests.arguments.graph_strategies import argument_graphs
from tests.arguments.graphs import city_graph

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


def drawn(graph, view=MapView.COLUMNS):
    layout = lay_out(graph, span_forest(graph, graph.claims[0].id if graph.claims else None), view)
    return layout, render_svg(graph, layout, "A map")


@settings(max_examples=40)
@given(argument_graphs())
def test_every_form_and_text_of_any_drawing_is_read(graph):
    _layout, svg = drawn(graph)
    tags = [element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()]

    marks = list(read_marks(svg))

    assert sum(isinstance(mark, Label) for mark in marks) == tags.count("text")
    assert sum(isinstance(mark, Form) for mark in marks) == sum(map(tags.count, ("rect", "path", "circle")))


@pytest.mark.parametrize("view", MapView)
def test_every_line_of_a_card_stands_inside_its_card(view):
    layout, svg = drawn(city_graph(), view)
    lines = {line for face in layout.faces.values() for line in face.text.lines}

    labels = [mark for mark in read_marks(svg) if isinstance(mark, Label) and mark.text in lines]

    assert len(labels) == sum(len(face.text.lines) for face in layout.faces.values())
    for label in labels:
        left, top, right, bottom = label.bounds
        assert any(
            box.x <= left and right <= box.right and box.y <= top and bottom <= box.bottom
            for box in layout.cards.values()
        )


def test_groups_move_and_pass_on_their_colour():
    mark = next(
        read_marks(SVG.format('<g transform="translate(10 20)" fill="#abc"><path d="M1 1h2" stroke="none"/></g>'))
    )

    assert mark.bounds == (11, 21, 13, 21)
    assert (mark.ink.fill, mark.ink.stroke) == ("#aabbcc", "")


@pytest.mark.parametrize(
    "part",
    [
        '<image href="x.png"/>',
        "<script>alert(1)</script>",
        '<rect transform="rotate(3)" width="1" height="1"/>',
        '<rect width="1" height="1" fill="url(#a)"/>',
    ],
)
def test_what_printers_could_not_draw_is_an_error(part):
    with pytest.raises(UnknownMarkError):
        list(read_marks(SVG.format(part)))
