"""How many passages on claims are independent of each other, many claims at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch

from claims.enums import Bearing
from claims.models import Claim, Evidence
from sources.models import Authorship
from sources.queries.origins import Weighed, origins_of, weigh


@dataclass(frozen=True)
class Sides:
    """The accepted passages for a claim and against it, each weighed alone."""

    supports: Weighed = field(default_factory=lambda: weigh([]))
    contradicts: Weighed = field(default_factory=lambda: weigh([]))

    @property
    def leans(self) -> bool:
        """Whether passages of a side lean on one work."""
        return self.supports.leans or self.contradicts.leans


def independence_of(claims: Iterable[Claim]) -> dict[UUID, Sides]:
    """Return the sides of each claim that has accepted evidence; three queries."""
    rows = Evidence.objects.accepted().filter(claim__in=list(claims))
    return weigh_sides(rows.select_related("passage__source").prefetch_related(byline_of("passage__source")))


@dataclass(frozen=True)
class Weights:
    """How independent accepted evidence is: each claim's sides, and each speaker's passages on each claim."""

    sides: dict[UUID, Sides]
    speakers: dict[tuple[UUID, UUID], Weighed]


def weigh_sides(evidence: Iterable[Evidence]) -> dict[UUID, Sides]:
    """Return the sides of each claim that the accepted evidence is for or against; one query.

    The passages need their source with its byline (`byline_of`).
    """
    return weigh_evidence(evidence).sides


def weigh_evidence(evidence: Iterable[Evidence]) -> Weights:
    """Return how independent the evidence is by claim and side, and by claim and speaker; one query.

    Only what supports or contradicts is weighed. The passages need their source with its byline (`byline_of`).
    """
    bearing = [one for one in evidence if one.bearing in (Bearing.SUPPORTS, Bearing.CONTRADICTS)]
    origins = origins_of(one.passage for one in bearing)
    leanings, spoken = defaultdict(list), defaultdict(list)
    for one in sorted(bearing, key=lambda one: one.pk):
        leanings[one.claim_id, one.bearing].append(origins[one.passage_id])
        spoken[one.claim_id, one.speaker_id].append(origins[one.passage_id])
    return Weights(
        sides={
            claim: Sides(
                supports=weigh(leanings.get((claim, Bearing.SUPPORTS), [])),
                contradicts=weigh(leanings.get((claim, Bearing.CONTRADICTS), [])),
            )
            for claim in {claim for claim, _bearing in leanings}
        },
        speakers={place: weigh(found) for place, found in spoken.items()},
    )


def byline_of(source: str = "") -> Prefetch:
    """Return the prefetch of the byline of a source at the end of that path (none: of sources), which origins need."""
    return Prefetch(
        f"{source}__authorships" if source else "authorships",
        queryset=Authorship.objects.select_related("author").order_by("position"),
    )
