"""What a clustering is run with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ClusterParameters:
    """What the clustering was run with; stored with every run.

    `neighbours`: how many statements of other authors each may choose at least; with more authors
    than that one each, up to `largest`. `threshold`: the least
    fused score of a joined pair. `least_cosine`: its least plain cosine, as the fused score only
    compares with the other pairs, and the best of unrelated pairs are still unrelated. `linkage`:
    the least average score inside a cluster. `largest`: the most distinct texts a cluster may
    hold. `largest_component`: the most texts to link at once; average linkage needs the square of it in
    memory. `exact_up_to`: above so many texts neighbours are found by cells and rare words, which finds
    nearly all. The defaults were chosen on labelled documents (docs/algorithms/agreement.md).
    """

    neighbours: int = 2
    threshold: float = 5.0
    least_cosine: float = 0.35
    linkage: float = 4.0
    largest: int = 12
    largest_component: int = 48
    exact_up_to: int = 12_000

    @property
    def width(self) -> int:
        """Return how many neighbours of each text are kept: as many as it may ever choose."""
        return max(self.neighbours, self.largest)


DEFAULT_PARAMETERS = ClusterParameters()
