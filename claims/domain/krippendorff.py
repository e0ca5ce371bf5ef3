"""Krippendorff's alpha: agreement of any number of coders, on any scale, with values missing.

alpha = 1 - Do / De over the coincidences of values within items. Computed as in Krippendorff (2011), "Computing
Krippendorff's Alpha-Reliability", and Content Analysis (2013), chapter 12.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from claims.domain.intercoder import PAIR, CodingTable, Coefficient, Floats, quotient_of

Difference = Callable[[CodingTable, Floats], Floats]
"""Squared differences of values [..., categories, categories], from the table and the margins [..., categories]."""


def nominal(table: CodingTable, margins: Floats) -> Floats:  # noqa: ARG001 - the signature of all differences
    """Return 0 for the same value and 1 for any other."""
    return 1 - np.eye(len(table.categories))


def ordinal(table: CodingTable, margins: Floats) -> Floats:  # noqa: ARG001 - the order is that of the margins
    """Return the squared number of ranks between two values, half of their own counted: (sum n_g - (n_c + n_k)/2)^2.

    The order is that of the table's categories.
    """
    up_to = np.cumsum(margins, axis=-1) - margins / 2
    difference: Floats = (up_to[..., :, None] - up_to[..., None, :]) ** 2
    return difference


def interval(table: CodingTable, margins: Floats) -> Floats:  # noqa: ARG001 - the same
    """Return the squared difference of two numbers; the table's categories must be numbers."""
    values = np.array(table.categories, dtype=np.float64)
    difference: Floats = (values[:, None] - values[None, :]) ** 2
    return difference


def ratio(table: CodingTable, margins: Floats) -> Floats:  # noqa: ARG001 - the same
    """Return ((c - k) / (c + k))^2 of two numbers from an absolute zero; two zeros do not differ."""
    values = np.array(table.categories, dtype=np.float64)
    total = values[:, None] + values[None, :]
    difference = values[:, None] - values[None, :]
    share: Floats = np.divide(difference, total, out=np.zeros_like(total), where=total != 0)
    return share**2


def alpha(difference: Difference) -> Coefficient:
    """Return Krippendorff's alpha with that difference of values.

    Items that fewer than two coders coded say nothing and are left out. Undefined (NaN) where no two values that
    can be paired differ: without variation there is nothing on which agreement could show.
    """

    def coefficient(table: CodingTable, counts: Floats) -> Floats:
        size = len(table.categories)
        observed = (counts @ _coincidences(table).reshape(len(table.patterns), size * size)).reshape(
            (*counts.shape[:-1], size, size)
        )
        margins = observed.sum(axis=-1)
        apart = difference(table, margins)
        total = margins.sum(axis=-1)
        expected = np.einsum("...c,...ck,...k->...", margins, np.broadcast_to(apart, observed.shape), margins)
        disagreement = (total - 1) * (observed * apart).sum(axis=(-2, -1))
        return 1 - quotient_of(disagreement, expected)

    return coefficient


nominal_alpha: Coefficient = alpha(nominal)
ordinal_alpha: Coefficient = alpha(ordinal)
interval_alpha: Coefficient = alpha(interval)
ratio_alpha: Coefficient = alpha(ratio)


def _coincidences(table: CodingTable) -> Floats:
    """Return the pairs of values within an item of each pattern, each item's pairs weighing 1 / (m - 1)."""
    votes = table.votes
    size = len(table.categories)
    pairs = votes[:, :, None] * votes[:, None, :] - votes[:, :, None] * np.eye(size)
    others = (table.said - 1)[:, None, None]
    coincidences: Floats = np.divide(pairs, others, out=np.zeros_like(pairs), where=others >= PAIR - 1)
    return coincidences
