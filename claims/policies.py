"""Who may do what with a claim, beyond what the role alone says; pages and API ask the same predicates."""

from claims.enums import ClaimStatus
from claims.models import Claim
from workspaces.models import Membership
from workspaces.policies import can_annotate, can_edit

SIGNED_OFF = (ClaimStatus.ACCEPTED, ClaimStatus.RETIRED)


def can_word_claim(membership: Membership | None, claim: Claim) -> bool:
    """Annotators word drafts and proposals; what is signed off, only editors."""
    return can_edit(membership) if claim.status in SIGNED_OFF else can_annotate(membership)


def can_set_claim_status(membership: Membership | None, claim: Claim, status: str) -> bool:
    """Annotators draft and propose; accepting and retiring, or undoing that, is for editors."""
    if claim.status in SIGNED_OFF or status in SIGNED_OFF:
        return can_edit(membership)
    return can_annotate(membership)
