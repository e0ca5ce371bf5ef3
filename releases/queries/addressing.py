"""Claim sets and releases by what somebody types in a terminal."""

from releases.models import ClaimSet, Release
from releases.queries.releases import releases_with_all


def claim_set_at(slug: str) -> ClaimSet | None:
    """Return the claim set at the address, whoever may read it; None if there is none."""
    return ClaimSet.objects.select_related("workspace").filter(slug=slug).first()


def release_at(slug: str, number: int) -> Release | None:
    """Return that release with its files, whoever may read it; None if there is none."""
    return releases_with_all().filter(claim_set__slug=slug, number=number).first()
