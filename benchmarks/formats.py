"""How fast each format is written, next to merely reading the same records, and in how much memory.

    python -m benchmarks.formats [--claims 100000]

The records are made up, a piece of evidence and a stance each, and lie in a file as in a release; what is written goes
nowhere. Each format runs in a process of its own. Memory is the peak above that of the interpreter with all modules.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from releases.domain.formats import csv_files, json_ld, parquet
from releases.domain.formats.argdown_text import LossReport, write_argdown
from releases.domain.formats.linked_terms import UNKNOWN_SITE, context
from releases.domain.formats.tables import EVIDENCE
from releases.exporting import Lines

WANTED_MEGABYTES = 150
QUOTE = "In the second winter the harbour froze over from the mole to the outer lights, and the ferries lay still. "


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--measure", choices=WRITERS, help="For itself: one format of the file in RECORDS.")
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(_measured(asked.measure, Path(os.environ["RECORDS"]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.ndjson"
        with path.open("wb") as file:
            file.writelines(_record(number) for number in range(asked.claims))
        print(f"{asked.claims} records, {path.stat().st_size / 1e6:.0f} MB as NDJSON")
        bare = _run("reading", path)
        for name in WRITERS:
            found = bare if name == "reading" else _run(name, path)
            print(
                f"{name:>12}: {found['seconds']:6.1f} s, {found['seconds'] / bare['seconds']:5.1f} times reading, "
                f"{found['megabytes']:.0f} MB of memory (wanted {WANTED_MEGABYTES})"
            )


def _reading(path: Path) -> Iterator[bytes]:
    return (b"" for _ in Lines(path))


def _csv(path: Path) -> Iterator[bytes]:
    return csv_files.write_csv(EVIDENCE, EVIDENCE.rows(Lines(path)))


def _parquet(path: Path) -> Iterator[bytes]:
    return parquet.write_parquet(EVIDENCE, EVIDENCE.rows(Lines(path)))


def _json_ld(path: Path) -> Iterator[bytes]:
    return json_ld.write_json_ld(json_ld.Whole({"id": "urn:x"}, Lines(path)), context(UNKNOWN_SITE))


def _argdown(path: Path) -> Iterator[bytes]:
    return write_argdown(Lines(path), (), LossReport())


WRITERS: dict[str, Callable[[Path], Iterator[bytes]]] = {
    "reading": _reading,
    "csv": _csv,
    "parquet": _parquet,
    "jsonld": _json_ld,
    "argdown": _argdown,
}


def _run(name: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.formats", "--measure", name]
    found = subprocess.run(command, env={**os.environ, "RECORDS": str(path)}, check=True, capture_output=True)
    measured: dict[str, float] = json.loads(found.stdout)
    return measured


def _measured(name: str, path: Path) -> dict[str, float]:
    """Return the seconds of processor time that the format took, and its memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    for _ in WRITERS[name](path):
        pass
    seconds = time.process_time() - start
    return {"seconds": seconds, "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}


def _record(number: int) -> bytes:
    """Return the record of that number as a line."""

    def identifier(kind: int) -> str:
        return f"01900000-0000-7000-8{kind:03d}-{number:012d}"

    author = {"id": f"01900000-0000-7000-8001-{number % 500:012d}", "name": f"Ada Moss {number % 500}"}
    source = {
        "doi": "",
        "id": f"01900000-0000-7000-8002-{number % 5000:012d}",
        "issued": "2020-05",
        "key": f"moss-{number % 5000}",
        "status": "active",
        "title": f"Ice in harbours, part {number % 5000}",
        "url": f"https://example.org/ice/{number % 5000}",
    }
    evidence = {
        "bearing": "supports",
        "id": identifier(3),
        "passage": identifier(4),
        "prefix": "As was told later: ",
        "quote": f"{QUOTE}{number}",
        "source": source,
        "speaker": author,
        "suffix": " So much for the winter.",
    }
    stance = {
        "as_of": "2020-05-01",
        "author": author,
        "basis": "derived",
        "counts": True,
        "id": identifier(5),
        "likelihood": None,
        "likelihood_term": "",
        "position": "denies" if number % 3 else "affirms",
        "reason": "",
    }
    record = {
        "evidence": [evidence],
        "id": identifier(0),
        "kind": "factual",
        "label": f"C-{number}",
        "number": number,
        "stances": [stance],
        "status": "accepted",
        "text": f"Harbour {number} freezes over in winter.",
        "topic": f"ice {number % 40}",
    }
    return orjson.dumps(record) + b"\n"


if __name__ == "__main__":
    main()
