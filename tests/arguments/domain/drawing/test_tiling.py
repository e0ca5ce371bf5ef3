"""A drawing on several sheets: all of it, once, parted between cards where that can be."""

from hypothesis import given
from hypothesis import strategies as some

from arguments.domain.drawing.geometry import Rect
from arguments.domain.drawing.tiling import Tile, tile

SIZES = some.integers(1, 3000)


@given(SIZES, SIZES, some.integers(50, 900), some.lists(some.builds(Rect, SIZES, SIZES, SIZES, SIZES), max_size=12))
def test_the_sheets_together_are_the_drawing_and_each_has_room(width, height, room, boxes):
    tiles = tile(width, height, (room, room), boxes)

    assert sum(part.width * part.height for part in tiles) == width * height
    assert all(0 < part.width <= room and 0 < part.height <= room for part in tiles)
    assert len({(part.left, part.top) for part in tiles}) == len(tiles)


def test_a_cut_goes_between_cards():
    cards = [Rect(0, 0, 60, 10), Rect(70, 0, 60, 10)]

    assert [part.left for part in tile(130, 10, (100, 100), cards)] == [0, 60]


def test_a_cut_that_would_leave_a_sheet_nearly_empty_goes_through_a_card():
    assert [part.left for part in tile(150, 10, (100, 100), [Rect(0, 0, 20, 10), Rect(30, 0, 120, 10)])] == [0, 100]


def test_sheets_are_numbered_row_by_row():
    places = [(part.row, part.column) for part in tile(20, 20, (10, 10), [])]

    assert places == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_an_empty_drawing_takes_one_sheet():
    assert tile(0, 0, (10, 10), []) == [Tile(0, 0, 0, 0, 1, 1)]
