"""Measures the search of claims by words and meaning: time, recall against all compared, and whether pages are full.

    python -m benchmarks.claim_search [--claims 50000] [--searches 40]

The claims are those of `benchmarks/million.py` in a database of their own, since topics of theirs are changed; the
vectors are those of `benchmarks/vectors.py`, topics mixed as real texts mix them. Filters let through all claims, a
tenth, a hundredth and a thousandth by chance, and one topic of the vectors, which is the hard case: what passes lies
together, and mostly far from what is wanted. Recall at 10 is that of the fused list and of the ranking by meaning
alone, against the same with all vectors compared and the words in full.
"""

from __future__ import annotations

import argparse
import random
import struct
import time
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from benchmarks.database import own_database
from benchmarks.million import Million, load_million
from benchmarks.vectors import TOPICS, World

SPACE = "made-up"
SHARES = {"all": 1.0, "a tenth": 0.1, "a hundredth": 0.01, "a thousandth": 0.001}
ISSUES = 40
BLOCK = 20_000
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Filled:
    """Vectors by claim, float32 [n, d], the topic of each, and what is looked for: words and vectors."""

    vectors: Floats
    topics: npt.NDArray[np.int64]
    words: list[str]
    wanted: Floats


def fill(million: Million, searches: int) -> Filled:
    """Store a vector for each claim, build the index, and return what is looked for."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    from agreement.models import VectorSpace  # noqa: PLC0415 - the same

    world, chance = World(), np.random.default_rng(21)
    topics = chance.integers(0, TOPICS, million.claims)
    vectors = np.empty((million.claims, world.dimension), dtype=np.float16)
    VectorSpace.objects.update_or_create(
        workspace=million.workspace, defaults={"name": SPACE, "dimension": world.dimension}
    )
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '3GB'")
        cursor.execute("DROP INDEX IF EXISTS claim_nearness")
        cursor.execute("CREATE TEMPORARY TABLE made (number integer, vector halfvec)")
        with cursor.copy("COPY made FROM STDIN (FORMAT binary)") as copy:
            copy.write(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0))
            for first in range(0, million.claims, BLOCK):
                of = topics[first : first + BLOCK]
                block = world.sentences(chance, of * ISSUES + chance.integers(0, ISSUES, len(of))).astype(np.float16)
                vectors[first : first + BLOCK] = block
                copy.write(_records(first, block))
            copy.write(struct.pack("!h", -1))
        cursor.execute(
            "INSERT INTO agreement_claimembedding (claim_id, model, wording, vector)"
            " SELECT c.id, %s, c.text, made.vector FROM made JOIN claims_claim c ON c.number = made.number"
            " WHERE c.workspace_id = %s",
            [SPACE, million.workspace.pk],
        )
        cursor.execute("DROP TABLE made")
        stored = time.perf_counter()
        cursor.execute(
            "CREATE INDEX claim_nearness ON agreement_claimembedding USING hnsw ((vector::halfvec(384)) halfvec_ip_ops)"
            " WHERE vector_dims(vector) = 384"
        )
        built = time.perf_counter()
        for statement in ("RESET session_replication_role", "VACUUM ANALYZE agreement_claimembedding"):
            cursor.execute(statement)
        cursor.execute("ANALYZE claims_claim")
        cursor.execute("SELECT pg_relation_size('claim_nearness') / 1000000")
        print(
            f"claim_search: {million.claims:,} vectors stored in {stored - began:.0f} s, "
            f"HNSW in {built - stored:.0f} s, {cursor.fetchone()[0]} MB",
            flush=True,
        )
        words = _words(cursor, searches)
    wanted = world.claims(chance, chance.integers(0, TOPICS, searches))
    return Filled(vectors.astype(np.float32), topics, words, wanted)


def _records(first: int, block: npt.NDArray[np.float16]) -> bytes:
    size = block.shape[1]
    layout = [
        ("fields", ">i2"), ("number_length", ">i4"), ("number", ">i4"), ("length", ">i4"), ("axes", ">i2"),
        ("unused", ">i2"), ("vector", ">f2", (size,)),
    ]  # fmt: skip
    records = np.zeros(len(block), dtype=layout)
    records["fields"], records["number_length"], records["length"], records["axes"] = 2, 4, 4 + 2 * size, size
    records["number"] = np.arange(first + 1, first + 1 + len(block))
    records["vector"] = block
    return records.tobytes()


def _words(cursor: Any, searches: int) -> list[str]:  # noqa: ANN401 - a database cursor
    """Return what is typed: of claims here and there two words, or one, so that common and rare ones occur."""
    cursor.execute("SELECT text FROM claims_claim WHERE mod(number, 997) = 5 ORDER BY number LIMIT %s", [searches])
    chance = random.Random(9)
    return [" ".join(chance.sample(text.split(), 1 + place % 2)) for place, (text,) in enumerate(cursor.fetchall())]


@contextmanager
def unlimited() -> Any:  # noqa: ANN401 - a generator that the decorator turns into a manager
    """Let the search compare and rank everything, which is what it is measured against."""
    from agreement.queries import claim_search  # noqa: PLC0415 - Django is set up by now

    kept = claim_search.FEW, claim_search.WORDS_RANKED
    claim_search.FEW = claim_search.WORDS_RANKED = 2**30
    yield
    claim_search.FEW, claim_search.WORDS_RANKED = kept


def measure(name: str, million: Million, filled: Filled, numbers: npt.NDArray[np.int64], field: str) -> None:
    """Search under a filter, twice, and print time, recall and how full pages of 50 are."""
    from agreement.queries.claim_search import search_claims, space_of  # noqa: PLC0415 - Django is set up by now
    from claims.models import Claim  # noqa: PLC0415 - the same

    claims = Claim.objects.filter(workspace=million.workspace)
    claims = claims if name == "all" else claims.filter(topic=field)
    space = space_of(million.workspace)
    times, meant, fused, full = [], [], [], []
    for place, (words, vector) in enumerate(zip(filled.words, filled.wanted, strict=True)):
        search_claims(claims, words, space, vector)
        began = time.perf_counter()
        hits = search_claims(claims, words, space, vector)
        times.append(1000 * (time.perf_counter() - began))
        near = sorted((hit for hit in hits if hit.meaning_rank), key=lambda hit: hit.meaning_rank or 0)[:10]
        likeness = filled.vectors[numbers] @ vector
        best = numbers[np.argsort(-likeness)[:10]]
        meant.append(_share([hit.claim_id for hit in near], [million.claim_id(int(row) + 1) for row in best]))
        full.append(len(hits) >= min(50, len(numbers)))
        if place < EXACT:
            with unlimited():
                exact = search_claims(claims, words, space, vector)
            fused.append(_share([one.claim_id for one in hits[:10]], [one.claim_id for one in exact[:10]]))
    middle, high = np.percentile(times, [50, 95])
    print(
        f"  {name:14} {len(numbers):>9,} pass  recall at 10: meaning {np.mean(meant):.3f}, fused {np.mean(fused):.3f}"
        f"  full pages {np.mean(full):.0%}  ms: median {middle:.0f}, 95 % {high:.0f}",
        flush=True,
    )


EXACT = 10
"""Searches that are repeated with everything compared and ranked: one takes seconds."""


def _share(found: Sequence[UUID], best: Sequence[UUID]) -> float:
    return len(set(found) & set(best)) / len(best) if best else 1.0


def label(million: Million, name: str, rows: npt.NDArray[np.int64]) -> None:
    """Give the claims of the rows a topic of that name, which the filter asks for."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE claims_claim SET topic = %s WHERE workspace_id = %s AND number = ANY(%s)",
            [name, million.workspace.pk, (rows + 1).tolist()],
        )
        for statement in ("RESET session_replication_role", "VACUUM ANALYZE claims_claim"):
            cursor.execute(statement)


def main() -> None:
    """Measure each filter."""
    parser = argparse.ArgumentParser(description="Time and recall of the search of claims.")
    parser.add_argument("--claims", type=int, default=50_000)
    parser.add_argument("--searches", type=int, default=40)
    asked = parser.parse_args()
    with own_database():
        million = load_million(asked.claims)
        filled = fill(million, asked.searches)
        chance = np.random.default_rng(5)
        for name, share in SHARES.items():
            rows = np.arange(million.claims)
            if share < 1:
                rows = np.sort(chance.choice(million.claims, int(share * million.claims), replace=False))
                label(million, name, rows)
            measure(name, million, filled, rows, name)
        rows = np.flatnonzero(filled.topics == 7)
        label(million, "one topic", rows)
        measure("one topic", million, filled, rows, "one topic")


if __name__ == "__main__":
    main()
