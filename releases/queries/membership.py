"""How many claims claim sets have, and which of them have a claim: one query for all sets, whatever gathers them."""

from collections.abc import Collection, Iterable
from functools import reduce
from uuid import UUID

from django.db.models import Count, QuerySet, Value

from claims.models import Claim
from releases.enums import Gathering
from releases.models import ClaimSet, ClaimSetEntry
from releases.queries.members import claims_of


def count_claims(sets: Collection[ClaimSet]) -> dict[UUID, int]:
    """Return how many claims each of the sets has now; one query."""
    counted = [
        claims_of(one).order_by().annotate(of=Value(str(one.pk))).values("of").annotate(number=Count("pk"))
        for one in sets
    ]
    found = {UUID(row["of"]): row["number"] for row in _union(counted)}
    return {one.pk: found.get(one.pk, 0) for one in sets}


def sets_with(claim: Claim, sets: Iterable[ClaimSet]) -> list[ClaimSet]:
    """Return those of the sets that have the claim now; one query."""
    known = {str(one.pk): one for one in sets if one.workspace_id == claim.workspace_id}
    holding = [
        claims_of(one).order_by().filter(pk=claim.pk).annotate(of=Value(pk)).values("of") for pk, one in known.items()
    ]
    found = {row["of"] for row in _union(holding)}
    return [one for pk, one in known.items() if pk in found]


def public_set_of(claim_id: UUID) -> tuple[Claim, ClaimSet] | None:
    """Return the claim and the first public set that has it, by hand before by filter; None if none has it."""
    claim = Claim.objects.select_related("workspace").filter(pk=claim_id).first()
    if claim is None:
        return None
    sets = ClaimSet.objects.public().filter(workspace=claim.workspace_id).order_by("-gathering", "created_at")
    holding = sets_with(claim, sets.select_related("workspace"))
    return (claim, holding[0]) if holding else None


def gathered_by_hand(claim_set: ClaimSet) -> QuerySet[ClaimSetEntry]:
    """Return what was put into the set by hand, whether or not that gathers it now."""
    return ClaimSetEntry.objects.filter(claim_set=claim_set)


def is_by_hand(claim_set: ClaimSet) -> bool:
    """Whether people say claim by claim what is in the set."""
    return claim_set.gathering == Gathering.BY_HAND


def _union(queries: list[QuerySet]) -> Iterable[dict]:
    return reduce(lambda one, other: one.union(other, all=True), queries) if queries else ()
