"""What would change a map's lead most: which claim's base score moves the lead's strength over the widest range."""

from __future__ import annotations

from dataclasses import dataclass, replace

from arguments.domain.graph import ArgumentGraph
from arguments.domain.semantics.assessing import Assessment
from arguments.domain.semantics.formulas import FORMULAS
from arguments.domain.semantics.frameworks import Card, CardKind
from arguments.domain.semantics.gradual import Effort, strengths
from arguments.domain.semantics.graphs import BipolarGraph, Edges

MOST_WORK = 30_000
"""Strengths that are computed anew: some tenths of a second in all."""
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
    index = assessment.framework.index
    lead = index[Card(CardKind.CLAIM, lead_id)]
    trial = _Trial(assessment, effort)
    nearest = _nearest(assessment.graph, lead_id)
    swings, tried = [], 0
    for claim_id in nearest:
        if trial.work > MOST_WORK or effort.is_over():
            break
        tried += 1
        place = index[Card(CardKind.CLAIM, claim_id)]
        refuted, proved = (trial.strength_of(lead, place, score) for score in (0.0, 1.0))
        if abs(proved - refuted) >= NOTICED:  # never so where the lead did not converge, which is nan
            swings.append(Swing(claim_id, refuted, proved))
    swings.sort(key=lambda swing: -swing.width)
    return Sensitivity(tuple(swings[:most]), tried, len(nearest))


class _Trial:
    """Strengths with one base score changed: without circles only what hangs on it is computed anew."""

    def __init__(self, assessment: Assessment, effort: Effort) -> None:
        self.bipolar: BipolarGraph = assessment.framework.bipolar
        self.semantics, self.effort = assessment.semantics, effort
        self.formula = FORMULAS[assessment.semantics]
        self.base = self.bipolar.base_scores.tolist()
        self.values = assessment.strengths.values.tolist()
        edges = (self.bipolar.attacks, self.bipolar.supports, self.bipolar.needs)
        self.incoming = tuple(_lists(one, self.bipolar) for one in edges)
        self.outgoing: list[list[int]] = [[] for _ in self.base]
        for one in edges:
            for source, target in zip(one.sources.tolist(), one.targets.tolist(), strict=True):
                self.outgoing[source].append(target)
        self.rank = _ranks(self.outgoing)
        self.work = 0

    def strength_of(self, lead: int, place: int, score: float) -> float:
        """Return the strength of one node when another one's base score is this."""
        if not self.rank:
            scores = self.bipolar.base_scores.copy()
            scores[place] = score
            self.work += len(self.base)
            changed = replace(self.bipolar, base_scores=scores)
            return float(strengths(changed, self.semantics, self.effort).values[lead])
        moved: dict[int, float] = {}
        for node in self._below(place):
            moved[node] = self._compute(node, score if node == place else self.base[node], moved)
        self.work += len(moved)
        return moved.get(lead, self.values[lead])

    def _below(self, place: int) -> list[int]:
        seen, edge = {place}, [place]
        for node in edge:
            for following in self.outgoing[node]:
                if following not in seen:
                    seen.add(following)
                    edge.append(following)
        return sorted(edge, key=self.rank.__getitem__)

    def _compute(self, node: int, base: float, moved: dict[int, float]) -> float:
        attackers, supporters, needed = (
            [moved.get(other, self.values[other]) for other in rows[node]] for rows in self.incoming
        )
        if needed:
            base *= min(needed)
        if attackers or supporters:
            base = self.formula.strength(base, attackers, supporters)
        return base


def _lists(edges: Edges, bipolar: BipolarGraph) -> list[list[int]]:
    rows = edges.incoming
    return [rows.of(node).tolist() for node in range(len(bipolar))]


def _ranks(outgoing: list[list[int]]) -> dict[int, int]:
    """Return each node's place in an order in which edges go forward; nothing where there is a circle."""
    left = [0] * len(outgoing)
    for targets in outgoing:
        for target in targets:
            left[target] += 1
    order = [node for node, count in enumerate(left) if not count]
    for node in order:
        for target in outgoing[node]:
            left[target] -= 1
            if not left[target]:
                order.append(target)
    return {node: place for place, node in enumerate(order)} if len(order) == len(outgoing) else {}


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
