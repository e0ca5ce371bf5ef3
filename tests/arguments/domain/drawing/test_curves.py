"""Path data as the lines and curves that printers draw."""

import pytest

from arguments.domain.drawing.curves import Segment, circle_segments, moved, path_segments, rectangle_segments


def test_lines_in_both_cases_become_points_of_the_page():
    assert path_segments("M1 2L3 4l1 1H9v-2h-1Z") == (
        Segment("M", (1, 2)),
        Segment("L", (3, 4)),
        Segment("L", (4, 5)),
        Segment("L", (9, 5)),
        Segment("L", (9, 3)),
        Segment("L", (8, 3)),
        Segment("Z"),
    )


def test_after_closing_the_pen_is_where_the_outline_began():
    assert path_segments("M5 5h2v2Zl1 0")[-1] == Segment("L", (6, 5))


def test_a_quadratic_curve_becomes_the_cubic_one_of_the_same_shape():
    assert path_segments("M0 0Q3 3 6 0")[1] == Segment("C", (2, 2, 4, 2, 6, 0))


def test_a_smooth_curve_goes_on_with_the_mirrored_control_point():
    assert path_segments("M0 0q3 3 6 0t6 0")[2] == Segment("C", (8, -2, 10, -2, 12, 0))


def test_numbers_may_stand_without_anything_between():
    assert path_segments("M-3 .8q1.5-2.6 3-.6")[0] == Segment("M", (-3, 0.8))


@pytest.mark.parametrize("data", ["M1 2A3 3 0 0 1 5 5", "M1", "L", "5 5", "M1 2 3"])
def test_what_is_not_known_or_cut_off_is_an_error(data):
    with pytest.raises(ValueError, match="path command"):
        path_segments(data)


def test_a_rectangle_has_four_corners_and_as_many_curves_when_they_are_round():
    assert [segment.kind for segment in rectangle_segments(0, 0, 4, 2, 0)] == list("MLLLZ")
    assert [segment.kind for segment in rectangle_segments(0, 0, 4, 2, 9)].count("C") == 4


def test_a_circle_touches_its_four_sides():
    ends = {segment.points[-2:] for segment in circle_segments(5, 5, 2) if segment.points}

    assert {(5, 3), (7, 5), (5, 7), (3, 5)} <= ends


def test_moving_moves_control_points_too():
    assert moved(path_segments("M0 0Q3 3 6 0"), 10, 20)[1] == Segment("C", (12, 22, 14, 22, 16, 20))
