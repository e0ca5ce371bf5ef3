"""Runs every benchmark, each in a process of its own: `make bench`."""

import subprocess
import sys
from pathlib import Path

CORPUS = "../shared/corpus"
BENCHMARKS = (
    ("embedding",),
    ("pipeline", "--corpus", CORPUS),
    ("quality", CORPUS),
    ("references",),
    ("anchoring",),
    ("ingestion",),
    ("library",),
    ("intercoder",),
    ("pages",),
    ("reader",),
    ("start",),
)


def main() -> None:
    """Run them one after the other; the exit status is 1 if one could not be run."""
    here = [each for each in BENCHMARKS if CORPUS not in each or Path(CORPUS).is_dir()]
    for name, *_options in set(BENCHMARKS) - set(here):
        print(f"{name}: not measured, there is no {CORPUS}")
    failed = [
        name
        for name, *options in here
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=False).returncode
    ]
    if failed:
        sys.exit(f"could not be run: {', '.join(failed)}")


if __name__ == "__main__":
    main()
