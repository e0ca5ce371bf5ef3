"""Giving changes their places in the feeds: the one writer of positions. See docs/algorithms/change-feed.md."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import OperationalError
from psycopg.errors import LockNotAvailable

from feeds.enums import MarkKind
from feeds.models import FeedHead, PendingChange
from feeds.signals import claim_set_moved
from releases.models import ClaimSet
from releases.queries.members import claims_of
from workspaces.models import Workspace

CHUNK = 5_000
"""Marks that one transaction settles: enough that a bulk import is soon done, few enough to be held in memory."""

# ruff: noqa: S608 - the SQL is put together of parts of ours; values are parameters
_TAKE = """
    DELETE FROM feeds_pendingchange WHERE id = ANY(ARRAY(
        SELECT id FROM feeds_pendingchange WHERE workspace_id = %s ORDER BY id LIMIT %s))
    RETURNING id, kind, subject
"""

# What shows an author, a source or a passage; the marks of these claims are settled as any others.
_SHOWING = {
    MarkKind.AUTHOR: """
        SELECT claim_id FROM claims_stance WHERE author_id = ANY(%(subjects)s)
        UNION SELECT claim_id FROM claims_evidence WHERE speaker_id = ANY(%(subjects)s) AND state = 'accepted'""",
    MarkKind.SOURCE: """
        SELECT e.claim_id FROM sources_passage p JOIN claims_evidence e ON e.passage_id = p.id
        WHERE p.source_id = ANY(%(subjects)s) AND e.state = 'accepted'""",
    MarkKind.PASSAGE: """
        SELECT claim_id FROM claims_evidence WHERE passage_id = ANY(%(subjects)s) AND state = 'accepted'""",
}

# Level-triggered: what is wanted follows from what is there now and what was told last, not from what happened. Claims
# that stay or come are told before those that go, so that the claim that another was merged into is there first.
_PLACE = """
    WITH touched AS (SELECT claim, place FROM unnest(%(claims)s::uuid[]) WITH ORDINALITY AS t (claim, place)),
    member AS MATERIALIZED ({members}),
    known AS ({known}),
    wanted AS (
        {upserts}
        UNION ALL
        SELECT k.claim, CASE WHEN c.merged_into_id IS NULL THEN 'tombstone' ELSE 'merge' END, c.merged_into_id
        FROM known k LEFT JOIN claims_claim c ON c.id = k.claim
        WHERE k.kind <> 'tombstone' AND NOT EXISTS (SELECT FROM member m WHERE m.id = k.claim)
            AND (k.kind = 'upsert' OR k."into" IS DISTINCT FROM c.merged_into_id)
    ),
    placed AS (
        INSERT INTO feeds_setchange (claim_set_id, claim, kind, "into", position, changed_at)
        SELECT %(claim_set)s, w.claim, w.kind, w."into",
            %(head)s + row_number() OVER (ORDER BY w.kind <> 'upsert', t.place, w.claim), now()
        FROM wanted w LEFT JOIN touched t ON t.claim = w.claim
        ON CONFLICT (claim_set_id, claim) DO UPDATE SET
            kind = EXCLUDED.kind, "into" = EXCLUDED."into", position = EXCLUDED.position,
            changed_at = EXCLUDED.changed_at
        RETURNING position
    )
    SELECT count(*) FROM placed
"""
_KNOWN = 'SELECT claim, kind, "into" FROM feeds_setchange WHERE claim_set_id = %(claim_set)s'
_SOME = {
    "members": "SELECT m.id FROM ({members}) m WHERE m.id = ANY(%(claims)s)",
    "known": f"{_KNOWN} AND claim = ANY(%(claims)s)",
    "upserts": "SELECT m.id AS claim, 'upsert' AS kind, NULL::uuid AS \"into\" FROM member m",
}
# After a change of the set itself, those that stay need not be told again.
_ALL = {
    "members": "{members}",
    "known": _KNOWN,
    "upserts": (
        "SELECT m.id AS claim, 'upsert' AS kind, NULL::uuid AS \"into\" FROM member m "
        "WHERE NOT EXISTS (SELECT FROM known k WHERE k.claim = m.id AND k.kind = 'upsert') "
        "OR m.id IN (SELECT claim FROM touched)"
    ),
}


def settle(workspace: Workspace | UUID) -> int:
    """Give every committed change of the workspace's claims its place in the feeds; return how many were placed.

    Marks of transactions that are still open stay. One transaction for each chunk, so that what is done stays done if
    we are killed. Must not run in a transaction whose snapshot is fixed (REPEATABLE READ): it would be refused by the
    database when another settled meanwhile.
    """
    workspace_id = workspace if isinstance(workspace, UUID) else workspace.pk
    placed, is_done = 0, False
    while not is_done:
        is_done, more = _settle_chunk(workspace_id)
        placed += more
    return placed


def settle_soon(workspace_id: UUID, *, patience_ms: int, chunks: int) -> bool:
    """Settle for a reader who waits: so many chunks, no longer for others who settle; return whether all is done."""
    try:
        return any(_settle_chunk(workspace_id, patience_ms)[0] for _ in range(chunks))
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return False
        raise


def marked_workspaces() -> list[UUID]:
    """Return the workspaces with marks that wait, of some 10,000 oldest marks."""
    oldest = PendingChange.objects.order_by("id")[:10_000]
    marks = PendingChange.objects.filter(pk__in=oldest.values("pk")).order_by()
    return list(marks.values_list("workspace_id", flat=True).distinct())


def hold_feeds(workspace_id: UUID, patience_ms: int | None = None) -> None:
    """Make others who settle the workspace's changes wait for the end of the transaction.

    A statement of its own: those that follow see what the one before committed.
    """
    with connection.cursor() as cursor:
        if patience_ms is not None:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{patience_ms}ms"])
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('feeds:' || %s::text, 0))", [workspace_id])
        if patience_ms is not None:
            cursor.execute("SELECT set_config('lock_timeout', '0', true)")


@transaction.atomic
def _settle_chunk(workspace_id: UUID, patience_ms: int | None = None) -> tuple[bool, int]:
    """Settle the oldest marks; return whether those were all that was to be seen, and how many changes they gave."""
    hold_feeds(workspace_id, patience_ms)
    marks = _take_marks(workspace_id)
    is_last = sum(map(len, marks.values())) < CHUNK
    if not any(marks.values()) or not Workspace.objects.filter(pk=workspace_id).exists():
        return is_last, 0
    is_last = not _mark_claims_that_show(workspace_id, marks) and is_last
    claims, redone = list(dict.fromkeys(marks[MarkKind.CLAIM])), set(marks[MarkKind.CLAIM_SET])
    FeedHead.objects.bulk_create([FeedHead(workspace_id=workspace_id)], ignore_conflicts=True)
    start = head = FeedHead.objects.values_list("position", flat=True).get(workspace=workspace_id)
    for claim_set in ClaimSet.objects.filter(workspace=workspace_id).order_by("created_at", "id"):
        before = head
        if claims or claim_set.pk in redone:
            head += _place(claim_set, claims, head, all_members=claim_set.pk in redone)
        if head > before:
            claim_set_moved.send(sender=ClaimSet, claim_set=claim_set, position=head)
    if head > start:
        FeedHead.objects.filter(workspace=workspace_id).update(position=head)
    return is_last, head - start


def _take_marks(workspace_id: UUID) -> dict[str, list[UUID]]:
    """Remove the oldest visible marks and return what they are about, by kind, in the order in which they were made."""
    marks: dict[str, list[UUID]] = {kind: [] for kind in MarkKind.values}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [workspace_id, CHUNK])
        for _, kind, subject in sorted(cursor.fetchall()):
            marks[kind].append(subject)
    return marks


def _mark_claims_that_show(workspace_id: UUID, marks: dict[str, list[UUID]]) -> int:
    """Mark the claims that show these authors, sources and passages, for a later chunk to settle; return how many.

    A claim that comes to show one of them and is not visible yet has a mark of its own.
    """
    marked = 0
    with connection.cursor() as cursor:
        for kind, showing in _SHOWING.items():
            if marks[kind]:
                cursor.execute(
                    "INSERT INTO feeds_pendingchange (workspace_id, kind, subject) "
                    f"SELECT DISTINCT %(workspace)s::uuid, 'claim', c.claim_id FROM ({showing}) c",
                    {"workspace": workspace_id, "subjects": marks[kind]},
                )
                marked += cursor.rowcount
    return marked


def _place(claim_set: ClaimSet, claims: Sequence[UUID], head: int, *, all_members: bool) -> int:
    """Tell in positions above `head` what there is to tell of these claims, and who else came or went; return how many.

    Who else is looked at only for `all_members`.
    """
    chosen, parameters = claims_of(claim_set).order_by().values("id").query.sql_with_params()
    names = {f"m{place}": value for place, value in enumerate(parameters)}
    members_sql = chosen % tuple(f"%({name})s" for name in names)
    parts = _ALL if all_members else _SOME
    with connection.cursor() as cursor:
        cursor.execute(
            _PLACE.format(**parts).format(members=members_sql),
            {**names, "claim_set": claim_set.pk, "claims": claims, "head": head},
        )
        return cursor.fetchone()[0]
