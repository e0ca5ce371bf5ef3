"""Reads a document in a process of its own, under limits of time and memory, so that no bytes can hurt the worker."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sources.errors import BrokenDocument, ReadingTooCostly
from sources.readers.wire import GlanceResult, ReadingResult, load

_PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Limits:
    """What reading one document may cost: seconds of processor and of the clock, bytes of address space."""

    cpu_seconds: int = 90
    wall_seconds: float = 150
    address_space: int = 1_500_000_000

    @property
    def arguments(self) -> tuple[str, str]:
        """What the reading process is told of them."""
        return str(self.cpu_seconds), str(self.address_space)


# A 1,000-page PDF takes some 15 s and 250 MB here; address space counts libraries and what is reserved but not used.
LIMITS = Limits()

OnGlance = Callable[[GlanceResult], None]


def read_apart(
    data: bytes, media_type: str, language: str, *, on_glance: OnGlance | None = None, limits: Limits = LIMITS
) -> ReadingResult:
    """Return the document that the bytes hold; `on_glance` gets its first pages as soon as they are read.

    Raises what the reader raises (UnreadableText), ReadingTooCostly when a limit is reached, BrokenDocument when the
    process dies of the document. The process is gone when this returns, whatever happened.
    """
    process = _start(media_type, language, limits)
    timed_out = threading.Event()
    timer = threading.Timer(limits.wall_seconds, _kill, args=(process, timed_out))
    # The pipe takes no more than 64 kB at once, and the child may answer before it has read all.
    feeder = threading.Thread(target=_feed, args=(process.stdin, data), daemon=True)
    timer.start()
    feeder.start()
    try:
        found = _results(process, on_glance)
        status = process.wait()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        feeder.join()
        _close(process)
    if found is not None:
        return found
    raise _death(status, limits, timed_out=timed_out.is_set())


def _start(media_type: str, language: str, limits: Limits) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "sources.readers", media_type, language, *limits.arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_PROJECT,
        # Nothing of the worker's environment: no passwords, and one thread for libraries that would take more.
        env={"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=True,
    )


def _feed(pipe: BinaryIO | None, data: bytes) -> None:
    if pipe is None:
        return
    # A child that refuses the document or dies may not read all; its answer or its status says why.
    with suppress(OSError):
        pipe.write(data)
        pipe.close()


def _results(process: "subprocess.Popen[bytes]", on_glance: OnGlance | None) -> ReadingResult | None:
    found = None
    for line in process.stdout or ():
        result = load(line.decode())
        if isinstance(result, ReadingResult):
            found = result
        elif on_glance is not None:
            on_glance(result)
    return found


def _kill(process: "subprocess.Popen[bytes]", timed_out: threading.Event) -> None:
    timed_out.set()
    process.kill()


def _close(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            # What the dead child did not read is still in the buffer and cannot be sent.
            with suppress(OSError):
                pipe.close()


def _death(status: int, limits: Limits, *, timed_out: bool) -> BrokenDocument | ReadingTooCostly:
    """Return the error for a process that ended without an answer."""
    if timed_out:
        return ReadingTooCostly(f"Reading the document took longer than {limits.wall_seconds:.0f} s and was stopped.")
    if status == -signal.SIGXCPU:
        return ReadingTooCostly(
            f"Reading the document took more than {limits.cpu_seconds} s of computing time and was stopped."
        )
    if status == -signal.SIGKILL:
        return ReadingTooCostly("Reading the document took more memory than there is and was stopped.")
    return BrokenDocument("The document is damaged: its reader broke down over it.")
