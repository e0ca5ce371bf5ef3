"""What the reasoning coach says of a map, and which of it people put aside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from arguments.domain.coaching.coach import coach
from arguments.domain.coaching.evidence import IdleClaim
from arguments.domain.coaching.hints import Hint, Weight
from arguments.domain.coaching.terms import Names, read_names
from arguments.domain.graph import ArgumentGraph
from arguments.models import ArgumentMap, LintDismissal
from arguments.queries.graphs import load_map_graph
from claims.enums import Bearing, EvidenceState
from claims.models import Claim
from claims.signals import names_wanted
from workspaces.models import Workspace


@dataclass(frozen=True)
class DismissedHint:
    """A dismissal, and its hint; None once nothing of that fingerprint is found, as after a change of wording."""

    dismissal: LintDismissal
    hint: Hint | None


@dataclass(frozen=True)
class CoachedMap:
    """A map's graph, the hints that nobody put aside, and the dismissed ones, the newest first.

    `idle` are the claims outside the map that a hint may be about, by id.
    """

    graph: ArgumentGraph
    idle: Mapping[str, IdleClaim]
    hints: tuple[Hint, ...]
    dismissed: tuple[DismissedHint, ...]

    @property
    def likely(self) -> tuple[Hint, ...]:
        """The hints that are counted and shown first."""
        return tuple(hint for hint in self.hints if hint.weight is Weight.LIKELY)

    @property
    def possible(self) -> tuple[Hint, ...]:
        """The hints that are there to be looked at."""
        return tuple(hint for hint in self.hints if hint.weight is Weight.POSSIBLE)


def coach_map(shown: ArgumentMap) -> CoachedMap:
    """Return what the coach says of a map now, in seven queries however large it is."""
    graph = load_map_graph(shown, with_evidence=False)
    idle = _idle_claims(shown.workspace, [claim.id for claim in graph.claims])
    hints = coach(graph, names=names_of(shown.workspace), idle=idle)
    by_fingerprint = {hint.fingerprint: hint for hint in hints}
    dismissals = LintDismissal.objects.filter(map=shown).select_related("by").order_by("-created_at", "-id")
    dismissed = tuple(DismissedHint(one, by_fingerprint.get(one.fingerprint)) for one in dismissals)
    gone = {one.dismissal.fingerprint for one in dismissed}
    left = tuple(hint for hint in hints if hint.fingerprint not in gone)
    return CoachedMap(graph, {claim.id: claim for claim in idle}, left, dismissed)


def names_of(workspace: Workspace) -> Names:
    """Return the names that mean one thing in the workspace, as the apps above tell them."""
    answers: list[tuple[Any, Any]] = names_wanted.send(sender=Workspace, workspace=workspace)
    return read_names((one.name, one.forms) for _receiver, told in answers for one in told)


def _idle_claims(workspace: Workspace, in_map: Iterable[str]) -> list[IdleClaim]:
    bears = Q(evidence__state=EvidenceState.ACCEPTED, evidence__bearing__in=(Bearing.SUPPORTS, Bearing.CONTRADICTS))
    rows = (
        Claim.objects.filter(workspace=workspace)
        .current()
        .exclude(pk__in=list(in_map))
        .annotate(passages=Count("evidence", filter=bears))
        .filter(passages__gt=0)
        .order_by("number")
        .values_list("id", "number", "text", "passages")
    )
    return [IdleClaim(str(pk), number, text, passages) for pk, number, text, passages in rows]
