"""The claims on which most hangs and the authors part. Where the formula comes from: docs/algorithms/comparison.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST = 5
"""More than a handful is no crux any more."""


@dataclass(frozen=True)
class Weighed:
    """A claim with how contested it is (None: fewer than two speak) and what rests on it.

    `steps` counts, for each claim that rests on it at any depth, the arguments on the shortest way there, 1 or more.
    """

    claim: str
    contested: float | None
    steps: Mapping[str, int]
    arguments: int


@dataclass(frozen=True)
class Crux:
    """A claim on which authors part and on which much else hangs.

    `resting` are the claims that rest on it, the nearest first, `parted` those of them that are contested as well.
    """

    claim: str
    score: float
    contested: float
    resting: tuple[str, ...]
    parted: tuple[str, ...]
    arguments: int


def find_cruxes(claims: Iterable[Weighed], most: int = MOST) -> tuple[Crux, ...]:
    """Return the cruxes, the weightiest first, at most `most`; equal ones in the order in which they were given.

    A claim that is not contested, or on which nothing rests, is none.

        score(c) = contested(c) * sum over d that rest on c of 2^(1 - steps(c, d)) * (1 + contested(d)) / 2
    """
    claims = list(claims)
    contested = {one.claim: one.contested or 0.0 for one in claims}
    found = [_crux(one, contested) for one in claims if one.contested and one.steps]
    return tuple(sorted(found, key=lambda crux: -crux.score)[:most])


def _crux(one: Weighed, contested: Mapping[str, float]) -> Crux:
    resting = sorted(one.steps, key=lambda claim: one.steps[claim])
    weight = sum(2.0 ** (1 - one.steps[claim]) * (1 + contested.get(claim, 0.0)) / 2 for claim in resting)
    return Crux(
        claim=one.claim,
        score=contested[one.claim] * weight,
        contested=contested[one.claim],
        resting=tuple(resting),
        parted=tuple(claim for claim in resting if contested.get(claim, 0.0) > 0),
        arguments=one.arguments,
    )
