"""Looks for the complete, preferred or stable sets of one component with a SAT solver, within limits.

Every argument has a variable "accepted" (1 to n) and, for complete labellings, one "rejected" (n + 1 to 2 n).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pysat.solvers import Solver

SOLVER = "glucose4"
CONFLICTS, PROPAGATIONS = 1_000, 500_000
"""What the solver may do before the limits are looked at again: some tenths of a second, so that they are kept."""


MOST_EXTENSIONS = 10_000


class Semantics(StrEnum):
    """Which sets of arguments are looked for."""

    GROUNDED = "grounded"
    COMPLETE = "complete"
    PREFERRED = "preferred"
    STABLE = "stable"


class Stop(StrEnum):
    """Why a search ended before it had seen everything."""

    LIMIT = "limit"
    STEPS = "steps"
    TIME = "time"
    SIZE = "size"


STOP_WORDS = {
    Stop.LIMIT: "there are more than the limit on extensions allows",
    Stop.STEPS: "the limit on steps of the search was reached",
    Stop.TIME: "the time limit was reached",
    Stop.SIZE: "it is larger than the limit on size allows",
}


def never() -> bool:
    """Return that no time limit is over."""
    return False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a search may cost. All of it but `is_over` counts the same on every machine.

    `extensions` are found and listed at most. `steps` are propagations of the solver, plus the arguments and attacks
    of the component each time that it is asked; a second has some millions. Components of more than `size` arguments
    and attacks together are not tried. `is_over` is asked every few tenths of a second and says that a time limit of
    the caller has passed.
    """

    extensions: int = MOST_EXTENSIONS
    steps: int = 200_000_000
    size: int = 500_000
    is_over: Callable[[], bool] = never


class Meter:
    """Counts the steps that a search over several components may still make."""

    def __init__(self, limits: Limits) -> None:
        """Begin with all steps that the limits allow."""
        self.limits = limits
        self.left = limits.steps

    def spend(self, steps: int) -> None:
        """Take steps off. Raises StoppedError when none were left or the time is over."""
        if self.limits.is_over():
            raise StoppedError(Stop.TIME)
        if self.left <= 0:
            raise StoppedError(Stop.STEPS)
        self.left -= steps


class StoppedError(Exception):
    """A search has used up what it may; `stop` says what of."""

    def __init__(self, stop: Stop) -> None:
        """Keep the reason."""
        super().__init__(stop)
        self.stop = stop


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a graph that hangs together, its arguments numbered from 0: who attacks whom."""

    size: int
    sources: tuple[int, ...]
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The sets found, each sorted, all of them in order; `stop` says why there may be more."""

    sets: tuple[tuple[int, ...], ...]
    stop: Stop | None = None


def search(component: Component, semantics: Semantics, meter: Meter) -> Found:
    """Return the component's sets under complete, preferred or stable semantics, as far as the limits allow.

    Whatever is returned is right; with `stop` there may be more. No set at all without `stop` means that there is
    none, which only stable semantics knows.
    """
    if component.size + len(component.sources) > meter.limits.size:
        return Found((), Stop.SIZE)
    is_stable = semantics is Semantics.STABLE
    clauses = _stable_clauses(component) if is_stable else _complete_clauses(component)
    found: list[tuple[int, ...]] = []
    stop = None
    with Solver(name=SOLVER, bootstrap_with=clauses) as solver:
        solver.set_phases(list(range(1, component.size + 1)))
        run = _Run(solver, component, meter)
        try:
            for one in run.largest() if semantics is Semantics.PREFERRED else run.every():
                if len(found) >= meter.limits.extensions:
                    stop = Stop.LIMIT
                    break
                found.append(one)
        except StoppedError as stopped:
            stop = stopped.stop
    return Found(tuple(sorted(found)), stop)


@dataclass(frozen=True, slots=True)
class _Solution:
    """Accepted arguments, and those that are neither accepted nor rejected."""

    accepted: tuple[int, ...]
    undecided: tuple[int, ...]


class _Run:
    def __init__(self, solver: Solver, component: Component, meter: Meter) -> None:
        self.solver, self.size, self.meter = solver, component.size, meter
        self.cost = component.size + len(component.sources)
        self.fresh = 2 * component.size
        self.propagations = 0

    def every(self) -> Iterator[tuple[int, ...]]:
        """Yield all solutions; another one lacks something that this one accepts, or accepts what it leaves open."""
        while (found := self._solve([])) is not None:
            yield found.accepted
            self.solver.add_clause([*(-(node + 1) for node in found.accepted), *(node + 1 for node in found.undecided)])

    def largest(self) -> Iterator[tuple[int, ...]]:
        """Yield all largest solutions: each grown until that fails; another one accepts something outside of it."""
        while (found := self._solve([])) is not None:
            while (larger := self._larger(found)) is not None:
                found = larger
            yield found.accepted
            accepted = set(found.accepted)
            self.solver.add_clause([node + 1 for node in range(self.size) if node not in accepted])

    def _larger(self, found: _Solution) -> _Solution | None:
        """Return a solution that accepts all of this one and more: something that it leaves undecided."""
        if not found.undecided:
            return None
        self.fresh += 1
        self.solver.add_clause([-self.fresh, *(node + 1 for node in found.undecided)])
        larger = self._solve([self.fresh, *(node + 1 for node in found.accepted)])
        self.solver.add_clause([-self.fresh])
        return larger

    def _solve(self, assumptions: list[int]) -> _Solution | None:
        """Return a solution, None if there is none. Raises StoppedError when the limits are reached."""
        answer = None
        self.meter.spend(self.cost)
        while answer is None:
            self.solver.conf_budget(CONFLICTS)
            self.solver.prop_budget(PROPAGATIONS)
            answer = self.solver.solve_limited(assumptions=assumptions)
            propagations = self.solver.accum_stats()["propagations"]
            spent, self.propagations = propagations - self.propagations, propagations
            if answer is None:
                self.meter.spend(spent)
        if not answer:
            return None
        model = self.solver.get_model()
        accepted = tuple(node for node in range(self.size) if model[node] > 0)
        rejected = model[self.size : 2 * self.size]
        if not rejected:
            return _Solution(accepted, ())
        undecided = (node for node in range(self.size) if model[node] < 0 and rejected[node] < 0)
        return _Solution(accepted, tuple(undecided))


def _attackers(component: Component) -> list[list[int]]:
    attackers: list[list[int]] = [[] for _ in range(component.size)]
    for source, target in zip(component.sources, component.targets, strict=True):
        attackers[target].append(source)
    return attackers


def _complete_clauses(component: Component) -> Iterable[list[int]]:
    """Yield that accepted means all attackers rejected, and rejected one accepted [Cerutti et al. 2014, def. 7]."""
    size = component.size
    for target, attackers in enumerate(_attackers(component)):
        accepted, rejected = target + 1, size + target + 1
        yield [-accepted, -rejected]
        for source in attackers:
            yield [-accepted, size + source + 1]
            yield [rejected, -(source + 1)]
        yield [accepted, *(-(size + source + 1) for source in attackers)]
        yield [-rejected, *(source + 1 for source in attackers)]


def _stable_clauses(component: Component) -> Iterable[list[int]]:
    """Yield that an argument is accepted just when no attacker is [Besnard & Doutre 2004, 5]."""
    for target, attackers in enumerate(_attackers(component)):
        for source in attackers:
            yield [-(target + 1), -(source + 1)]
        yield [target + 1, *(source + 1 for source in attackers)]
