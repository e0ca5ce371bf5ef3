"""Where in the texts people, or the machine before them, have tied passages to claims."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from claims.enums import EvidenceState
from claims.models import Claim, Evidence

Span = tuple[UUID, int, int]
"""Text version, start and end in code points."""


def spans_of_evidence(
    claims: Sequence[Claim], states: Collection[str] = tuple(EvidenceState)
) -> dict[UUID, list[Span]]:
    """Return the spans of each claim's evidence in these states, by the claim's id; one query."""
    spans: dict[UUID, list[Span]] = defaultdict(list)
    rows: Iterable[Any] = Evidence.objects.filter(
        claim__in=claims, state__in=states, passage__anchors__start__isnull=False
    ).values_list("claim_id", "passage__anchors__text_version_id", "passage__anchors__start", "passage__anchors__end")
    for claim, version, start, end in rows:
        spans[claim].append((version, start, end))
    return spans


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Return whether the span shares a code point with one of the others in the same text version."""
    version, start, end = span
    return any(version == one and first < end and start < last for one, first, last in others)
