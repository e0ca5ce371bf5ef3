"""The processes of the local run: started in order, started again when they die, stopped in reverse order."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.local.places import LocalRunError
from config.local.processes import die_with_parent

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# A child that held out this long was healthy: its next death starts the pauses anew.
HEALTHY_SECONDS = 60.0
LOG_LIMIT_BYTES = 20_000_000


@dataclass(frozen=True)
class Command:
    """How one child is run and ended.

    `stop_steps` are signals with the seconds to wait after each; after the last its whole process group is
    killed. `death_signal` is what the kernel sends it when the runner itself is killed. One that is
    `needed_to_the_end` is asked to end only when those that started after it have.
    """

    name: str
    arguments: Sequence[str]
    log: Path
    stop_steps: Sequence[tuple[signal.Signals, float]] = ((signal.SIGTERM, 5.0),)
    death_signal: signal.Signals = signal.SIGTERM
    keep_open: Sequence[int] = ()
    needed_to_the_end: bool = False


class Child:
    """One supervised process."""

    def __init__(self, command: Command, environment: Mapping[str, str], say: Callable[[str], None]) -> None:
        self.command = command
        self._environment = environment
        self._say = say
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._deaths = 0
        self._start_again_at: float | None = None
        self._asked = False

    @property
    def deaths(self) -> int:
        """Return how often it died since it was last healthy."""
        return self._deaths

    @property
    def pid(self) -> int | None:
        """Return the process id while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches it only through us."""
        log = self.command.log
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                list(self.command.arguments),
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=tuple(self.command.keep_open),
                start_new_session=True,
                preexec_fn=die_with_parent(self.command.death_signal),  # noqa: PLW1509 - it only asks the kernel
            )
        self._started_at = time.monotonic()
        self._start_again_at = None
        self._asked = False

    def check(self) -> None:
        """Start the process again when it died, after a pause that doubles with each death."""
        now = time.monotonic()
        if self._start_again_at is not None:
            if now >= self._start_again_at:
                self.start()
            return
        if self._process is None or self._process.poll() is None:
            return
        if now - self._started_at > HEALTHY_SECONDS:
            self._deaths = 0
        pause = min(FIRST_PAUSE * 2**self._deaths, LONGEST_PAUSE)
        self._deaths += 1
        self._kill_group()
        self._say(
            f"The {self.command.name} ended ({ending(self._process.returncode)}); "
            f"starting it again in {pause:.0f} s. Its log: {self.command.log}"
        )
        self._start_again_at = now + pause

    def ask_to_stop(self) -> None:
        """Send the first stop signal and do not wait; it is not started again."""
        self._start_again_at = None
        if self._process is not None and self._process.poll() is None and not self._asked:
            self._process.send_signal(self.command.stop_steps[0][0])
        self._asked = True

    def stop(self, *, force: Callable[[], bool] = lambda: False) -> None:
        """End the process and its whole group; as soon as `force` holds, at once."""
        if self._process is None:
            return
        self.ask_to_stop()
        for step, (number, seconds) in enumerate(self.command.stop_steps):
            if self._process.poll() is not None or force():
                break
            if step:
                self._process.send_signal(number)
            deadline = time.monotonic() + seconds
            while self._process.poll() is None and time.monotonic() < deadline and not force():
                time.sleep(0.02)
        self._kill_group()
        self._process.wait()

    def _kill_group(self) -> None:
        """Kill what is left of the process group: the children of a dead worker would work on."""
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # Gone; macOS says "not permitted" for a group of zombies.
            return


class Family:
    """All children of the local run in the order of their start."""

    def __init__(self, say: Callable[[str], None], environment: Mapping[str, str]) -> None:
        self._say = say
        self._environment = environment
        self._children: list[Child] = []

    def start(self, command: Command) -> Child:
        """Start one more child and keep it running."""
        child = Child(command, self._environment, self._say)
        self._children.append(child)
        child.start()
        return child

    def check(self) -> None:
        """Start again whatever died."""
        for child in self._children:
            child.check()

    def stop(self, *, force: Callable[[], bool]) -> None:
        """Stop all children: ask all at once, then wait for each, the last started first."""
        for child in self._children:
            if not child.command.needed_to_the_end:
                child.ask_to_stop()
        while self._children:
            self._children[-1].stop(force=force)
            self._children.pop()


def ending(returncode: int) -> str:
    """Return in words how a process ended."""
    if returncode >= 0:
        return f"exit status {returncode}"
    try:
        return f"killed by {signal.Signals(-returncode).name}"
    except ValueError:
        return f"killed by signal {-returncode}"


def last_line(log: Path) -> str:
    """Return the last line of a log that says something, for a message of one line."""
    try:
        lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    except OSError as error:
        raise LocalRunError(f"{log} cannot be read: {error.strerror}") from error
    return lines[-1] if lines else "it wrote nothing"
