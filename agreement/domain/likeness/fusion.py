"""Several rankings of the same things made one, by rank alone, so that scores need not compare.

Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, https://doi.org/10.1145/1571941.1572114).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

DAMPING = 60
"""The paper's k: so many ranks count about alike, and no single ranking decides by its first place alone."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Fused(Generic[Key]):
    """A thing with its fused score, and its rank from 1 in each ranking that holds it, by the ranking's name."""

    key: Key
    score: float
    ranks: Mapping[str, int]


def fuse(rankings: Mapping[str, Sequence[Key]], damping: int = DAMPING) -> list[Fused[Key]]:
    """Return everything that a ranking holds, the best first: the sum of 1 / (damping + rank) over the rankings.

    A thing that stands twice in a ranking counts at its first place. Equal scores are ordered by the best rank, then by
    the order of the rankings, so that the result follows from what is given. Scores lie between 0 and the number of
    rankings / (damping + 1). No rankings, or empty ones, give []. O(n log n).
    """
    ranks: dict[Key, dict[str, int]] = {}
    for name, keys in rankings.items():
        for rank, key in enumerate(dict.fromkeys(keys), start=1):
            ranks.setdefault(key, {})[name] = rank
    fused = [Fused(key, sum(1 / (damping + rank) for rank in held.values()), held) for key, held in ranks.items()]
    # `sorted` is stable, and `ranks` is in the order of the rankings.
    return sorted(fused, key=lambda one: (-one.score, min(one.ranks.values())))
