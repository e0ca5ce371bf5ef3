"""Runs every benchmark, each in a process of its own: `make bench`."""

import subprocess
import sys

BENCHMARKS = ("embedding", "pipeline", "quality", "pages", "start")


def main() -> None:
    """Run them one after the other; the exit status is 1 if one could not be run."""
    failed = [
        name
        for name in BENCHMARKS
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
    ]
    if failed:
        sys.exit(f"could not be run: {', '.join(failed)}")


if __name__ == "__main__":
    main()
