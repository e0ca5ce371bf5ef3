from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local import postgres
from config.local.places import postgres_place
from config.local.processes import end_all, end_process, marked_processes
from tests.support.polling import poll_until
from tests.support.throwaway_postgres import reachable_directory


@pytest.fixture
def base() -> Iterator[Path]:
    """A short directory that the server's account can pass through; what still works in it at the end is ended."""
    directory = reachable_directory()
    yield directory
    for var_dir in [home.parent for home in directory.rglob("postgres") if home.is_dir()]:
        end_all(marked_processes(var_dir), seconds=2.0)
        end_server(var_dir)
    directory.chmod(0o711)
    shutil.rmtree(directory)


@pytest.fixture
def var_dir(base: Path) -> Path:
    return base / "var"


@pytest.fixture(scope="session")
def finished_var() -> Iterator[Path]:
    """A directory whose database was created once for all tests that only need one; never started again."""
    directory = reachable_directory()
    postgres.stop(postgres.start(directory / "var", durable=False))
    yield directory / "var"
    shutil.rmtree(directory)


@pytest.fixture
def ready_var(finished_var: Path, var_dir: Path) -> Path:
    """A directory with an existing database that has not been started."""
    subprocess.run(["cp", "-a", str(finished_var), str(var_dir)], check=True)
    return var_dir


def end_server(var_dir: Path) -> None:
    """Kill whatever server runs for the directory and remove what it keeps elsewhere."""
    place = postgres_place(var_dir)
    for process in postgres._processes_in(place):
        end_process(process.pid, [(signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)])
    poll_until(lambda: not postgres._processes_in(place), what="the end of the server")
    if not place.socket_directory.is_relative_to(var_dir):
        shutil.rmtree(place.socket_directory, ignore_errors=True)
