"""How strong a claim is by itself, before any argument: from its accepted evidence.

See docs/algorithms/base-scores.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

NEUTRAL = 0.5
"""Nothing is known: neither for nor against."""

PRIOR_WEIGHT = 2.0
"""How much evidence "nothing is known" counts as: Jøsang's W, which makes the neutral score a uniform prior."""

INFERENCE_SCORE = 1.0
"""An inference by itself: it carries what its premises carry until something undercuts it."""

RELIABILITY_WEIGHT = {"a": 1.0, "b": 0.85, "c": 0.65, "d": 0.4, "e": 0.1, "f": 0.5}
"""Of a source by its letter: falling from A to E; F (not judged) lies in the middle, for it is no bad mark."""

CREDIBILITY_WEIGHT = {"1": 1.0, "2": 0.85, "3": 0.65, "4": 0.35, "5": 0.1, "6": 0.6}
"""Of what a source says by its digit: falling from 1 to 5; 6 (not judged) lies in the middle."""


class Side(StrEnum):
    """What a passage does to a claim; context does nothing."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class WeighedPassage:
    """An accepted passage: its side, and the grades of its source as the Admiralty system writes them ("a", "2")."""

    side: Side
    reliability: str = "f"
    credibility: str = "6"
    is_retracted: bool = False

    @property
    def weight(self) -> float:
        """From 0 to 1; 0 for what was retracted."""
        if self.is_retracted:
            return 0.0
        return RELIABILITY_WEIGHT[self.reliability] * CREDIBILITY_WEIGHT[self.credibility]


@dataclass(frozen=True, slots=True)
class EvidenceWeight:
    """What a claim's passages come to: the weight on each side (0 or more) and the score that follows."""

    supports: float = 0.0
    contradicts: float = 0.0
    counted: int = 0
    retracted: int = 0

    @property
    def score(self) -> float:
        """Return (for + W/2) / (for + against + W), between 0 and 1, both never reached; 0.5 without evidence.

        The expectation of a binomial opinion with base rate 1/2 (Jøsang 2001, "A Logic for Uncertain Probabilities",
        https://doi.org/10.1142/S0218488501000831). More on one side raises it, on the other lowers it, less and less.
        """
        return (self.supports + PRIOR_WEIGHT * NEUTRAL) / (self.supports + self.contradicts + PRIOR_WEIGHT)


def weigh_passages(
    passages: Iterable[WeighedPassage], *, independent_for: int | None = None, independent_against: int | None = None
) -> EvidenceWeight:
    """Return what accepted passages on a claim come to.

    `independent_for` and `independent_against` say how many passages of a side lean on nothing in common (None: all of
    them): only so many count, the weightiest ones, so that five quotations of one report weigh as one does.
    """
    found = list(passages)
    standing = [one for one in found if not one.is_retracted and one.side is not Side.CONTEXT]
    supports = _heaviest([one.weight for one in standing if one.side is Side.SUPPORTS], independent_for)
    contradicts = _heaviest([one.weight for one in standing if one.side is Side.CONTRADICTS], independent_against)
    return EvidenceWeight(
        supports=sum(supports),
        contradicts=sum(contradicts),
        counted=len(supports) + len(contradicts),
        retracted=sum(one.is_retracted for one in found),
    )


def _heaviest(weights: Sequence[float], limit: int | None) -> list[float]:
    return sorted(weights, reverse=True)[:limit]
