"""Loads a million claims, as many pieces of evidence and stances, and 20,000 authors into one workspace.

    python -m benchmarks.million [--claims 1000000] [--seed 20261128]

For benchmarks that need much: `with million_database(claims) as million: …`. Within one `make bench` all that ask for
the same size and seed get the same server, so whoever writes puts back what was there. The rows come by COPY under
`session_replication_role = replica`: neither triggers nor foreign keys work while loading, so there is no history of
the rows, and nothing of them waits for the change feed. Sources have no captures or texts, and passages no anchors. The
same size and seed give the same identifiers and words, whatever the machine.
"""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from benchmarks.database import KEPT_FOLDER, kept_database, own_database
from benchmarks.million_rows import AUTHORS, CLAIMS, EVIDENCE, PASSAGES, SOURCES, STANCES, identifier, rows_of, sizes_of

SEED = 20261128
CLAIM_COUNT = 1_000_000
SLUG = "million"
FINISH = "VACUUM ANALYZE"
_WORKSPACE_ID, _USER_ID = identifier(0, 0), identifier(0, 1)


@dataclass(frozen=True)
class Million:
    """What was loaded, and the key of a token of its one member, an editor. Seconds are None if it was there before."""

    claims: int
    seed: int
    workspace: Any
    user: Any
    claim_set: Any
    key: str
    seconds: float | None

    def claim_id(self, number: int) -> UUID:
        """Return the identifier of the claim of that number, from 1."""
        return identifier(CLAIMS, number - 1)


def main() -> None:
    """Load, and print how long that took and how much there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIM_COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    with million_database(asked.claims, asked.seed) as million:
        from django.db import connection  # noqa: PLC0415 - Django is set up by now

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database()) / 1000000, avg(length(text)) FROM claims_claim")
            megabytes, length = cursor.fetchone()
        taken = "was there" if million.seconds is None else f"loaded in {million.seconds:.0f} s"
        print(f"million: {million.claims} claims of {length:.0f} characters {taken}, {megabytes} MB", flush=True)


@contextmanager
def million_database(claims: int = CLAIM_COUNT, seed: int = SEED) -> Iterator[Million]:
    """Set Django up on a database with so many claims; kept for the next benchmark if `make bench` says where."""
    place = os.environ.get(KEPT_FOLDER)
    with kept_database(f"{claims}-{seed}") if place else own_database():
        yield load_million(claims, seed)


def load_million(claims: int = CLAIM_COUNT, seed: int = SEED) -> Million:
    """Return the million of the database that Django is set up on, loaded if it is not there yet."""
    from workspaces.models import Workspace  # noqa: PLC0415 - Django is set up by now

    there = Workspace.objects.filter(slug=SLUG).first()
    if there is None:
        began = time.perf_counter()
        _load(claims, seed)
        return _million(claims, seed, time.perf_counter() - began)
    if there.description != _told(claims, seed):
        message = f"There is another million: {there.description}"
        raise RuntimeError(message)
    return _million(claims, seed, None)


def _told(claims: int, seed: int) -> str:
    return f"{claims} claims, seed {seed}"


def _million(claims: int, seed: int, seconds: float | None) -> Million:
    from releases.models import ClaimSet  # noqa: PLC0415 - Django is set up by now
    from workspaces.models import User, Workspace  # noqa: PLC0415 - the same
    from workspaces.services import create_token  # noqa: PLC0415 - the same

    user = User.objects.get(pk=_USER_ID)
    token = create_token(user=user, name="bench")
    workspace = Workspace.objects.get(slug=SLUG)
    return Million(claims, seed, workspace, user, ClaimSet.objects.get(slug=SLUG), token.key, seconds)


def _load(claims: int, seed: int) -> None:
    """Make everything in one transaction, so that a loading that was killed leaves nothing."""
    from django.db import connection, transaction  # noqa: PLC0415 - Django is set up by now

    from claims.models import Claim, Evidence, Stance  # noqa: PLC0415 - the same
    from sources.models import Author, Authorship, Passage, Source  # noqa: PLC0415 - the same

    tables: dict[int, Any] = {
        AUTHORS: Author, SOURCES: Source, CLAIMS: Claim, PASSAGES: Passage, EVIDENCE: Evidence, STANCES: Stance,
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        _add_people(claims, seed)
        indexes = _drop_indexes(cursor, [model._meta.db_table for model in (*tables.values(), Authorship)])  # noqa: SLF001
        size = sizes_of(claims)
        for kind, names, batch in rows_of(size, seed):
            _copy(cursor, Authorship if kind < 0 else tables[kind], names, batch)
        for statement in indexes:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute(FINISH)


def _add_people(claims: int, seed: int) -> None:
    from claims.enums import ClaimStatus  # noqa: PLC0415 - Django is set up by now
    from releases.enums import Gathering  # noqa: PLC0415 - the same
    from releases.models import ClaimSet  # noqa: PLC0415 - the same
    from workspaces.models import Membership, User, Workspace  # noqa: PLC0415 - the same

    workspace = Workspace.objects.create(
        id=_WORKSPACE_ID, slug=SLUG, name="A million claims", description=_told(claims, seed)
    )
    user = User.objects.create_user(id=_USER_ID, email="million@bench.example", name="Million")
    Membership.objects.create(user=user, workspace=workspace, role="editor")
    everything = {"status": list(ClaimStatus.values)}
    ClaimSet.objects.create(
        workspace=workspace, slug=SLUG, title="All claims", gathering=Gathering.BY_FILTER, filter=everything
    )


def _drop_indexes(cursor: Any, tables: Sequence[str]) -> list[str]:  # noqa: ANN401 - Django's cursor
    """Drop the indexes that hold no constraint, and return what makes them again: quicker than filling them by rows."""
    cursor.execute(
        """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
        WHERE i.indrelid::regclass::text = ANY(%s) AND NOT i.indisunique""",
        [list(tables)],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _, definition in found]


def _copy(cursor: Any, model: Any, names: Sequence[str], lines: Sequence[str]) -> None:  # noqa: ANN401
    """Write lines of the text format of COPY; columns that they do not name get the model's default."""
    columns, constants = list(names), []
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's documented API
        if field.column in names or field.generated or field.has_db_default() or field.primary_key:
            continue
        default = field.get_db_prep_save(field.get_default(), cursor.db)
        columns.append(field.column)
        constants.append(_as_text(default))
    ending = "".join(f"\t{constant}" for constant in constants) + "\n"
    table = model._meta.db_table  # noqa: SLF001 - the same
    quoted = ", ".join(f'"{column}"' for column in columns)
    with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
        copy.write(ending.join((*lines, "")))


def _as_text(value: Any) -> str:  # noqa: ANN401 - what a column takes
    if value is None:
        return r"\N"
    plain = getattr(value, "obj", value)  # psycopg's wrapper of JSON
    return "{}" if plain == {} else str(plain)


if __name__ == "__main__":
    main()
