"""Places of a text that share runs of words with a lost passage, wherever they are."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from sources.domain.seeds import run_keys
from sources.domain.tokens import Integers

# Pairs of neighbouring words are looked up: single words are everywhere, longer runs do not survive an edit.
RUN = 2
# A pair of words that stands in more places than this says nothing about a passage.
COMMON_MIN = 40
# How many places are compared with the passage.
PLACES_COMPARED = 3


@dataclass(frozen=True)
class RunIndex:
    """Where each pair of neighbouring words stands in a text: hashes ascending, and the word each begins at."""

    keys: np.ndarray[tuple[int], np.dtype[np.uint64]]
    places: Integers
    length: int


def index_runs(numbers: Integers) -> RunIndex:
    """Return the index of a text's pairs of words; n log n."""
    keys = run_keys(numbers, RUN)
    order = np.argsort(keys, kind="stable")
    return RunIndex(keys[order], order.astype(np.int64), len(numbers))


def likely_windows(index: RunIndex, passage: Integers) -> list[tuple[int, int]]:
    """Return ranges of words that may hold the passage, the likeliest first; at most PLACES_COMPARED.

    Each shared pair of words votes for where the passage would begin (the seed-and-vote of sequence search,
    Altschul and others 1990); neighbouring votes count together. Empty when no pair is shared.
    """
    keys = run_keys(passage, RUN)
    lows, highs = np.searchsorted(index.keys, keys, "left"), np.searchsorted(index.keys, keys, "right")
    width = max(4, len(passage) // 2)
    votes: Counter[int] = Counter()
    for offset, (low, high) in enumerate(zip(lows.tolist(), highs.tolist(), strict=True)):
        if high - low <= COMMON_MIN:
            votes.update(((index.places[low:high] - offset) // width).tolist())
    together = {place: number + votes.get(place + 1, 0) for place, number in votes.items()}
    best = sorted(together, key=lambda place: (-together[place], place))[:PLACES_COMPARED]
    reach = 2 * width + len(passage)
    starts = [place * width for place in best]
    return [(max(0, start - width // 2), min(index.length, start + reach + width // 2)) for start in starts]
