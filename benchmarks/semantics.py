"""Times extensions and strengths on graphs made from a seed, beside pygarg and a plain loop, and checks them.

    python -m benchmarks.semantics [--size 100000] [--peers 30 100 300] [--no-check]

Prints the seconds of grounded semantics and of the three gradual ones on 100,000 arguments with 300,000 attacks (and
supports), with and without cycles; grounded, complete, preferred and stable extensions beside pygarg, which are
compared; quadratic energy beside a loop over dictionaries; what hard graphs end in; and whether the extensions of
all 65,536 graphs of four arguments are the ones that trying every set finds. "of processor" is the time that this
process had a processor for, which other work on the machine lengthens less than the seconds on the clock.
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from pygarg.dung import solver as pygarg

from arguments.domain.semantics.extensions import Extensions, complete, grounded, preferred, stable
from arguments.domain.semantics.gradual import df_quad, euler, quadratic_energy
from arguments.domain.semantics.graphs import AttackGraph, BipolarGraph, Edges, edges_of
from arguments.domain.semantics.searching import Limits
from tests.arguments.domain.semantics.brute_force import brute_force

SEED = 20260101
SIZE, EDGES = 100_000, 3
WANTED = {"grounded": 1.0, "strengths": 2.0}
"""Seconds for 100,000 arguments with three times as many edges."""
PATIENCE = 10.0
PYGARG_GROUNDED = 100
"""Above so many arguments pygarg takes minutes for the grounded extension."""
EXTENSIONS: dict[str, Callable[..., Extensions]] = {
    "GR": lambda graph, _limits: grounded(graph),
    "CO": complete,
    "PR": preferred,
    "ST": stable,
}
"""Ours, by the names that competitions and pygarg give them."""


@dataclass(frozen=True)
class Timed:
    """What some work returned, its seconds on the clock and of processor."""

    result: Any
    seconds: float
    processor: float


def timed(work: Callable[[], Any]) -> Timed:
    """Return what the work returns, and how long it took."""
    began, used = time.perf_counter(), time.process_time()
    result = work()
    return Timed(result, time.perf_counter() - began, time.process_time() - used)


def names_of(size: int) -> tuple[str, ...]:
    """Return as many names."""
    return tuple(f"a{number}" for number in range(size))


def random_edges(size: int, count: int, chance: np.random.Generator, *, is_acyclic: bool = False) -> Edges:
    """Return about as many edges between random nodes."""
    sources, targets = chance.integers(0, size, count), chance.integers(0, size, count)
    if is_acyclic:
        sources, targets = np.minimum(sources, targets), np.maximum(sources, targets)
        return edges_of(size, sources[sources < targets], targets[sources < targets])
    return edges_of(size, sources, targets)


def random_bipolar(size: int, chance: np.random.Generator, *, is_acyclic: bool) -> BipolarGraph:
    """Return a graph with half of the edges attacks and half supports."""
    half = EDGES * size // 2
    attacks, supports = (random_edges(size, half, chance, is_acyclic=is_acyclic) for _ in range(2))
    return BipolarGraph(names_of(size), chance.random(size), attacks, supports)


def print_large(size: int) -> None:
    """Print the seconds of what is linear on one large graph, against what is wanted."""
    chance = np.random.default_rng(SEED)
    attack_graph = AttackGraph(names_of(size), random_edges(size, EDGES * size, chance))
    found = timed(lambda: grounded(attack_graph))
    print(
        f"semantics: grounded, {size:,} arguments, {len(attack_graph.attacks):,} attacks: {found.seconds:.2f} s"
        f" ({found.processor:.2f} of processor), {WANTED['grounded']:.0f} wanted;"
        f" {len(found.result.extensions[0]):,} accepted"
    )
    for is_acyclic, what in ((True, "no cycles"), (False, "cycles")):
        graph = random_bipolar(size, chance, is_acyclic=is_acyclic)
        edges = len(graph.attacks) + len(graph.supports)
        for strengths in (df_quad, quadratic_energy, euler):
            found = timed(partial(strengths, graph))
            print(
                f"semantics: {strengths.__name__}, {size:,} arguments, {edges:,} edges, {what}: {found.seconds:.2f} s"
                f" ({found.processor:.2f} of processor), {WANTED['strengths']:.0f} wanted;"
                f" {len(found.result.not_converged)} did not converge"
            )


def print_peers(sizes: list[int]) -> None:
    """Print our seconds and pygarg's on the same random graphs, and whether both found the same."""
    chance = np.random.default_rng(SEED)
    for size in sizes:
        graph = AttackGraph(names_of(size), random_edges(size, 2 * size, chance))
        attacks = [[graph.names[one], graph.names[other]] for one, other in zip(*_ends(graph), strict=True)]
        for name, ours in EXTENSIONS.items():
            if name == "GR" and size > PYGARG_GROUNDED:
                continue
            mine = timed(partial(ours, graph, Limits()))
            theirs = timed(partial(pygarg.extension_enumeration, list(graph.names), attacks, name))
            same = set(mine.result.extensions) == {tuple(sorted(one)) for one in theirs.result}
            print(
                f"semantics: {name} {size:>4} arguments, {len(graph.attacks):>4} attacks: {mine.seconds * 1000:.1f} ms,"
                f" pygarg {theirs.seconds * 1000:.1f} ms, {theirs.seconds / mine.seconds:.0f} times as long;"
                f" {len(mine.result.extensions)} extensions, {'the same' if same else 'NOT THE SAME'}"
            )


def print_loop(size: int) -> None:
    """Print our seconds and those of a loop over dictionaries on a graph without cycles."""
    graph = random_bipolar(size, np.random.default_rng(SEED), is_acyclic=True)
    mine, theirs = timed(lambda: quadratic_energy(graph)), timed(lambda: plain_quadratic_energy(graph))
    apart = max(abs(theirs.result[name] - value) for name, value in mine.result.by_name().items())
    print(
        f"semantics: quadratic_energy, {size:,} arguments without cycles: {mine.seconds * 1000:.0f} ms, a plain loop"
        f" {theirs.seconds * 1000:.0f} ms, {theirs.seconds / mine.seconds:.1f} times as long; {apart:.0e} apart at most"
    )


def plain_quadratic_energy(graph: BipolarGraph) -> dict[str, float]:
    """Return strengths as one would write it down: sweep over all arguments until nothing changes any more."""
    around: dict[str, list[tuple[str, int]]] = {name: [] for name in graph.names}
    for edges, sign in ((graph.attacks, -1), (graph.supports, 1)):
        for source, target in zip(edges.sources.tolist(), edges.targets.tolist(), strict=True):
            around[graph.names[target]].append((graph.names[source], sign))
    base = dict(zip(graph.names, graph.base_scores.tolist(), strict=True))
    strength, is_moving = dict(base), True
    while is_moving:
        is_moving = False
        for name, others in around.items():
            energy = sum(sign * strength[other] for other, sign in others)
            share = energy**2 / (1 + energy**2)
            value = base[name] + share * (1 - base[name] if energy > 0 else -base[name])
            is_moving = is_moving or value != strength[name]
            strength[name] = value
    return strength


def print_hard() -> None:
    """Print what graphs end in that a search could hang on."""
    chance = np.random.default_rng(SEED)
    two = np.arange(0, 10_000, 2)
    hard = {
        "5,000 even cycles": AttackGraph(names_of(10_000), edges_of(10_000, [*two, *two + 1], [*two + 1, *two])),
        "dense, 400 arguments, 40,000 attacks": AttackGraph(names_of(400), random_edges(400, 46_000, chance)),
        "ring of 500, each attacks its neighbours": AttackGraph(names_of(500), _ring(500)),
        "one component of 10,000, 40,000 attacks": AttackGraph(names_of(10_000), random_edges(10_000, 40_000, chance)),
    }
    for what, graph in hard.items():
        for ours in (complete, preferred, stable):
            found = timed(partial(ours, graph, Limits(1_000, is_over=_over(PATIENCE))))
            stops = ", ".join(one.stop for one in found.result.unfinished[:1])
            count = found.result.count
            counted = "unknown" if count is None else f"{count:,}" if count < 10**9 else f"10^{math.log10(count):.0f}"
            print(
                f"semantics: {what}: {ours.__name__} {found.seconds:.1f} s, {len(found.result.extensions)} listed,"
                f" {counted} in all{', stopped by ' + stops if stops else ''}"
            )


def print_check() -> None:
    """Print on how many of all graphs of four arguments the extensions are those found by trying every set."""
    size, wrong = 4, 0
    by_name = {"grounded": grounded, "complete": complete, "preferred": preferred, "stable": stable}
    names = names_of(size)
    began = time.perf_counter()
    for code in range(1 << (size * size)):
        pairs = [divmod(bit, size) for bit in range(size * size) if code >> bit & 1]
        graph = AttackGraph(names, edges_of(size, [one for one, _ in pairs], [other for _, other in pairs]))
        found = {
            name: {sum(1 << names.index(member) for member in one) for one in ours(graph).extensions}
            for name, ours in by_name.items()
        }
        wrong += found != brute_force(size, pairs)
    print(f"semantics: all {1 << (size * size):,} graphs of four arguments: {wrong} wrong ({_since(began):.0f} s)")


def _over(seconds: float) -> Callable[[], bool]:
    ends = time.perf_counter() + seconds
    return lambda: time.perf_counter() > ends


def _since(began: float) -> float:
    return time.perf_counter() - began


def _ends(graph: AttackGraph) -> tuple[list[int], list[int]]:
    return graph.attacks.sources.tolist(), graph.attacks.targets.tolist()


def _ring(size: int) -> Edges:
    nodes = np.arange(size)
    return edges_of(size, [*nodes, *nodes], [*(nodes + 1) % size, *(nodes - 1) % size])


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description="Extensions and strengths: time, memory, others beside, correctness.")
    parser.add_argument("--size", type=int, default=SIZE, help="arguments of the large graphs")
    parser.add_argument("--peers", type=int, nargs="*", default=[30, 100, 300], help="sizes for pygarg")
    parser.add_argument("--no-check", action="store_true", help="leave out the 65,536 graphs of four arguments")
    arguments = parser.parse_args()
    print_large(arguments.size)
    print(f"semantics: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most until here")
    print_peers(arguments.peers)
    print_loop(arguments.size // 10)
    print_hard()
    if not arguments.no_check:
        print_check()


if __name__ == "__main__":
    main()
