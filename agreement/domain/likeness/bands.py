"""The five words that a suggestion carries, bound to bands of its calibrated probability.

People read words of probability alike only when each has its range beside it (Budescu, Por and Broomell 2012,
https://doi.org/10.1007/s10584-011-0330-3). So each band says how often such suggestions were right on labelled sets
(docs/algorithms/likeness.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """How likely a suggestion is right, in words; from the surest to the least sure."""

    LIKELY_SAME = "likely_same"
    PERHAPS = "perhaps"
    UNCLEAR = "unclear"
    PERHAPS_NOT = "perhaps_not"
    UNLIKELY = "unlikely"

    @property
    def meaning(self) -> BandMeaning:
        """Return the words to show and what they rest on."""
        return _MEANINGS[self]


@dataclass(frozen=True)
class BandMeaning:
    """The words of a band and its record: of `count` held-back suggestions in it, the share `right` was right.

    `least` is the lowest probability of the band, 0 to 1; `of_ten` says how many of ten such suggestions are right.
    """

    words: str
    of_ten: str
    least: float
    right: float
    count: int


def band_of(probability: float) -> Band:
    """Return the band of a probability, 0 to 1; one on an edge belongs to the surer band.

    Raises `ValueError` for what is no probability.
    """
    if not 0 <= probability <= 1:
        message = f"A probability lies between 0 and 1: {probability}."
        raise ValueError(message)
    return next(band for band in Band if probability >= _MEANINGS[band].least)


# The second labels of two documents, made blind and used for no fit. Shares of 510 passages.
_MEANINGS = {
    Band.LIKELY_SAME: BandMeaning("likely the same", "about nine", 0.8, 0.82, 39),
    Band.PERHAPS: BandMeaning("perhaps", "about seven", 0.6, 0.69, 26),
    Band.UNCLEAR: BandMeaning("unclear", "about five", 0.4, 0.43, 42),
    Band.PERHAPS_NOT: BandMeaning("perhaps not", "about three", 0.2, 0.31, 149),
    Band.UNLIKELY: BandMeaning("unlikely", "about one", 0.0, 0.10, 254),
}
