"""How sure a coefficient of agreement is: percentile intervals from resampled items.

Items are drawn again with replacement, each with all that coders said of it, as Zapf et al. (2016, BMC Medical
Research Methodology 16:93) do for kappa and alpha alike and found to hold its level with few and many categories.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from claims.domain.intercoder import CodingTable, Coefficient, Floats, value_of

RESAMPLES = 1000
"""Zapf et al. use as many; more changes the third digit of an interval, which nobody should read."""

LEVEL = 0.95

FEWEST_ITEMS = 5
"""With fewer, the resamples are so few and so alike that an interval would look surer than the data are."""

DEFINED = 0.5
"""Where fewer of the resamples have any variation the percentiles would be of the lucky ones only."""


@dataclass(frozen=True)
class Estimate:
    """A coefficient with its interval, and how many items it rests on; None where there is none."""

    value: float | None
    low: float | None
    high: float | None
    items: int

    @property
    def has_interval(self) -> bool:
        """Whether the data were enough for an interval."""
        return self.low is not None


def estimate(
    coefficient: Coefficient, table: CodingTable, *, seed: int, resamples: int = RESAMPLES, level: float = LEVEL
) -> Estimate:
    """Return the coefficient with the percentile interval of resampled items; the same seed gives the same interval.

    Resamples in which the coefficient is undefined are left out. There is no interval with fewer than `FEWEST_ITEMS`
    pairable items, or where the coefficient was undefined in half of the resamples or more.
    """
    drawn = _draws(table.counts, seed, resamples)
    return interval_of(
        value_of(coefficient, table), lambda: coefficient(table, drawn), items=table.pairable, level=level
    )


def interval_of(value: float | None, resampled: Callable[[], Floats], *, items: int, level: float = LEVEL) -> Estimate:
    """Return the value with the percentiles of its resampled values, which are computed only where they help."""
    if value is None or items < FEWEST_ITEMS:
        return Estimate(value, None, None, items)
    values = resampled()
    defined = values[~np.isnan(values)]
    if len(defined) <= DEFINED * len(values):
        return Estimate(value, None, None, items)
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(value, float(low), float(high), items)


def _draws(counts: Floats, seed: int, resamples: int) -> Floats:
    """Return how often each pattern is drawn in each resample: [resamples, patterns].

    Items of one pattern are alike, so drawing as many items as there are is one multinomial draw over patterns.
    """
    total = counts.sum()
    if not total:
        return np.zeros((resamples, len(counts)))
    drawn = np.random.default_rng(seed).multinomial(int(total), counts / total, size=resamples)
    return drawn.astype(np.float64)


def draw_counts(size: int, seed: int, resamples: int = RESAMPLES) -> Floats:
    """Return how often each of `size` things is drawn when `size` of them are: [resamples, size]."""
    return _draws(np.ones(size), seed, resamples)
