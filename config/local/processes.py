"""Waiting for processes of this machine and ending them, always by process id."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

MARK = "PARALLAX_RUN_OF"
"""The environment variable that tells a child, and every child of it, from all other processes."""
_PAUSE = 0.02
_PR_SET_PDEATHSIG = 1


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Return True as soon as `condition` holds, False when it still does not after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)
    return True


def is_alive(pid: int) -> bool:
    """Return whether a process runs under `pid`; a zombie does not run any more."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def end_process(pid: int, steps: Sequence[tuple[signal.Signals, float]]) -> bool:
    """Send each signal in turn and wait its seconds; return whether the process ended.

    A process that is gone already counts as ended. Raises PermissionError for somebody else's process.
    """
    for number, seconds in steps:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return True
        if wait_until(lambda: not is_alive(pid), seconds):
            return True
    return not is_alive(pid)


def mark_of(var_dir: Path) -> dict[str, str]:
    """Return the environment that marks a process as a child of the local run in `var_dir`."""
    return {MARK: str(var_dir.resolve())}


def marked_processes(var_dir: Path) -> list[psutil.Process]:
    """Return the live processes that a local run in `var_dir` started, whoever is their parent now."""
    mark = str(var_dir.resolve())
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied, OSError):
            continue
    return [process for process in found if process.pid != os.getpid()]


def end_all(processes: Sequence[psutil.Process], seconds: float) -> None:
    """Ask the processes to end, wait up to `seconds`, then end them by force."""
    for process in processes:
        _signal(process, signal.SIGTERM)
    _gone, alive = psutil.wait_procs(processes, timeout=seconds)
    for process in alive:
        _signal(process, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=seconds)


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return


def die_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """Return what a new child must call so that the kernel sends it `number` when we die, however we die.

    Linux only; elsewhere None, and the next start ends what is left (see `marked_processes`).
    """
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def in_child() -> None:
        library.prctl(_PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:
            os._exit(1)

    return in_child
