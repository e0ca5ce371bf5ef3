"""Strengths under a gradual semantics, on graphs with and without cycles.

Strongly connected components are taken in topological order. An argument outside of every cycle is computed once from
what is known. A cycle is a system of equations s = F(s): it is solved as Potyka [2018] does, by following the flow
ds/dt = F(s) - s from the base scores until it rests; where it does not come to rest there is no strength.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from arguments.domain.semantics.formulas import FORMULAS, Formula, Gradual
from arguments.domain.semantics.graphs import BipolarGraph, Indices, Numbers, Rows
from arguments.domain.semantics.searching import never

TOLERANCE = 1e-11
"""How far from F(s) the strengths of a cycle may be when it counts as at rest."""
MOST_STEPS = 2_000
"""Steps of the flow. Cycles that come to rest take some fifty; those that swing would go on for ever."""
BEND = 0.5
"""How much the direction of the flow may change within a step, as a share of its speed: small enough to keep to the
flow's course where there are several points of rest, large enough to halve the distance every two steps."""


WIDE = 64
"""So many arguments of a level are computed at once rather than one by one."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What the computation may cost: steps of the flow for each cycle, and a time limit of the caller."""

    steps: int = MOST_STEPS
    is_over: Callable[[], bool] = never


@dataclass(frozen=True, eq=False)
class Strengths:
    """The strength of every argument from 0 to 1, nan where its cycle or one that it hangs on did not converge."""

    semantics: Gradual
    graph: BipolarGraph
    values: Numbers

    @property
    def has_converged(self) -> bool:
        """Whether every argument has a strength."""
        return not bool(np.isnan(self.values).any())

    @property
    def not_converged(self) -> tuple[str, ...]:
        """The arguments without a strength, sorted by name."""
        return tuple(sorted(self.graph.names[node] for node in np.flatnonzero(np.isnan(self.values)).tolist()))

    def by_name(self) -> dict[str, float | None]:
        """Return every argument's strength, None where there is none."""
        values = self.values.tolist()
        return {name: None if value != value else value for name, value in zip(self.graph.names, values, strict=True)}  # noqa: PLR0124 (nan)


def df_quad(graph: BipolarGraph, effort: Effort = Effort()) -> Strengths:
    """Return strengths by DF-QuAD [Rago, Toni, Aurisicchio & Baroni 2016]."""
    return strengths(graph, Gradual.DF_QUAD, effort)


def quadratic_energy(graph: BipolarGraph, effort: Effort = Effort()) -> Strengths:
    """Return strengths by the quadratic energy model [Potyka 2018]."""
    return strengths(graph, Gradual.QUADRATIC_ENERGY, effort)


def euler(graph: BipolarGraph, effort: Effort = Effort()) -> Strengths:
    """Return strengths by the Euler-based semantics [Amgoud & Ben-Naim 2018]."""
    return strengths(graph, Gradual.EULER, effort)


def strengths(graph: BipolarGraph, semantics: Gradual, effort: Effort = Effort()) -> Strengths:
    """Return the strength of every argument.

    O(arguments + edges) without cycles, times the steps of the flow within them. Ends for every graph.
    """
    return Strengths(semantics, graph, _Computation(graph, FORMULAS[semantics], effort).run())


class _Computation:
    """Strengths on their way, once as a list, which single arguments read fast, and once as an array."""

    def __init__(self, graph: BipolarGraph, formula: Formula, effort: Effort) -> None:
        self.graph, self.formula, self.effort = graph, formula, effort
        self.array = graph.base_scores.copy()
        self.values: list[float] = self.array.tolist()
        self.lists = [
            (rows.starts.tolist(), rows.members.tolist())
            for rows in (graph.attacks.incoming, graph.supports.incoming, graph.needs.incoming)
        ]

    def run(self) -> Numbers:
        for number, level in enumerate(condense(self.graph).levels()):
            if self.effort.is_over():
                self._take(level.single, np.full(len(level.single), np.nan))
                self._take(level.cyclic, np.full(len(level.cyclic), np.nan))
                continue
            # What stands at the bottom outside of cycles keeps its base score: nothing bears on it.
            if number and len(level.single) >= WIDE:
                field = Field(self.graph, self.formula, level.single, self.array)
                self._take(level.single, field.at(self.array[level.single]))
            elif number:
                for node in level.single.tolist():
                    self.values[node] = self.array[node] = self._one(node)
            if len(level.cyclic):
                field = Field(self.graph, self.formula, level.cyclic, self.array)
                self._take(level.cyclic, flow(field, level.parts, self.effort))
        return self.array

    def _take(self, nodes: Indices, strength: Numbers) -> None:
        self.array[nodes] = strength
        for node, value in zip(nodes.tolist(), strength.tolist(), strict=True):
            self.values[node] = value

    def _one(self, node: int) -> float:
        """Return the strength of an argument from strengths that are known."""
        values = self.values
        attackers, supporters, needed = (
            [values[other] for other in members[starts[node] : starts[node + 1]]] for starts, members in self.lists
        )
        base = values[node]
        if needed:
            base *= math.nan if any(map(math.isnan, needed)) else min(needed)
        return self.formula.strength(base, attackers, supporters)


class Field:
    """F for some arguments of a graph at once, all others keeping their values."""

    def __init__(self, graph: BipolarGraph, formula: Formula, nodes: Indices, values: Numbers) -> None:
        """Take the rows of these arguments out of the graph; `values` holds all strengths and is written to."""
        self.graph, self.formula, self.nodes, self.values = graph, formula, nodes, values
        self.base = graph.base_scores[nodes]
        attackers, attacked = _gather(graph.attacks.incoming, nodes)
        supporters, supported = _gather(graph.supports.incoming, nodes)
        # Only the columns that are needed: a graph of many levels must not cost its size on each.
        self.columns, place = np.unique(np.concatenate([attackers, supporters]), return_inverse=True)
        self.attacks = _matrix(place[: len(attackers)], attacked, len(self.columns))
        self.supports = _matrix(place[len(attackers) :], supported, len(self.columns))
        has = graph.needs.incoming.lengths[nodes] > 0
        self.inferences = np.flatnonzero(has)
        self.premises, self.begins = _gather(graph.needs.incoming, nodes[has])

    def narrowed(self, kept: npt.NDArray[np.bool_]) -> Field:
        """Return the field of some of these arguments."""
        return Field(self.graph, self.formula, self.nodes[kept], self.values)

    def at(self, strength: Numbers) -> Numbers:
        """Return F at these strengths of the arguments."""
        self.values[self.nodes] = strength
        base = self.base
        if len(self.inferences):
            base = base.copy()
            base[self.inferences] *= np.minimum.reduceat(self.values[self.premises], self.begins)
        return self.formula.move_all(base, self._energy())

    def _energy(self) -> Numbers:
        around = self.values[self.columns]
        if not self.formula.is_product:
            difference: Numbers = self.supports @ around - self.attacks @ around
            return difference
        with np.errstate(divide="ignore"):
            left = np.log1p(-around)
        product: Numbers = np.exp(self.attacks @ left) - np.exp(self.supports @ left)
        return product


def flow(field: Field, parts: Indices, effort: Effort) -> Numbers:
    """Return where the flow from the base scores comes to rest, nan for components where it does not.

    `parts[k]` is the component of the field's k-th argument, ascending. Each component has a step length of its own
    (Heun's method, shortened or lengthened by how much the direction changes within a step) and drops out at rest.
    """
    found = np.full(len(parts), np.nan)
    rows, strength = np.arange(len(parts)), field.base.copy()
    begins, place = _runs(parts)
    length, fastest = np.ones(len(begins)), np.full(len(begins), np.inf)
    for _ in range(effort.steps):
        speed = field.at(strength) - strength
        fastest = np.maximum.reduceat(np.abs(speed), begins)
        moving = fastest > TOLERANCE
        going = moving[place]
        if 2 * np.count_nonzero(going) <= len(going) or effort.is_over():
            rested = (fastest <= TOLERANCE)[place]
            found[rows[rested]] = strength[rested]
            if not going.any() or effort.is_over():
                break
            field, rows, strength, speed = field.narrowed(going), rows[going], strength[going], speed[going]
            begins, place = _runs(parts[rows])
            fastest, length, moving = fastest[moving], length[moving], moving[moving]
        ahead = np.clip(strength + length[place] * speed, 0.0, 1.0)
        turned = field.at(ahead) - ahead
        bend = np.maximum.reduceat(np.abs(turned - speed), begins)
        accepted = (bend <= BEND * fastest) & moving
        strength = np.clip(strength + (length * accepted / 2)[place] * (speed + turned), 0.0, 1.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            length *= np.nan_to_num(np.clip(0.9 * BEND * fastest / bend, 0.2, 2.0), nan=1.0)
    else:
        rested = (fastest <= TOLERANCE)[place]
        found[rows[rested]] = strength[rested]
    return found


def _runs(parts: Indices) -> tuple[Indices, Indices]:
    """Return where each run of equal numbers begins, and for every place the number of its run, from 0."""
    is_first = np.diff(parts, prepend=-1) != 0
    return np.flatnonzero(is_first), np.cumsum(is_first) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Arguments that hang on lower levels only: single ones, and cycles with the number of each one's component."""

    single: Indices
    cyclic: Indices
    parts: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Condensation:
    """The strongly connected components of a graph: for every argument its component, for those their level."""

    parts: Indices
    heights: Indices
    is_cyclic: npt.NDArray[np.bool_]

    def levels(self) -> Iterator[Level]:
        """Yield the levels, lowest first."""
        height = self.heights[self.parts]
        order = np.lexsort((self.parts, height))
        if not len(order):
            return
        for nodes in np.split(order, np.flatnonzero(np.diff(height[order])) + 1):
            is_cyclic = self.is_cyclic[self.parts[nodes]]
            cyclic = nodes[is_cyclic]
            yield Level(nodes[~is_cyclic], cyclic, self.parts[cyclic])


def condense(graph: BipolarGraph) -> Condensation:
    """Return the strongly connected components over all kinds of edges, and on which level each stands."""
    size = len(graph)
    kinds = (graph.attacks, graph.supports, graph.needs)
    sources = np.concatenate([edges.sources for edges in kinds])
    targets = np.concatenate([edges.targets for edges in kinds])
    matrix = csr_array((np.ones(len(sources), dtype=np.int8), (sources, targets)), shape=(size, size))
    count, labels = connected_components(matrix, directed=True, connection="strong") if size else (0, sources)
    parts = labels.astype(np.int64)
    is_cyclic = np.bincount(parts, minlength=count) > 1
    is_cyclic[parts[sources[sources == targets]]] = True
    across = parts[sources] != parts[targets]
    return Condensation(parts, _heights(count, parts[sources[across]], parts[targets[across]]), is_cyclic)


def _heights(count: int, sources: Indices, targets: Indices) -> Indices:
    """Return the length of the longest way to each node of an acyclic graph."""
    order = np.argsort(sources, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(sources, minlength=count))]).tolist()
    members = targets[order].tolist()
    waiting, heights = np.bincount(targets, minlength=count).tolist(), [0] * count
    ready = [node for node, left in enumerate(waiting) if not left]
    for node in ready:
        height = heights[node] + 1
        for following in members[starts[node] : starts[node + 1]]:
            heights[following] = max(heights[following], height)
            waiting[following] -= 1
            if not waiting[following]:
                ready.append(following)
    return np.array(heights, dtype=np.int64)


def _matrix(columns: Indices, begins: Indices, width: int) -> csr_array:
    return csr_array((np.ones(len(columns)), columns, np.append(begins, len(columns))), shape=(len(begins), width))


def _gather(rows: Rows, nodes: Indices) -> tuple[Indices, Indices]:
    """Return the members of these rows one after the other, and where each row begins."""
    lengths = rows.lengths[nodes]
    begins = np.cumsum(lengths) - lengths
    within = np.arange(int(lengths.sum())) - np.repeat(begins, lengths)
    return rows.members[np.repeat(rows.starts[nodes], lengths) + within], begins
