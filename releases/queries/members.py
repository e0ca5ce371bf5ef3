"""Which claims a claim set has."""

from collections.abc import Mapping
from typing import Any

from claims.enums import ClaimKind, ClaimStatus
from claims.models import Claim, Stance
from claims.querysets import ClaimQuerySet
from releases.domain.filtering import SavedFilter, read_filter
from releases.enums import Gathering
from releases.models import ClaimSet, ClaimSetEntry


def claims_of(claim_set: ClaimSet) -> ClaimQuerySet:
    """Return the claims of the set as they are now, in no order; those merged into another are in no set."""
    claims: ClaimQuerySet = Claim.objects.filter(workspace=claim_set.workspace_id, merged_into__isnull=True)
    if claim_set.gathering == Gathering.BY_HAND:
        return claims.filter(pk__in=ClaimSetEntry.objects.filter(claim_set=claim_set).values("claim"))
    return matching(claims, saved_filter(claim_set.filter))


def saved_filter(data: Mapping[str, Any]) -> SavedFilter:
    """Return the filter of its JSON form; InvalidInputError says what is wrong with it."""
    return read_filter(data, kinds=ClaimKind.values, statuses=ClaimStatus.values)


def matching(claims: ClaimQuerySet, saved: SavedFilter) -> ClaimQuerySet:
    """Return those of the claims that meet the filter."""
    if saved.topic:
        claims = claims.filter(topic__in=saved.topic)
    if saved.kind:
        claims = claims.filter(kind__in=saved.kind)
    claims = claims.filter(status__in=saved.status) if saved.status else claims.exclude(status=ClaimStatus.RETIRED)
    if saved.author:
        holding = Stance.objects.filter(author__slug__in=saved.author)
        claims = claims.filter(pk__in=holding.values("claim"))
    return claims.filter(text__icontains=saved.q) if saved.q else claims
