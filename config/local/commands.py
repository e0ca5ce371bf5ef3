"""The command lines of the local run's children: the broker, the site, the worker, the scheduler."""

from __future__ import annotations

import signal
import sys

from config.local import broker
from config.local.children import Command
from config.local.options import Options
from config.local.places import broker_place

_CELERY = (sys.executable, "-m", "celery", "--app", "config.celery")
# Two: one long analysis does not keep an import waiting, and two copies of the model fit into 2 GB.
WORKER_PROCESSES = 2
SITE_PROCESSES = 2
SITE_THREADS = 4


def broker_command(options: Options) -> Command:
    """Return the command of the embedded broker; its death loses no job."""
    return Command(
        "broker",
        broker.command(broker_place(options.var_dir)),
        log=options.logs / "broker.log",
        death_signal=signal.SIGKILL,
        needed_to_the_end=True,
    )


def site_command(options: Options, listener: int) -> Command:
    """Return the command that serves the site on the listening socket with that file descriptor.

    The socket is ours and stays open while a dead server is started again. Requests then wait for
    the new one; only those that a dying process had accepted already are dropped.
    """
    return Command(
        "site",
        (
            *(sys.executable, "-m", "gunicorn", "config.wsgi"),
            *("--bind", f"fd://{listener}", "--no-control-socket"),
            *("--workers", str(SITE_PROCESSES), "--worker-class", "gthread", "--threads", str(SITE_THREADS)),
            *("--graceful-timeout", "3", "--timeout", "120"),
            "--reload" if options.reload else "--preload",
        ),
        log=options.logs / "site.log",
        keep_open=(listener,),
    )


def worker_command(options: Options) -> Command:
    """Return the command of the background worker.

    It gets a moment to finish; a job that is cut short runs again at the next start.
    """
    return Command(
        "worker",
        (
            *(*_CELERY, "worker", "--pool", "prefork", "--concurrency", str(WORKER_PROCESSES)),
            *("--without-gossip", "--without-mingle", "--loglevel", "INFO"),
        ),
        log=options.logs / "worker.log",
        stop_steps=((signal.SIGTERM, 3.0), (signal.SIGQUIT, 3.0)),
        death_signal=signal.SIGQUIT,
    )


def scheduler_command(options: Options) -> Command:
    """Return the command of the scheduler, which wakes the sweeper of lost jobs."""
    return Command(
        "scheduler",
        (*_CELERY, "beat", "--schedule", str(options.var_dir / "beat.schedule"), "--pidfile", ""),
        log=options.logs / "scheduler.log",
    )
