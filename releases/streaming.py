"""Claim sets as they stand, in any format, streamed from one snapshot of the database in constant memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from releases.domain.formats import csv_files, json_ld, parquet
from releases.domain.formats.argdown_text import LossReport, write_argdown
from releases.domain.formats.json_ld import Json, Whole, live_node
from releases.domain.formats.tables import Table
from releases.domain.metadata.facts import ReleaseFacts
from releases.models import ClaimSet
from releases.queries import snapshots
from releases.queries.members import claims_of
from releases.queries.snapshots import Statement
from releases.snapshotting import copied, one_moment, source_lines

CHUNK = 2**16
"""Bytes that are handed on at once: a line each would cost more than the lines."""


@dataclass(frozen=True)
class Wanted:
    """What is to be streamed: the set, a table for formats that have such, and what linked data say of the set.

    `address` is the set's on the web, `context` the address of the JSON-LD context, `moment` now as xsd:dateTime.
    """

    claim_set: ClaimSet
    table: Table
    address: str
    context: str | Json
    moment: str


def stream_ndjson(wanted: Wanted) -> Iterator[bytes]:
    """Yield the records of the claims, as the database writes them."""
    with one_moment():
        yield from _joined(copied(snapshots.claims_file(claims_of(wanted.claim_set))))


def stream_csv(wanted: Wanted) -> Iterator[bytes]:
    """Yield the rows of the table as CSV."""
    with one_moment():
        yield from csv_files.write_csv(wanted.table, wanted.table.rows(_claims(wanted)))


def stream_parquet(wanted: Wanted) -> Iterator[bytes]:
    """Yield the rows of the table as Parquet."""
    with one_moment():
        yield from parquet.write_parquet(wanted.table, wanted.table.rows(_claims(wanted)))


def stream_json_ld(wanted: Wanted) -> Iterator[bytes]:
    """Yield the whole set as JSON-LD."""
    claims = claims_of(wanted.claim_set)
    with one_moment():
        whole = Whole(
            dataset=live_node(_facts(wanted), generated_at=wanted.moment),
            claims=_claims(wanted),
            authors=_Rows(copied, snapshots.authors_file(claims)),
            sources=_Rows(source_lines, snapshots.cited_sources(claims)),
            arguments=_Rows(copied, snapshots.arguments_file(claims)),
        )
        yield from json_ld.write_json_ld(whole, wanted.context)


def stream_argdown(wanted: Wanted) -> Iterator[bytes]:
    """Yield the set as Argdown, with what it cannot carry as comments at the end."""
    claims = claims_of(wanted.claim_set)
    with one_moment():
        arguments = _Rows(copied, snapshots.arguments_file(claims))
        yield from _joined(write_argdown(_claims(wanted), arguments, LossReport(), title=wanted.claim_set.title))


@dataclass(frozen=True)
class _Rows:
    """The rows of a statement, asked anew each time that one goes through them."""

    read: Callable[[Statement], Iterator[bytes]]
    statement: Statement

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return map(orjson.loads, self.read(self.statement))


def _claims(wanted: Wanted) -> _Rows:
    return _Rows(copied, snapshots.claims_file(claims_of(wanted.claim_set)))


def _facts(wanted: Wanted) -> ReleaseFacts:
    claim_set = wanted.claim_set
    return ReleaseFacts(
        slug=claim_set.slug,
        number=0,
        title=claim_set.title,
        publisher=claim_set.workspace.name,
        licence=claim_set.licence,
        released_on=claim_set.updated_at.date(),
        root_hash="",
        description=claim_set.description,
        creators=tuple(claim_set.creators),
        address=wanted.address,
    )


def _joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(waiting)
            waiting.clear()
            size = 0
    yield b"".join(waiting)
