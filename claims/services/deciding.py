"""Writing a decision on evidence, with the stances that follow; what the services of evidence share."""

from django.utils import timezone

from claims.enums import UNDECIDED_STATES
from claims.models import Claim, Evidence
from claims.services.stances import rederive_stances
from common.history import recorded_as
from workspaces.models import User


def decide(evidence: Evidence, state: str, bearing: str, by: User | None) -> Evidence:
    """Return the evidence in that state with that bearing; who decided and when is noted unless it is open again.

    Whoever calls it holds the claim's row.
    """
    if (evidence.state, evidence.bearing) == (state, bearing):
        return evidence
    undecided = state in UNDECIDED_STATES
    evidence.state, evidence.bearing = state, bearing
    evidence.decided_by = None if undecided else by
    evidence.decided_at = None if undecided else timezone.now()
    with recorded_as(by):
        evidence.save(update_fields=["state", "bearing", "decided_by", "decided_at"])
    rederive_stances(claim=evidence.claim, author=evidence.speaker, by=by)
    return evidence


def lock_claim(claim: Claim) -> None:
    """Hold the claim's row until the transaction ends: of two who decide at once the second sees what the first did."""
    Claim.objects.select_for_update(no_key=True).only("pk").get(pk=claim.pk)
