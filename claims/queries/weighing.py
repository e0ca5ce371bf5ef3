"""Which claims and stances rest on a source."""

from django.db.models import QuerySet

from claims.enums import Bearing
from claims.models import Claim, Evidence, Stance
from sources.models import Source


def claims_resting_on(source: Source) -> list[Claim]:
    """Return the claims that accepted evidence ties to the source, by number."""
    return list(Claim.objects.filter(pk__in=_accepted(source).values("claim")).order_by("number"))


def stances_resting_on(source: Source) -> list[Stance]:
    """Return the stances on those claims of whoever speaks in the evidence, by claim and author."""
    pairs = set(_accepted(source).exclude(bearing=Bearing.CONTEXT).values_list("claim", "speaker"))
    stances = (
        Stance.objects.filter(claim__in={claim for claim, _speaker in pairs})
        .select_related("claim", "author")
        .order_by("claim__number", "author__family", "author__given", "as_of")
    )
    return [stance for stance in stances if (stance.claim_id, stance.author_id) in pairs]


def _accepted(source: Source) -> QuerySet[Evidence]:
    return Evidence.objects.accepted().filter(passage__source=source)
