"""Parts of a graph of neighbours that can be linked on their own, none too large.

Without a cap these are connected components. In a large workspace a chain of neighbours joins
thousands, so its minimum spanning tree (Kruskal 1956) is built up again from the best pair to the
weakest, and a pair that would make a part too large is passed over: single linkage (Gower and Ross 1969,
https://doi.org/10.2307/2346439) with a cap.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from agreement.domain.clusters.neighbours import MutualNeighbours
from agreement.domain.likeness.pairing import Rows

Ids = tuple[int, ...]


def capped_components(
    joined: MutualNeighbours, ids: npt.NDArray[np.int64], largest: int, known: Mapping[Ids, tuple[Ids, ...]]
) -> dict[Ids, tuple[Ids, ...]]:
    """Return the components of two rows or more and the parts of each, two rows or more, all as ids in order.

    `ids` names the rows, ascending. `known` is taken for a component of the same ids: give only those none of
    whose pairs changed. A pair of infinite score always joins, whatever the cap. Equal scores come by the order
    of rows, so the same pairs give the same parts. O(pairs log pairs).
    """
    found: dict[Ids, tuple[Ids, ...]] = {}
    for rows in _grouped(_connected(joined.rows, joined.columns, len(ids))):
        key = tuple(ids[rows].tolist())
        if len(rows) <= largest:
            found[key] = (key,)
        elif key in known:
            found[key] = known[key]
        else:
            found[key] = tuple(tuple(ids[part].tolist()) for part in _grown(joined, rows, len(ids), largest))
    return found


def _connected(rows: Rows, columns: Rows, count: int) -> Rows:
    graph = sparse.coo_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.intp)


def _grouped(labels: Rows) -> list[Rows]:
    """Return the rows of each label that two rows or more bear."""
    order = np.argsort(labels, kind="stable").astype(np.intp)
    return [rows for rows in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1) if len(rows) > 1]


def _grown(joined: MutualNeighbours, rows: Rows, count: int, largest: int) -> list[Rows]:
    """Return the parts that a component falls into when none may grow beyond the cap."""
    inside = np.zeros(count, dtype=bool)
    inside[rows] = True
    place = np.full(count, -1, dtype=np.intp)
    place[rows] = np.arange(len(rows))
    pairs = _tree(joined, np.flatnonzero(inside[joined.rows]), place, len(rows))
    parent, size = list(range(len(rows))), [1] * len(rows)

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    ends = (place[joined.rows[pairs]].tolist(), place[joined.columns[pairs]].tolist(), joined.scores[pairs].tolist())
    for one, other, score in zip(*ends, strict=True):
        low, high = sorted((root(one), root(other)))
        if low != high and (size[low] + size[high] <= largest or score == np.inf):
            parent[high] = low
            size[low] += size[high]
    return [rows[part] for part in _grouped(np.array([root(at) for at in range(len(rows))], dtype=np.intp))]


def _tree(joined: MutualNeighbours, pairs: Rows, place: Rows, count: int) -> Rows:
    """Return those of the pairs that hold the component together at best scores, the best first."""
    order = pairs[np.lexsort((joined.columns[pairs], joined.rows[pairs], -joined.scores[pairs]))]
    # A pair that people want together may be there twice, and a sparse matrix would add up what stands in one place.
    _, first = np.unique(joined.rows[order] * len(place) + joined.columns[order], return_index=True)
    order = order[np.sort(first)]
    # The cost of a pair is its rank: no two are equal, so that there is one tree only.
    ends = (place[joined.rows[order]], place[joined.columns[order]])
    tree = minimum_spanning_tree(
        sparse.csr_matrix((np.arange(1.0, len(order) + 1), ends), shape=(count, count)), overwrite=True
    )
    found: Rows = order[np.sort(tree.data).astype(np.intp) - 1]
    return found
