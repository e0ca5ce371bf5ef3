"""Where the parts of a diverging bar stand: parting to the left, agreeing to the right, mixed across the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """How many claims the bar is about, by how the authors stand to each other."""

    agree: int
    disagree: int
    mixed: int


@dataclass(frozen=True)
class DivergingBar:
    """Start and width of each part, in half claims from the left edge; all bars of a chart share `width`.

    The middle line is at `width / 2`, in the middle of `mixed` (Heiberger and Robbins 2014, "Design of diverging
    stacked bar charts for Likert scales", https://doi.org/10.18637/jss.v057.i05).
    """

    width: int
    disagree_start: int
    disagree_width: int
    mixed_start: int
    mixed_width: int
    agree_start: int
    agree_width: int


def diverging_bars(tallies: Sequence[Tally]) -> tuple[DivergingBar, ...]:
    """Return one bar a tally, all on one scale; a tally of nothing gives a bar of parts without width.

    `width` is at least 2, so that a drawing of it never divides by zero.
    """
    reach = max((2 * max(tally.agree, tally.disagree) + tally.mixed for tally in tallies), default=0)
    middle = max(reach, 1)
    return tuple(
        DivergingBar(
            width=2 * middle,
            disagree_start=middle - tally.mixed - 2 * tally.disagree,
            disagree_width=2 * tally.disagree,
            mixed_start=middle - tally.mixed,
            mixed_width=2 * tally.mixed,
            agree_start=middle + tally.mixed,
            agree_width=2 * tally.agree,
        )
        for tally in tallies
    )
