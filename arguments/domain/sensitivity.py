"""What would change a map's lead most: which claim's base score moves the lead's strength over the widest range."""

from __future__ import annotations

from dataclasses import dataclass, replace

from arguments.domain.graph import ArgumentGraph
from arguments.domain.semantics.assessing import Assessment
from arguments.domain.semantics.frameworks import Card, CardKind
from arguments.domain.semantics.gradual import Effort, strengths
from arguments.domain.semantics.graphs import BipolarGraph

MOST_WORK = 40_000
"""Claims tried times cards computed for each: some tenths of a second in all."""
NOTICED = 0.005
"""A claim that moves the lead by less is not told of."""


@dataclass(frozen=True, slots=True)
class Swing:
    """The lead's strength if a claim were refuted (base score 0) and if it were proved (1); both from 0 to 1."""

    claim_id: str
    refuted: float
    proved: float

    @property
    def width(self) -> float:
        """How far the lead moves between the two."""
        return abs(self.proved - self.refuted)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The claims that move the lead most, and how many were tried of how many: the nearest first."""

    swings: tuple[Swing, ...] = ()
    tried: int = 0
    of: int = 0


def find_swings(
    assessment: Assessment,
    lead_id: str,
    *,
    most: int = 3,
    effort: Effort = Effort(),  # noqa: B008 - frozen
) -> Sensitivity:
    """Return the claims whose base score moves the strength of the lead most, the widest range first.

    Each claim is tried alone at 0 and at 1, the others being as they are. In a map so large that this would cost more
    than MOST_WORK only the claims nearest to the lead are tried. What did not converge moves nothing.
    """
    framework = assessment.framework
    nearest = _nearest(assessment.graph, lead_id)
    chosen = nearest[: MOST_WORK // max(1, 2 * len(framework.cards))]
    lead = framework.index[Card(CardKind.CLAIM, lead_id)]
    swings, tried = [], 0
    for claim_id in chosen:
        if effort.is_over():
            break
        tried += 1
        place = framework.index[Card(CardKind.CLAIM, claim_id)]
        refuted, proved = (
            float(strengths(_with_score(framework.bipolar, place, score), assessment.semantics, effort).values[lead])
            for score in (0.0, 1.0)
        )
        if abs(proved - refuted) >= NOTICED:  # never so where the lead did not converge, which is nan
            swings.append(Swing(claim_id, refuted, proved))
    swings.sort(key=lambda swing: -swing.width)
    return Sensitivity(tuple(swings[:most]), tried, len(nearest))


def _with_score(bipolar: BipolarGraph, place: int, score: float) -> BipolarGraph:
    scores = bipolar.base_scores.copy()
    scores[place] = score
    return replace(bipolar, base_scores=scores)


def _nearest(graph: ArgumentGraph, lead_id: str) -> list[str]:
    """Return the claims that bear on the lead, without the lead, by the number of steps to it."""
    seen, edge = {lead_id}, [lead_id]
    arguments: set[str] = set()
    for claim_id in edge:
        waiting = list(graph.arguments_on_claim.get(claim_id, ()))
        while waiting:
            argument = waiting.pop(0)
            if argument.id in arguments:
                continue
            arguments.add(argument.id)
            waiting.extend(graph.arguments_on_argument.get(argument.id, ()))
            for premise in argument.premises:
                if premise.claim_id not in seen:
                    seen.add(premise.claim_id)
                    edge.append(premise.claim_id)
    return edge[1:]
