"""Runs every benchmark, each in a process of its own: `make bench`."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.database import keeping_databases

CORPUS = "../shared/corpus"
DATA = "../shared/data"
LABELS = ("--labels", "benchmarks/labels/corpus.json", "--labels", "benchmarks/labels/corpus_second.json")
BENCHMARKS = (
    ("embedding",),
    ("pipeline", "--corpus", CORPUS),
    ("quality", "all", CORPUS, *LABELS),
    ("quality", "same-claim", CORPUS, *LABELS),
    ("quality", "labellers", CORPUS, *LABELS),
    ("quality", "keypoints", f"{DATA}/argkp"),
    ("quality", "stances", f"{DATA}/argkp"),
    ("quality", "candidates", f"{DATA}/cdcp/train"),
    ("clusters",),
    ("finder",),
    ("claim_search",),
    ("claim_import",),
    ("references",),
    ("anchoring",),
    ("ingestion",),
    ("library",),
    ("intercoder",),
    ("pages",),
    ("semantics",),
    ("reader",),
    ("start",),
    ("layout",),
    ("maps",),
    ("million",),
    ("releases",),
    ("api_lists",),
    ("feed",),
    ("formats",),
)


def lacking(options: Sequence[str]) -> list[str]:
    """Return the data outside the project that a benchmark needs and that is not there."""
    return [option for option in options if option.startswith("../") and not Path(option).is_dir()]


def main() -> None:
    """Run them one after the other; the exit status is 1 if one could not be run."""
    for name, *options in BENCHMARKS:
        for path in lacking(options):
            print(f"{name}: not measured, there is no {path}")
    here = [each for each in BENCHMARKS if not lacking(each)]
    with keeping_databases():
        failed = [
            name
            for name, *options in here
            if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=False).returncode
        ]
    if failed:
        sys.exit(f"could not be run: {', '.join(failed)}")


if __name__ == "__main__":
    main()
