"""What belongs to a map itself: what it leaves out, what it folds, and what would go with it."""

from dataclasses import dataclass

from django.db.models import Case, Count, Prefetch, QuerySet, When
from django.db.models.expressions import RawSQL

from arguments.models import Argument, ArgumentMap, Premise
from arguments.queries.lists import list_maps
from claims.models import Claim
from workspaces.models import Workspace

_ABOVE = """
WITH RECURSIVE above(node) AS (
    SELECT %s::uuid
    UNION
    SELECT up.node FROM above, LATERAL (
        SELECT argument_id AS node FROM arguments_premise WHERE claim_id = above.node
        UNION ALL
        SELECT coalesce(conclusion_id, target_id) FROM arguments_argument WHERE id = above.node
    ) AS up
)
SELECT node FROM above
"""
"""A claim, the arguments of which it is a premise, what these are about, and so on; UNION ends circles."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much goes with a map when it is deleted."""

    left_out: int
    folded: int
    scores: int
    dismissals: int


def arguments_left_out(shown: ArgumentMap) -> QuerySet[Argument]:
    """Return the arguments that the map leaves out, with what they bear on and their premises."""
    premises = Prefetch("premises", Premise.objects.select_related("claim").order_by("position"))
    return (
        Argument.objects.filter(left_out_of=shown)
        .select_related("conclusion", "author")
        .prefetch_related(premises)
        .order_by("conclusion__number", "position", "pk")
    )


def claims_folded(shown: ArgumentMap) -> QuerySet[Claim]:
    """Return the claims below which the map opens folded."""
    return Claim.objects.filter(folded_in=shown).order_by("number")


def maps_of_claim(workspace: Workspace, claim: Claim) -> QuerySet[ArgumentMap]:
    """Return the maps around claims on which this one bears at any depth, its own first, in one query."""
    leads = RawSQL(_ABOVE, [claim.pk])  # noqa: S611 - fixed words, and the id as a parameter
    own_first = Case(When(lead_claim=claim, then=0), default=1)
    return list_maps(workspace).filter(lead_claim__in=leads).order_by(own_first, "title", "pk")


def belongings_of(shown: ArgumentMap) -> Belongings:
    """Return what goes with the map, in one query."""
    names = {"left_out": "omissions", "folded": "folds", "scores": "base_scores", "dismissals": "dismissals"}
    counts = {name: Count(relation, distinct=True) for name, relation in names.items()}
    return Belongings(**ArgumentMap.objects.filter(pk=shown.pk).aggregate(**counts))
