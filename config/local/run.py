"""The local run: `make run` starts everything, says where the site is, and stops everything at Ctrl-C."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import fasteners

from config.local import broker, commands, postgres
from config.local.children import Child, Command, Family, ending, last_line
from config.local.greeting import greeting
from config.local.options import CORPUS_WORKSPACE, HOST, PROJECT, Options, read_options
from config.local.places import LocalRunError, broker_place
from config.local.processes import die_with_parent, end_all, mark_of, marked_processes
from config.local.stamp import is_prepared, write_stamp
from config.local.stopping import StopRequested, StopSignals

TICK = 0.1
SITE_SECONDS = 120.0
BROKER_SECONDS = 15.0
MOST_EARLY_DEATHS = 3


def say(line: str) -> None:
    """Print one line of progress; a terminal that was closed is no reason to fail."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except OSError:
        return


class Run:
    """One run of the site from start to stop."""

    def __init__(self, options: Options, signals: StopSignals) -> None:
        self._options = options
        self._signals = signals
        self._environment = os.environ | mark_of(options.var_dir) | {"PARALLAX_VAR": str(options.var_dir)}
        self._family = Family(say, self._environment)

    def go(self) -> None:
        """Start everything, keep it running until a signal comes, then stop everything.

        Raises LocalRunError when a part cannot start; what had started is stopped by then.
        """
        began = time.monotonic()
        with ExitStack() as stack:
            try:
                note = stack.enter_context(self._alone())
                listener = stack.enter_context(listen(self._options.port))
                address = f"http://{HOST}:{listener.getsockname()[1]}"
                note.write_text(address)
                self._end_leftovers()
                self._start_database(stack)
                stack.callback(self._stop_children)
                self._start_broker()
                self._prepare_database()
                self._start_site(listener, address)
                say(f"Ready after {time.monotonic() - began:.1f} s. Logs are in {self._options.logs}")
                for line in greeting(address):
                    say(line)
                self._start(commands.worker_command(self._options))
                self._start(commands.scheduler_command(self._options))
                self._watch(self._import_corpus())
            except StopRequested:
                self._signals.hold_back()
                say("Stopping; Ctrl-C once more to hurry")
            except BaseException:
                self._signals.hold_back()
                raise
        say("Stopped. The data are kept.")

    @contextmanager
    def _alone(self) -> Iterator[Path]:
        """Hold the lock of this directory's run; the file in it tells a second run our address."""
        var_dir = self._options.var_dir
        note = var_dir / "run.address"
        lock = fasteners.InterProcessLock(var_dir / "run.lock")
        try:
            self._options.logs.mkdir(parents=True, exist_ok=True)
            alone = lock.acquire(blocking=False)
        except OSError as error:
            raise LocalRunError(f"{var_dir} cannot be written ({error.strerror}).") from error
        if not alone:
            where = note.read_text() if note.exists() else "an address not known yet"
            raise LocalRunError(f"it already runs from this directory, on {where}. Stop that run first.")
        try:
            yield note
        finally:
            note.unlink(missing_ok=True)
            lock.release()

    def _end_leftovers(self) -> None:
        leftovers = marked_processes(self._options.var_dir)
        if leftovers:
            say(f"Ending {len(leftovers)} processes that a killed run left behind")
            end_all(leftovers, seconds=3.0)

    def _start_database(self, stack: ExitStack) -> None:
        if not self._options.own_database:
            say("Using the database of DATABASE_URL")
            return
        say("Starting PostgreSQL")
        with self._signals.held_back():
            server = postgres.start(self._options.var_dir, say=say)
            stack.callback(postgres.stop, server)

    def _start_broker(self) -> None:
        if not self._options.own_broker:
            say("Using the broker of CELERY_BROKER_URL")
            return
        say("Starting the broker")
        place = broker_place(self._options.var_dir)
        broker.prepare(place)
        child = self._start(commands.broker_command(self._options))
        self._wait_for(child, lambda: broker.answers(place), BROKER_SECONDS)

    def _prepare_database(self) -> None:
        options = self._options
        if is_prepared(options.database_url, options.var_dir):
            return
        log = options.logs / "prepare.log"
        with log.open("w") as errors:
            status = self._start_aside("-m", "config.local.prepare", errors=errors).wait()
        if status:
            raise LocalRunError(f"the database could not be prepared: {last_line(log)} (log: {log})")
        write_stamp(options.database_url, options.var_dir)

    def _start_site(self, listener: socket.socket, address: str) -> None:
        say("Starting the site")
        child = self._start(commands.site_command(self._options, listener.fileno()))
        self._wait_for(child, lambda: site_answers(address), SITE_SECONDS)

    def _wait_for(self, child: Child, answers: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not answers():
            self._family.check()
            if child.deaths >= MOST_EARLY_DEATHS or time.monotonic() > deadline:
                name, log = child.command.name, child.command.log
                raise LocalRunError(f"the {name} did not start: {last_line(log)} (log: {log})")
            time.sleep(TICK)

    def _import_corpus(self) -> subprocess.Popen[bytes] | None:
        """Start importing the folder beside the site, which is up already."""
        if self._options.corpus is None:
            return None
        say(f"Importing {self._options.corpus} into the workspace '{CORPUS_WORKSPACE}'")
        target = (str(self._options.corpus), "--workspace", CORPUS_WORKSPACE)
        return self._start_aside("manage.py", "import_sources", *target)

    def _start_aside(self, *arguments: str, errors: IO[str] | None = None) -> subprocess.Popen[bytes]:
        """Start a Python command that ends by itself and speaks to the person at our terminal."""
        with self._signals.held_back():
            return subprocess.Popen(
                [sys.executable, *arguments],
                cwd=PROJECT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - it only asks the kernel
            )

    def _start(self, command: Command) -> Child:
        with self._signals.held_back():
            return self._family.start(command)

    def _watch(self, corpus_import: subprocess.Popen[bytes] | None) -> None:
        while True:
            self._family.check()
            if corpus_import and corpus_import.poll() is not None:
                if corpus_import.returncode:
                    say(f"The import ended with errors ({ending(corpus_import.returncode)}), see above.")
                corpus_import = None
            time.sleep(TICK)

    def _stop_children(self) -> None:
        self._family.stop(force=lambda: self._signals.hurry)
        end_all(marked_processes(self._options.var_dir), seconds=2.0)


def listen(port: int) -> socket.socket:
    """Return a listening socket on this machine's own address.

    Raises LocalRunError when the port is taken or not ours to take.
    """
    try:
        return socket.create_server((HOST, port), backlog=128)
    except PermissionError as error:
        raise LocalRunError(f"port {port} needs root; choose one above 1023: make run PORT=8000") from error
    except OSError as error:
        raise LocalRunError(
            f"port {port} is taken by another program; choose another: make run PORT={port + 1}"
        ) from error


def site_answers(address: str) -> bool:
    """Return whether the site serves its log-in page, which also warms it up for the first reader.

    An error page counts: a server that is up and broken is better told from its log than waited for.
    """
    host, _colon, port = address.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10.0)
    try:
        connection.request("GET", "/login/")
        status = connection.getresponse().status
    except OSError:
        return False
    finally:
        connection.close()
    if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        say(f"The site answers with error {status}: see its log")
    return True


def main() -> int:
    """Run until a signal comes; return the exit status."""
    signals = StopSignals()
    signals.install()
    try:
        Run(read_options(os.environ), signals).go()
    except LocalRunError as error:
        sys.stderr.write(f"Parallax cannot start: {error}\n")
        return 1
    except StopRequested:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
