"""What everybody could read if a claim set were public."""

from dataclasses import dataclass

from django.db.models import Count, Q

from claims.enums import ClaimStatus, EvidenceState
from claims.models import Evidence, Stance
from releases.models import ClaimSet, Release
from releases.queries.members import claims_of
from sources.enums import SourceStatus
from sources.models import Author

NAMED = 12
"""Authors who are named on the page; of more it says how many."""


@dataclass(frozen=True)
class Exposure:
    """How much a claim set shows: claims, of them those nobody signed off, passages, sources, authors, releases.

    `names` are the first authors by family name.
    """

    claims: int
    unaccepted: int
    passages: int
    sources: int
    retracted: int
    authors: int
    names: list[str]
    releases: int


def exposure_of(claim_set: ClaimSet) -> Exposure:
    """Return what becomes public with the set; five queries."""
    claims = claims_of(claim_set).order_by()
    signed = claims.aggregate(all=Count("pk"), unaccepted=Count("pk", filter=~Q(status=ClaimStatus.ACCEPTED)))
    evidence = Evidence.objects.filter(claim__in=claims.values("pk"), state=EvidenceState.ACCEPTED).order_by()
    quoted = evidence.aggregate(
        passages=Count("passage", distinct=True),
        sources=Count("passage__source", distinct=True),
        retracted=Count("passage__source", distinct=True, filter=Q(passage__source__status=SourceStatus.RETRACTED)),
    )
    holding = Stance.objects.filter(claim__in=claims.values("pk")).values("author")
    authors = Author.objects.filter(Q(pk__in=holding) | Q(pk__in=evidence.values("speaker")))
    return Exposure(
        claims=signed["all"],
        unaccepted=signed["unaccepted"],
        **quoted,
        authors=authors.count(),
        names=[one.name for one in authors.order_by("family", "given")[:NAMED]],
        releases=Release.objects.filter(claim_set=claim_set).count(),
    )
