"""Real workers for tests: Celery processes on the test database, with a broker of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection


def database_url() -> str:
    """The address of the database that the running test uses."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


class Worker:
    """A worker with its beat, in a process group of its own, so that one signal reaches all of it."""

    def __init__(self, broker_url: str, folder: Path, *, app: str = "config.celery", **settings: str) -> None:
        self.log = folder / f"worker-{len(list(folder.glob('worker-*.log')))}.log"
        command = [sys.executable, "-m", "celery", "--app", app, "worker", "--beat"]
        command += ["--schedule", str(folder / "schedule"), "--pool", "prefork", "--concurrency", "1"]
        command += ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        environment = os.environ | settings
        environment |= {
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "DATABASE_URL": database_url(),
            "CELERY_BROKER_URL": broker_url,
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def kill(self) -> None:
        """Kill the worker, its pool and its beat at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running_worker(broker_url: str, folder: Path, **settings: str) -> Iterator[Worker]:
    """A worker that is killed at the end if it still lives."""
    worker = Worker(broker_url, folder, **settings)
    try:
        yield worker
    finally:
        if worker.process.poll() is None:
            worker.kill()
