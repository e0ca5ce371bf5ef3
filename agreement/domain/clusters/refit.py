"""The probability of a suggestion corrected by what a workspace's people decided, if that proves better.

    log-odds = intercept + slope * base log-odds

That is the logistic recalibration of Cox (1958, https://doi.org/10.1093/biomet/45.3-4.562). Two coefficients are all
that some sixty decisions can carry: ten of the rarer outcome each (Peduzzi et al. 1996,
https://doi.org/10.1016/S0895-4356(96)00236-3). They are drawn towards (0, 1), the base itself, so that few decisions
change little. Whether the correction is used, decisions held back from the fit say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Floats = npt.NDArray[np.float64]

LEAST_DECISIONS = 60
LEAST_OF_EACH = 20
"""Of the rarer outcome: ten for each of the two coefficients."""
FOLDS = 5
# Precision of the normal prior around (0, 1): as much as one decision at even odds tells in four.
STIFFNESS = 1.0
# A probability of exactly 0 or 1 would cost infinitely much once it is wrong.
_LEAST_PROBABILITY = 1e-4
_STEPS = 50


@dataclass(frozen=True)
class JudgedPair:
    """Two statements, the base probability that they are about one claim, and whether a person found that they are."""

    first: int
    second: int
    probability: float
    right: bool


@dataclass(frozen=True)
class Recalibration:
    """The correction of a base probability. As it stands it changes nothing; `slope` is never negative."""

    intercept: float = 0.0
    slope: float = 1.0

    def of(self, probability: float) -> float:
        """Return the corrected probability, 0 to 1; what ranked higher never ranks lower afterwards."""
        return float(_probabilities(self, _log_odds(np.array([probability])))[0])


AS_IT_IS = Recalibration()


@dataclass(frozen=True)
class Refit:
    """A correction fitted on all decisions, and how it and the base fared on those held back.

    Log loss is the mean in nats, the Brier score (1950) the mean squared error, 0 to 1; less is better. `is_better`
    says that the log loss fell by more than its standard error and the Brier score did not rise.
    """

    recalibration: Recalibration
    count: int
    positive_count: int
    log_loss: float
    base_log_loss: float
    brier: float
    base_brier: float
    is_better: bool


def refit(pairs: Sequence[JudgedPair]) -> Refit | None:
    """Return the correction that the decisions ask for and whether it beats the base; None while there are too few.

    The same in whatever order the pairs come. Pairs that share a statement, directly or through others, are held back
    together, for they tell of each other; None as well if all hang together. Time is linear in the pairs.
    """
    ordered = sorted(pairs, key=lambda pair: (pair.first, pair.second))
    right = np.array([pair.right for pair in ordered], dtype=np.float64)
    positive = int(right.sum())
    if len(ordered) < LEAST_DECISIONS or min(positive, len(ordered) - positive) < LEAST_OF_EACH:
        return None
    groups = _groups(ordered)
    folds = _folds(groups)
    if len(np.unique(folds)) < 2:
        return None
    odds = _log_odds(np.array([pair.probability for pair in ordered]))
    base = _probabilities(AS_IT_IS, odds)
    held_back = np.empty(len(ordered))
    for fold in np.unique(folds):
        out = folds == fold
        held_back[out] = _probabilities(_fit(odds[~out], right[~out]), odds[out])
    gain = _losses(base, right) - _losses(held_back, right)
    brier, base_brier = (float(np.mean((found - right) ** 2)) for found in (held_back, base))
    return Refit(
        recalibration=_fit(odds, right),
        count=len(ordered),
        positive_count=positive,
        log_loss=float(_losses(held_back, right).mean()),
        base_log_loss=float(_losses(base, right).mean()),
        brier=brier,
        base_brier=base_brier,
        is_better=bool(gain.mean() > _standard_error(gain, groups) and brier <= base_brier),
    )


def _fit(odds: Floats, right: Floats) -> Recalibration:
    """Return intercept and slope of the greatest posterior, by Newton's method on a convex loss."""
    inputs = np.column_stack([np.ones_like(odds), odds])
    prior = np.array([AS_IT_IS.intercept, AS_IT_IS.slope])
    weights = prior.copy()
    for _step in range(_STEPS):
        found = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (found - right) + STIFFNESS * (weights - prior)
        curvature = (inputs.T * (found * (1 - found))) @ inputs + STIFFNESS * np.eye(2)
        move = np.linalg.solve(curvature, gradient)
        # A full step may overshoot where the base is far off; a short one never does on a convex loss this smooth.
        weights -= move * min(1.0, 2.0 / float(np.abs(move).max() or 1.0))
        if np.abs(move).max() < 1e-10:
            break
    if weights[1] < 0:
        # The order of suggestions would be turned round: say what share is right, and rank nothing.
        share = (right.sum() + STIFFNESS / 2) / (len(right) + STIFFNESS)
        return Recalibration(float(np.log(share / (1 - share))), 0.0)
    return Recalibration(float(weights[0]), float(weights[1]))


def _groups(pairs: Sequence[JudgedPair]) -> npt.NDArray[np.intp]:
    """Return a label a pair: pairs that hang together through statements share it."""
    statements = {identifier: place for place, identifier in enumerate(sorted({s for p in pairs for s in _both(p)}))}
    first = [statements[pair.first] for pair in pairs]
    second = [statements[pair.second] for pair in pairs]
    shape = (len(statements), len(statements))
    graph = sparse.coo_matrix((np.ones(len(pairs)), (first, second)), shape=shape)
    _, labels = connected_components(graph, directed=False)
    return np.asarray(labels[first], dtype=np.intp)


def _both(pair: JudgedPair) -> tuple[int, int]:
    return pair.first, pair.second


def _folds(groups: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return a fold a pair: the greatest groups first, each into the fold that holds least."""
    sizes = np.bincount(groups)
    held = np.zeros(FOLDS, dtype=np.intp)
    fold_of = np.zeros(len(sizes), dtype=np.intp)
    for group in np.argsort(-sizes, kind="stable"):
        fold_of[group] = int(held.argmin())
        held[fold_of[group]] += sizes[group]
    return fold_of[groups]


def _standard_error(gain: Floats, groups: npt.NDArray[np.intp]) -> float:
    """Return the standard error of the mean gain; what hangs together counts as one observation."""
    deviations = np.bincount(groups, weights=gain - gain.mean())
    return float(np.sqrt((deviations**2).sum()) / len(gain))


def _log_odds(probabilities: Floats) -> Floats:
    inside = np.clip(probabilities, _LEAST_PROBABILITY, 1 - _LEAST_PROBABILITY)
    return np.asarray(np.log(inside / (1 - inside)))


def _probabilities(recalibration: Recalibration, odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(recalibration.intercept + recalibration.slope * odds))))


def _losses(found: Floats, right: Floats) -> Floats:
    inside = np.clip(found, _LEAST_PROBABILITY, 1 - _LEAST_PROBABILITY)
    return np.asarray(-(right * np.log(inside) + (1 - right) * np.log(1 - inside)))
