"""Times the two real documents from their bytes to clusters, the model's loading included.

    python -m benchmarks.pipeline [--corpus ../shared/corpus]

Prints the seconds of each step and of all; 60 s or less on two cores is wanted.
"""

import argparse
import time
from pathlib import Path

from benchmarks.database import own_database
from benchmarks.inline import send_nothing, work_off

WANTED_SECONDS = 60


def main() -> None:
    """Import, read, embed and cluster the documents of a folder, and print what took how long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    corpus = parser.parse_args().corpus
    if not corpus.is_dir():
        print(f"pipeline: {corpus} is not here, nothing measured")
        return
    with own_database():
        _measure(corpus)


def _measure(corpus: Path) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now

    send_nothing()
    began = time.perf_counter()
    call_command("import_sources", str(corpus), workspace="bench", verbosity=0)
    steps = [("import", time.perf_counter() - began)]
    steps += work_off()
    for name, seconds in steps:
        print(f"pipeline: {seconds:6.1f} s  {name}")
    total = time.perf_counter() - began
    print(f"pipeline: {total:6.1f} s  in all, wanted {WANTED_SECONDS} s or less")


if __name__ == "__main__":
    main()
