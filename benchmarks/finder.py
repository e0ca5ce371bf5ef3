"""Measures the search for the nearest statements: time, and how many of the true ten are found.

    python -m benchmarks.finder [--rows 50000] [--claims 40] [--hnsw]

Fills a database of its own with made-up vectors (`benchmarks/vectors.py`): one workspace with three quarters of the
rows, small ones beside it, authors of very different sizes. Each claim is searched in the whole large workspace, of
authors from the largest to a small one, and in a small workspace; what a search finds is compared with all vectors
compared one by one. `--hnsw` builds pgvector's index as well and asks it the same with its default settings. The full
proof is `--rows 1000000`; it takes some ten minutes and 4 GB of disk.
"""

from __future__ import annotations

import argparse
import resource
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from benchmarks.database import own_database
from benchmarks.vectors import Shape, World

SPACE = "made-up"
Find = Callable[[npt.NDArray[np.float32]], list[int]]


@dataclass(frozen=True, eq=False)
class Filled:
    """What the database holds: its shape, the claims, and how like each row is to each claim, [rows, claims]."""

    shape: Shape
    claims: npt.NDArray[np.float32]
    likeness: npt.NDArray[np.float32]


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block took."""
    began = time.perf_counter()
    yield
    print(f"  {what}: {time.perf_counter() - began:.1f} s", flush=True)


def fill(world: World, rows: int, claims: int) -> Filled:
    """Store the vectors of `rows` sentences; row n is sentence n + 1."""
    from django.db import connection  # noqa: PLC0415 (the environment comes first)

    shape = world.shape(rows)
    rng = np.random.default_rng(77)
    wanted = world.claims(rng, shape.topics[rng.integers(0, len(shape.topics), claims)])
    likeness = np.empty((rows, claims), dtype=np.float32)
    with connection.cursor() as cursor:
        # Sentences without a text: what they hang on is not what is measured.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            'INSERT INTO sources_sentence (id, text_version_id, block_id, position, start, "end", text)'
            " SELECT n, gen_random_uuid(), 1, 0, 0, 4, 'Rain' FROM generate_series(1, %s) n",
            [rows],
        )
        columns = "agreement_sentenceembedding (sentence_id, model, vector)"
        with cursor.copy(f"COPY {columns} FROM STDIN (FORMAT binary)") as copy:
            copy.write(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0))
            for block in world.blocks(shape):
                halves = block.vectors.astype(np.float16)
                likeness[block.first : block.first + len(halves)] = halves.astype(np.float32) @ wanted.T
                copy.write(_records(block.first + 1, halves))
            copy.write(struct.pack("!h", -1))
        cursor.execute("VACUUM ANALYZE agreement_sentenceembedding")
    return Filled(shape, wanted, likeness)


def _records(first: int, halves: npt.NDArray[np.float16]) -> bytes:
    size, name = halves.shape[1], SPACE.encode()
    layout: list[Any] = [("fields", ">i2"), ("l1", ">i4"), ("id", ">i8"), ("l2", ">i4"), ("model", f"S{len(name)}")]
    layout += [("l3", ">i4"), ("size", ">i2"), ("unused", ">i2"), ("vector", ">f2", (size,))]
    records = np.zeros(len(halves), dtype=layout)
    records["fields"], records["l1"], records["l2"], records["l3"] = 3, 8, len(name), 4 + 2 * size
    records["id"], records["model"], records["size"] = np.arange(first, first + len(halves)), name, size
    records["vector"] = halves
    return records.tobytes()


def prepare(filled: Filled) -> tuple[dict[int, Any], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Sketch the large workspace and two small ones; return their bases, and workspace and author of each row."""
    from agreement import sketching  # noqa: PLC0415 (the environment comes first)
    from agreement.queries.nearest import basis_in_use  # noqa: PLC0415
    from workspaces.jobs import Progress  # noqa: PLC0415
    from workspaces.models import Workspace  # noqa: PLC0415

    counts = np.full(len(filled.shape.workspaces), 200)
    counts[-1] = filled.shape.rows - 200 * (len(counts) - 1)
    workspaces = np.repeat(filled.shape.workspaces, counts)
    authors = np.repeat(filled.shape.authors, counts)
    bases = {}
    sketching.LARGE = 1  # Small ones are compared in full otherwise, which is no search.
    for number in (0, 3, 12):
        rows = np.flatnonzero(workspaces == number)
        if not len(rows):
            continue
        workspace = Workspace.objects.create(name=f"Team {number}", slug=f"team-{number}")
        owners = {int(row) + 1: UUID(int=int(authors[row])) for row in rows}
        with timed(f"sketches of {len(rows):,} statements"):
            sketching.refresh_sketches(workspace, owners, SPACE, Progress())
        bases[number] = basis_in_use(workspace)
    return bases, workspaces, authors


def targets(
    bases: Mapping[int, Any], workspaces: npt.NDArray[np.int64], authors: npt.NDArray[np.int64]
) -> Iterator[tuple[str, npt.NDArray[np.int64], Any, UUID | None]]:
    """Yield what is searched: its name, the rows that pass the filter, the basis, and the author if there is one."""
    large = np.flatnonzero(workspaces == 0)
    yield f"the large workspace ({len(large):,})", large, bases[0], None
    sizes = np.bincount(authors[large])
    ranked = np.argsort(-sizes, kind="stable")[: np.count_nonzero(sizes)]
    for word, place in (("largest", 0), ("a large", 4), ("a middle", len(ranked) // 6), ("a small", len(ranked) - 1)):
        rows = large[authors[large] == ranked[place]]
        yield f"{word} author ({len(rows):,})", rows, bases[0], UUID(int=int(ranked[place]))
    for number, basis in bases.items():
        if number:
            rows = np.flatnonzero(workspaces == number)
            yield f"a small workspace ({len(rows):,})", rows, basis, None


def measure(name: str, filled: Filled, rows: npt.NDArray[np.int64], find: Find) -> None:
    """Search every claim twice and print recall at 10, rows returned, and the times of the second round."""
    found: list[list[int]] = []
    times: list[float] = []
    for _round in range(2):
        found.clear()
        times.clear()
        for claim in filled.claims:
            began = time.perf_counter()
            found.append(find(claim))
            times.append(1000 * (time.perf_counter() - began))
    wanted = min(10, len(rows))
    shares = []
    for number, ids in enumerate(found):
        likeness = filled.likeness[rows, number]
        best = rows[np.argpartition(-likeness, wanted - 1)[:wanted]]
        shares.append(len(set(ids) & {int(row) + 1 for row in best}) / wanted)
    middle, high, top = np.percentile(times, [50, 95, 100])
    returned = np.mean([len(ids) for ids in found])
    print(
        f"  {name:38} recall {np.mean(shares):.3f}  rows {returned:4.1f}  "
        f"ms: median {middle:5.1f}  95 % {high:5.1f}  most {top:5.1f}",
        flush=True,
    )


def search(filled: Filled, *, hnsw: bool) -> None:
    """Prepare the search and measure it on each target; the index of pgvector too if asked for."""
    bases, workspaces, authors = prepare(filled)
    print("search by sketches")
    for name, rows, basis, author in targets(bases, workspaces, authors):
        measure(name, filled, rows, partial(find_by_sketch, basis, author))
    print_sizes()
    if hnsw:
        build_hnsw(filled.claims.shape[1])
        print("HNSW of pgvector, default settings")
        for name, rows, basis, author in targets(bases, workspaces, authors):
            measure(name, filled, rows, partial(find_by_hnsw, basis, author))


def find_by_sketch(basis: Any, author: UUID | None, claim: npt.NDArray[np.float32]) -> list[int]:  # noqa: ANN401
    """Return the ten nearest as the product finds them."""
    from agreement.queries.nearest import nearest_statements  # noqa: PLC0415 (the environment comes first)

    return [near.sentence_id for near in nearest_statements(basis, claim, author=author)]


def build_hnsw(dimension: int) -> None:
    """Build pgvector's index over all vectors, with its default parameters and enough memory."""
    from django.db import connection  # noqa: PLC0415 (the environment comes first)

    with connection.cursor() as cursor, timed("index of HNSW"):
        cursor.execute("SET maintenance_work_mem = '3GB'")
        cursor.execute(
            "CREATE INDEX everything ON agreement_sentenceembedding USING hnsw"
            f" ((vector::halfvec({dimension})) halfvec_ip_ops)"
        )
        # Else the planner compares everything, which is exact and slow.
        cursor.execute("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off")


def find_by_hnsw(basis: Any, author: UUID | None, claim: npt.NDArray[np.float32]) -> list[int]:  # noqa: ANN401
    """Return the ten nearest of the workspace, or of the author, as pgvector filters: after the index has chosen."""
    from django.db import connection  # noqa: PLC0415 (the environment comes first)

    column, value = ("basis_id", basis.pk) if author is None else ("author_id", author)
    size = len(claim)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sentence_id FROM agreement_sentenceembedding embedding WHERE (SELECT {column}"  # noqa: S608
            " FROM agreement_statementsketch s WHERE s.sentence_id = embedding.sentence_id) = %s"
            f" ORDER BY vector::halfvec({size}) <#> %s::halfvec({size}) LIMIT 10",
            [value, str(claim.tolist())],
        )
        return [pk for (pk,) in cursor.fetchall()]


def print_sizes() -> None:
    """Print what the tables and indexes take on disk, and the most memory that this process took."""
    from django.db import connection  # noqa: PLC0415 (the environment comes first)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relname ~ '^(agreement_s|sketch_)'"
            " AND relkind IN ('r', 'i') AND pg_relation_size(oid) > 1000000 ORDER BY 2 DESC"
        )
        for name, size in cursor.fetchall():
            print(f"  {name}: {size / 1e6:.0f} MB")
    print(f"  this process at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB", flush=True)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Time and recall of the search for the nearest statements.")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--claims", type=int, default=40)
    parser.add_argument("--hnsw", action="store_true", help="build and ask pgvector's index as well")
    arguments = parser.parse_args()
    with own_database():
        print(f"{arguments.rows:,} sentence vectors, {arguments.claims} claims")
        with timed("making and storing the vectors"):
            filled = fill(World(), arguments.rows, arguments.claims)
        search(filled, hnsw=arguments.hnsw)


if __name__ == "__main__":
    main()
