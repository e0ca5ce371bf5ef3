"""Writes the canonical files of a claim set as it stands at one moment. See docs/algorithms/releases.md."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from releases.domain.canonical import canonical_json, root_hash
from releases.domain.csl_items import releasable_item
from releases.models import ClaimSet, Release
from releases.queries import snapshots
from releases.queries.members import claims_of
from releases.queries.releases import last_release
from releases.queries.snapshots import Statement
from workspaces.jobs import Progress

CLAIMS, AUTHORS, SOURCES, ARGUMENTS = "claims.ndjson", "authors.ndjson", "sources.ndjson", "arguments.ndjson"
BATCH = 1 << 20
"""Bytes that are hashed and written at once: calls cost more than bytes."""
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Quote and delimiter are characters that JSON never holds as they are, so COPY finds nothing to quote or escape.
COPY = "COPY ({}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"


@dataclass(frozen=True)
class CanonicalFile:
    """A file that was written: its name, the SHA-256 of its bytes, how many they are, and its lines."""

    name: str
    sha256: str
    size: int
    records: int


@dataclass(frozen=True)
class Snapshot:
    """A claim set at one moment: its row, the release before, the canonical files, and what is in them in counts."""

    claim_set: ClaimSet
    previous: Release | None
    files: tuple[CanonicalFile, ...]
    counts: Mapping[str, int]

    @property
    def root_hash(self) -> str:
        """The one hash of the canonical files."""
        return root_hash({file.name: file.sha256 for file in self.files})


def take_snapshot(claim_set: ClaimSet, folder: Path, progress: Progress) -> Snapshot:
    """Write the canonical files of the claim set as it stands now into the folder and return what they are.

    Needs memory for one batch of bytes, whatever the size of the set.
    """
    with one_moment():
        stored = ClaimSet.objects.select_related("workspace").get(pk=claim_set.pk)
        previous = last_release(stored)
        claims = claims_of(stored)
        total = claims.count()

        def write(name: str, lines: Iterable[bytes]) -> CanonicalFile:
            stage, expected = f"Writing {name.removesuffix('.ndjson')}", total if name == CLAIMS else 0
            return write_lines(
                folder / name, lines, lambda done: progress.report(stage=stage, done=done, total=expected)
            )

        files = (
            write(ARGUMENTS, copied(snapshots.arguments_file(claims))),
            write(AUTHORS, copied(snapshots.authors_file(claims))),
            write(CLAIMS, copied(snapshots.claims_file(claims))),
            write(SOURCES, source_lines(snapshots.cited_sources(claims))),
        )
        evidence, stances = _row(snapshots.tallies(claims))
    counts = {file.name.removesuffix(".ndjson"): file.records for file in files}
    return Snapshot(stored, previous, files, {**counts, "evidence": evidence, "stances": stances})


@contextmanager
def one_moment() -> Iterator[None]:
    """Give a transaction that sees the database as it is now, whatever others commit meanwhile.

    Inside a transaction that is open already, as that of a test, the statements see what that one sees.
    """
    is_open = connection.in_atomic_block
    with transaction.atomic():
        if not is_open:
            with connection.cursor() as cursor:
                cursor.execute(ONE_MOMENT)
        yield


def copied(statement: Statement) -> Iterator[bytes]:
    """Yield the rows of a statement of one JSON column as lines, as the server sends them: nothing is kept."""
    # The driver's own cursor: Django's, where it logs what it is asked, knows no COPY with parameters.
    command = COPY.format(statement.sql)
    with connection.connection.cursor() as cursor, cursor.copy(command, statement.parameters) as copy:
        while data := copy.read():
            yield data


def write_lines(path: Path, lines: Iterable[bytes], report: Callable[[int], None]) -> CanonicalFile:
    """Write lines to a new file and return what it is; `report` hears how many there are by now."""
    digest, size, records = hashlib.sha256(), 0, 0
    batch: list[bytes] = []
    waiting = 0
    with path.open("wb") as file:

        def flush() -> None:
            nonlocal size, waiting
            data = b"".join(batch)
            batch.clear()
            digest.update(data)
            size += file.write(data)
            waiting = 0
            report(records)

        for line in lines:
            batch.append(line)
            records += 1
            waiting += len(line)
            if waiting >= BATCH:
                flush()
        flush()
    return CanonicalFile(path.name, digest.hexdigest(), size, records)


def source_lines(statement: Statement) -> Iterator[bytes]:
    """Yield cited works as canonical CSL-JSON: `jsonb` keeps its keys in an order of its own."""
    with connection.connection.cursor(name="cited_sources") as cursor:
        cursor.execute(statement.sql, statement.parameters)
        for pk, key, nature, status, item, authors in cursor:
            released = releasable_item(
                json.loads(item), identifier=str(pk), key=key, nature=nature, status=status, authors=authors
            )
            yield canonical_json(released) + b"\n"


def _row(statement: Statement) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.parameters)
        return cursor.fetchone()
