"""Made-up sentence vectors that behave like real ones, from a seed: for measuring search without a million texts.

Shaped after the vectors that all-MiniLM-L6-v2 gives to 3,000 arguments on 24 topics: the mean of all has length 0.41,
the mean of a topic 0.75, and what remains of a sentence is spread over some hundred directions (half of its variance in
the first 40, nine tenths in the first 170). A sentence is mean + topic + issue + own part, made unit length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SENTENCES_A_SOURCE = 200
ISSUES_A_TOPIC = 40
TOPICS = 200
_MEAN, _TOPIC, _ISSUE, _OWN = 0.41, 0.63, 0.45, 0.45
"""Lengths of the parts of a vector; squares sum to one."""


@dataclass(frozen=True)
class Shape:
    """How many rows, and who they are of: sources in order, each with its workspace, author and topic (int arrays).

    Workspace 0 holds about three quarters of all rows, 1 to 9 a tenth together, the rest are small. Sizes of authors
    fall as 1/rank inside a workspace.
    """

    rows: int
    workspaces: npt.NDArray[np.int64]
    authors: npt.NDArray[np.int64]
    topics: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """The sentences of one source: vectors float32 [n, d], their workspace, author and topic."""

    first: int
    vectors: Floats
    workspace: int
    author: int


class World:
    """Directions that sentences are made of, d = `dimension`; the same seed gives the same world."""

    def __init__(self, dimension: int = 384, seed: int = 4) -> None:
        rng = np.random.default_rng(seed)
        self._seed = seed
        rank = np.arange(dimension)
        self._spread = ((rank + 6.0) ** -0.6 * np.exp(-rank / 130.0)) ** 0.5
        self._spread = (self._spread / np.linalg.norm(self._spread)).astype(np.float32)
        self._turn = np.linalg.qr(rng.standard_normal((dimension, dimension)))[0].astype(np.float32)
        self.dimension = dimension
        mean = _MEAN * _unit(rng.standard_normal((1, dimension)))
        topics = _TOPIC * self._directions(rng, TOPICS)
        issues = _ISSUE * self._directions(rng, TOPICS * ISSUES_A_TOPIC)
        self.issues = (mean + np.repeat(topics, ISSUES_A_TOPIC, axis=0) + issues).astype(np.float32)

    def sentences(self, rng: np.random.Generator, issues: npt.NDArray[np.int64]) -> Floats:
        """Return one unit vector an issue number, float32 [n, d]."""
        return _unit(self.issues[issues] + _OWN * self._directions(rng, len(issues)))

    def shape(self, rows: int) -> Shape:
        """Return who the sources of `rows` sentences are of."""
        rng = np.random.default_rng(self._seed + 1)
        count = max(rows // SENTENCES_A_SOURCE, 1)
        kind = rng.random(count)
        workspaces = np.where(kind < 0.75, 0, np.where(kind < 0.85, rng.integers(1, 10, count), 0))
        small = kind >= 0.85
        workspaces[small] = rng.integers(10, 10 + max(count // 40, 3), small.sum())
        # Of 300 authors of the large workspace the first has a sixth of it, the last a thousandth of that.
        place = 1.0 / np.arange(1, 301)
        authors = workspaces * 1000 + rng.choice(300, count, p=place / place.sum())
        own = (authors * 7919) % TOPICS
        topics = (own + rng.integers(0, 6, count) * 31) % TOPICS
        return Shape(rows, workspaces, authors, topics)

    def blocks(self, shape: Shape) -> Iterator[Block]:
        """Yield the sources of `shape` one after the other, as an import would store them."""
        rng = np.random.default_rng(self._seed + 2)
        for number, topic in enumerate(shape.topics):
            first = number * SENTENCES_A_SOURCE
            size = min(SENTENCES_A_SOURCE, shape.rows - first)
            issues = topic * ISSUES_A_TOPIC + rng.integers(0, ISSUES_A_TOPIC, size)
            yield Block(first, self.sentences(rng, issues), int(shape.workspaces[number]), int(shape.authors[number]))

    def claims(self, rng: np.random.Generator, topics: npt.NDArray[np.int64]) -> Floats:
        """Return the vector of a claim a topic number: about one of its issues, worded by somebody else."""
        return self.sentences(rng, topics * ISSUES_A_TOPIC + rng.integers(0, ISSUES_A_TOPIC, len(topics)))

    def _directions(self, rng: np.random.Generator, count: int) -> Floats:
        drawn = rng.standard_normal((count, self.dimension), dtype=np.float32) * self._spread
        return _unit(drawn @ self._turn)


def _unit(rows: npt.NDArray[np.floating]) -> Floats:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
