"""The picture of three or more authors: names and numbered claims in one plane, none covering another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agreement.domain.comparing.comparison import Relation
from agreement.domain.comparing.ordination import ordinate, outstanding
from agreement.domain.comparing.packing import Box, Label, Point, place_label

WIDTH, HEIGHT = 620.0, 440.0
MARGIN = 46.0
NAMED_CLAIMS = 24
"""Claims that the picture numbers: those that set authors apart most; more would cover each other."""

NAME_HEIGHT, NAME_SIZE = 18.0, 13.0
GLYPH = 0.62
"""Width of a letter as a share of its size, a little more than the widest text of Inter takes on average."""

AUTHOR_RADIUS, CLAIM_WIDTH, CLAIM_HEIGHT = 9.0, 26.0, 16.0


@dataclass(frozen=True)
class MappedClaim:
    """A claim to show: its number as text, its wording and how the authors stand on it."""

    key: str
    label: str
    text: str
    relation: Relation


@dataclass(frozen=True)
class Star:
    """An author: where the point stands, and the box of the name (None if there was no room)."""

    name: str
    at: Point
    label: Box | None


@dataclass(frozen=True)
class Mark:
    """A claim: where it would stand, and the box of its number, beside it where others stand."""

    claim: MappedClaim
    at: Point
    label: Box


@dataclass(frozen=True)
class Constellation:
    """The picture. `shares` is how much of all difference each axis shows; `silent` the authors without a place."""

    width: float
    height: float
    centre: Point
    stars: tuple[Star, ...]
    marks: tuple[Mark, ...]
    shares: tuple[float, float]
    used: int
    silent: tuple[str, ...]


def lay_out_constellation(
    names: Sequence[str], claims: Sequence[MappedClaim], leanings: NDArray[np.float64]
) -> Constellation | None:
    """Return the picture of these authors (rows of `leanings`) and claims (columns); None if there is too little.

    Authors and claims have scales of their own (a biplot, Gabriel 1971): directions can be read together, distances
    only among authors.
    """
    found = ordinate(leanings)
    if found is None:
        return None
    area = Box(0, 0, WIDTH, HEIGHT)
    places = _scaled(found.authors)
    taken = [_around(at, AUTHOR_RADIUS) for at in places if at]
    stars = []
    for name, at in zip(names, places, strict=True):
        if at is None:
            continue
        label = place_label(Label(len(name) * NAME_SIZE * GLYPH, NAME_HEIGHT, AUTHOR_RADIUS + 3), at, taken, area)
        taken += [label] if label else []
        stars.append(Star(name, at, label))
    spots = _scaled(found.claims)
    marks = []
    for column in outstanding(found, NAMED_CLAIMS):
        spot = spots[column]
        if spot is None:
            continue
        box = place_label(Label(CLAIM_WIDTH, CLAIM_HEIGHT, -CLAIM_WIDTH / 2), spot, taken, area)
        if box is not None:
            taken.append(box)
            marks.append(Mark(claims[column], spot, box))
    silent = tuple(name for name, at in zip(names, places, strict=True) if at is None)
    return Constellation(
        WIDTH, HEIGHT, Point(WIDTH / 2, HEIGHT / 2), tuple(stars), tuple(marks), found.shares, found.used, silent
    )


def _scaled(rows: NDArray[np.float64]) -> list[Point | None]:
    """Return the rows as places of the picture: 0 in its middle, the farthest at its margin, one scale both ways."""
    known = [(float(x), float(y)) for x, y in rows if not np.isnan(x)]
    across = max((abs(x) for x, _ in known), default=0.0) or 1.0
    up = max((abs(y) for _, y in known), default=0.0) or 1.0
    scale = min((WIDTH / 2 - MARGIN) / across, (HEIGHT / 2 - MARGIN) / up)
    return [
        None if np.isnan(x) else Point(round(WIDTH / 2 + float(x) * scale, 2), round(HEIGHT / 2 - float(y) * scale, 2))
        for x, y in rows
    ]


def _around(at: Point, radius: float) -> Box:
    return Box(at.x - radius, at.y - radius, at.x + radius, at.y + radius)
