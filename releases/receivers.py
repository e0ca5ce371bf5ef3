"""What claim sets do when something happens to claims."""

from typing import Any

from django.dispatch import receiver

from claims.models import Claim
from claims.signals import claims_merged, merge_weighed
from releases.models import ClaimSetEntry
from releases.services import add_claims
from workspaces.models import User


@receiver(claims_merged)
def gather_the_other(claim: Claim, into: Claim, by: User | None, **_: Any) -> None:  # noqa: ANN401
    """Put the claim that stands into the sets that had the merged one by hand.

    The merged one's entries stay: it is in no set while it is merged, and back in these when it is split off again.
    """
    for entry in ClaimSetEntry.objects.filter(claim=claim).select_related("claim_set"):
        add_claims(claim_set=entry.claim_set, claims=[into], by=by)


@receiver(merge_weighed)
def tell_of_claim_sets(claim: Claim, **_: Any) -> list[str]:  # noqa: ANN401
    """Say in how many sets that are gathered by hand the claim is; one query."""
    number = ClaimSetEntry.objects.filter(claim=claim).count()
    return [f"the place in {number} claim set{'' if number == 1 else 's'}"] if number else []
