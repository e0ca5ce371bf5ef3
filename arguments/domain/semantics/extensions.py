"""Grounded, complete, preferred and stable extensions of an attack graph [Dung 1995].

The grounded labelling is taken off first; what it leaves undecided falls into components that know nothing of each
other, so each is solved alone and the extensions are all combinations.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

import numpy as np

from arguments.domain.semantics.graphs import AttackGraph, Indices
from arguments.domain.semantics.grounding import GroundedLabelling, Label, ground
from arguments.domain.semantics.searching import Component, Found, Limits, Meter, Semantics, Stop, search

MOST_NAMES = 5_000_000
"""How many names a list of extensions may hold in all: some hundred megabytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A component that the grounded labelling leaves undecided: its arguments and the sets found among them."""

    nodes: Indices
    found: Found


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A component of which not everything is known: its arguments by name, and why."""

    names: tuple[str, ...]
    stop: Stop


@dataclass(frozen=True, eq=False)
class Solved:
    """All extensions of a graph without listing them: what is grounded, and the choices of every part."""

    graph: AttackGraph
    semantics: Semantics
    grounded: GroundedLabelling
    parts: tuple[Part, ...]

    @property
    def unfinished(self) -> tuple[Unfinished, ...]:
        """The parts whose search was stopped."""
        names = self.graph.names
        return tuple(
            Unfinished(tuple(sorted(names[node] for node in part.nodes.tolist())), part.found.stop)
            for part in self.parts
            if part.found.stop is not None
        )

    @property
    def is_impossible(self) -> bool:
        """Whether some part was found to have no set at all, so that there is no extension (stable only)."""
        return any(not part.found.sets and part.found.stop is None for part in self.parts)

    @property
    def count(self) -> int | None:
        """How many extensions there are, None if that is not known."""
        if self.is_impossible:
            return 0
        if any(part.found.stop is not None for part in self.parts):
            return None
        return math.prod(len(part.found.sets) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Extensions:
    """Extensions by name, each sorted, all of them sorted.

    `is_complete` says that these are all; else `unfinished` names the components that were not searched to the end,
    or there are more combinations than the limit allows. `count` is the number of all, None if it is not known.
    """

    semantics: Semantics
    extensions: tuple[tuple[str, ...], ...]
    is_complete: bool
    count: int | None
    unfinished: tuple[Unfinished, ...] = ()


def grounded(graph: AttackGraph) -> Extensions:
    """Return the one grounded extension: what must be accepted. O(arguments + attacks)."""
    accepted = np.flatnonzero(ground(graph).labels == Label.IN)
    names = tuple(sorted(graph.names[node] for node in accepted.tolist()))
    return Extensions(Semantics.GROUNDED, (names,), is_complete=True, count=1)


def complete(graph: AttackGraph, limits: Limits = Limits()) -> Extensions:  # noqa: B008 (frozen)
    """Return the sets that accept just what they defend."""
    return listed(solve(graph, Semantics.COMPLETE, limits), limits)


def preferred(graph: AttackGraph, limits: Limits = Limits()) -> Extensions:  # noqa: B008 (frozen)
    """Return the largest sets that defend themselves."""
    return listed(solve(graph, Semantics.PREFERRED, limits), limits)


def stable(graph: AttackGraph, limits: Limits = Limits()) -> Extensions:  # noqa: B008 (frozen)
    """Return the sets without inner conflict that attack everything outside; there may be none."""
    return listed(solve(graph, Semantics.STABLE, limits), limits)


def solve(graph: AttackGraph, semantics: Semantics, limits: Limits = Limits()) -> Solved:  # noqa: B008 (frozen)
    """Return all extensions as choices by component, without listing their combinations.

    Components of one shape are solved once. Ends within the limits, whatever the graph.
    """
    labelling = ground(graph)
    if semantics is Semantics.GROUNDED:
        return Solved(graph, semantics, labelling, ())
    meter, known, parts = Meter(limits), {}, []
    for nodes, component in _components(graph, labelling):
        if component not in known:
            known[component] = search(component, semantics, meter)
        found = known[component]
        parts.append(Part(nodes, found))
        if semantics is Semantics.STABLE and not found.sets and found.stop is None:
            break
    return Solved(graph, semantics, labelling, tuple(parts))


def listed(solved: Solved, limits: Limits = Limits()) -> Extensions:  # noqa: B008 (frozen)
    """Return the extensions by name, as many as the limits allow."""
    names = solved.graph.names
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    sets = [np.sort(rank[accepted]) for accepted in _accepted(solved, limits)]
    sets.sort(key=np.ndarray.tolist)
    extensions = tuple(tuple(names[order[place]] for place in one.tolist()) for one in sets)
    count, unfinished = solved.count, solved.unfinished
    if count == 0:
        return Extensions(solved.semantics, (), is_complete=True, count=0)
    return Extensions(solved.semantics, extensions, count == len(extensions), count, unfinished)


def acceptance(solved: Solved) -> Mapping[str, Indices]:
    """Return which arguments are accepted in `all` extensions and in `some`, as sorted indices.

    Only what was found counts, see `Solved.unfinished`. With no extension at all both are empty.
    """
    if any(not part.found.sets for part in solved.parts):
        none = np.zeros(0, dtype=np.int64)
        return {"all": none, "some": none}
    start = np.flatnonzero(solved.grounded.labels == Label.IN)
    always, sometimes = [start], [start]
    for part in solved.parts:
        sets = [set(one) for one in part.found.sets]
        always.append(part.nodes[sorted(set.intersection(*sets))])
        sometimes.append(part.nodes[sorted(set.union(*sets))])
    return {"all": np.sort(np.concatenate(always)), "some": np.sort(np.concatenate(sometimes))}


def _accepted(solved: Solved, limits: Limits) -> Iterator[Indices]:
    """Yield extensions as indices, in an order that depends on the graph alone."""
    start = np.flatnonzero(solved.grounded.labels == Label.IN)
    choices = [[part.nodes[list(one)] for one in part.found.sets] for part in solved.parts]
    room = MOST_NAMES
    for picked in islice(product(*choices), limits.extensions):
        accepted = np.concatenate([start, *picked])
        room -= len(accepted)
        if room < 0:
            return
        yield accepted


def _components(graph: AttackGraph, labelling: GroundedLabelling) -> Iterator[tuple[Indices, Component]]:
    """Yield the weakly connected components of what is undecided, in the order of their first argument."""
    is_open = labelling.labels == Label.UNDECIDED
    kept = is_open[graph.attacks.sources] & is_open[graph.attacks.targets]
    sources, targets = graph.attacks.sources[kept].tolist(), graph.attacks.targets[kept].tolist()
    first = _first_of_component(len(graph), sources, targets)
    members: dict[int, list[int]] = {}
    place = [0] * len(graph)
    for node in np.flatnonzero(is_open).tolist():
        inside = members.setdefault(first[node], [])
        place[node] = len(inside)
        inside.append(node)
    edges: dict[int, tuple[list[int], list[int]]] = {one: ([], []) for one in members}
    for source, target in zip(sources, targets, strict=True):
        ends = edges[first[source]]
        ends[0].append(place[source])
        ends[1].append(place[target])
    for one, inside in members.items():
        yield np.array(inside, dtype=np.int64), Component(len(inside), tuple(edges[one][0]), tuple(edges[one][1]))


def _first_of_component(size: int, sources: list[int], targets: list[int]) -> list[int]:
    """Return for every node the smallest one that it hangs together with (union-find, Tarjan 1975)."""
    root = list(range(size))
    for source, target in zip(sources, targets, strict=True):
        first, second = _root(root, source), _root(root, target)
        root[max(first, second)] = min(first, second)
    for node in range(size):
        # Roots are smaller than what hangs on them, so they are final already.
        root[node] = root[root[node]]
    return root


def _root(root: list[int], node: int) -> int:
    while root[node] != node:
        root[node] = root[root[node]]
        node = root[node]
    return node
