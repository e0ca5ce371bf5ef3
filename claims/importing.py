"""Takes a file of claims into a workspace, many at once: all that is new of it or, if it is cut off, nothing.

The claims go by COPY into a table of the transaction's own and are compared with what is there set-wise; then the new
ones are added by thousands, with their numbers. The triggers that write histories stay on
(docs/formats/claims-import.md).
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from claims.domain.claim_files import ClaimRow, Fault, Words, count_lines, read_claims
from claims.enums import Bearing, ClaimKind, ClaimStatus, Position
from claims.errors import ClaimsTooManyError, UnreadableClaimsError
from claims.models import Claim, ClaimImport
from claims.policies import SIGNED_OFF
from claims.quoting import attach
from claims.signals import claim_worded
from common.history import recorded_as
from common.ids import new_id
from workspaces.jobs import Progress
from workspaces.models import Job, User, Workspace

MAX_LINES = 250_000
"""Lines of one file: with them a transaction takes a minute or so, during which nobody else words a claim there."""
MAX_BYTES = 256 * 2**20
MAX_PIECES = 20_000
"""Pieces of evidence and stances of one file: each quote is looked up in its text."""
FAULTS_KEPT = 1000
"""Refusals that a result names; the rest it counts."""
WORDS = Words(tuple(ClaimKind.values), tuple(ClaimStatus.values), tuple(Bearing.values), tuple(Position.values))
INSERTED_AT_ONCE = 1_000
"""Claims of one statement. The triggers of the history take time by the square of a statement's rows (measured:
3,000 rows 0.3 s of processor time, 9,000 in one 1.4 to 2.0 s, 9,000 in nine 1.0 s)."""
_STEP = 5_000


@dataclass
class ImportResult:
    """What became of a file. `known` claims stood here before, or stand twice in the file; nothing of them changes."""

    lines: int = 0
    created: int = 0
    known: int = 0
    refused: int = 0
    evidence_created: int = 0
    evidence_known: int = 0
    stances_created: int = 0
    stances_known: int = 0
    parts_refused: int = 0
    refusals: list[Fault] = field(default_factory=list)

    def refuse(self, fault: Fault, *, part: bool = False) -> None:
        """Count the fault of a line, or of a part of a claim that is taken without it, and keep it if there is room."""
        if part:
            self.parts_refused += 1
        else:
            self.refused += 1
        if len(self.refusals) < FAULTS_KEPT:
            self.refusals.append(fault)

    def as_json(self) -> dict[str, Any]:
        """Return the result as the API and the job give it; refusals in the order of the file."""
        counts: dict[str, Any] = {
            name: getattr(self, name)
            for name in (
                "lines", "created", "known", "refused", "evidence_created", "evidence_known", "stances_created",
                "stances_known", "parts_refused",
            )
        }  # fmt: skip
        told = sorted(self.refusals, key=lambda fault: fault.line)
        refusals = [{"line": one.line, "pointer": one.pointer, "detail": one.detail} for one in told]
        return {**counts, "refusals": refusals}


def import_job(job: Job, progress: Progress) -> dict[str, Any]:
    """Import the file of the job and return what became of it. Run again after its end it changes nothing."""
    brought = ClaimImport.objects.select_related("workspace", "created_by").get(pk=cast("UUID", job.subject))
    if brought.ended_at is not None:
        return cast("dict[str, Any]", brought.result)
    return import_brought(brought, progress)


def import_brought(brought: ClaimImport, progress: Progress) -> dict[str, Any]:
    """Import a file that was kept, or say what would happen; keep the result, and drop the file once it is imported."""
    with transaction.atomic():
        result = import_claims(
            brought.workspace,
            zlib.decompress(bytes(brought.content)),
            brought.form,
            may_decide=brought.may_decide,
            validate_only=brought.validate_only,
            origin=brought.origin,
            by=brought.created_by,
            progress=progress,
        ).as_json()
        brought.result = result
        if not brought.validate_only:
            brought.ended_at, brought.content = timezone.now(), b""
        brought.save(update_fields=["result", "ended_at", "content"])
    return result


def import_claims(  # noqa: PLR0913 - keyword-only, and each is a fact of the import
    workspace: Workspace,
    data: bytes,
    form: str,
    *,
    may_decide: bool,
    validate_only: bool = False,
    origin: str,
    by: User | None,
    progress: Progress | None = None,
) -> ImportResult:
    """Add the claims of a file that are not here yet, with their evidence and stances, in one transaction.

    A claim is known by its wording, whatever the case of its letters, or by the client's `external_id`: an import
    rewords nothing, and twice the same file adds nothing. `may_decide` is whether claims that are signed off, and
    stances, are taken. With `validate_only` all is done and taken back. Raises `ClaimsTooManyError` and
    `UnreadableClaimsError` before anything is saved.
    """
    progress = progress or Progress()
    result = ImportResult()
    rows = _read(data, form, result, progress, may_decide=may_decide)
    with transaction.atomic(), recorded_as(by):
        progress.report(stage="Comparing claims", done=0, total=len(rows))
        Workspace.objects.select_for_update(no_key=True).only("pk").get(pk=workspace.pk)
        _stage(rows)
        ids = _merge(workspace, rows, result, by, progress)
        attach(workspace, rows, ids, result, origin=origin, by=by, progress=progress)
        if validate_only:
            transaction.set_rollback(True)
        elif result.created:
            newest = Claim.objects.filter(workspace=workspace).order_by("-number").first()
            claim_worded.send(sender=Claim, claim=newest, by=by)
    return result


def check_size(data: bytes) -> None:
    """Raise `ClaimsTooManyError` for a file that is larger than one import takes; quick."""
    if len(data) > MAX_BYTES:
        raise ClaimsTooManyError(f"The file has {len(data) // 2**20} MB; {MAX_BYTES // 2**20} MB are taken at once.")
    lines = count_lines(data)
    if lines > MAX_LINES + 1:
        raise ClaimsTooManyError(f"The file has {lines:,} lines; {MAX_LINES:,} are taken at once.")


def _read(data: bytes, form: str, result: ImportResult, progress: Progress, *, may_decide: bool) -> list[ClaimRow]:
    check_size(data)
    lines = count_lines(data)
    rows: list[ClaimRow] = []
    pieces = 0
    try:
        for one in read_claims(data, form, WORDS):
            result.lines += 1
            if result.lines % _STEP == 0:
                progress.report(stage="Reading claims", done=min(result.lines, lines), total=lines)
            fault = one if isinstance(one, Fault) else _not_permitted(one, may_decide=may_decide)
            if fault is not None:
                result.refuse(fault)
                continue
            row = cast("ClaimRow", one)
            rows.append(row)
            pieces += len(row.evidence) + len(row.stances)
    except ValueError as error:
        raise UnreadableClaimsError(str(error)) from error
    if pieces > MAX_PIECES:
        raise ClaimsTooManyError(
            f"The file has {pieces:,} pieces of evidence and stances; {MAX_PIECES:,} are taken at once."
        )
    return rows


def _not_permitted(row: ClaimRow, *, may_decide: bool) -> Fault | None:
    if may_decide:
        return None
    if row.status in SIGNED_OFF:
        return Fault(row.line, "/status", "Accepting and retiring claims is for editors.")
    return Fault(row.line, "/stances", "Setting stances is for editors.") if row.stances else None


def _stage(rows: Sequence[ClaimRow]) -> None:
    """Copy the rows into a table that ends with the transaction, with an identifier for each."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
    with psycopg.Cursor(connection.connection) as cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row((row.line, new_id(), row.text, row.kind, row.status, row.topic, row.external_id))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE staged_claim")


def _merge(
    workspace: Workspace, rows: Sequence[ClaimRow], result: ImportResult, by: User | None, progress: Progress
) -> dict[int, UUID]:
    """Add what is new, and return the claim of each line."""
    given = {"workspace": workspace.pk, "by": by.pk if by else None, "now": timezone.now()}
    with connection.cursor() as cursor:
        for statement in (_BY_NAME, _BY_WORDING):
            cursor.execute(statement, given)
        _refuse_contradictions(cursor, result)
        cursor.execute(_WITHIN)
        result.created = _insert(cursor, given, progress)
        cursor.execute(_NAMES, given)
        cursor.execute("SELECT line, claim FROM staged_claim")
        claims = dict(cursor.fetchall())
        cursor.execute("DROP TABLE staged_claim")
    result.known = len(claims) - result.created
    return {row.line: claims[row.line] for row in rows if row.line in claims}


def _refuse_contradictions(cursor: Any, result: ImportResult) -> None:  # noqa: ANN401 - a database cursor
    """Refuse lines whose `external_id` an earlier line of the file has with another wording."""
    cursor.execute(_CONTRADICTIONS)
    for line, first in cursor.fetchall():
        result.refuse(Fault(line, "/external_id", f"Line {first} has this identifier with another wording."))


def _insert(cursor: Any, given: dict[str, Any], progress: Progress) -> int:  # noqa: ANN401 - a database cursor
    """Add the lines that are claims of their own, numbered in their order, and return how many there are."""
    cursor.execute(_NUMBER)
    cursor.execute("CREATE INDEX ON staged_claim (place)")
    cursor.execute("SELECT coalesce(max(place), 0) FROM staged_claim")
    total = int(cursor.fetchone()[0])
    cursor.execute("SELECT coalesce(max(number), 0) FROM claims_claim WHERE workspace_id = %s", [given["workspace"]])
    given = {**given, "last": cursor.fetchone()[0]}
    # What the rows point at stands already. Checks that wait for the end of the transaction would be looked through by
    # every trigger of the history: 12,000 rows took 1.3 s of processor time instead of 0.8, and 100,000 over 60.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for first in range(0, total, INSERTED_AT_ONCE):
        progress.report(stage="Adding claims", done=first, total=total)
        cursor.execute(_INSERT, {**given, "first": first, "end": first + INSERTED_AT_ONCE})
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return total


def told(faults: Iterable[Fault]) -> list[str]:
    """Return faults in words, each with its place."""
    return [f"line {fault.line}{fault.pointer and ' ' + fault.pointer}: {fault.detail}" for fault in faults]


_STAGE = """
CREATE TEMPORARY TABLE staged_claim (
    line integer PRIMARY KEY, id uuid NOT NULL, text varchar NOT NULL, kind varchar NOT NULL, status varchar NOT NULL,
    topic varchar NOT NULL, external_id varchar NOT NULL, claim uuid, place integer,
    wording text GENERATED ALWAYS AS (md5(lower(text))) STORED
) ON COMMIT DROP
"""
_COPY = "COPY staged_claim (line, id, text, kind, status, topic, external_id) FROM STDIN"
# What the client calls so stands first: it may have been reworded here, and would come in again by its old words.
_BY_NAME = """
UPDATE staged_claim s SET claim = named.claim_id FROM claims_importedclaim named
WHERE s.external_id <> '' AND named.workspace_id = %(workspace)s AND named.external_id = s.external_id
"""
_BY_WORDING = """
UPDATE staged_claim s SET claim = c.id FROM claims_claim c
WHERE s.claim IS NULL AND c.workspace_id = %(workspace)s AND md5(lower(c.text)) = s.wording
"""
# Of lines with one wording the first makes the claim.
_WITHIN = """
UPDATE staged_claim s SET claim = first.id FROM (
    SELECT line, first_value(id) OVER (PARTITION BY wording ORDER BY line) AS id FROM staged_claim WHERE claim IS NULL
) first WHERE first.line = s.line
"""
_CONTRADICTIONS = """
DELETE FROM staged_claim s USING (
    SELECT line, coalesce(claim::text, wording) AS said, first_value(line) OVER name AS first,
        first_value(coalesce(claim::text, wording)) OVER name AS meant
    FROM staged_claim WHERE external_id <> '' WINDOW name AS (PARTITION BY external_id ORDER BY line)
) same WHERE same.line = s.line AND same.said <> same.meant RETURNING s.line, same.first
"""
_NUMBER = """
UPDATE staged_claim s SET place = new.place FROM (
    SELECT line, row_number() OVER (ORDER BY line) AS place FROM staged_claim WHERE claim = id
) new WHERE new.line = s.line
"""
_INSERT = """
INSERT INTO claims_claim (id, created_at, updated_at, workspace_id, number, text, kind, status, topic, created_by_id)
SELECT id, %(now)s, %(now)s, %(workspace)s, %(last)s + place, text, kind, status, topic, %(by)s
FROM staged_claim WHERE place > %(first)s AND place <= %(end)s ORDER BY place
"""
_NAMES = """
INSERT INTO claims_importedclaim (workspace_id, claim_id, external_id)
SELECT %(workspace)s, claim, min(external_id) FROM staged_claim WHERE external_id <> '' GROUP BY claim, external_id
ON CONFLICT DO NOTHING
"""
