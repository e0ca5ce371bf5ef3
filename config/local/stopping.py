"""How a run ends: one exception for every signal, and never in the middle of a critical step."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(BaseException):
    """Somebody pressed Ctrl-C, closed the terminal or sent SIGTERM."""


class StopSignals:
    """Raises StopRequested once, at the first signal; later ones only ask to hurry."""

    def __init__(self) -> None:
        self._received = 0
        self._blocks = 0

    def install(self) -> None:
        """Take over the signals that end a run."""
        for number in ENDING_SIGNALS:
            signal.signal(number, self._receive)

    @property
    def hurry(self) -> bool:
        """Return whether a second signal came while we were stopping."""
        return self._received > 1

    def hold_back(self) -> None:
        """Raise no more: what follows is the stopping itself."""
        self._blocks += 1

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Let the block finish before a signal takes effect."""
        self._blocks += 1
        try:
            yield
        finally:
            self._blocks -= 1
        if self._received and not self._blocks:
            raise StopRequested

    def _receive(self, _number: int, _frame: FrameType | None) -> None:
        self._received += 1
        if self._received == 1 and not self._blocks:
            raise StopRequested
