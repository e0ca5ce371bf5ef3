"""Two authors in a plane: to the right what the first affirms, upwards what the second does. See comparison.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agreement.domain.comparing.comparison import Relation
from agreement.domain.comparing.leaning import LEAST
from agreement.domain.comparing.packing import Anchor, Box, Point, pack_discs, pitch_for

SIDE = 420.0
"""Width and height of the plane; a picture of it fits a laptop beside text."""

MIDDLE = 0.22
"""The share of the plane that the middle band takes, where somebody qualifies or leaves open."""

CAPTION = 22.0
"""Height kept free at the top and bottom of the plane for the words of the corners."""

LANE_GAP, LANE_CAPTION = 14.0, 20.0
"""Between the plane and a lane, and kept free at a lane's far edge for its words."""

LARGEST, SMALLEST = 27.0, 9.0
"""Pitch of the discs: at 27 a number of three digits is read easily, at 9 only a dot."""


@dataclass(frozen=True)
class PlaneClaim:
    """A claim with where the two authors lean, -1 to 1, None for one who takes no stance."""

    key: str
    label: str
    text: str
    relation: Relation
    first: float | None
    second: float | None


@dataclass(frozen=True)
class Disc:
    """A claim in the picture; `lone` where only one of the authors speaks."""

    claim: PlaneClaim
    at: Point
    lone: bool


@dataclass(frozen=True)
class Plane:
    """The picture: the plane, the lanes of those who speak alone (left: the second, below: the first), and all discs.

    `pitch` is the diameter of a disc and its gap. A lane without discs is None.
    """

    width: float
    height: float
    plane: Box
    left_lane: Box | None
    lower_lane: Box | None
    pitch: float
    discs: tuple[Disc, ...]

    def cut(self, share: float, *, upright: bool) -> float:
        """Return the x (or y) at a share of the plane from its left (or bottom) edge."""
        if upright:
            return self.plane.bottom - share * (self.plane.bottom - self.plane.top)
        return self.plane.left + share * (self.plane.right - self.plane.left)


def lay_out_plane(claims: Sequence[PlaneClaim]) -> Plane:
    """Return the picture of the claims on which at least one of the two speaks, placed in the order given.

    A disc stands where the stances lie; where several would cover each other they move to the nearest free place of
    the same field of the nine (denies, between, affirms, each way).
    """
    both = [one for one in claims if one.first is not None and one.second is not None]
    only_first = [one for one in claims if one.first is not None and one.second is None]
    only_second = [one for one in claims if one.first is None and one.second is not None]
    side = Box(0, 0, SIDE, SIDE)
    pitch = pitch_for(max(len(both), 2 * len(only_first), 2 * len(only_second)), side, LARGEST, SMALLEST)
    left = _lane_depth(len(only_second), pitch)
    plane = Box(left, 0, left + SIDE, SIDE)
    lower = _lane_depth(len(only_first), pitch)
    left_lane = Box(0, 0, left - LANE_GAP, SIDE) if left else None
    lower_lane = Box(left, SIDE + LANE_GAP, left + SIDE, SIDE + lower) if lower else None
    discs = [
        *_pack(both, plane, pitch),
        *_pack_lane(only_first, lower_lane, pitch),
        *_pack_lane(only_second, left_lane, pitch),
    ]
    height = max([plane.bottom + lower, *(disc.at.y + pitch / 2 for disc in discs)])
    return Plane(plane.right, height, plane, left_lane, lower_lane, pitch, tuple(discs))


def share_of(leaning: float) -> float:
    """Return where a leaning from -1 to 1 stands on an axis from 0 to 1: the middle band is wider than its values."""
    half = MIDDLE / 2
    if abs(leaning) < LEAST:
        return 0.5 + leaning / LEAST * half * 0.6
    outer = half + (abs(leaning) - LEAST) / (1 - LEAST) * (0.5 - half)
    return 0.5 + outer if leaning > 0 else 0.5 - outer


def _lane_depth(count: int, pitch: float) -> float:
    """Return how deep a lane is: deep enough for its discs in a third of its length, at least one row; 0 for none."""
    if not count:
        return 0.0
    rows = -(-count * pitch // (SIDE * 0.42))
    return LANE_GAP + rows * pitch + LANE_CAPTION


def _pack(claims: Sequence[PlaneClaim], area: Box, pitch: float) -> list[Disc]:
    usable = Box(area.left, area.top + CAPTION, area.right, area.bottom - CAPTION)
    places = pack_discs([_anchor(claim, area) for claim in claims], pitch, usable)
    return [Disc(claim, places[claim.key], lone=False) for claim in claims]


def _pack_lane(claims: Sequence[PlaneClaim], lane: Box | None, pitch: float) -> list[Disc]:
    """Return the discs of a lane: only the side counts along its length, and they gather at its edge by the plane."""
    if lane is None:
        return []
    upright = claims[0].first is None
    left = lane.left + LANE_CAPTION if upright else lane.left
    usable = Box(left, lane.top, lane.right, lane.bottom if upright else lane.bottom - LANE_CAPTION)
    wanted = [_anchor(claim, lane) for claim in claims]
    anchors = [replace(one, x=usable.right) if upright else replace(one, y=usable.top) for one in wanted]
    places = pack_discs(anchors, pitch, usable)
    return [Disc(claim, places[claim.key], lone=True) for claim in claims]


def _anchor(claim: PlaneClaim, area: Box) -> Anchor:
    width, height = area.right - area.left, area.bottom - area.top
    across, up = claim.first, claim.second
    x = area.left + (0.5 if across is None else share_of(across)) * width
    y = area.bottom - (0.5 if up is None else share_of(up)) * height
    left, right = (area.left, area.right) if across is None else _field(across, area.left, width)
    top, bottom = (area.top, area.bottom) if up is None else _field(-up, area.top, height)
    return Anchor(claim.key, x, y, Box(left, top, right, bottom))


def _field(leaning: float, start: float, length: float) -> tuple[float, float]:
    """Return the ends of the third of an axis that a leaning lies in: denies, between, affirms."""
    low, high = start + length * (0.5 - MIDDLE / 2), start + length * (0.5 + MIDDLE / 2)
    if leaning <= -LEAST:
        return start, low
    return (high, start + length) if leaning >= LEAST else (low, high)
