"""How fast a large claim set is released, next to a bare COPY of the same JSON, and in how much memory.

    python -m benchmarks.releases [--claims 1000000] [--rounds 3] [--formats]

A round is one bare COPY of the claims' records, which the server throws away as it writes them (to /dev/null), and one
release in NDJSON: all four canonical files fetched, written, hashed and stored. Each runs in a process of its own, one
right after the other, so that what else the machine does hits both; the ratio is taken round by round. With `--formats`
follows one whole release with all derived files.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.million import CLAIM_COUNT, million_database

WANTED_SHARE, WANTED_MEGABYTES = 0.6, 150


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIM_COUNT)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--formats", action="store_true", help="Also one whole release, with all derived files.")
    parser.add_argument("--measure", choices=MEASURES, help="For itself: one measurement on the database that is set.")
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(_measured(asked.measure)))
        return
    with million_database(asked.claims) as million, tempfile.TemporaryDirectory() as store:
        os.environ["PARALLAX_RELEASES"] = store
        _prepare(million.claim_set)
        rounds = [(_run("copy"), _run("ndjson")) for _ in range(asked.rounds)]
        whole = _run("whole") if asked.formats else None
    for number, (copy, release) in enumerate(rounds, 1):
        rates = [
            f"{release['bytes'] / one['seconds'] / 1e6:.0f} MB/s ({one['seconds']:.1f} s)" for one in (copy, release)
        ]
        print(f"round {number}: COPY {rates[0]}, release {rates[1]}: {_share(copy, release):.0%}")
    share = statistics.median(_share(*pair) for pair in rounds)
    memory = max(release["megabytes"] for _, release in rounds)
    print(f"release in NDJSON: {share:.0%} of the rate of COPY (wanted {WANTED_SHARE:.0%}), {memory:.0f} MB of memory "
          f"(wanted {WANTED_MEGABYTES}), {asked.claims} claims")  # fmt: skip
    if whole:
        print(f"release with all formats: {whole['seconds']:.1f} s, {whole['megabytes']:.0f} MB of memory", flush=True)


def _share(copy: dict[str, Any], release: dict[str, Any]) -> float:
    """Return how fast the claims go into the release, of how fast they come by COPY: the bytes are the same."""
    return float(copy["seconds"] / release["seconds"])


def _prepare(claim_set: Any) -> None:  # noqa: ANN401 - models are imported only once Django is set up
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    os.environ["PARALLAX_BENCH_SET"] = str(claim_set.pk)
    connection.close()


def _run(what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.releases", "--measure", what]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _measured(what: str) -> dict[str, Any]:
    """Return the seconds, the bytes of claims and this process's peak of memory."""
    import django  # noqa: PLC0415 - the environment comes first

    django.setup()
    from releases.models import ClaimSet  # noqa: PLC0415 - Django is set up by now

    claim_set = ClaimSet.objects.get(pk=os.environ["PARALLAX_BENCH_SET"])
    began = time.perf_counter()
    size = MEASURES[what](claim_set)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "bytes": size, "megabytes": _peak_megabytes()}


def _peak_megabytes() -> float:
    """Return the most memory that this process held; `getrusage` would tell of the process that started it, too."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1000


def _copy(claim_set: Any) -> int:  # noqa: ANN401 - the same
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    from releases.queries.members import claims_of  # noqa: PLC0415 - the same
    from releases.queries.snapshots import claims_file  # noqa: PLC0415 - the same

    statement = claims_file(claims_of(claim_set))
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        command = psycopg.ClientCursor(connection.connection).mogrify(statement.sql, statement.parameters)
        cursor.execute(f"COPY ({command}) TO '/dev/null'")
    return 0


def _ndjson(claim_set: Any) -> int:  # noqa: ANN401 - the same
    from releases import storing  # noqa: PLC0415 - Django is set up by now
    from releases.snapshotting import CLAIMS, take_snapshot  # noqa: PLC0415 - the same
    from workspaces.jobs import Progress  # noqa: PLC0415 - the same

    with storing.workshop() as folder:
        snapshot = take_snapshot(claim_set, folder, Progress())
        for file in snapshot.files:
            storing.store_away(folder / file.name, file.sha256)
    return next(file.size for file in snapshot.files if file.name == CLAIMS)


def _whole(claim_set: Any) -> int:  # noqa: ANN401 - the same
    from releases.building import build_release  # noqa: PLC0415 - Django is set up by now

    release = build_release(claim_set=claim_set, by=None, force=True)
    size = sum(file.size for file in release.files.all() if Path(file.name).suffix == ".ndjson")
    release.delete()  # others find the database as it was
    return size


MEASURES: dict[str, Callable[[Any], int]] = {"copy": _copy, "ndjson": _ndjson, "whole": _whole}

if __name__ == "__main__":
    main()
