"""Whether the change feed loses anything, how far readers lag behind, and what the obvious way loses beside it.

Writers make small transactions of every kind, with rollbacks; readers rebuild claim sets from the feed alone;
PostgreSQL is killed with -9 in between. `tests/feeds/test_feed_loses_nothing.py` runs a short one.
"""

import argparse
import hashlib
import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.database import set_up
from config.local import postgres


def measure(var: Path, seconds: float, writers: int, kills: int) -> dict[str, Any]:
    """Return what came out; Django is set up on the server of `var`."""
    from benchmarks import feed_load  # noqa: PLC0415 - only now can it be loaded
    from releases.models import ClaimSet  # noqa: PLC0415
    from releases.queries.members import claims_of  # noqa: PLC0415
    from releases.queries.records import claim_records  # noqa: PLC0415

    world = feed_load.make_world()
    readers = [feed_load.Reader(world, claim_set.slug) for claim_set in world.claim_sets]
    naive = feed_load.NaiveReader(world)
    writing = [feed_load.Writer(world, seed) for seed in range(1, writers + 1)]
    before = time.monotonic()
    with feed_load.at_work(world, [*writing, *readers, naive]):
        for _ in range(kills):
            time.sleep(seconds / (kills + 1))
            kill(var)
        time.sleep(seconds / (kills + 1))
    took = time.monotonic() - before
    late = feed_load.Reader(world, world.claim_sets[1].slug, limit=7)
    late.run()
    for reader in [*readers, late]:
        claim_set = ClaimSet.objects.get(slug=reader.slug)
        there = hash_of(record.encode() for record in claim_records(claims_of(claim_set)).values())
        if there != hash_of(canonical(reader.copy)):
            world.faults.append(f"{reader.slug}: the copy differs")
    lags = sorted(lag for reader in readers for lag in reader.lags)
    lost, rows = naive.lost()
    return {
        "faults": world.faults,
        "writes": world.written,
        "writes_a_second": round(world.written / took),
        "changes": sum(reader.changes for reader in readers),
        "pages": sum(reader.pages for reader in readers),
        "claims": {reader.slug: len(reader.copy) for reader in readers},
        "lag_median_ms": round(1000 * statistics.median(lags)) if lags else None,
        "lag_p99_ms": round(1000 * lags[len(lags) * 99 // 100]) if lags else None,
        "lost_by_updated_at": lost,
        "of_claims": rows,
    }


def canonical(copy: dict[str, Any]) -> Any:  # noqa: ANN401 - an iterator of bytes
    """Yield the records of a copy as canonical JSON, in the order of their identifiers."""
    from releases.domain.canonical import canonical_json  # noqa: PLC0415 - after Django

    return (canonical_json(copy[key]) for key in sorted(copy))


def hash_of(lines: Any) -> str:  # noqa: ANN401 - any iterable of bytes
    """Return the SHA-256 of the lines."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line + b"\n")
    return digest.hexdigest()


def kill(var: Path) -> None:
    """Kill the server as a power cut would, and start it again."""
    os.kill(postgres.start(var).pid, signal.SIGKILL)
    time.sleep(0.2)
    postgres.start(var)


def main() -> None:
    """Measure once and print what came out; the exit status is 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--var", type=Path, help="Of a durable server with all tables and no rows; made if left out.")
    options = parser.parse_args()
    os.environ["PARALLAX_API_PUBLIC_RATE"] = "10000000/min"
    folder = Path(tempfile.mkdtemp(prefix="parallax-feed-", dir="/tmp"))
    folder.chmod(0o711)
    var = options.var or folder / "var"
    server = postgres.start(var)
    try:
        set_up(server, migrate=options.var is None)
        found = measure(var, options.seconds, options.writers, options.kills)
    finally:
        if options.var is None:
            postgres.stop(postgres.start(var))
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(found, indent=2))
    sys.exit(1 if found["faults"] else 0)


if __name__ == "__main__":
    main()
