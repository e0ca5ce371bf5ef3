"""Statements and vectors made from a seed, of any number: topics, propositions that several authors state, and noise.

Vectors are as those of all-MiniLM-L6-v2 on real sentences: cosine near 0.35 between statements on one topic, near 0.7
between statements of one proposition. Words are made up and as frequent as Zipf (1949) has it; statements of one
proposition share some rare ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from agreement.domain.likeness.similarity import IndexedStatement

DIMENSION = 384
_TOPIC, _PROPOSITION = 0.35, 0.35
_STATED = 0.7
"""The share of statements that state a proposition; the others are on a topic and alone."""
_A_PROPOSITION, _A_TOPIC, _AN_AUTHOR = 8, 400, 200
"""Statements of each on average."""
_WORDS = 40_000
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za")


@dataclass(frozen=True, eq=False)
class MadeStatements:
    """Statements, their unit vectors, float32 [n, 384], and the proposition of each: -1 for none."""

    statements: list[IndexedStatement]
    vectors: npt.NDArray[np.float32]
    propositions: npt.NDArray[np.intp]


def make_statements(count: int, seed: int = 1) -> MadeStatements:
    """Return `count` statements; the same for the same seed."""
    chance = np.random.default_rng(seed)
    topics, stated = max(1, count // _A_TOPIC), max(1, int(count * _STATED) // _A_PROPOSITION)
    topic_of = chance.integers(topics, size=stated)
    propositions = np.where(chance.random(count) < _STATED, chance.integers(stated, size=count), -1)
    topic = np.where(propositions >= 0, topic_of[propositions], chance.integers(topics, size=count))
    vectors = np.sqrt(_TOPIC, dtype=np.float32) * _directions(chance, topics)[topic]
    centres = _directions(chance, stated)
    own = propositions >= 0
    vectors[own] += np.sqrt(_PROPOSITION, dtype=np.float32) * centres[propositions[own]]
    for start in range(0, count, 10_000):
        block = slice(start, start + 10_000)
        left = np.where(own[block], 1 - _TOPIC - _PROPOSITION, 1 - _TOPIC)
        vectors[block] += np.sqrt(left).astype(np.float32)[:, None] * _directions(chance, len(left))
        vectors[block] /= np.linalg.norm(vectors[block], axis=1, keepdims=True)
    authors = chance.integers(max(2, count // _AN_AUTHOR), size=count)
    words = _rank(chance, (count, 14))
    marks = chance.integers(2_000, _WORDS, size=(stated, 4))
    subjects = chance.integers(200, 4_000, size=(topics, 6))
    words[:, :2] = np.take_along_axis(subjects[topic], chance.integers(6, size=(count, 2)), axis=1)
    words[own, 2:5] = np.take_along_axis(marks[propositions[own]], chance.integers(4, size=(own.sum(), 3)), axis=1)
    spelled = [_word(rank) for rank in range(_WORDS)]
    statements = [
        IndexedStatement(row, f"author {author}", " ".join(spelled[word] for word in line).capitalize() + ".")
        for row, (author, line) in enumerate(zip(authors.tolist(), words.tolist(), strict=True))
    ]
    return MadeStatements(statements, vectors, propositions)


def _directions(chance: np.random.Generator, count: int) -> npt.NDArray[np.float32]:
    drawn = chance.standard_normal((count, DIMENSION), dtype=np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return drawn


def _rank(chance: np.random.Generator, shape: tuple[int, int]) -> npt.NDArray[np.intp]:
    """Return ranks of words, the first ones the most frequent: the chance of a rank falls as 1/rank."""
    return np.asarray(_WORDS ** chance.random(shape), dtype=np.intp) - 1


def _word(rank: int) -> str:
    """Return the made-up word of a rank: one or more syllables and a consonant, so that no ending is taken off."""
    syllables = ""
    rest = rank
    while rest or not syllables:
        rest, digit = divmod(rest, len(_SYLLABLES))
        syllables += _SYLLABLES[digit]
    return syllables + "k"
