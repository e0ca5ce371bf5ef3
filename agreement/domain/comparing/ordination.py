"""Three or more authors in a plane: near each other where they hold the same. See docs/algorithms/comparison.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ALIKE = 1e-9
"""Below this, leanings on a claim are all the same and it sets nobody apart."""


@dataclass(frozen=True)
class Ordination:
    """Where authors and claims stand on the two directions in which the authors differ most.

    `authors` and `claims` are rows of (x, y); NaN for an author who speaks on none of the claims that set authors
    apart, and for a claim that does not. `shares` says how much of all difference each direction shows, 0 to 1; `used`
    how many claims set authors apart.
    """

    authors: NDArray[np.float64]
    claims: NDArray[np.float64]
    shares: tuple[float, float]
    used: int


def ordinate(leanings: NDArray[np.float64]) -> Ordination | None:
    """Return the plane of authors (rows) and claims (columns), None below three authors or two claims that part them.

    `leanings` lie between -1 and 1, NaN where an author takes no stance. A claim's mean is taken out and silence then
    lies at 0, which is neither side; an author's place is pushed outwards by sqrt(claims / claims spoken on), since
    silence draws to the middle (Small et al. 2021, Polis, https://doi.org/10.6035/recerca.5516). Then singular values
    (principal components, Pearson 1901). Each direction points so that the author farthest out on it is on the
    positive side, the first of equals. Rows in another order give the same places.
    """
    spoken = ~np.isnan(leanings)
    counts = spoken.sum(axis=0)
    filled = np.where(spoken, leanings, 0.0)
    means = filled.sum(axis=0) / np.maximum(counts, 1)
    centred = np.where(spoken, filled - means, 0.0)
    parting = np.asarray((counts > 1) & (np.abs(centred).max(axis=0, initial=0.0) > ALIKE))
    present = spoken[:, parting].any(axis=1)
    if parting.sum() < 2 or present.sum() < 3:
        return None
    matrix = centred[np.ix_(present, parting)]
    left, values, right = np.linalg.svd(matrix, full_matrices=False)
    values = np.where(values > ALIKE, values, 0.0)
    scores = left[:, :2] * values[:2]
    signs = np.array([_sign(scores[:, axis]) for axis in range(2)])
    outward = np.sqrt(parting.sum() / spoken[np.ix_(present, parting)].sum(axis=1))
    authors = np.full((len(leanings), 2), np.nan)
    authors[present] = scores * signs * outward[:, None]
    claims = np.full((leanings.shape[1], 2), np.nan)
    claims[parting] = right[:2].T * signs
    total = float((values**2).sum())
    return Ordination(
        authors, claims, (float(values[0] ** 2 / total), float(values[1] ** 2 / total)), int(parting.sum())
    )


def _sign(scores: NDArray[np.float64]) -> float:
    """Return 1 or -1 so that the score farthest from 0 becomes positive.

    Of scores that are equally far out rounding would choose one, so the sum of their cubes decides first.
    """
    extent = np.abs(scores).max()
    if extent <= ALIKE:
        return 1.0
    relative = scores / extent
    skew = float((relative**3).sum())
    if abs(skew) > 1e-6:
        return 1.0 if skew > 0 else -1.0
    return 1.0 if scores[int(np.argmax(np.abs(relative) > 1 - 1e-6))] > 0 else -1.0


def outstanding(ordination: Ordination, most: int) -> Sequence[int]:
    """Return the columns of the claims that set authors apart most, the farthest out first, at most `most`."""
    reach = np.nan_to_num(np.hypot(ordination.claims[:, 0], ordination.claims[:, 1]), nan=-1.0)
    ordered = np.argsort(-np.round(reach, 9), kind="stable")
    return [int(column) for column in ordered[:most] if reach[column] > ALIKE]
