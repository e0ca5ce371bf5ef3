"""Rows parted into cells of near ones, so that neighbours need not be looked for everywhere.

An inverted file (Jegou, Douze and Schmid 2011, https://doi.org/10.1109/TPAMI.2010.57) whose cells
come from k-means (Lloyd 1982) done again inside each part that is still too large (a vocabulary
tree: Nister and Stewenius 2006, https://doi.org/10.1109/CVPR.2006.264). Nothing is random: the
first centres are rows at equal distances, in the order given.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from agreement.domain.likeness.similarity import Floats, unit_rows

Rows = npt.NDArray[np.intp]

# Parts that a set is split in at once: fewer make a deeper tree of worse cells, more cost time.
_PARTS = 16
_ROUNDS = 5
# Centres hardly move when more rows than these have a say.
_SAMPLE = 4096


def split_into_cells(vectors: Floats, largest: int) -> list[Rows]:
    """Return the rows of unit vectors, [n, d], in cells of `largest` rows at most.

    Every row is in one cell, in ascending order; no cell is empty. The same vectors in the same
    order give the same cells. Rows that are all alike are cut up by their order. O(n d log n).
    """
    cells: list[Rows] = []
    waiting = [np.arange(len(vectors), dtype=np.intp)] if len(vectors) else []
    while waiting:
        rows = waiting.pop()
        if len(rows) <= largest:
            cells.append(rows)
            continue
        parts = _split(vectors, rows, min(_PARTS, -(-len(rows) // largest)))
        waiting += parts if len(parts) > 1 else np.array_split(rows, -(-len(rows) // largest))
    return cells


def cells_with_surroundings(vectors: Floats, cells: list[Rows], least: int) -> Iterator[tuple[Rows, Rows]]:
    """Yield each cell with the rows of the cells nearest to it, itself included: `least` rows or more, if there are.

    Surroundings are in ascending order. The cells are compared all with all, O(cells^2 d): of a
    hundred thousand rows less than a hundredth of the work.
    """
    centres = unit_rows(np.stack([vectors[rows].mean(axis=0) for rows in cells])) if cells else vectors[:0]
    sizes = np.array([len(rows) for rows in cells])
    for rows, likeness in zip(cells, centres @ centres.T, strict=True):
        order = np.argsort(-likeness, kind="stable")
        wanted = int(np.searchsorted(np.cumsum(sizes[order]), least)) + 1
        near = [rows, *(cells[cell] for cell in order[:wanted] if cells[cell] is not rows)]
        yield rows, np.sort(np.concatenate(near))


def _split(vectors: Floats, rows: Rows, parts: int) -> list[Rows]:
    """Return the rows in up to `parts` parts by k-means on the sphere; one part if all of them are alike."""
    sample = vectors[rows[:: max(1, len(rows) // _SAMPLE)]]
    centres = sample[np.linspace(0, len(sample) - 1, parts).astype(np.intp)]
    for _ in range(_ROUNDS):
        nearest = np.argmax(sample @ centres.T, axis=1)
        taken = np.unique(nearest)
        centres = unit_rows(np.stack([sample[nearest == part].mean(axis=0) for part in taken]))
    nearest = np.concatenate(
        [np.argmax(vectors[rows[at : at + _SAMPLE]] @ centres.T, axis=1) for at in range(0, len(rows), _SAMPLE)]
    )
    return [found for part in range(len(centres)) if len(found := rows[nearest == part])]
