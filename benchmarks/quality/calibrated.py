"""Probabilities against what was right: the table by band of words that every suggestion rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agreement.domain.likeness.bands import Band, band_of
from benchmarks.quality.figures import Figure, Line, Section, share_of


@dataclass(frozen=True)
class Judgement:
    """A suggestion's probability, 0 to 1, and whether it was labelled as right."""

    probability: float
    right: bool


def bands_section(title: str, judged: Sequence[Judgement]) -> Section:
    """Return, for each band of words, the share of its suggestions that was right beside their mean probability."""
    return Section(
        title, tuple(_band(band, [each for each in judged if band_of(each.probability) is band]) for band in Band)
    )


def _band(band: Band, inside: Sequence[Judgement]) -> Line:
    mean = float(np.mean([each.probability for each in inside])) if inside else float("nan")
    right = share_of("right", [each.right for each in inside])
    return Line(
        f"{band.meaning.words} ({band.meaning.least} or more)", (right, Figure("mean probability", mean, len(inside)))
    )
