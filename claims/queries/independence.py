"""How many passages on claims are independent of each other, many claims at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch

from claims.enums import Bearing
from claims.models import Claim, Evidence
from sources.models import Author, Authorship
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


def independence_of(claims: Iterable[Claim], speakers: Iterable[Author] | None = None) -> dict[UUID, Sides]:
    """Return the sides of each claim that has accepted evidence, of the speakers alone if given; four queries."""
    rows = Evidence.objects.accepted().filter(
        claim__in=list(claims), bearing__in=(Bearing.SUPPORTS, Bearing.CONTRADICTS)
    )
    if speakers is not None:
        rows = rows.filter(speaker__in=list(speakers))
    evidence = list(
        rows.select_related("passage__source").prefetch_related(byline_of("passage__source")).order_by("id")
    )
    origins = origins_of(one.passage for one in evidence)
    leanings = defaultdict(list)
    for one in evidence:
        leanings[one.claim_id, one.bearing].append(origins[one.passage_id])
    return {
        claim: Sides(
            supports=weigh(leanings.get((claim, Bearing.SUPPORTS), [])),
            contradicts=weigh(leanings.get((claim, Bearing.CONTRADICTS), [])),
        )
        for claim in {claim for claim, _bearing in leanings}
    }


def byline_of(source: str) -> Prefetch:
    """Return the prefetch of the byline of a source at the end of that path, which origins need."""
    return Prefetch(f"{source}__authorships", queryset=Authorship.objects.select_related("author").order_by("position"))
