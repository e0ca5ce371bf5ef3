"""The processes of docker/compose.yml, started natively by the same entry point, with Debian's Redis between them."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.local import postgres
from config.local.processes import end_all, mark_of, marked_processes
from tests.support.polling import poll_until
from tests.support.throwaway_postgres import PROJECT

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="Debian's redis-server is not installed"),
]

HOST_NAME = "parallax.example.org"
SECONDS = 120.0


class Deployment:
    """Everything that the compose file describes, on free ports of this machine."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.started: list[subprocess.Popen] = []
        self._web_port, self._redis_port = free_port(), free_port()
        self.database = postgres.start(base / "var", durable=False)
        password = base / "secret_key"
        password.write_text("a-key-of-fifty-characters-or-more-that-only-this-test-ever-uses\n")
        self.environment = {
            **{name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ},
            **mark_of(base / "var"),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "PARALLAX_VAR": str(base / "files"),
            "SECRET_KEY_FILE": str(password),
            "ALLOWED_HOSTS": HOST_NAME,
            "DATABASE_URL": self.database.database_url,
            "CELERY_BROKER_URL": f"redis://127.0.0.1:{self._redis_port}/0",
            "BIND": f"127.0.0.1:{self._web_port}",
            "BEAT_SCHEDULE": str(base / "beat.schedule"),
            "BEAT_PIDFILE": str(base / "beat.pid"),
        }

    def start(self, name: str, *command: str) -> subprocess.Popen:
        log = (self.base / f"{name}.log").open("wb")
        with log:
            process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def role(self, *arguments: str) -> subprocess.Popen:
        return self.start(arguments[0], "sh", "docker/entrypoint.sh", *arguments)

    def redis(self) -> subprocess.Popen:
        where = ("--port", str(self._redis_port), "--bind", "127.0.0.1", "--dir", str(self.base))
        return self.start("redis", "redis-server", *where, "--save", "", "--appendonly", "no")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "docker/entrypoint.sh", *arguments],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )

    def log(self, name: str) -> str:
        return (self.base / f"{name}.log").read_text()

    def get(self, path: str) -> tuple[int, str] | None:
        connection = http.client.HTTPConnection("127.0.0.1", self._web_port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": HOST_NAME, "X-Forwarded-Proto": "https"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return None
        finally:
            connection.close()

    def healthy(self) -> bool:
        check = [sys.executable, "docker/healthcheck.py"]
        return subprocess.run(check, cwd=PROJECT, env=self.environment, check=False).returncode == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def deployment(base: Path) -> Iterator[Deployment]:
    made = Deployment(base)
    yield made
    end_all(marked_processes(base / "var"), seconds=5.0)
    # Redis writes its title over its environment, so its mark cannot be read.
    for process in made.started:
        process.kill()
        process.wait()


def test_the_processes_of_a_server_work_together(deployment):
    redis = deployment.redis()
    collected = deployment.run("manage", "collectstatic", "--noinput", "--ignore", "ext", "--verbosity", "0")
    assert collected.returncode == 0, collected.stderr

    # The site is up before the migration, says so, and is not ready yet.
    web = deployment.role("web")
    poll_until(lambda: deployment.get("/healthz"), seconds=SECONDS, what="an answer of the site")
    assert deployment.get("/healthz")[0] == 200
    assert deployment.get("/readyz")[0] == 503
    assert not deployment.healthy()

    migrated = deployment.run("migrate")
    assert migrated.returncode == 0, migrated.stderr
    assert deployment.get("/readyz") == (200, json.dumps({"status": "ok"}))
    assert deployment.healthy()
    assert deployment.get("/login/")[0] == 200

    # The scheduler wakes the worker over Redis, and a job that is sent there is done.
    worker, beat = deployment.role("worker"), deployment.role("beat")
    poll_until(
        lambda: "Task workspaces.sweep_jobs" in deployment.log("worker") and (deployment.base / "beat.pid").exists(),
        seconds=SECONDS,
        what="a sweep that the scheduler asked for",
    )
    pinged = deployment.run("celery", "inspect", "ping", "--timeout", "10")
    assert "pong" in pinged.stdout, pinged.stderr

    text = deployment.base / "note.txt"
    text.write_text("A first sentence of our own.\n\nA second one, in a paragraph of its own.\n")
    imported = deployment.run("manage", "import_sources", str(text), "--workspace", "notes")
    assert imported.returncode == 0, imported.stderr

    def sentences() -> int:
        with psycopg.connect(deployment.database.database_url) as connection:
            return connection.execute("SELECT count(*) FROM sources_sentence").fetchone()[0]

    assert poll_until(sentences, seconds=SECONDS, what="sentences that the worker split") == 2

    # A database that is down: the site lives and says that it is not ready, without a trace.
    postgres.stop(deployment.database)
    assert deployment.get("/healthz")[0] == 200
    assert deployment.get("/readyz")[0] == 503
    status, page = deployment.get("/login/")
    assert "Traceback" not in page
    assert status in {200, 503}
    postgres.start(deployment.base / "var", durable=False)
    poll_until(lambda: deployment.get("/readyz")[0] == 200, seconds=30.0, what="readiness after the outage")

    # SIGTERM, which a container gets, ends each of them in order.
    for process in (beat, worker, web, redis):
        process.send_signal(signal.SIGTERM)
    for process in (beat, worker, web, redis):
        assert process.wait(60) in {0, -signal.SIGTERM}
