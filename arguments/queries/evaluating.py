"""What the semantics say of a map, from its graph, its evidence and the base scores that editors set."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from arguments.domain.base_scores import INFERENCE_SCORE, EvidenceWeight, Side, WeighedPassage, weigh_passages
from arguments.domain.graph import ArgumentGraph
from arguments.domain.semantics.assessing import MAP_LIMITS, Assessment, assess
from arguments.domain.semantics.gradual import Effort
from arguments.domain.sensitivity import Sensitivity, find_swings
from arguments.models import Argument, ArgumentMap, BaseScore
from arguments.queries.graphs import load_map_graph
from claims.models import Claim, Evidence
from claims.queries.independence import Sides, byline_of, weigh_sides
from workspaces.models import User

SECONDS = 2.0
"""What one evaluation may take: somebody waits for the page. What is not settled then is said to be so."""


@dataclass(frozen=True)
class ScoredNode:
    """The base score of a claim or an inference: from evidence, or by hand where somebody set it."""

    evidence: EvidenceWeight | None
    by_hand: BaseScore | None

    @property
    def derived(self) -> float:
        """What it is where nobody sets it."""
        return self.evidence.score if self.evidence else INFERENCE_SCORE

    @property
    def value(self) -> float:
        """What it is."""
        return self.by_hand.value if self.by_hand else self.derived


@dataclass(frozen=True)
class EvaluatedMap:
    """A map with its graph, base scores by id of claim and of argument, and all verdicts.

    `is_complete` says that nothing was left unsettled for want of time.
    """

    map: ArgumentMap
    graph: ArgumentGraph
    claims: Mapping[str, ScoredNode]
    arguments: Mapping[str, ScoredNode]
    assessment: Assessment
    sensitivity: Sensitivity
    is_complete: bool

    @property
    def lead_id(self) -> str:
        """The id of the lead claim."""
        return str(self.map.lead_claim_id)


@dataclass(frozen=True)
class ScoreChange:
    """An entry in the history of a base score: what it was set to, None when it was reset."""

    at: datetime
    who: str
    value: float | None
    reason: str


def evaluate_map(
    shown: ArgumentMap, semantics: str, *, with_sensitivity: bool = True, seconds: float = SECONDS
) -> EvaluatedMap:
    """Return what the semantics say of a map now, in eight queries whatever its size.

    What is not settled after so many seconds stays so, and is said to be.
    """
    graph = load_map_graph(shown, with_evidence=False)
    by_hand = _scores_by_hand(shown)
    weights = _evidence_weights(claim.id for claim in graph.claims)
    nothing = EvidenceWeight()
    claims = {one.id: ScoredNode(weights.get(one.id, nothing), by_hand.get(one.id)) for one in graph.claims}
    arguments = {one.id: ScoredNode(None, by_hand.get(one.id)) for one in graph.arguments}
    scores = {key: node.value for key, node in (*claims.items(), *arguments.items())}
    clock = _Clock(seconds)
    effort = Effort(is_over=clock.is_over)
    assessment = assess(graph, scores, semantics, replace(MAP_LIMITS, is_over=clock.is_over), effort)
    swings = Sensitivity()
    if with_sensitivity:
        swings = find_swings(assessment, str(shown.lead_claim_id), effort=effort)
    return EvaluatedMap(shown, graph, claims, arguments, assessment, swings, is_complete=not clock.is_over())


def score_history(shown: ArgumentMap, node: Claim | Argument) -> list[ScoreChange]:
    """Return how the base score of a claim or an inference was set by hand in a map, the newest first; two queries."""
    model: Any = BaseScore
    about = {"claim_id": node.pk} if isinstance(node, Claim) else {"argument_id": node.pk}
    events = list(
        model.pgh_event_model.objects.filter(map_id=shown.pk, **about)
        .select_related("pgh_context")
        .order_by("-pgh_created_at", "-pgh_id")
    )
    users = User.objects.in_bulk({_user_of(event) for event in events} - {None})
    return [
        ScoreChange(
            event.pgh_created_at,
            str(users.get(_user_of(event), "Somebody")),
            None if event.pgh_label == "delete" else event.value,
            "" if event.pgh_label == "delete" else event.reason,
        )
        for event in events
    ]


class _Clock:
    """Says when the time of an evaluation is over."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def is_over(self) -> bool:
        return time.monotonic() > self.end


def _user_of(event: Any) -> UUID | None:  # noqa: ANN401 - event models are made at run time
    context = event.pgh_context.metadata.get("user") if event.pgh_context else None
    return UUID(context) if context else event.by_id


def _scores_by_hand(shown: ArgumentMap) -> dict[str, BaseScore]:
    rows = BaseScore.objects.filter(map=shown).select_related("by")
    return {str(row.claim_id or row.argument_id): row for row in rows}


def _evidence_weights(claim_ids: Iterable[str]) -> dict[str, EvidenceWeight]:
    """Return what the accepted passages on each claim come to, in three queries; a claim without any is absent."""
    rows = list(
        Evidence.objects.accepted()
        .filter(claim__in=list(claim_ids))
        .select_related("passage__source")
        .prefetch_related(byline_of("passage__source"))
    )
    sides = weigh_sides(row for row in rows if not row.passage.source.is_retracted)
    passages: dict[Any, list[WeighedPassage]] = defaultdict(list)
    for row in rows:
        source = row.passage.source
        passages[row.claim_id].append(
            WeighedPassage(Side(row.bearing), source.reliability, source.credibility, source.is_retracted)
        )
    return {
        str(claim_id): weigh_passages(found, **_independent(sides.get(claim_id)))
        for claim_id, found in passages.items()
    }


def _independent(sides: Sides | None) -> dict[str, int]:
    if sides is None:
        return {}
    return {
        "independent_for": sides.supports.independent,
        "independent_against": sides.contradicts.independent,
    }
