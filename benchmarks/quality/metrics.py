"""The measures behind the figures, on plain numbers; each says its range and what it is undefined for (NaN)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

Unit = TypeVar("Unit")
Interval = tuple[float, float] | None

ROUNDS = 400
"""Resamples of an interval: its ends move by less than a hundredth between seeds."""
_BINS = 10
# Resamples of fewer units repeat each other.
_FEWEST = 5
# Of so many rows the interval is narrow, and a quarter of the resamples tells its ends well enough.
_MANY = 20_000


@dataclass(frozen=True)
class Detection:
    """How well yes and no were told apart at one line: shares of 0 to 1, NaN where nothing was there to count."""

    precision: float
    recall: float
    f1: float
    proposed: int
    actual: int


def area_under_curve(positive: npt.ArrayLike, negative: npt.ArrayLike) -> float:
    """Return the chance that a positive scores above a negative, ties half (Mann and Whitney 1947).

    0.5 is chance. NaN without positives or negatives. O(n log n).
    """
    yes, no = np.asarray(positive, dtype=np.float64), np.asarray(negative, dtype=np.float64)
    if not len(yes) or not len(no):
        return float("nan")
    ranks = rankdata(np.concatenate([yes, no]))[: len(yes)]
    return float((ranks.sum() - len(yes) * (len(yes) + 1) / 2) / (len(yes) * len(no)))


def separation(scores: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """Return the area under the curve of scores by their yes/no labels."""
    values, right = np.asarray(scores, dtype=np.float64), np.asarray(labels, dtype=bool)
    return area_under_curve(values[right], values[~right])


def average_precision(scores: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """Return the mean precision over the positives of a ranking; equal scores share one rank. NaN without positives.

    sum over distinct scores of (recall - recall before) * precision, as in Manning, Raghavan and Schütze 2008, 8.4.
    """
    values, right = np.asarray(scores, dtype=np.float64), np.asarray(labels, dtype=bool)
    if not right.any():
        return float("nan")
    order = np.argsort(-values, kind="stable")
    values, right = values[order], right[order]
    last = np.append(np.flatnonzero(np.diff(values)), len(values) - 1)
    found = np.cumsum(right)[last]
    gained = np.diff(found, prepend=0)
    return float((gained * found / (last + 1)).sum() / right.sum())


def detection(proposed: npt.ArrayLike, actual: npt.ArrayLike) -> Detection:
    """Return precision, recall and their harmonic mean for yes/no proposals."""
    guess, right = np.asarray(proposed, dtype=bool), np.asarray(actual, dtype=bool)
    both, guessed, there = int((guess & right).sum()), int(guess.sum()), int(right.sum())
    return Detection(
        precision=both / guessed if guessed else float("nan"),
        recall=both / there if there else float("nan"),
        f1=2 * both / (guessed + there) if guessed + there else float("nan"),
        proposed=guessed,
        actual=there,
    )


def best_f1(scores: npt.ArrayLike, actual: npt.ArrayLike) -> tuple[float, float]:
    """Return the highest F1 that any line through the scores gives, and that line; a bound, not a result."""
    values, right = np.asarray(scores, dtype=np.float64), np.asarray(actual, dtype=bool)
    if not right.any():
        return float("nan"), float("nan")
    order = np.argsort(-values, kind="stable")
    values, right = values[order], right[order]
    last = np.append(np.flatnonzero(np.diff(values)), len(values) - 1)
    f1 = 2 * np.cumsum(right)[last] / (last + 1 + right.sum())
    place = int(np.argmax(f1))
    return float(f1[place]), float(values[last[place]])


def calibration_error(probabilities: npt.ArrayLike, actual: npt.ArrayLike, bins: int = _BINS) -> float:
    """Return the expected calibration error: how far, on average, a probability lies from the share that was right.

    Bins of equal width, weighted by their number (Naeini, Cooper and Hauskrecht 2015). 0 is best; NaN of nothing. It
    grows with the noise of few rows, so resampling, which adds noise, gives no honest interval.
    """
    values, right = np.asarray(probabilities, dtype=np.float64), np.asarray(actual, dtype=np.float64)
    if not len(values):
        return float("nan")
    place = np.minimum((values * bins).astype(int), bins - 1)
    gaps = [abs(values[place == each].sum() - right[place == each].sum()) for each in range(bins)]
    return float(sum(gaps) / len(values))


def bootstrap_interval(units: Sequence[Unit], statistic: Callable[[Sequence[Unit]], float]) -> Interval:
    """Return the middle 95 % of a statistic over resampled units (Efron 1979), or None where that says nothing.

    Draw what was sampled: claims or topics, not the sentences in them. Resamples for which the statistic is undefined
    are left out; fewer than five units, or fewer than half of the resamples defined, give None. The same every time.
    """
    return _interval(len(units), lambda draw: statistic([units[place] for place in draw.tolist()]))


def bootstrap_rows(
    table: npt.NDArray[np.float64], statistic: Callable[[npt.NDArray[np.float64], npt.NDArray[np.float64]], float]
) -> Interval:
    """Return the interval of a statistic of scores and labels over resampled rows (score, label) of a table [n, 2]."""
    return _interval(len(table), lambda draw: statistic(table[draw, 0], table[draw, 1]))


def _interval(count: int, statistic: Callable[[npt.NDArray[np.int64]], float]) -> Interval:
    if count < _FEWEST:
        return None
    random = np.random.default_rng(0)
    rounds = ROUNDS if count <= _MANY else ROUNDS // 4
    values = np.array([statistic(random.integers(0, count, size=count)) for _ in range(rounds)])
    values = values[np.isfinite(values)]
    if len(values) < rounds / 2:
        return None
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def mean_of(values: Sequence[float]) -> float:
    """Return the mean of what is defined, NaN of nothing."""
    defined = [value for value in values if np.isfinite(value)]
    return float(np.mean(defined)) if defined else float("nan")
