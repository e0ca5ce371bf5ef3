"""Waiting in tests: ask again until it holds or the deadline is over, never a fixed sleep."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PAUSE_SECONDS = 0.02


def poll_until(ask: Callable[[], T], *, seconds: float = 10.0, what: str = "the condition") -> T:
    """Return the first true answer of `ask`.

    Raises AssertionError naming `what` and the last answer when none was true within `seconds`.
    """
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > deadline:
            message = f"{what} did not come true within {seconds:g} s; last answer: {answer!r}"
            raise AssertionError(message)
        time.sleep(PAUSE_SECONDS)
