"""The style sheet and the layout must agree on every size, or cards would overlap."""

import re
from pathlib import Path

import pytest

from arguments.domain.drawing import cards
from arguments.domain.drawing.placement import HEADER_HEIGHT

SHEET = (Path(__file__).parents[4] / "assets/css/map.css").read_text()


def declared(selector, name):
    """Return the value of a property in the rule of exactly this selector."""
    for rule in re.findall(rf"(?m)^\s*{re.escape(selector)} {{([^}}]*)}}", SHEET):
        match = re.search(rf"(?:^|[;\s]){name}: ([^;]+)", rule)
        if match:
            return match[1].strip()
    pytest.fail(f"no {name} in {selector}")


def pixels(selector, name):
    return int(declared(selector, name).split()[0].removesuffix("px"))


def test_cards_are_as_wide_as_the_layout_says():
    assert pixels(".map-card", "width") == cards.CARD_WIDTH


def test_padding_and_border_make_up_the_room_around_the_text():
    top, side, _ = (int(part.removesuffix("px")) for part in declared(".map-card", "padding").split())
    border = pixels(".map-card", "border")

    assert (top + border, side) == (cards.TEXT_TOP, cards.SIDE_PADDING)
    assert pixels(".map-card__foot", "height") + border == cards.FOOTER
    assert pixels(".map-card__hidden", "height") == cards.FOLD_ROW


@pytest.mark.parametrize(
    ("selector", "style"),
    [(".map-card__text", cards.CARD_TEXT), (".map-card--lead .map-card__text", cards.LEAD_TEXT)],
)
def test_text_has_the_measured_size_line_height_and_weight(selector, style):
    assert pixels(selector, "font-size") == style.size
    assert pixels(selector, "line-height") == style.line_height
    assert int(declared(selector, "font-weight")) == style.weight


def test_cards_are_set_in_the_measured_font_with_its_plain_letter_shapes():
    assert declared(".map-card", "font-feature-settings") == "normal"
    assert declared(".map-card", "letter-spacing") == "0"
    assert declared(".map-card", "font-family").startswith('"Inter"')


def test_lines_are_not_broken_again():
    assert declared(".map-card__text", "white-space") == "pre"


def test_headers_are_as_high_as_the_layout_says():
    assert pixels(".map-head", "height") == HEADER_HEIGHT
