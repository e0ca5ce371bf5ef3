"""Strengths and verdicts in words, the same everywhere."""

from __future__ import annotations

_WORDS = ((0.2, "very weak"), (0.4, "weak"), (0.6, "undecided"), (0.8, "fairly strong"), (1.01, "strong"))
"""Upper ends, not reached, of fifths from 0 to 1: even is in the middle one."""

NO_STRENGTH = "did not converge"

STATUS_WORDS = {
    "accepted": "accepted",
    "rejected": "rejected",
    "undecided": "left open",
    "possible": "accepted in some",
    "none": "no extension",
    "unknown": "not settled in time",
}
"""What grounded, preferred and stable semantics say, in few words."""


def strength_words(strength: float | None) -> str:
    """Return a strength from 0 to 1 in one or two words; None is one that did not converge."""
    if strength is None:
        return NO_STRENGTH
    return next(words for end, words in _WORDS if strength < end)
