"""The embedded broker: Valkey over a unix socket, without persistence, since jobs are kept in PostgreSQL."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import fasteners

from config.local.places import BrokerPlace, LocalRunError, broker_place, broker_url, installed_broker
from config.local.processes import die_with_parent, wait_until

__all__ = ["BrokerError", "RunningBroker", "answers", "broker_url", "command", "prepare", "start", "stop"]

START_SECONDS = 15.0
STOP_SECONDS = 5.0


class BrokerError(LocalRunError):
    """The embedded broker cannot be started."""


@dataclass(frozen=True)
class RunningBroker:
    """A broker that answered; it dies with the process that started it."""

    place: BrokerPlace
    process: subprocess.Popen[bytes]

    @property
    def broker_url(self) -> str:
        """Return the address for Celery."""
        return self.place.url


def prepare(place: BrokerPlace) -> None:
    """Create the directories of the broker; only their owner can get at its socket.

    Raises BrokerError when somebody else owns the directory of the socket.
    """
    for directory in (place.home, place.socket.parent):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = place.socket.parent.lstat()
    if place.socket.parent.is_symlink() or status.st_uid != os.geteuid() or status.st_mode & 0o077:
        message = f"{place.socket.parent} must be your own directory with mode 0700; remove it and start again."
        raise BrokerError(message)


def command(place: BrokerPlace) -> list[str]:
    """Return the command line that runs the broker in the foreground."""
    return [
        str(installed_broker()),
        *("--port", "0"),
        *("--unixsocket", str(place.socket)),
        *("--unixsocketperm", "700"),
        *("--dir", str(place.home)),
        *("--save", ""),
        *("--appendonly", "no"),
        *("--daemonize", "no"),
        *("--databases", "1"),
        *("--loglevel", "warning"),
    ]


def answers(place: BrokerPlace) -> bool:
    """Return whether the broker takes commands."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(1.0)
            connection.connect(str(place.socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def start(var_dir: Path) -> RunningBroker:
    """Return a broker of `var_dir` that answers.

    Raises BrokerError when one runs already or it does not answer in time.
    """
    place = broker_place(Path(var_dir))
    prepare(place)
    with fasteners.InterProcessLock(place.lock), place.log.open("ab") as log:
        if answers(place):
            message = f"Another process runs the broker of {place.home}."
            raise BrokerError(message)
        process = subprocess.Popen(
            command(place),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - it only asks the kernel
        )
        if not wait_until(lambda: answers(place) or process.poll() is not None, START_SECONDS) or (
            process.poll() is not None
        ):
            process.kill()
            process.wait()
            message = f"The broker did not start (log: {place.log})."
            raise BrokerError(message)
        return RunningBroker(place, process)


def stop(broker: RunningBroker) -> None:
    """End the broker and what it held; jobs lose nothing, they are sent again."""
    broker.process.terminate()
    try:
        broker.process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        broker.process.kill()
        broker.process.wait()
    with suppress(FileNotFoundError):
        broker.place.socket.unlink()
