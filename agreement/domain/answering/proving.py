"""Whether guesses have earned to be shown: how often they were right about what people answered afterwards.

A model that a team brings was tried on other texts. Here its guesses are kept unseen at first, so that nobody's answer
leans on them, and compared with the answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LEAST_GUESSES = 30
"""With all of so many right the true share is above 0.88 (Wilson 1927, 95 %); with fewer luck would pass."""
LEAST_RIGHT = 0.85
SURE = 0.9
"""Probability from which a guess is one; below it the model is taken to abstain."""


@dataclass(frozen=True)
class Proof:
    """Of `count` sure guesses about passages that people answered, how many were `right`."""

    right: int
    count: int

    @property
    def smoothed(self) -> float:
        """The share that was right, (right + 1) / (count + 2): 0.5 before anything is known."""
        return (self.right + 1) / (self.count + 2)

    @property
    def is_enough(self) -> bool:
        """Whether such guesses may be shown."""
        return self.count >= LEAST_GUESSES and self.smoothed >= LEAST_RIGHT


def guess_of(entails: float, contradicts: float) -> str:
    """Return `supports` or `contradicts` where the model is sure, "" where it abstains. Both 0 to 1."""
    if max(entails, contradicts) < SURE:
        return ""
    return "supports" if entails >= contradicts else "contradicts"


def prove(guesses: Iterable[tuple[str, str]]) -> Proof:
    """Return the proof of (guess, answer) pairs; an abstention counts for nothing, an answer "" is no support."""
    made = [(guess, answer) for guess, answer in guesses if guess]
    return Proof(right=sum(guess == answer for guess, answer in made), count=len(made))
