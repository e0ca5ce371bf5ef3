"""A claim set with claims, evidence, stances and an argument inside, ready to be released."""

from tests.factories.arguments import ArgumentFactory, PremiseFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.releases import ClaimSetEntryFactory, ClaimSetFactory


def filled_claim_set(*, claims=3, **values):
    """Return a claim set of claims in a row, each a reason for the one before."""
    claim_set = ClaimSetFactory(**values)
    before = None
    for number in range(1, claims + 1):
        claim = ClaimFactory(
            workspace=claim_set.workspace, number=number, text=f"Harbour {number} \\ silts “up”.", topic="harbours"
        )
        ClaimSetEntryFactory(claim_set=claim_set, claim=claim)
        evidence = EvidenceFactory(claim=claim)
        StanceFactory(claim=claim, author=evidence.speaker)
        if before is not None:
            PremiseFactory(argument=ArgumentFactory(conclusion=before), claim=claim)
        before = claim
    return claim_set
