"""Makes the sketches of a large workspace's statements and keeps them in step, so that a search reads little."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import isqrt
from typing import Any
from uuid import UUID

import numpy as np
import psycopg
from django.db import connection, transaction
from django.utils import timezone

from agreement.domain.likeness.similarity import StatementIndex
from agreement.domain.likeness.sketches import Sketcher, make_sketcher
from agreement.models import SketchBasis, StatementSketch
from agreement.vector_store import hold_sentences, read_vectors
from workspaces.jobs import Progress
from workspaces.models import Workspace

LARGE = 20_000
"""Statements from which on a workspace has sketches: fewer are all compared."""
SAMPLE = 50_000
"""Statements that axes and cells are made from at most."""
LARGE_AUTHOR = 20_000
"""Statements from which on the search for one author leaves far cells out."""
BATCH = 20_000
GROWTH = 2
"""A workspace grown so many times over gets new axes and cells: the old ones no longer fit what it is about."""


def prepare_search(workspace: Workspace, index: StatementIndex, space: str, progress: Progress) -> int:
    """Bring what the finder needs to search the workspace without its index in step with it; return sketches kept."""
    owners = {statement.id: UUID(statement.author) for statement in index.statements}
    kept = refresh_sketches(workspace, owners, space, progress)
    if kept:
        SketchBasis.objects.filter(workspace=workspace, completed_at__isnull=False).update(
            terms=zlib.compress("\n".join(index.weights.columns).encode()),
            rarities=index.weights.inverse_frequency.tobytes(),
            mean=index.mean.tobytes(),
        )
    return kept


def refresh_sketches(workspace: Workspace, owners: Mapping[int, UUID], space: str, progress: Progress) -> int:
    """Bring the workspace's sketches in step with its statements, and return how many there are.

    `owners` gives the author of every statement, by its sentence. A small workspace loses what it had. A new basis is
    filled beside the one in use and takes its place when it is complete; killed before, it is thrown away by the next.
    """
    with _alone(workspace):
        bases = SketchBasis.objects.filter(workspace=workspace)
        bases.filter(completed_at=None).delete()
        if len(owners) < LARGE:
            bases.delete()
            return 0
        basis = bases.filter(model=space).first()
        if basis is None or len(owners) > GROWTH * basis.statement_count:
            return _replace(workspace, owners, space, progress)
        return _update(basis, owners, progress)


def _replace(workspace: Workspace, owners: Mapping[int, UUID], space: str, progress: Progress) -> int:
    progress.report(stage="Measuring the field of search", done=0, total=len(owners))
    ids = sorted(owners)
    sample = read_vectors(ids[:: max(len(ids) // SAMPLE, 1)], space).vectors
    sketcher = make_sketcher(sample, cells=isqrt(len(ids)))
    basis = SketchBasis.objects.create(
        workspace=workspace,
        model=space,
        dimension=sample.shape[1],
        axes=sketcher.axes.tobytes(),
        cells=sketcher.cells.tobytes(),
        statement_count=len(ids),
    )
    _add(basis, ids, owners, progress)
    with transaction.atomic():
        SketchBasis.objects.filter(workspace=workspace).exclude(pk=basis.pk).delete()
        return _complete(basis)


def _update(basis: SketchBasis, owners: Mapping[int, UUID], progress: Progress) -> int:
    kept = dict(StatementSketch.objects.filter(basis=basis).values_list("sentence_id", "author_id"))
    outdated = [pk for pk, author in kept.items() if owners.get(pk) != author]
    new = sorted(pk for pk, author in owners.items() if kept.get(pk) != author)
    with transaction.atomic():
        StatementSketch.objects.filter(basis=basis, sentence__in=outdated).delete()
        _add(basis, new, owners, progress)
        return _complete(basis)


def _add(basis: SketchBasis, ids: Sequence[int], owners: Mapping[int, UUID], progress: Progress) -> None:
    sketcher = basis.sketcher
    for first in range(0, len(ids), BATCH):
        progress.report(stage="Preparing the search", done=first, total=len(ids))
        stored = read_vectors(ids[first : first + BATCH], basis.model)
        if not stored.ids:
            continue
        with transaction.atomic():
            there = hold_sentences(stored.ids)
            rows = [row for row, pk in enumerate(stored.ids) if pk in there]
            chosen = [stored.ids[row] for row in rows]
            _copy(_records(basis.pk, chosen, [owners[pk] for pk in chosen], stored.vectors[rows], sketcher))


def _complete(basis: SketchBasis) -> int:
    """Note how the rows spread over cells, in all and for each large author, and that the basis is in use."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT author_id, cell, count(*) FROM agreement_statementsketch WHERE basis_id = %s GROUP BY 1, 2",
            [basis.pk],
        )
        rows = cursor.fetchall()
    basis.counts = spread_over_cells(rows, len(basis.sketcher.cells))
    basis.completed_at = timezone.now()
    basis.save(update_fields=["counts", "completed_at"])
    return sum(basis.counts[""])


def spread_over_cells(rows: Iterable[tuple[UUID, int, int]], cells: int) -> dict[str, list[int]]:
    """Return rows a cell, in all under "" and of each large author under the id, from (author, cell, rows)."""
    listed = list(rows)
    totals: Counter[UUID] = Counter()
    for author, _cell, count in listed:
        totals[author] += count
    spread = {"": [0] * cells}
    for author, cell, count in listed:
        spread[""][cell] += count
        if totals[author] > LARGE_AUTHOR:
            spread.setdefault(str(author), [0] * cells)[cell] += count
    return spread


def _records(
    basis: int, ids: Sequence[int], authors: Sequence[UUID], vectors: np.ndarray[Any, Any], sketcher: Sketcher
) -> bytes:
    """Return the rows as PostgreSQL's binary COPY takes them: every field with its length before it."""
    sketches = sketcher.sketches(vectors)
    size = sketches.shape[1]
    layout = [
        ("fields", ">i2"),
        *(("length_basis", ">i4"), ("basis", ">i8")),
        *(("length_sentence", ">i4"), ("sentence", ">i8")),
        *(("length_author", ">i4"), ("author", "V16")),
        *(("length_cell", ">i4"), ("cell", ">i2")),
        *(("length_sketch", ">i4"), ("axes", ">i2"), ("unused", ">i2"), ("sketch", ">f2", (size,))),
    ]
    records = np.zeros(len(ids), dtype=layout)
    records["fields"] = 5
    lengths = {"basis": 8, "sentence": 8, "author": 16, "cell": 2, "sketch": 4 + 2 * size}
    for field, length in lengths.items():
        records[f"length_{field}"] = length
    records["basis"], records["sentence"], records["axes"] = basis, ids, size
    records["author"] = np.frombuffer(b"".join(author.bytes for author in authors), dtype="V16")
    records["cell"] = sketcher.cells_of(sketches)
    records["sketch"] = sketches
    return records.tobytes()


def _copy(records: bytes) -> None:
    with (
        psycopg.Cursor(connection.connection) as cursor,
        cursor.copy(
            "COPY agreement_statementsketch (basis_id, sentence_id, author_id, cell, sketch) FROM STDIN (FORMAT binary)"
        ) as copy,
    ):
        copy.write(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0) + records + struct.pack("!h", -1))


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """Let one process at a time make sketches of a workspace; the others wait."""
    key = workspace.pk.int & 0x7FFFFFFFFFFFFFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
