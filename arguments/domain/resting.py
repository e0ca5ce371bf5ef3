"""Which claims rest on a claim: follow it from premise to conclusion, at any depth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Inference(Generic[Key]):
    """An argument's premises and what it is for or against: a conclusion, or another argument (`target`)."""

    argument: Key
    premises: tuple[Key, ...]
    conclusion: Key | None
    target: Key | None


@dataclass(frozen=True)
class Resting(Generic[Key]):
    """What rests on a claim: other claims, each with its steps on the shortest way, and all arguments on the way."""

    steps: Mapping[Key, int]
    arguments: frozenset[Key]


def rest_on(inferences: Iterable[Inference[Key]], claims: Iterable[Key]) -> dict[Key, Resting[Key]]:
    """Return what rests on each of the claims; one that is a premise of nothing has nothing resting on it.

    An argument against a conclusion counts as one for it does: the conclusion is judged by it. An undercut counts
    for the conclusion of the argument that it attacks, through undercuts of undercuts too. Circles end where they
    began, and a claim never rests on itself. O(claims * size of the graph).
    """
    inferences = list(inferences)
    by_argument = {one.argument: one for one in inferences}
    used: dict[Key, list[tuple[Key, Key | None]]] = defaultdict(list)
    for one in inferences:
        aim = _aim(one, by_argument)
        for premise in one.premises:
            used[premise].append((one.argument, aim))
    return {claim: _follow(claim, used) for claim in claims}


def _aim(one: Inference[Key], by_argument: Mapping[Key, Inference[Key]]) -> Key | None:
    """Return the claim that the argument bears on in the end, None if undercuts turn in a circle."""
    seen: set[Key] = set()
    while one.target is not None and one.argument not in seen and one.target in by_argument:
        seen.add(one.argument)
        one = by_argument[one.target]
    return one.conclusion


def _follow(claim: Key, used: Mapping[Key, list[tuple[Key, Key | None]]]) -> Resting[Key]:
    steps: dict[Key, int] = {}
    arguments: set[Key] = set()
    edge, depth = [claim], 0
    while edge:
        depth += 1
        following = []
        for argument, aim in (pair for reached in edge for pair in used.get(reached, ())):
            arguments.add(argument)
            if aim is not None and aim != claim and aim not in steps:
                steps[aim] = depth
                following.append(aim)
        edge = following
    return Resting(steps, frozenset(arguments))
