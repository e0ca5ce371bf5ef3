"""A page of a change feed: one statement, so that records and positions are of one moment."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from feeds.domain.places import Place
from feeds.enums import ChangeKind, MarkKind
from feeds.queries.standing import Standing
from releases.queries.records import CLAIM_RECORD

# ruff: noqa: S608 - the SQL is put together of parts of ours; values are parameters
# A claim whose mark waits is passed over: what it is now may not be for this set any more, and once the mark is settled
# it comes again further up. A mark of the set itself, or of an author by whose stances it may gather, holds the page.
_PAGE = f"""
    WITH page AS MATERIALIZED (
        SELECT claim, kind, "into", position FROM feeds_setchange
        WHERE claim_set_id = %(claim_set)s AND position > %(position)s
            AND (kind = '{ChangeKind.UPSERT}' OR position > %(complete_from)s)
        ORDER BY position LIMIT %(limit)s + 1
    )
    SELECT page.claim, page.kind, page."into", page.position,
        CASE WHEN page.kind = '{ChangeKind.UPSERT}' THEN {CLAIM_RECORD} END,
        EXISTS (SELECT FROM feeds_pendingchange m WHERE m.subject = page.claim),
        EXISTS (
            SELECT FROM feeds_pendingchange m WHERE m.workspace_id = %(workspace)s
            AND m.kind IN ('{MarkKind.CLAIM_SET}', '{MarkKind.AUTHOR}'))
    FROM page LEFT JOIN claims_claim c ON page.kind = '{ChangeKind.UPSERT}' AND c.id = page.claim
    ORDER BY page.position
"""


@dataclass(frozen=True)
class Change:
    """One change: an upsert has the claim's record as canonical JSON, a merge the claim that stands instead."""

    kind: str
    claim_id: UUID
    position: int
    record: str | None
    into: UUID | None


@dataclass(frozen=True)
class Page:
    """Changes in their order, how far they reach, and whether nothing that was settled is left or was passed over."""

    changes: tuple[Change, ...]
    position: int
    is_last: bool


def page_after(standing: Standing, place: Place, limit: int) -> Page:
    """Return the changes after the place, `limit` of them at most."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PAGE,
            {
                "claim_set": standing.claim_set_id,
                "workspace": standing.workspace_id,
                "position": place.position,
                "complete_from": place.complete_from,
                "limit": limit,
            },
        )
        rows = cursor.fetchall()
    if rows and rows[0][-1]:
        return Page((), place.position, is_last=False)
    shown = rows[:limit]
    changes = tuple(
        Change(kind, claim, position, record, into)
        for claim, kind, into, position, record, is_marked, _ in shown
        if not (kind == ChangeKind.UPSERT and is_marked)
    )
    is_last = len(rows) <= limit and len(changes) == len(shown)
    return Page(changes, shown[-1][3] if shown else place.position, is_last)
