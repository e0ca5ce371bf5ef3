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
    directory = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))  # noqa: S108 - a short path for sockets
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
    # Starting finds the server that runs; one that was killed in the middle of its start ends the same way.
    if (directory / "var").exists():
        server = postgres.start(directory / "var", durable=False)
        postgres.stop(server)
        shutil.rmtree(server.place.home)
        if server.place.socket_directory.exists():
            shutil.rmtree(server.place.socket_directory)
    shutil.rmtree(directory)


if __name__ == "__main__":
    remove_when_parent_ends(Path(sys.argv[1]))
