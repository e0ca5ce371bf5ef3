"""A private PostgreSQL for one test run, gone with the process that asked for it, however that process ends."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.local import postgres
from config.local.places import postgres_place
from tests.support.polling import poll_until

PROJECT = Path(__file__).resolve().parents[2]
PREFIX = "parallax-test-"


@dataclass(frozen=True)
class ThrowawayPostgres:
    """A running server, the directory that it may fill, and what ends both."""

    database_url: str
    directory: Path
    close: Callable[[], None]


def reachable_directory() -> Path:
    """Return a new temporary directory that other accounts may pass through, as the server's must."""
    directory = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))
    directory.chmod(0o711)
    return directory


def start_throwaway_postgres() -> ThrowawayPostgres:
    """Return a started server without crash safety.

    A child process of its own session holds the other end of a pipe: when it closes, by `close` or by our death, the
    child stops the server and removes the directory.
    """
    directory = reachable_directory()
    reaper = subprocess.Popen(
        [sys.executable, "-m", __name__, str(directory)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )

    def close() -> None:
        reaper.communicate()
        reaper.wait()

    try:
        server = postgres.start(directory / "var", durable=False)
    except BaseException:
        close()
        raise
    return ThrowawayPostgres(server.database_url, directory, close)


def remove_when_parent_ends(directory: Path) -> None:
    """Wait for the end of standard input, then stop the server below `directory` and remove everything."""
    sys.stdin.read()
    if not (directory / "var").exists():
        shutil.rmtree(directory)
        return
    place = postgres_place(directory / "var")
    if place.data.exists():
        # Starting also finds the server that runs or is about to: its starter may have been killed half-way.
        postgres.stop(postgres.start(directory / "var", durable=False))
    for path in {place.home, place.socket_directory, directory}:
        # An initdb whose starter was killed goes on writing for a second.
        poll_until(lambda path=path: _remove(path), what=f"removal of {path}")


def _remove(path: Path) -> bool:
    shutil.rmtree(path, ignore_errors=True)
    return not path.exists()


if __name__ == "__main__":
    remove_when_parent_ends(Path(sys.argv[1]))
