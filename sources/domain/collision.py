"""Whether a candidate place for a passage was something else in the old text already: then it is a twin."""

import numpy as np

from sources.domain.alignment import Alignment


def foreign_share(alignment: Alignment, candidate: tuple[int, int], passage: tuple[int, int]) -> float:
    """Return which share (0 to 1) of the candidate's words stood in the old text outside of the passage.

    Both are ranges of word indexes, the candidate's in the new text and the passage's in the old one. 0 for a
    candidate without words. A place with a high share was there before and is another sentence, however alike.
    """
    counterparts = alignment.to_old[slice(*candidate)]
    if not len(counterparts):
        return 0.0
    outside = (counterparts >= 0) & ((counterparts < passage[0]) | (counterparts >= passage[1]))
    return float(np.count_nonzero(outside) / len(counterparts))


def own_share(alignment: Alignment, candidate: tuple[int, int], passage: tuple[int, int]) -> float:
    """Return which share (0 to 1) of the candidate's words are words of the passage by the alignment."""
    counterparts = alignment.to_old[slice(*candidate)]
    if not len(counterparts):
        return 0.0
    inside = (counterparts >= passage[0]) & (counterparts < passage[1])
    return float(np.count_nonzero(inside) / len(counterparts))
