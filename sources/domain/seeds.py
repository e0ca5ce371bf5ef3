"""Sure points of agreement between two texts: runs of words that each of them has exactly once."""

from bisect import bisect_left

import numpy as np

from sources.domain.tokens import Integers

# Runs of three and two words are rarely met twice by chance; single words help where every third word was edited.
RUN_LENGTHS = (3, 2, 1)
# Odd multiplier of a polynomial hash modulo 2**64 (Knuth 1998, volume 3, section 6.4); a clash costs one seed.
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def run_keys(numbers: Integers, length: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Return one hash for every run of `length` words, in order; empty when there are fewer words."""
    count = max(0, len(numbers) - length + 1)
    keys = np.zeros(count, dtype=np.uint64)
    words = numbers.astype(np.uint64) + np.uint64(1)
    for offset in range(length):
        keys = keys * _MULTIPLIER + words[offset : offset + count]
        keys ^= keys >> np.uint64(29)
    return keys


def unique_pairs(old: Integers, new: Integers, length: int) -> Integers:
    """Return where the runs of `length` words stand that both have exactly once: rows (old, new), by old.

    Such runs are the anchors of Heckel (1978, "A technique for isolating differences between files") and of
    Bram Cohen's patience diff. Takes n log n.
    """
    old_keys, old_at, old_counts = np.unique(run_keys(old, length), return_index=True, return_counts=True)
    new_keys, new_at, new_counts = np.unique(run_keys(new, length), return_index=True, return_counts=True)
    once_old, once_new = old_counts == 1, new_counts == 1
    _keys, first, second = np.intersect1d(
        old_keys[once_old], new_keys[once_new], assume_unique=True, return_indices=True
    )
    pairs = np.column_stack((old_at[once_old][first], new_at[once_new][second])).astype(np.int64)
    return pairs[np.argsort(pairs[:, 0], kind="stable")]


def rising_chain(pairs: Integers) -> Integers:
    """Return the longest selection of rows (old, new) in which both columns rise strictly.

    `pairs` is sorted by old. Patience sorting (Fredman 1975): n log n; of equally long ones the same is always
    returned.
    """
    # Of pairs with one old place only one may be taken: later rows get the smaller new place.
    ordered = pairs[np.lexsort((-pairs[:, 1], pairs[:, 0]))]
    tops: list[int] = []
    rows: list[int] = []
    before = np.full(len(ordered), -1, dtype=np.int64)
    for row, new in enumerate(ordered[:, 1].tolist()):
        pile = bisect_left(tops, new)
        if pile == len(tops):
            tops.append(new)
            rows.append(row)
        else:
            tops[pile], rows[pile] = new, row
        before[row] = rows[pile - 1] if pile else -1
    chain: list[int] = []
    row = rows[-1] if rows else -1
    while row >= 0:
        chain.append(row)
        row = int(before[row])
    return ordered[chain[::-1]]
