"""Short forms of vectors, to find the nearest of a million under any filter by reading little of each.

A sketch is the vector turned to the principal axes of a sample and cut to the first of them (Pearson 1901,
https://doi.org/10.1080/14786440109462720; for search: Jégou et al. 2010, https://doi.org/10.1109/CVPR.2010.5540039).
The inner product of two vectors is that of their sketches but for what was cut off, which is small and without
direction: the true nearest stand among the first few hundred by sketches, and those are compared in full. Cells part
the space (k-means, Lloyd 1982, https://doi.org/10.1109/TIT.1982.1056489), so that of a large population only the cells
nearest to what is wanted are read.

Nothing here is random: the same sample in the same order gives the same axes and cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from agreement.errors import MismatchedRowsError

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

AXES = 64
"""Of 384 dimensions, 64 hold 77 to 84 % of the vectors' length, and the true ten stand among the first 200."""
_ROUNDS = 8
"""Of k-means: later ones move few rows."""
_BLOCK = 4096
"""Rows assigned at a time: bounds the memory for the distances to all cells."""


@dataclass(frozen=True, eq=False)
class Sketcher:
    """What makes sketches and cells of the vectors of one space.

    `axes` are orthonormal rows, float32 [k, d], the most telling first; `cells` their centres, float32 [c, k], at least
    one.
    """

    axes: Floats
    cells: Floats

    def sketches(self, vectors: npt.ArrayLike) -> Floats:
        """Return the sketches of vectors, float32 [n, k]. Raises `MismatchedRowsError` for another dimension."""
        rows = np.asarray(vectors, dtype=np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.axes.shape[1]:
            message = f"Vectors of shape {rows.shape} came to axes of {self.axes.shape[1]} dimensions."
            raise MismatchedRowsError(message)
        return np.asarray(rows @ self.axes.T, dtype=np.float32)

    def cells_of(self, sketches: Floats) -> Integers:
        """Return the number of the nearest cell of each sketch, int [n]; of equally near ones the lowest."""
        return _nearest(sketches, self.cells)

    def nearest_cells(self, wanted: Floats, counts: Sequence[int], budget: int) -> list[int]:
        """Return the cells nearest to one sketch, [k], the nearest first, until they hold `budget` rows or more.

        `counts` says how many rows each cell holds; empty cells are left out.
        """
        held = np.asarray(counts, dtype=np.int64)
        filled = np.flatnonzero(held)
        distances = np.square(self.cells[filled] - wanted).sum(axis=1)
        order = filled[np.argsort(distances, kind="stable")]
        enough = int(np.searchsorted(np.cumsum(held[order]), budget)) + 1
        return [int(cell) for cell in order[:enough]]


def make_sketcher(sample: npt.ArrayLike, *, cells: int, axes: int = AXES) -> Sketcher:
    """Return the sketcher for a population from a sample of its vectors, [n, d].

    At most `axes` axes and `cells` cells, no more than the sample has dimensions and rows. Raises `MismatchedRowsError`
    for an empty sample. O(n d^2 + rounds n cells axes).
    """
    rows = np.asarray(sample, dtype=np.float32)
    if rows.ndim != 2 or not rows.size:
        message = f"A sample of shape {rows.shape} has no axes."
        raise MismatchedRowsError(message)
    _values, vectors = np.linalg.eigh((rows.T @ rows).astype(np.float64) / len(rows))
    turned = _with_sign(vectors[:, ::-1][:, :axes].T)
    return Sketcher(turned, _centres(rows @ turned.T, cells))


def _with_sign(axes: npt.NDArray[np.float64]) -> Floats:
    """Return the axes pointing so that their longest part is positive: an axis and its opposite serve alike."""
    longest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    return np.asarray(axes * np.where(longest < 0, -1.0, 1.0), dtype=np.float32)


def _centres(sketches: Floats, count: int) -> Floats:
    starts = np.linspace(0, len(sketches) - 1, min(max(count, 1), len(sketches))).astype(np.intp)
    centres = sketches[starts].copy()
    for _round in range(_ROUNDS):
        own = _nearest(sketches, centres)
        members = np.bincount(own, minlength=len(centres))
        order = np.argsort(own, kind="stable")
        filled = np.flatnonzero(members)
        first = (np.cumsum(members) - members)[filled]
        centres[filled] = np.add.reduceat(sketches[order], first, axis=0) / members[filled, None]
    return centres


def _nearest(rows: Floats, centres: Floats) -> Integers:
    half = np.square(centres).sum(axis=1) / 2
    found = np.empty(len(rows), dtype=np.int64)
    for start in range(0, len(rows), _BLOCK):
        found[start : start + _BLOCK] = np.argmax(rows[start : start + _BLOCK] @ centres.T - half, axis=1)
    return found
