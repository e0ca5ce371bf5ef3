"""Relations must stay apart for every eye: by colour where it sees colour, else by shape, pattern and word."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from arguments.domain.drawing import svg
from arguments.domain.drawing.quotes import QUOTE_TEXT
from arguments.domain.graph import Relation

TOKENS = (Path(__file__).parents[4] / "assets/css/tokens.css").read_text()
NAMES = {"supports": "supports", "opposes": "contradicts", "undercuts": "undercuts"}

# Full deuteranopia in linear RGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for
# Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0.
DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
UNCHANGED = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
READABLE = 4.5  # WCAG 2.2, 1.4.3
GRAPHIC = 3.0  # WCAG 2.2, 1.4.11
APART = 15.0  # CIE 1976 difference; from about 10 on two colours are told apart at a glance


def token(name):
    return re.search(rf"--color-{name}: (#[0-9a-f]{{6}});", TOKENS)[1]


def linear(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def seen(colour, matrix):
    parts = linear(colour)
    return [min(1.0, max(0.0, sum(a * b for a, b in zip(row, parts, strict=True)))) for row in matrix]


def lightness(parts):
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one, other, matrix=UNCHANGED):
    low, high = sorted((lightness(seen(one, matrix)), lightness(seen(other, matrix))))
    return (high + 0.05) / (low + 0.05)


def lab(parts):
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [sum(a * b for a, b in zip(row, parts, strict=True)) / w for row, w in zip(rows, white, strict=True)]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other, matrix):
    pairs = zip(lab(seen(one, matrix)), lab(seen(other, matrix)), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("name", ["supports", "contradicts", "undercuts", "context"])
@pytest.mark.parametrize("matrix", [UNCHANGED, DEUTERANOPIA])
def test_words_can_be_read_on_their_tint(name, matrix):
    assert contrast(token(f"{name}-strong"), token(f"{name}-tint"), matrix) >= READABLE
    assert contrast(token(name), token("surface"), matrix) >= (READABLE if matrix is UNCHANGED else GRAPHIC)


@pytest.mark.parametrize("ink", ["ink-soft", "ink-muted", "contradicts-strong"])
def test_words_can_be_read_on_a_quotation(ink):
    assert contrast(token(ink), token("quote")) >= READABLE
    assert QUOTE_TEXT.is_italic


@pytest.mark.parametrize("matrix", [UNCHANGED, DEUTERANOPIA])
def test_any_two_relations_differ_in_colour_with_and_without_green_cones(matrix):
    for one, other in combinations(("supports", "contradicts", "undercuts"), 2):
        assert difference(token(one), token(other), matrix) >= APART


def test_without_any_colour_relations_differ_in_shape_pattern_and_word():
    for drawn in (svg.ICONS, svg.DASHES):
        assert len({str(drawn[relation]) for relation in Relation}) == len(Relation)
    assert len({svg.LENS_COLOURS[view][1] for view in ("both-affirm", "both-deny", "part")}) == 3
    assert all(contrast(svg.COLOURS[relation], svg.TINTS[relation]) >= GRAPHIC for relation in Relation)


@pytest.mark.parametrize("relation", list(Relation))
def test_the_picture_has_the_colours_of_the_page(relation):
    assert svg.COLOURS[relation] == token(NAMES[relation])
    assert svg.TINTS[relation] == token(f"{NAMES[relation]}-tint")
