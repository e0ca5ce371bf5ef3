"""Which cluster of a new clustering is which of the last one, so that people find again what they looked at.

A cluster stays itself while half of its statements stay together. Of several pairs the one with the
most statements in common wins, then the one with the fewest others; each cluster is matched once (greedy
matching as in MONIC: Spiliopoulou et al. 2006, https://doi.org/10.1145/1150402.1150491).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from agreement.domain.clusters.naming import SEPARATOR

Key = TypeVar("Key", bound=Hashable)

LEAST_KEPT = 0.5
"""The share of an old cluster's statements that have to be together in the new one for it to be the same."""


def match_clusters(before: Mapping[Key, frozenset[int]], after: Sequence[frozenset[int]]) -> list[Key | None]:
    """Return for each new cluster the key of the old one that it continues, or None.

    `before` comes in the order that decides between equals. O(statements log statements).
    """
    order = {key: place for place, key in enumerate(before)}
    homes: dict[int, list[Key]] = defaultdict(list)
    for key, statements in before.items():
        for statement in statements:
            homes[statement].append(key)
    offers = []
    for place, statements in enumerate(after):
        for key, shared in Counter(key for statement in statements for key in homes.get(statement, ())).items():
            if shared >= LEAST_KEPT * len(before[key]):
                others = len(statements | before[key]) - shared
                offers.append((-shared, others, order[key], place, key))
    found: list[Key | None] = [None] * len(after)
    taken: set[Key] = set()
    for _, _, _, place, key in sorted(offers, key=lambda offer: offer[:4]):
        if found[place] is None and key not in taken:
            found[place] = key
            taken.add(key)
    return found


def still_named(name: str, texts: Iterable[str]) -> bool:
    """Return whether every term of a name still stands in one of the texts, so that it need not change."""
    folded = [text.casefold() for text in texts]
    return bool(name) and all(any(term.casefold() in text for text in folded) for term in name.split(SEPARATOR))
