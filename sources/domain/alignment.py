"""Which word of a new text is which word of the old one, moved paragraphs included."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from sources.domain.seeds import RUN_LENGTHS, rising_chain, unique_pairs
from sources.domain.tokens import Integers, Words

# A gap between two anchors is compared word by word up to this product of its sides: 0.5 MB and about a
# millisecond. Above it new anchors are looked for inside of the gap.
CELLS_COMPARED_MAX = 4_000_000
# Without any anchor a gap this large is two different texts, and what they share are little words.
CELLS_UNANCHORED_MAX = 100_000_000
# Seeds of a moved passage lie this near to one another in the old text, in words.
MOVED_STEP_MAX = 40
# And their order may slip by this many words, which were inserted or deleted between them.
MOVED_SLIP_MAX = 20
# Fewer words than this in runs that both texts have once are a phrase that was used again, no move.
MOVED_WORDS_MIN = 4
# How far beyond its outer seeds a moved passage is followed, in words.
MOVED_REACH = 60
# A moved passage takes words from the alignment in order when it explains this many times more of them.
MOVED_GAIN = 2


@dataclass(frozen=True)
class Alignment:
    """A one-to-one partial map between the words of two texts, as indexes of words; -1 means no counterpart.

    `moved[i]` says that old word i stands out of order in the new text. Without the moved words the map rises.
    """

    to_new: Integers
    to_old: Integers
    moved: npt.NDArray[np.bool_]


def align_words(old: Words, new: Words) -> Alignment:
    """Return the alignment of two texts' words.

    Runs of words that both have once are anchors (Heckel 1978); their longest rising chain is kept (patience
    diff); between them the longest common subsequence is taken (Hyyrö 2004, bit-parallel, of rapidfuzz). Anchors
    beside the chain that lie together are a passage that moved. About n log n; never the product of the lengths.
    """
    to_new = np.full(len(old), -1, dtype=np.int64)
    moved = np.zeros(len(old), dtype=np.bool_)
    _match(old.numbers, new.numbers, (0, 0), to_new)
    _move(old.numbers, new.numbers, to_new, moved)
    return Alignment(to_new, _inverse(to_new, len(new)), moved)


def _inverse(to_new: Integers, length: int) -> Integers:
    to_old = np.full(length, -1, dtype=np.int64)
    matched = np.flatnonzero(to_new >= 0)
    to_old[to_new[matched]] = matched
    return to_old


def _match(old: Integers, new: Integers, origin: tuple[int, int], to_new: Integers, *, inner: bool = False) -> None:
    """Write the matches of two runs of words that begin at `origin` of their texts, in order."""
    before = _common_length(old, new)
    behind = _common_length(old[before:][::-1], new[before:][::-1])
    _write(to_new, origin, before)
    _write(to_new, (origin[0] + len(old) - behind, origin[1] + len(new) - behind), behind)
    old, new = old[before : len(old) - behind], new[before : len(new) - behind]
    origin = (origin[0] + before, origin[1] + before)
    cells = len(old) * len(new)
    if not cells:
        return
    if inner and cells <= CELLS_COMPARED_MAX:
        _compare(old, new, origin, to_new)
        return
    chain = rising_chain(_all_pairs(old, new))
    if not len(chain):
        if cells <= CELLS_UNANCHORED_MAX:
            _compare(old, new, origin, to_new)
        return
    to_new[chain[:, 0] + origin[0]] = chain[:, 1] + origin[1]
    for first, last in _gaps(chain, len(old), len(new)):
        part = (origin[0] + first[0], origin[1] + first[1])
        _match(old[first[0] : last[0]], new[first[1] : last[1]], part, to_new, inner=True)


def _all_pairs(old: Integers, new: Integers) -> Integers:
    pairs = np.concatenate([unique_pairs(old, new, length) for length in RUN_LENGTHS])
    return np.unique(pairs, axis=0)


def _gaps(chain: Integers, old: int, new: int) -> list[tuple[list[int], list[int]]]:
    """Return the ranges between neighbours of the chain that have words on both sides, as (old, new) borders."""
    firsts = np.vstack(([-1, -1], chain)) + 1
    lasts = np.vstack((chain, [old, new]))
    filled = np.all(firsts < lasts, axis=1)
    return list(zip(firsts[filled].tolist(), lasts[filled].tolist(), strict=True))


def _common_length(old: Integers, new: Integers) -> int:
    length = min(len(old), len(new))
    differing = np.flatnonzero(old[:length] != new[:length])
    return int(differing[0]) if len(differing) else length


def _write(to_new: Integers, start: tuple[int, int], length: int) -> None:
    to_new[start[0] : start[0] + length] = np.arange(start[1], start[1] + length)


def _compare(old: Integers, new: Integers, origin: tuple[int, int], to_new: Integers) -> None:
    """Write the longest common subsequence of two runs of words."""
    for block in Indel.opcodes(old.tolist(), new.tolist()).as_matching_blocks():
        _write(to_new, (origin[0] + block.a, origin[1] + block.b), block.size)


def _move(old: Integers, new: Integers, to_new: Integers, moved: npt.NDArray[np.bool_]) -> None:
    """Write the passages that stand elsewhere, over what the order of the text alone had made of their words."""
    seeds = np.unique(np.concatenate([unique_pairs(old, new, length) for length in RUN_LENGTHS[:-1]]), axis=0)
    beside = seeds[to_new[seeds[:, 0]] != seeds[:, 1]]
    to_old = _inverse(to_new, len(new))
    for group in _grouped(beside):
        old_range = _widened(int(group[0, 0]), int(group[-1, 0]) + 1, to_new)
        new_range = _widened(int(group[:, 1].min()), int(group[:, 1].max()) + 1, to_old)
        found = np.full(old_range[1] - old_range[0], -1, dtype=np.int64)
        _match(old[slice(*old_range)], new[slice(*new_range)], (0, new_range[0]), found, inner=True)
        kept = int(np.count_nonzero(to_new[slice(*old_range)] >= 0) + np.count_nonzero(to_old[slice(*new_range)] >= 0))
        if np.count_nonzero(found >= 0) * 2 < max(MOVED_WORDS_MIN * 2, MOVED_GAIN * kept):
            continue
        _rewrite(old_range, new_range, found, to_new, to_old)
        moved[slice(*old_range)] = found >= 0


def _grouped(pairs: Integers) -> list[Integers]:
    """Return the runs of seeds that lie together in both texts and are long enough to be a passage."""
    if not len(pairs):
        return []
    steps = np.diff(pairs, axis=0)
    apart = (steps[:, 0] > MOVED_STEP_MAX) | (np.abs(steps[:, 1] - steps[:, 0]) > MOVED_SLIP_MAX)
    groups = np.split(pairs, np.flatnonzero(apart) + 1)
    return [group for group in groups if len(np.unique(group[:, 0])) + 1 >= MOVED_WORDS_MIN]


def _widened(start: int, end: int, map_: Integers) -> tuple[int, int]:
    """Return the range with the words beside it that have no counterpart yet, as far as a passage reaches."""
    lowest, highest = max(0, start - MOVED_REACH), min(len(map_), end + MOVED_REACH)
    while start > lowest and map_[start - 1] < 0:
        start -= 1
    while end < highest and map_[end] < 0:
        end += 1
    return start, end


def _rewrite(
    old_range: tuple[int, int], new_range: tuple[int, int], found: Integers, to_new: Integers, to_old: Integers
) -> None:
    """Cut both ranges out of the maps and write the matches found between them."""
    for (start, end), forth, back in ((old_range, to_new, to_old), (new_range, to_old, to_new)):
        taken = forth[start:end]
        back[taken[taken >= 0]] = -1
        forth[start:end] = -1
    to_new[slice(*old_range)] = found
    matched = np.flatnonzero(found >= 0)
    to_old[found[matched]] = matched + old_range[0]
