"""Graphs of attacks, and of attacks and supports, as index arrays: what every semantics is computed on.

Arguments are numbered from 0 in the order of their names. Edges are held once each, sorted by target and source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Indices: TypeAlias = npt.NDArray[np.int64]
Numbers: TypeAlias = npt.NDArray[np.float64]


class SemanticsError(ValueError):
    """A graph with a name twice, an edge to nothing, or a base score that is no number from 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Lists of different lengths in two arrays: row i is `members[starts[i]:starts[i + 1]]` (sparse rows)."""

    starts: Indices
    members: Indices

    def of(self, row: int) -> Indices:
        """Return the members of one row, in ascending order."""
        return self.members[self.starts[row] : self.starts[row + 1]]

    @property
    def lengths(self) -> Indices:
        """How many members each row has."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Edges between `size` nodes: `sources[k]` to `targets[k]`, each once, sorted by target, then by source."""

    size: int
    sources: Indices
    targets: Indices

    def __len__(self) -> int:
        """Return how many edges there are."""
        return len(self.sources)

    @property
    def incoming(self) -> Rows:
        """For every node the nodes with an edge to it."""
        return Rows(_starts(self.targets, self.size), self.sources)

    @property
    def outgoing(self) -> Rows:
        """For every node the nodes that it has an edge to."""
        order = np.lexsort((self.targets, self.sources))
        return Rows(_starts(self.sources, self.size), self.targets[order])


def edges_of(size: int, sources: npt.ArrayLike, targets: npt.ArrayLike) -> Edges:
    """Return the edges without repetition and in order. Raises SemanticsError for an index outside 0 to size - 1."""
    first = np.asarray(sources, dtype=np.int64).reshape(-1)
    second = np.asarray(targets, dtype=np.int64).reshape(-1)
    if len(first) != len(second):
        raise SemanticsError("Edges need as many sources as targets.")
    if len(first) and not (min(first.min(), second.min()) >= 0 and max(first.max(), second.max()) < size):
        raise SemanticsError("An edge names an argument that the graph does not hold.")
    keys = np.sort(second * max(1, size) + first)
    keys = keys[np.diff(keys, prepend=-1) != 0]
    return Edges(size, keys % max(1, size), keys // max(1, size))


def named_edges(names: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Edges:
    """Return edges given as pairs of names, source first. Raises SemanticsError for a name that is not there."""
    index = {name: number for number, name in enumerate(names)}
    ends = list(pairs)
    for pair in ends:
        for name in pair:
            if name not in index:
                raise SemanticsError(f"An edge names “{name}”, which the graph does not hold.")
    return edges_of(len(names), [index[first] for first, _ in ends], [index[second] for _, second in ends])


@dataclass(frozen=True, eq=False)
class AttackGraph:
    """An abstract argumentation framework [Dung 1995]: arguments, and which attacks which.

    Self-attacks and cycles are legal. Raises SemanticsError when a name occurs twice or the edges are of another size.
    """

    names: tuple[str, ...]
    attacks: Edges

    def __post_init__(self) -> None:
        """Refuse names that do not tell arguments apart."""
        _check_names(self.names, self.attacks)

    @classmethod
    def of(cls, names: Sequence[str], attacks: Iterable[tuple[str, str]] = ()) -> AttackGraph:
        """Return a graph from names and pairs of names, attacker first."""
        return cls(tuple(names), named_edges(names, attacks))

    def __len__(self) -> int:
        """Return how many arguments there are."""
        return len(self.names)


@dataclass(frozen=True, eq=False)
class BipolarGraph:
    """A weighted bipolar argumentation graph: base scores from 0 to 1, attacks and supports.

    `needs` goes from a premise to the inference that needs it: an inference begins with its base score times the
    strength of its weakest premise. Without such edges this is the graph of the papers. Raises SemanticsError when
    names or edges do not fit, or when a base score is no number from 0 to 1.
    """

    names: tuple[str, ...]
    base_scores: Numbers
    attacks: Edges
    supports: Edges
    needs: Edges = field(default_factory=lambda: edges_of(0, [], []))

    def __post_init__(self) -> None:
        """Refuse what the formulas are not defined for."""
        if not len(self.needs):
            object.__setattr__(self, "needs", edges_of(len(self.names), [], []))
        for edges in (self.attacks, self.supports, self.needs):
            _check_names(self.names, edges)
        scores = np.asarray(self.base_scores, dtype=np.float64)
        if scores.shape != (len(self.names),):
            raise SemanticsError("A graph needs one base score for each argument.")
        if not ((scores >= 0) & (scores <= 1)).all():
            raise SemanticsError("A base score is a number from 0 to 1.")
        object.__setattr__(self, "base_scores", scores)

    @classmethod
    def of(
        cls,
        base_scores: dict[str, float],
        attacks: Iterable[tuple[str, str]] = (),
        supports: Iterable[tuple[str, str]] = (),
        needs: Iterable[tuple[str, str]] = (),
    ) -> BipolarGraph:
        """Return a graph from base scores by name and pairs of names, the attacker, supporter or premise first."""
        names = tuple(base_scores)
        scores = np.array(list(base_scores.values()), dtype=np.float64)
        return cls(names, scores, named_edges(names, attacks), named_edges(names, supports), named_edges(names, needs))

    def __len__(self) -> int:
        """Return how many arguments there are."""
        return len(self.names)


def _starts(keys: Indices, size: int) -> Indices:
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(keys, minlength=size), out=starts[1:])
    return starts


def _check_names(names: tuple[str, ...], edges: Edges) -> None:
    if edges.size != len(names):
        raise SemanticsError("The edges are of a graph of another size.")
    if len(set(names)) != len(names):
        raise SemanticsError("Two arguments have the same name.")
