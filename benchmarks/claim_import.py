"""Measures the import of many claims: seconds for new ones, and for the same file again, beside a bare COPY.

    python -m benchmarks.claim_import [--claims 100000]

The file is made from a seed: a quarter of the claims with an external identifier, all with kind, status and topic. It
goes through the same service as the command and the API, with histories on; the bare COPY puts the same rows into a
table of the same columns with the same unique indexes, and no triggers.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time

from benchmarks.database import own_database

WORDS = [
    "sanctions",
    "slow",
    "nuclear",
    "programme",
    "regime",
    "trade",
    "border",
    "reform",
    "market",
    "summit",
    "missile",
    "test",
    "ally",
    "deterrence",
    "pressure",
    "engagement",
    "collapse",
    "famine",
    "elite",
    "information",
    "tourism",
    "labour",
    "export",
    "currency",
    "price",
    "grain",
    "army",
    "succession",
    "treaty",
]


def made_up(claims: int) -> bytes:
    """Return a file of so many claims with different wordings, some 110 letters each."""
    chance = random.Random(3)
    lines = []
    for number in range(claims):
        text = f"{' '.join(chance.choices(WORDS, k=14)).capitalize()}, case {number}."
        row = {"text": text, "kind": chance.choice(("factual", "causal")), "topic": chance.choice(WORDS)}
        if number % 4 == 0:
            row["external_id"] = f"made-{number}"
        lines.append(json.dumps(row))
    return "\n".join(lines).encode()


def bare_copy() -> float:
    """Return the seconds of a COPY of the imported claims into a bare table with their unique indexes."""
    from django.db import connection  # noqa: PLC0415 - the environment comes first

    columns = "id, created_at, updated_at, workspace_id, number, text, kind, status, topic"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare AS SELECT {columns} FROM claims_claim WITH NO DATA")  # noqa: S608 - a constant
        cursor.execute("CREATE UNIQUE INDEX ON bare (id); CREATE UNIQUE INDEX ON bare (workspace_id, number)")
        cursor.execute("CREATE UNIQUE INDEX ON bare (workspace_id, md5(lower(text)))")
        with cursor.copy(f"COPY (SELECT {columns} FROM claims_claim) TO STDOUT") as copy:  # noqa: S608 - the same
            data = b"".join(bytes(chunk) for chunk in copy)
        began = time.perf_counter()
        with cursor.copy(f"COPY bare ({columns}) FROM STDIN") as copy:
            copy.write(data)
        taken = time.perf_counter() - began
        cursor.execute("DROP TABLE bare")
    return taken


def main() -> None:
    """Import twice and print the figures."""
    parser = argparse.ArgumentParser(description="Seconds to import claims.")
    parser.add_argument("--claims", type=int, default=100_000)
    claims = parser.parse_args().claims
    data = made_up(claims)
    with own_database():
        from claims.services import import_claims_now  # noqa: PLC0415 - the environment comes first
        from workspaces.models import User, Workspace  # noqa: PLC0415 - the same

        workspace = Workspace.objects.create(slug="bench", name="Bench")
        by = User.objects.create_user(email="bench@example.org")
        seconds = []
        for made in (claims, 0):
            began = time.perf_counter()
            result = import_claims_now(
                workspace=workspace, data=data, form="ndjson", may_decide=True, origin="bench", by=by
            )
            seconds.append(time.perf_counter() - began)
            if (result.created, result.known) != (made, claims - made):
                message = f"Of {claims} claims {result.created} came in and {result.known} were known."
                raise RuntimeError(message)
        bare = bare_copy()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        f"claim_import: {claims} claims ({len(data) / 1e6:.0f} MB) in {seconds[0]:.1f} s, "
        f"again in {seconds[1]:.1f} s; bare COPY {bare:.1f} s, 1 : {seconds[0] / bare:.1f}; memory {memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
