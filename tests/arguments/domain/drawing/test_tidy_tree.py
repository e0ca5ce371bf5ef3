from itertools import pairwise

from arguments.domain.drawing.tidy_tree import Box, tidy_positions


def leaf(top, bottom, width=100):
    return Box(width=width, top=top, bottom=bottom, entry=width // 2, reach=bottom)


def parent(top, bottom, reach, children):
    return Box(100, top, bottom, 50, reach, children, (50,) * len(children))


def test_a_parent_stands_in_the_middle_above_its_children():
    boxes = {"root": parent(0, 10, 20, ("a", "b")), "a": leaf(20, 30), "b": leaf(20, 30)}

    assert tidy_positions(boxes, "root", gap=10) == {"root": 55, "a": 0, "b": 110}


def test_a_deep_subtree_reaches_under_a_shallow_one():
    boxes = {
        "root": parent(0, 10, 20, ("a", "b")),
        "a": leaf(20, 30),
        "b": parent(20, 30, 40, ("c", "d", "e")),
        "c": leaf(40, 50),
        "d": leaf(40, 50),
        "e": leaf(40, 50),
    }

    x = tidy_positions(boxes, "root", gap=10)

    assert x["b"] - x["a"] == 110
    assert x["c"] == x["a"]


def test_lines_below_a_short_box_keep_clear_of_a_tall_neighbour():
    boxes = {
        "root": parent(0, 10, 20, ("tall", "short")),
        "tall": leaf(20, 90),
        "short": parent(20, 30, 95, ("a", "b", "c")),
        "a": leaf(95, 105),
        "b": leaf(95, 105),
        "c": leaf(95, 105),
    }

    x = tidy_positions(boxes, "root", gap=10)

    assert x["a"] + boxes["a"].entry >= x["tall"] + 100 + 10


def test_siblings_of_different_depth_stay_apart_at_every_height():
    boxes = {
        "root": parent(0, 10, 20, ("a", "b", "c")),
        "a": parent(20, 30, 40, ("a1", "a2")),
        "a1": leaf(40, 50),
        "a2": leaf(40, 50),
        "b": leaf(20, 30),
        "c": parent(20, 30, 40, ("c1", "c2")),
        "c1": leaf(40, 50),
        "c2": leaf(40, 50),
    }

    x = tidy_positions(boxes, "root", gap=10)

    row = [x[key] for key in ("a1", "a2", "c1", "c2")]
    assert all(right - left >= 110 for left, right in pairwise(row))
    assert x["b"] - x["a"] >= 110
    assert x["c"] - x["b"] >= 110


def test_a_lone_root_is_at_the_left():
    assert tidy_positions({"root": leaf(0, 10)}, "root", gap=10) == {"root": 0}
