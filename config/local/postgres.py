"""Supervisor of the embedded PostgreSQL: one server per data directory, found alive only by asking it.

A process id in a file proves nothing: after `kill -9`, a reboot or in a container without an init it may be a
zombie or somebody else. So life is tested by connecting, and `postmaster.pid` is removed only when no process
of PostgreSQL works in the data directory.
"""

from __future__ import annotations

import shlex
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import fasteners
import psutil
import psycopg
from psycopg import sql
from psycopg.pq import PGconn, Ping

from config.local.places import (
    DATABASE_NAME,
    POSTGRES_PORT,
    PostgresPlace,
    database_url,
    postgres_place,
)
from config.local.postgres_cluster import (
    PostgresError,
    create_cluster,
    find_programs,
    give_to_account,
    prepare_directories,
    run_program,
)
from config.local.processes import end_process, wait_until

__all__ = ["PostgresError", "RunningPostgres", "database_url", "start", "stop"]

LOCK_SECONDS = 180.0
# Replaying 1 GB of write-ahead log, the most that max_wal_size lets pile up, takes less on a slow disk.
RECOVERY_SECONDS = 150.0
LOG_LIMIT_BYTES = 20_000_000

_SETTINGS = {
    "listen_addresses": "",
    "port": str(POSTGRES_PORT),
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "max_wal_size": "1GB",
    "min_wal_size": "80MB",
    "checkpoint_timeout": "5min",
    "wal_compression": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] ",
}
_THROW_AWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
# Fast shutdown, then the one that needs a recovery at the next start; never -9, which leaves children behind.
_STOP_STEPS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 15.0))
_ORPHAN_STEPS = ((signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0))


@dataclass(frozen=True)
class RunningPostgres:
    """A server that answered; `started_here` is False when it was running before we came."""

    place: PostgresPlace
    pid: int
    started_here: bool

    @property
    def database_url(self) -> str:
        """Return the address of the product's database."""
        return self.place.url()


def _keep_quiet(_line: str) -> None:
    return


def start(var_dir: Path, *, durable: bool = True, say: Callable[[str], None] = _keep_quiet) -> RunningPostgres:
    """Return the running server of `var_dir`, creating, starting or recovering it as needed.

    Any number of processes may call this at once: one starts the server, all get it. `durable=False` gives up
    crash safety for speed and is for throw-away data only. `say` receives progress in one-line messages.

    Raises PostgresError with the reason and the end of the server's log.
    """
    place = postgres_place(Path(var_dir))
    prepare_directories(place, Path(var_dir), say)
    with _locked(place):
        binaries = find_programs(place, say)
        if not (place.data / "PG_VERSION").exists():
            say("Creating the database directory")
            create_cluster(place, binaries, durable=durable)
        started_here = not _answers(place, say)
        if started_here:
            _remove_stale_files(place)
            _launch(place, binaries, durable=durable)
        _create_database(place)
        return RunningPostgres(place, _server_pid(place), started_here)


def stop(server: RunningPostgres) -> bool:
    """Shut the server down, keeping its data; return whether it is gone.

    A server in recovery is left to finish it first: PostgreSQL 18 may hang when both meet.
    """
    place = server.place
    with _locked(place):
        if _server_pid_or_none(place) != server.pid:
            return True
        wait_until(lambda: _ping(place) is not Ping.REJECT, RECOVERY_SECONDS)
        return end_process(server.pid, _STOP_STEPS)


@contextmanager
def _locked(place: PostgresPlace) -> Iterator[None]:
    lock = fasteners.InterProcessLock(place.lock)
    if not lock.acquire(timeout=LOCK_SECONDS, delay=0.05, max_delay=0.05):
        message = f"Another process has been starting PostgreSQL in {place.home} for {LOCK_SECONDS:.0f} s."
        raise PostgresError(message)
    try:
        give_to_account(place.lock, place.account)
        yield
    finally:
        lock.release()


def _answers(place: PostgresPlace, say: Callable[[str], None]) -> bool:
    """Return whether the server accepts connections, after waiting for one that is on its way up or down."""
    if _ping(place) is Ping.REJECT:
        say("PostgreSQL is recovering or stopping: waiting for it")
        if not wait_until(lambda: _ping(place) is not Ping.REJECT, RECOVERY_SECONDS):
            message = f"PostgreSQL is still recovering after {RECOVERY_SECONDS:.0f} s: try again later."
            raise PostgresError(message)
    if _ping(place) is Ping.OK:
        return True
    # A server that was launched a moment ago does not listen yet.
    wait_until(lambda: _ping(place) is Ping.OK or _server_pid_or_none(place) is None, RECOVERY_SECONDS)
    return _ping(place) is Ping.OK


def _ping(place: PostgresPlace) -> Ping:
    """Return libpq's verdict; REJECT is SQLSTATE 57P03: starting, recovering or shutting down."""
    return Ping(PGconn.ping(place.url("postgres").encode()))


def _remove_stale_files(place: PostgresPlace) -> None:
    for orphan in _processes_in(place):
        # The server is dead; a backend of it that still works would write beside the new server.
        end_process(orphan.pid, _ORPHAN_STEPS)
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    for name in (f".s.PGSQL.{POSTGRES_PORT}", f".s.PGSQL.{POSTGRES_PORT}.lock"):
        (place.socket_directory / name).unlink(missing_ok=True)


def _launch(place: PostgresPlace, binaries: Path, *, durable: bool) -> None:
    if _size(place.log) > LOG_LIMIT_BYTES:
        place.log.replace(place.log.with_suffix(".log.1"))
    old_log = _size(place.log)
    settings = _SETTINGS | ({} if durable else _THROW_AWAY_SETTINGS)
    settings["unix_socket_directories"] = str(place.socket_directory)
    options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
    done = run_program(
        place,
        [
            str(binaries / "pg_ctl"),
            # Relative to the directory that it runs in: pg_ctl puts these into a line for the shell.
            f"--pgdata={place.data.name}",
            f"--log={place.log.name}",
            f"--options={options}",
            "--wait",
            "--timeout=60",
            "--silent",
            "start",
        ],
    )
    if done.returncode and _server_pid_or_none(place) is not None:
        wait_until(lambda: _ping(place) is Ping.OK, RECOVERY_SECONDS)
    if _ping(place) is not Ping.OK:
        message = f"PostgreSQL did not start. {_end_of(place.log, old_log)} (log: {place.log})"
        raise PostgresError(message)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _end_of(log: Path, start: int = 0) -> str:
    """Return the last lines of the log from byte `start` on, in one line."""
    if not log.exists():
        return "It wrote no log."
    with log.open("rb") as file:
        file.seek(start)
        lines = file.read().decode(errors="replace").splitlines()
    return " | ".join(line.partition("] ")[2] or line for line in lines[-4:])


def _create_database(place: PostgresPlace) -> None:
    try:
        with psycopg.connect(place.url("postgres"), autocommit=True, connect_timeout=10) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME]).fetchone()
            if not known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE_NAME)))
    except psycopg.OperationalError as error:
        message = f"PostgreSQL runs but refuses us: {error}"
        raise PostgresError(message) from error


def _server_pid(place: PostgresPlace) -> int:
    pid = _server_pid_or_none(place)
    if pid is None:
        message = f"PostgreSQL in {place.home} answered and then ended. {_end_of(place.log)}"
        raise PostgresError(message)
    return pid


def _server_pid_or_none(place: PostgresPlace) -> int | None:
    """Return the process id of the live main server process of this data directory."""
    try:
        pid = int((place.data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if any(process.pid == pid for process in _processes_in(place)) else None


def _processes_in(place: PostgresPlace) -> list[psutil.Process]:
    """Return the live PostgreSQL processes that work in the data directory; zombies are dead."""
    found = []
    for process in psutil.process_iter(["name"]):
        try:
            if (
                process.info["name"] == "postgres"
                and process.status() != psutil.STATUS_ZOMBIE
                and Path(process.cwd()) == place.data
            ):
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found
