"""The runner as a person meets it: started for real, looked at over HTTP, stopped by a signal."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.local import postgres
from config.local.greeting import DEMO_PASSWORD, greeting
from config.local.options import read_options
from config.local.places import LocalRunError, broker_place, postgres_place
from config.local.processes import is_alive, marked_processes
from demo import loading
from tests.support.polling import poll_until
from tests.support.throwaway_postgres import PROJECT

START_SECONDS = 180.0
"""A first start migrates and loads the demonstration; a machine under load takes its time."""


class Runner:
    """A `make run` of its own directory, without make."""

    def __init__(self, var_dir: Path, log: Path, **environment: str) -> None:
        self.var_dir = var_dir
        self._log = log
        plain = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "CELERY_BROKER_URL"}
        }
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.local.run"],
                cwd=PROJECT,
                env=plain | {"PARALLAX_VAR": str(var_dir), "PORT": "0"} | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    @property
    def output(self) -> str:
        return self._log.read_text()

    def wait_for(self, text: str) -> None:
        def seen() -> bool:
            if text not in self.output and self.process.poll() is not None:
                pytest.fail(f"the runner ended with {self.process.returncode}:\n{self.output}")
            return text in self.output

        poll_until(seen, seconds=START_SECONDS, what=f"{text!r} in the runner's output")

    @property
    def address(self) -> str:
        self.wait_for("Parallax is on ")
        return re.search(r"Parallax is on (\S+)", self.output)[1]

    def get(self, path: str) -> tuple[int, str]:
        host = self.address.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def child(self, *words: str) -> int:
        """Return the process id of the main process of the child whose command line has these words."""

        def find() -> int | None:
            for process in marked_processes(self.var_dir):
                if process.ppid() == self.process.pid and set(words) <= set(process.cmdline()):
                    return process.pid
            return None

        return poll_until(find, seconds=20.0, what=f"a child with {words}")

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


@pytest.fixture
def run(base: Path) -> Iterator[Callable[..., Runner]]:
    runners: list[Runner] = []

    def start(var_dir: Path, **environment: str) -> Runner:
        runners.append(Runner(var_dir, base / f"output-{len(runners)}.log", **environment))
        return runners[-1]

    yield start
    for runner in runners:
        if runner.process.poll() is None:
            runner.process.kill()
            runner.process.wait()


def left_over(var_dir: Path) -> list[psutil.Process]:
    return [*marked_processes(var_dir), *postgres._processes_in(postgres_place(var_dir))]


@pytest.mark.processes
def test_the_whole_site_starts_answers_heals_stops_and_starts_again_with_its_data(run, var_dir):
    first = run(var_dir)
    status, page = first.get("/login/")
    assert status == 200
    assert "<form" in page
    assert DEMO_PASSWORD in first.output

    # A killed worker is started again.
    worker = first.child("worker")
    os.kill(worker, signal.SIGKILL)
    first.wait_for("The worker ended (killed by SIGKILL)")
    poll_until(lambda: first.child("worker") != worker, seconds=30.0, what="a new worker")

    # So is a killed site. Its orphaned processes drop what they have accepted; once they are gone, requests wait for
    # the new site and none fails.
    site = first.child("gunicorn")
    orphans = psutil.Process(site).children(recursive=True)
    os.kill(site, signal.SIGKILL)
    poll_until(lambda: not any(is_alive(one.pid) for one in orphans), seconds=30.0, what="the end of the old site")
    assert first.get("/healthz")[0] == 200

    # A second run of the same directory is refused in one line and does no harm.
    second = run(var_dir)
    assert second.process.wait(60) == 1
    assert second.output.count("\n") == 1
    assert first.address in second.output

    assert first.end(signal.SIGINT) == 0
    assert left_over(var_dir) == []
    assert "The data are kept" in first.output

    # The second start has nothing to prepare. It ends by SIGTERM in the same way.
    third = run(var_dir)
    assert third.get("/login/")[0] == 200
    assert "Migrating" not in third.output
    assert third.end(signal.SIGTERM) == 0
    assert left_over(var_dir) == []


@pytest.mark.processes
def test_a_runner_that_is_killed_leaves_only_the_database_which_the_next_run_takes_over(run, ready_var):
    # An older process of a killed run that nobody ended, as on systems whose kernel does not end it.
    first = run(ready_var)
    first.wait_for("Starting the broker")
    place = broker_place(ready_var)
    poll_until(place.socket.exists, what="the broker")
    database = postgres._server_pid(postgres_place(ready_var))

    first.process.kill()
    first.process.wait()
    if sys.platform == "linux":
        poll_until(lambda: marked_processes(ready_var) == [], seconds=20.0, what="the children's death")
    assert is_alive(database)

    second = run(ready_var)
    second.wait_for("Starting the broker")
    assert postgres._server_pid(postgres_place(ready_var)) == database
    assert second.end(signal.SIGINT) == 0
    assert left_over(ready_var) == []


@pytest.mark.processes
@pytest.mark.parametrize("moment", ["Starting PostgreSQL", "Starting the broker", "Migrating the database"])
def test_ctrl_c_in_the_middle_of_the_start_leaves_nothing_behind(run, var_dir, moment):
    runner = run(var_dir)
    runner.wait_for(moment)

    assert runner.end(signal.SIGINT) == 0

    assert left_over(var_dir) == []
    assert "Traceback" not in runner.output


@pytest.mark.processes
def test_a_part_that_cannot_start_is_told_in_one_line_and_everything_else_is_stopped(run, ready_var):
    log_in_the_way = ready_var / "log" / "broker.log"
    log_in_the_way.parent.mkdir(parents=True)
    (ready_var / "broker").mkdir(mode=0o755)

    runner = run(ready_var)

    assert runner.process.wait(60) == 1
    assert "Parallax cannot start" in runner.output
    assert "mode 0700" in runner.output
    assert "Traceback" not in runner.output
    assert left_over(ready_var) == []


def test_a_port_that_is_taken_is_told_in_one_line_before_anything_starts(run, var_dir):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        runner = run(var_dir, PORT=str(port))

        assert runner.process.wait(60) == 1

    assert runner.output == (
        f"Parallax cannot start: port {port} is taken by another program; choose another: make run PORT={port + 1}\n"
    )
    assert not (var_dir / "postgres").exists()


@pytest.mark.parametrize("port", ["abc", "-1", "65536", "80 80", "8000.5", "²"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(LocalRunError, match="not a port number"):
        read_options({"PORT": port})


def test_a_corpus_that_is_not_there_is_refused_by_its_name():
    with pytest.raises(LocalRunError, match=r"CORPUS=\.\./no-such-folder: there is no such folder"):
        read_options({"CORPUS": "../no-such-folder"})


def test_empty_values_count_as_not_set():
    options = read_options({"PORT": "", "CORPUS": "", "DATABASE_URL": "", "CELERY_BROKER_URL": ""})

    assert options.port == 8000
    assert options.corpus is None
    assert options.own_database
    assert options.own_broker


def test_servers_of_one_s_own_are_used_when_given():
    options = read_options({"DATABASE_URL": "postgresql://db/x", "CELERY_BROKER_URL": "redis://mq"})

    assert (options.database_url, options.broker_url) == ("postgresql://db/x", "redis://mq")
    assert not options.own_database
    assert not options.own_broker


def test_the_greeting_names_the_address_and_every_log_in():
    text = "\n".join(greeting("http://127.0.0.1:8000"))

    assert "http://127.0.0.1:8000" in text
    for role in ("viewer", "annotator", "editor", "admin"):
        assert re.search(rf"\S+@\S+ +{role}", text)


def test_the_password_that_is_told_is_the_one_that_opens():
    assert loading.PASSWORD == DEMO_PASSWORD


def test_the_local_run_loads_no_model_library():
    code = "import json, sys; import config.local.run; print(json.dumps(sorted(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert not {"torch", "onnxruntime", "sentence_transformers", "numpy"} & set(json.loads(done.stdout))
