"""Published maps, and what publishing one makes public."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from arguments.models import ArgumentMap, MapFold
from claims.enums import EvidenceState
from sources.models import Source


def find_published(key: str) -> Any:  # noqa: ANN401 - a map with its `folded_numbers`
    """Return the map that is public under a key, with workspace, lead claim and `folded_numbers`; None if none is."""
    folds = MapFold.objects.filter(map=OuterRef("pk")).order_by("pk").values("claim__number")
    rows = ArgumentMap.objects.select_related("workspace", "lead_claim").annotate(folded_numbers=ArraySubquery(folds))
    return rows.filter(public_key=key).first() if key else None


def sources_quoted_for(claim_ids: Iterable[str]) -> QuerySet[Source]:
    """Return the sources of the accepted evidence of some claims, by title."""
    quoted = {"passages__evidence__claim__in": list(claim_ids), "passages__evidence__state": EvidenceState.ACCEPTED}
    return Source.objects.filter(**quoted).distinct().order_by("title", "pk")


def is_unpublished(source: Source) -> bool:
    """Whether nothing says that a work was ever published: no address, no DOI, nothing that it appeared in."""
    return not (source.url or source.doi or source.container or source.csl.get("publisher"))
