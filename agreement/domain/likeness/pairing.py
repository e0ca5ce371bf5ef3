"""Statements of different authors paired by their fused score: who is near whom, and why.

    fused = z(centred cosine) + z(author-centred cosine) + 0.5 z(tf-idf cosine)

The plain cosine is left out between statements: it mostly says that both belong to the topic, and
on both labelled sets the pairs are better without it (docs/algorithms/agreement.md).

The population behind each z is every pair of statements by two different authors. Its mean and
spread come from sums, not from the pairs: for unit rows X, the sum of all inner products is
|sum of rows|^2 and the sum of their squares is ||X'X||^2, less the same for each author alone.
So they cost O(n d^2), are exact, and do not depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from agreement.domain.likeness.similarity import LEXICAL_WEIGHT, Floats, Spread, StatementIndex
from agreement.domain.likeness.terms import Term, without_possessive

Rows = npt.NDArray[np.intp]

# Rows gathered at once for single pairs: 8,192 of 384 numbers, twice, are 25 MB.
_PAIRED_BLOCK = 8192
# Up to so many rows are multiplied with each other, more by way of their columns.
_FEW_ROWS = 512
# Fitted by logistic regression on labelled pairs (docs/algorithms/agreement.md).
LIKENESS_SLOPE = 0.46
LIKENESS_MIDDLE = 7.35


@dataclass(frozen=True)
class StatementPair:
    """Two statements of different authors, proposed to be about one claim.

    `score` is the fused score, in standard deviations, summed. `centred`, `author_centred` (-1 to 1)
    and `lexical` (0 to 1) are its parts; `cosine` (-1 to 1) is the plain likeness of the vectors;
    `shared` are the words that both use, the most telling first.
    """

    first: int
    second: int
    score: float
    cosine: float
    centred: float
    author_centred: float
    lexical: float
    shared: tuple[str, ...]


def likeness(score: float) -> float:
    """Return a fused score as the share of labelled pairs at that score that were about one claim.

    Range 0 to 1, rising. Fitted on one topic, so a guide to order and rough size, no more.
    """
    return float(1 / (1 + np.exp(-LIKENESS_SLOPE * (score - LIKENESS_MIDDLE))))


@dataclass(frozen=True, eq=False)
class PairScorer:
    """The fused score between rows of an index, and the spreads that it is measured in."""

    index: StatementIndex
    centred: Spread
    author_centred: Spread
    lexical: Spread

    @property
    def views(self) -> tuple[tuple[Floats | sparse.csr_matrix, Spread, float], ...]:
        """Return the rows, the spread and the weight of each view that the fused score adds up."""
        index = self.index
        return (
            (index.centred, self.centred, 1.0),
            (index.author_centred, self.author_centred, 1.0),
            (index.weighted, self.lexical, LEXICAL_WEIGHT),
        )

    def scores(self, rows: Rows | slice, columns: Rows | slice) -> Floats:
        """Return fused scores of all rows with all columns, float32 [rows, columns]; 0 is the average pair."""
        return _added([(_products(matrix, rows, columns), spread, weight) for matrix, spread, weight in self.views])

    def between(self, first: Rows, second: Rows) -> Floats:
        """Return the fused scores of `first[i]` with `second[i]`, float32 [n]."""
        return _added([(_paired(matrix, first, second), spread, weight) for matrix, spread, weight in self.views])

    def cosines(self, first: Rows, second: Rows) -> Floats:
        """Return the plain cosines of `first[i]` with `second[i]`, float32 [n]."""
        return _paired(self.index.vectors, first, second)

    def pairs(self, first: Rows, second: Rows) -> list[StatementPair]:
        """Return the pairs of `first[i]` with `second[i]`, with the parts of their scores and their shared words."""
        index = self.index
        parts = [
            _paired(matrix, first, second)
            for matrix in (index.vectors, index.centred, index.author_centred, index.weighted)
        ]
        columns: list[npt.NDArray[Any]] = [first, second, self.between(first, second), *parts]
        return [
            StatementPair(
                first=index.statements[one].id,
                second=index.statements[other].id,
                score=score,
                cosine=cosine,
                centred=centred,
                author_centred=author_centred,
                lexical=lexical,
                shared=shared_words(index, one, index.terms[other]),
            )
            for one, other, score, cosine, centred, author_centred, lexical in zip(
                *(column.tolist() for column in columns), strict=True
            )
        ]


def pair_scorer(index: StatementIndex, groups: npt.NDArray[np.intp]) -> PairScorer:
    """Return the scorer whose z counts over pairs of rows in different `groups`.

    `groups` is one label a row, [n], in the order of the index. Where no two groups exist every
    spread is zero, and so is every score.
    """
    return PairScorer(
        index=index,
        centred=_cross_spread(index.centred, groups),
        author_centred=_cross_spread(index.author_centred, groups),
        lexical=_cross_spread(index.weighted, groups),
    )


def shared_words(index: StatementIndex, row: int, other: Sequence[Term]) -> tuple[str, ...]:
    """Return the words of a row whose terms stand in `other` too, as written, the rarest first."""
    theirs = {term.key for term in other}
    text = index.statements[row].text
    surfaces: dict[str, str] = {}
    for term in index.terms[row]:
        if term.key in theirs:
            surfaces.setdefault(term.key, without_possessive(text[term.start : term.end]))
    return tuple(surfaces[key] for key in sorted(surfaces, key=lambda key: (-index.weights.rarity(key), key)))


def _added(parts: Sequence[tuple[Floats, Spread, float]]) -> Floats:
    """Return the views' values in standard deviations, weighed and summed."""
    total = np.zeros_like(parts[0][0])
    for values, spread, weight in parts:
        total += np.float32(weight * spread.scale) * (values - np.float32(spread.mean))
    return total


def _products(matrix: Floats | sparse.csr_matrix, rows: Rows | slice, columns: Rows | slice) -> Floats:
    """Return the inner products of some rows with others, float32 [rows, columns]."""
    product = matrix[rows] @ matrix[columns].T
    return product if isinstance(product, np.ndarray) else np.asarray(product.toarray(), dtype=np.float32)


def _paired(matrix: Floats | sparse.csr_matrix, first: Rows, second: Rows) -> Floats:
    """Return the inner product of each row with its partner, float32 [n], in blocks that memory can bear."""
    found = np.empty(len(first), dtype=np.float32)
    for start in range(0, len(first), _PAIRED_BLOCK):
        block = slice(start, start + _PAIRED_BLOCK)
        left, right = matrix[first[block]], matrix[second[block]]
        if isinstance(left, np.ndarray):
            found[block] = np.einsum("ij,ij->i", left, right)
        else:
            found[block] = np.asarray(left.multiply(right).sum(axis=1)).ravel()
    return found


def _cross_spread(matrix: Floats | sparse.csr_matrix, groups: npt.NDArray[np.intp]) -> Spread:
    """Return the spread of inner products over ordered pairs of rows in different groups."""
    members = _members(groups)
    count = len(groups) ** 2 - sum(len(rows) ** 2 for rows in members)
    if not count:
        return Spread(0.0, 0.0)
    total, squares = _inner_sums(matrix)
    # A row alone in its group is paired with itself only: all of them at once.
    alone = [rows[0] for rows in members if len(rows) == 1]
    lengths = _paired(matrix, np.array(alone, dtype=np.intp), np.array(alone, dtype=np.intp)).astype(np.float64)
    total -= float(lengths.sum())
    squares -= float(lengths @ lengths)
    for rows in members:
        if len(rows) > 1:
            within, within_squares = _inner_sums(matrix[rows])
            total -= within
            squares -= within_squares
    mean = total / count
    return Spread(mean, float(np.sqrt(max(squares / count - mean**2, 0.0))))


def _members(groups: npt.NDArray[np.intp]) -> list[Rows]:
    """Return the rows of each group."""
    order = np.argsort(groups, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(groups[order])) + 1) if len(order) else []


def _inner_sums(matrix: Floats | sparse.csr_matrix) -> tuple[float, float]:
    """Return the sum of all inner products of the rows, and the sum of their squares.

    The squares are those of X'X as well as of XX', and of each only a block is held at a time.
    """
    count, width = matrix.shape
    summed = np.asarray(matrix.sum(axis=0, dtype=np.float64)).ravel()
    few = count <= min(width, _FEW_ROWS)
    left = matrix if few else matrix.T if isinstance(matrix, np.ndarray) else matrix.T.tocsr()
    squares = 0.0
    for start in range(0, left.shape[0], _FEW_ROWS):
        product = left[start : start + _FEW_ROWS] @ (matrix.T if few else matrix)
        entries = (product if isinstance(product, np.ndarray) else product.data).ravel().astype(np.float64)
        squares += float(entries @ entries)
    return float(summed @ summed), squares
