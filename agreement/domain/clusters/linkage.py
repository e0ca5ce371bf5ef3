"""Average linkage inside one component, under what people decided.

The two clusters with the best average score are merged, again and again (Sokal and Michener 1958),
unless people want two of their statements apart or the cluster would grow too large; what people
want together starts as one (constrained agglomeration: Davidson and Ravi 2005,
https://doi.org/10.1007/11564126_11).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from agreement.domain.likeness.similarity import Floats


def link_by_average(
    scores: Floats,
    least: float,
    largest: int,
    starts: Sequence[Sequence[int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> list[list[int]]:
    """Return the places 0 to n - 1 in clusters, each sorted, by their first place.

    `scores` is symmetric, [n, n]; two clusters merge while their average score is `least` or more
    and they hold `largest` places or fewer. `starts` are places that begin together, whatever they
    score and however many they are; they must not overlap. `apart` are pairs of places that never come
    together: none within one start. Of equal averages that of the lower places is merged first.
    O(n^3) time at worst, O(n^2) memory: for a component, not for a workspace.
    """
    clusters = _begun(len(scores), starts)
    if len(scores) == 2 and not starts and not apart:
        return [[0, 1]] if scores[0, 1] >= least and largest >= 2 else clusters
    averages = _averages(scores, clusters)
    _forbid(averages, clusters, apart)
    sizes = np.array([len(cluster) for cluster in clusters])
    averages[sizes[:, None] + sizes[None, :] > largest] = -np.inf
    while True:
        one, other = sorted(divmod(int(np.argmax(averages)), len(averages)))
        if one == other or averages[one, other] < least:
            return sorted(sorted(cluster) for cluster in clusters if cluster)
        _merge(averages, sizes, one, other, largest)
        clusters[one], clusters[other] = clusters[one] + clusters[other], []


def _begun(count: int, starts: Sequence[Sequence[int]]) -> list[list[int]]:
    together = {place for start in starts for place in start}
    return sorted([*([place] for place in range(count) if place not in together), *map(sorted, starts)])


def _averages(scores: Floats, clusters: Sequence[Sequence[int]]) -> npt.NDArray[np.float64]:
    """Return the average score between every two clusters; -inf of one with itself."""
    averages = scores.astype(np.float64)
    if len(clusters) < len(scores):
        member = np.zeros((len(clusters), len(scores)))
        for at, cluster in enumerate(clusters):
            member[at, list(cluster)] = 1 / len(cluster)
        averages = member @ averages @ member.T
    np.fill_diagonal(averages, -np.inf)
    return averages


def _forbid(
    averages: npt.NDArray[np.float64], clusters: Sequence[Sequence[int]], apart: Collection[tuple[int, int]]
) -> None:
    home = {place: at for at, cluster in enumerate(clusters) for place in cluster}
    for one, other in apart:
        averages[home[one], home[other]] = averages[home[other], home[one]] = -np.inf


def _merge(averages: npt.NDArray[np.float64], sizes: npt.NDArray[np.intp], one: int, other: int, largest: int) -> None:
    """Make `other` part of `one`: their averages weighed by size (Lance and Williams 1967); -inf stays."""
    total = sizes[one] + sizes[other]
    row = (averages[one] * sizes[one] + averages[other] * sizes[other]) / total
    sizes[one], sizes[other] = total, 0
    row[(total + sizes > largest) | (sizes == 0)] = -np.inf
    row[one] = -np.inf
    averages[one], averages[:, one] = row, row
    averages[other], averages[:, other] = -np.inf, -np.inf
