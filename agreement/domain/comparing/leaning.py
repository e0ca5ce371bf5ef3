"""A stance as a number, and how far stances on one claim lie apart. Reasons: docs/algorithms/comparison.md."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from agreement.domain.comparing.comparison import Position

LEAST = 0.1
"""How far from the middle a stance that takes a side lies at least: “affirms” at 50 % is still no open question."""


def lean(position: Position, likelihood: float | None = None) -> float:
    """Return where a stance lies between -1 (denies outright) and 1 (affirms outright).

    `likelihood` is a share from 0 to 1: how likely the author holds the claim to be, None where nothing is said. A
    stance that takes a side lies at 2 p - 1, but never nearer to the middle than `LEAST` and never on the other side;
    without a likelihood at its end. A qualified or open one lies at 2 p - 1, without a likelihood in the middle, and
    never outside of the middle.
    """
    weighed = None if likelihood is None else 2 * min(1.0, max(0.0, likelihood)) - 1
    if position == Position.AFFIRMS:
        return 1.0 if weighed is None else max(LEAST, weighed)
    if position == Position.DENIES:
        return -1.0 if weighed is None else min(-LEAST, weighed)
    return 0.0 if weighed is None else max(-LEAST, min(LEAST, weighed))


def contest(leanings: Sequence[float]) -> float | None:
    """Return how contested a claim is, 0 (all lie together) to 1 (one half at each end); None below two leanings.

    The mean distance of all pairs (the mean difference of Gini 1912), divided by the greatest that so many leanings
    between -1 and 1 can have, so that two authors and twelve are measured alike. O(n^2) for n authors.
    """
    count = len(leanings)
    if count < 2:
        return None
    total = sum(abs(one - other) for one, other in combinations(leanings, 2))
    greatest = 2 * (count // 2) * (count - count // 2)
    return min(1.0, total / greatest)
