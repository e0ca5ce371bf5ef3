"""Pictures as PNG: their size, their ground, their letters, and what happens to a picture that is too large."""

import io

import pytest
from PIL import Image

from arguments import rasterising
from arguments.domain.drawing.forest import span_forest
from arguments.domain.drawing.layout import lay_out
from arguments.domain.drawing.svg import GROUND, render_svg
from arguments.errors import PictureTooCostlyError, PictureTooLargeError
from arguments.rasterising import fits, rasterise
from tests.arguments.graphs import city_graph


@pytest.fixture(scope="module")
def layout():
    graph = city_graph()
    return lay_out(graph, span_forest(graph, graph.claims[0].id))


def picture(layout, scale=1, **options):
    svg = render_svg(city_graph(), layout, "A city", **options)
    return Image.open(io.BytesIO(rasterise(svg, width=layout.width, height=layout.height, scale=scale)))


def test_a_picture_at_a_scale_has_that_many_times_the_pixels(layout):
    assert picture(layout, 2).size == (2 * layout.width, 2 * layout.height)


def test_the_ground_is_that_of_the_page_or_transparent(layout):
    corner, clear = picture(layout).getpixel((2, 2)), picture(layout, has_ground=False).getpixel((2, 2))

    assert "#{:02x}{:02x}{:02x}".format(*corner[:3]) == GROUND
    assert clear[3] == 0


def test_letters_are_drawn_dark_on_the_lead_card(layout):
    lead = next(iter(layout.cards.values()))

    card = picture(layout).crop((lead.x + 4, lead.y + 4, lead.right - 4, lead.bottom - 4)).convert("L")

    assert card.getextrema()[0] < 60


def test_a_picture_of_too_many_pixels_is_refused_with_its_size(layout):
    with pytest.raises(PictureTooLargeError, match="70\u202f000 × 70\u202f000") as caught:
        rasterise("<svg/>", width=70_000, height=70_000, scale=1)

    assert caught.value.details == {"width": 70_000, "height": 70_000}


@pytest.mark.parametrize(("width", "height", "may"), [(0, 0, False), (8000, 5000, True), (8001, 5000, False)])
def test_forty_million_pixels_are_the_most(width, height, may):
    assert fits(width, height, 1) is may


@pytest.mark.parametrize("limit", [{"ADDRESS_SPACE": 25_000_000}, {"WALL_SECONDS": 0.001}])
def test_a_limit_that_is_reached_is_told_and_takes_nothing_with_it(layout, monkeypatch, limit):
    for name, value in limit.items():
        monkeypatch.setattr(rasterising, name, value)

    with pytest.raises(PictureTooCostlyError, match="SVG or PDF"):
        picture(layout)


def test_what_is_no_drawing_is_refused():
    with pytest.raises(PictureTooCostlyError):
        rasterise("no drawing", width=10, height=10, scale=1)
