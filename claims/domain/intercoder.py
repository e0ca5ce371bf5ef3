"""How far several coders who worked alone said the same: percent, kappas and AC1.

Every coefficient takes a `CodingTable` and returns one number for each row of weights, so that the bootstrap
computes a thousand of them at once. Definitions, cases and sources: docs/algorithms/intercoder-agreement.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Coefficient = Callable[["CodingTable", Floats], Floats]
"""A coefficient of agreement: table and weights [..., patterns] in, values [...] out, NaN where undefined."""

PAIR = 2


@dataclass(frozen=True)
class CodingTable:
    """What coders said about items, items that were coded alike counted together.

    `categories` are the values that occur, in the order given to `tabulate`, else in sorted order. `patterns` is
    [patterns, coders]: the place of the value in `categories`, -1 where the coder said nothing. `counts` is
    [patterns]: how many items were coded so.
    """

    categories: tuple[Hashable, ...]
    patterns: npt.NDArray[np.int64]
    counts: Floats

    @property
    def coders(self) -> int:
        """How many coders there are."""
        return int(self.patterns.shape[1])

    @property
    def items(self) -> int:
        """How many items there are, whoever coded them."""
        return int(self.counts.sum())

    @property
    def pairable(self) -> int:
        """How many items two coders or more have coded: the n of every coefficient."""
        return int(self.counts[self.said >= PAIR].sum())

    @cached_property
    def votes(self) -> Floats:
        """How many coders gave each value: [patterns, categories]."""
        places = np.arange(len(self.categories))
        votes: Floats = (self.patterns[:, :, None] == places).sum(axis=1).astype(np.float64)
        return votes

    @cached_property
    def said(self) -> Floats:
        """How many coders said anything: [patterns]."""
        said: Floats = self.votes.sum(axis=1)
        return said

    @cached_property
    def alike(self) -> Floats:
        """Share of the pairs of coders that gave the same value: [patterns], 0 where there is no pair."""
        pairs = self.said * (self.said - 1)
        agreeing = (self.votes * (self.votes - 1)).sum(axis=1)
        alike: Floats = np.divide(agreeing, pairs, out=np.zeros_like(pairs), where=pairs > 0)
        return alike


def tabulate(rows: Iterable[Sequence[Hashable | None]], categories: Sequence[Hashable] = ()) -> CodingTable:
    """Return the table of the items; `rows` has one value a coder for each item, None where he said nothing.

    `categories` fixes their order, which ordinal and interval measures need; values that it lacks raise ValueError,
    and so do rows of different lengths. No rows give a table without patterns.
    """
    counted = Counter(tuple(row) for row in rows)
    widths = {len(row) for row in counted}
    if len(widths) > 1:
        raise ValueError("every item needs a place for every coder")
    found = {value for row in counted for value in row if value is not None}
    order = tuple(categories) or tuple(sorted(found, key=_sortable))
    place: dict[Hashable | None, int] = {value: index for index, value in enumerate(order)}
    if missing := found - set(order):
        raise ValueError(f"unknown values: {sorted(map(str, missing))}")
    place[None] = -1
    patterns = np.array([[place[value] for value in row] for row in counted], dtype=np.int64)
    return CodingTable(
        categories=order,
        patterns=patterns.reshape(len(counted), max(widths, default=0)),
        counts=np.array(list(counted.values()), dtype=np.float64),
    )


def value_of(coefficient: Coefficient, table: CodingTable) -> float | None:
    """Return the coefficient of the table as it stands, None where it is undefined."""
    value = float(coefficient(table, table.counts))
    return None if np.isnan(value) else value


def percent_agreement(table: CodingTable, counts: Floats) -> Floats:
    """Return the share of pairs of coders that agree, item by item, over the items that two or more have coded, 0 to 1.

    Undefined without such an item.
    """
    pairable = (table.said >= PAIR).astype(np.float64)
    return quotient_of(counts @ (table.alike * pairable), counts @ pairable)


def cohen_kappa(table: CodingTable, counts: Floats) -> Floats:
    """Return Cohen's kappa (1960) of two coders: (po - pe) / (1 - pe), each coder with his own margins.

    Items that one of them has not coded are left out. Undefined without items and where chance alone agrees always
    (both gave every item the same value). Raises ValueError unless there are two coders.
    """
    return weighted_kappa(1 - np.eye(len(table.categories)))(table, counts)


def weighted_kappa(disagreement: Floats) -> Coefficient:
    """Return Cohen's weighted kappa (1968) for these weights [categories, categories]: 0 means no disagreement.

    kappa_w = 1 - sum(v * po) / sum(v * pc). It is Cohen's kappa where all off the diagonal weigh the same.
    """

    def kappa(table: CodingTable, counts: Floats) -> Floats:
        if not len(table.patterns):
            return np.full(counts.shape[:-1], np.nan)
        if table.coders != PAIR:
            raise ValueError("Cohen's kappa compares two coders; use Fleiss' kappa or alpha for more")
        both = table.patterns[table.said == PAIR]
        weights = counts[..., table.said == PAIR]
        places = np.arange(len(table.categories))
        first = weights @ (both[:, [0]] == places).astype(np.float64)
        second = weights @ (both[:, [1]] == places).astype(np.float64)
        observed = weights @ disagreement[both[:, 0], both[:, 1]]
        expected = np.einsum("...c,ck,...k->...", first, disagreement, second)
        return 1 - quotient_of(observed * weights.sum(axis=-1), expected)

    return kappa


def fleiss_kappa(table: CodingTable, counts: Floats) -> Floats:
    """Return Fleiss' kappa (1971): all coders share one margin, the mean share of each value.

    With items that not everybody coded it is the generalisation of Gwet (2014): agreement over the items with two
    values or more, margins over all items with any, each item weighing the same.
    """
    expected = (_shares(table, counts) ** 2).sum(axis=-1)
    return _above_chance(percent_agreement(table, counts), expected)


def gwet_ac1(table: CodingTable, counts: Floats) -> Floats:
    """Return Gwet's AC1 (2008): chance agreement is sum(p (1 - p)) / (q - 1) for q categories with mean shares p.

    It stays near the percentage where one value is very frequent, where kappa falls to zero. With one category there
    is nothing to tell apart: undefined.
    """
    shares = _shares(table, counts)
    categories = len(table.categories)
    if categories < PAIR:
        return np.full(counts.shape[:-1], np.nan)
    expected = (shares * (1 - shares)).sum(axis=-1) / (categories - 1)
    return _above_chance(percent_agreement(table, counts), expected)


def _shares(table: CodingTable, counts: Floats) -> Floats:
    """Return the mean share of each value over the items that anybody coded: [..., categories]."""
    coded = table.said > 0
    shares = np.divide(table.votes, table.said[:, None], out=np.zeros_like(table.votes), where=coded[:, None])
    return quotient_of(counts @ shares, (counts @ coded.astype(np.float64))[..., None])


def _above_chance(observed: Floats, expected: Floats) -> Floats:
    return quotient_of(observed - expected, 1 - expected)


def quotient_of(above: Floats, below: Floats) -> Floats:
    """Return the quotient, NaN where the divisor is zero (to rounding)."""
    above, below = np.broadcast_arrays(np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64))
    quotient: Floats = np.divide(above, below, out=np.full(above.shape, np.nan), where=np.abs(below) > ZERO)
    return quotient


def _sortable(value: Hashable) -> tuple[str, object]:
    """Return a key that puts values of one type in their own order and those of others apart."""
    return (type(value).__name__, value)


ZERO = 1e-12
"""Smaller divisors are rounding: shares and counts are never that small."""
