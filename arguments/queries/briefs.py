"""What a brief quotes: the accepted evidence of a map's claims, and the works that it comes from."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from claims.models import Evidence
from sources.models import Page, Source


def quotes_for(claim_ids: Collection[str]) -> dict[str, list[Evidence]]:
    """Return the accepted evidence of each claim, what supports it first, with `page_label`; in one query."""
    pages = Page.objects.filter(
        text_version__anchors__passage=OuterRef("passage"), start__lte=F("text_version__anchors__stretches__start")
    ).order_by("-text_version__created_at", "text_version__anchors__stretches__position", "-start")
    rows = (
        Evidence.objects.accepted()
        .filter(claim__in=map(UUID, claim_ids))
        .annotate(page_label=Subquery(pages.values("label")[:1]))
        .select_related("passage__source", "speaker")
        .defer("why", "passage__prefix", "passage__suffix", "passage__source__csl")
        .order_by("created_at", "id")
    )
    order = {"supports": 0, "contradicts": 1}
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: order.get(row.bearing, 2)):
        found[str(row.claim_id)].append(row)
    return dict(found)


def works_quoted(quotes: dict[str, list[Evidence]]) -> dict[str, dict[str, Any]]:
    """Return the CSL-JSON items of the works that are quoted, by id, in one query."""
    quoted = {row.passage.source_id for rows in quotes.values() for row in rows}
    return {str(pk): csl for pk, csl in Source.objects.filter(pk__in=quoted).values_list("pk", "csl")}
