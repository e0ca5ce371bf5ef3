"""The pictures of a comparison: nothing covers anything, nothing depends on the order, and what is drawn is true."""

import itertools
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.comparing.comparison import Relation
from agreement.domain.comparing.constellation import MappedClaim, lay_out_constellation
from agreement.domain.comparing.ordination import ordinate
from agreement.domain.comparing.packing import Box
from agreement.domain.comparing.picture import draw_constellation, draw_plane
from agreement.domain.comparing.plane import MIDDLE, SMALLEST, PlaneClaim, lay_out_plane, share_of

LEANING = st.sampled_from([None, -1.0, -0.4, 0.0, 0.3, 1.0])
NAN = float("nan")


def plane_claim(number, first, second, relation=Relation.MIXED):
    return PlaneClaim(str(number), str(number), f"Pier {number} leans & <bends>.", relation, first, second)


@settings(max_examples=40)
@given(st.lists(st.tuples(LEANING, LEANING), max_size=90))
def test_no_disc_covers_another_and_all_who_speak_are_there(pairs):
    claims = [plane_claim(number, first, second) for number, (first, second) in enumerate(pairs)]
    plane = lay_out_plane(claims)
    assert {disc.claim.key for disc in plane.discs} == {
        one.key for one in claims if one.first is not None or one.second is not None
    }
    for one, other in itertools.combinations(plane.discs, 2):
        assert np.hypot(one.at.x - other.at.x, one.at.y - other.at.y) >= plane.pitch - 0.01
    assert plane.pitch >= SMALLEST


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_who_leans_further_stands_further_out(one, other):
    low, high = sorted((one, other))
    assert 0 <= share_of(low) <= share_of(high) <= 1


def test_a_claim_stands_in_the_field_of_its_stances():
    plane = lay_out_plane([plane_claim(number, 1.0, -1.0) for number in range(12)])
    edge = plane.cut(0.5 + MIDDLE / 2, upright=False)
    assert all(disc.at.x > edge and disc.at.y > plane.cut(0.5 - MIDDLE / 2, upright=True) for disc in plane.discs)


def test_who_speaks_alone_stands_in_a_lane_of_its_own():
    plane = lay_out_plane([plane_claim(1, 1.0, None), plane_claim(2, None, -1.0), plane_claim(3, 1.0, 1.0)])
    alone = {disc.claim.key: disc.at for disc in plane.discs if disc.lone}
    assert plane.lower_lane.top < alone["1"].y < plane.lower_lane.bottom
    assert plane.left_lane.left < alone["2"].x < plane.left_lane.right


def leanings_of(seed, authors=7, claims=20):
    values = np.random.default_rng(seed).choice([-1, -0.4, 0, 0.3, 1, NAN, NAN], size=(authors, claims))
    return values.astype(np.float64)


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_the_order_of_authors_and_claims_changes_no_place(seed):
    leanings = leanings_of(seed)
    rng = np.random.default_rng(seed + 1)
    rows, columns = rng.permutation(7), rng.permutation(20)
    one, other = ordinate(leanings), ordinate(leanings[np.ix_(rows, columns)])
    assert np.allclose(one.shares, other.shares)
    assert np.allclose(np.abs(one.authors[rows]), np.abs(other.authors), atol=1e-6, equal_nan=True)
    if one.shares[0] - one.shares[1] > 0.01:
        assert np.allclose(one.authors[rows, 0], other.authors[:, 0], atol=1e-6, equal_nan=True)


def test_two_camps_stand_on_two_sides():
    found = ordinate(np.array([[1, 1, -1, NAN], [1, NAN, -1, 1], [-1, -1, 1, -1], [NAN, -1, 1, -1]]))
    assert np.sign(found.authors[0, 0]) == np.sign(found.authors[1, 0]) == -np.sign(found.authors[2, 0])
    assert found.shares[0] > 0.75
    assert found.used == 4


@pytest.mark.parametrize(
    "leanings",
    [
        np.full((3, 4), NAN),
        np.ones((3, 4)),
        np.array([[1.0, -1.0], [-1.0, 1.0]]),
        np.array([[1.0], [-1.0], [0.0]]),
        np.empty((3, 0)),
    ],
)
def test_too_little_is_no_picture(leanings):
    assert ordinate(leanings) is None


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_no_name_and_no_number_covers_another(seed):
    names = ["Ada Moss", "Ben Quill", "The Board of the Harbour", "Cy Reed", "Dora Vale", "Eli Stone", "Fay North"]
    claims = [MappedClaim(str(number), str(number), "Piers lean.", Relation.MIXED) for number in range(20)]
    found = lay_out_constellation(names, claims, leanings_of(seed))
    boxes = [star.label for star in found.stars if star.label] + [mark.label for mark in found.marks]
    assert not any(one.touches(other) for one, other in itertools.combinations(boxes, 2))
    assert all(Box(0, 0, found.width, found.height).holds(box) for box in boxes)


def test_the_drawings_are_sound_xml_with_words_for_those_who_cannot_see_them():
    plane = draw_plane(lay_out_plane([plane_claim(1, 1.0, -1.0), plane_claim(2, 0.3, None)]), ["A & B", "C\x00"])
    claims = [MappedClaim(str(number), str(number), "Piers <lean>.", Relation.DISAGREE) for number in range(20)]
    stars = draw_constellation(lay_out_constellation(list("ABCDEFG"), claims, leanings_of(3)), "#c-{}".format)
    for svg in (plane, stars):
        root = ET.fromstring(svg)  # noqa: S314 - our own
        assert root.find("{http://www.w3.org/2000/svg}title").text
        assert "style" not in svg
    assert "C-1: Pier 1 leans &amp; &lt;bends&gt;." in plane
    assert 'href="#c-3"' in stars
