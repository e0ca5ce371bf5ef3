"""How many passages do not lean on each other: the greatest number of them no two of which share an origin.

An origin is a set of keys; origins that share a key are one work. See docs/algorithms/independence.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Keys = frozenset[str]

EXACT_MAX = 24
"""Passages of one connected group that are still solved exactly; more are bounded from below."""


@dataclass(frozen=True)
class SharedOrigin:
    """A work that several passages lean on: its keys and the places of those passages, ascending."""

    keys: Keys
    members: tuple[int, ...]


@dataclass(frozen=True)
class Independence:
    """Of how many passages how many are independent; `exact` is false where only a lower bound was found."""

    passages: int
    independent: int
    exact: bool
    shared: tuple[SharedOrigin, ...]


def weigh_independence(leanings: Sequence[Sequence[Keys]]) -> Independence:
    """Return how many of the passages are independent, given each one's origins, at least one each.

    0 without passages. `shared` lists the works behind several passages, the most passages first.
    """
    works, keys = merge_origins(leanings)
    members: dict[int, list[int]] = defaultdict(list)
    for place, leaning in enumerate(works):
        for work in leaning:
            members[work].append(place)
    shared = [SharedOrigin(keys[work], tuple(places)) for work, places in members.items() if len(places) > 1]
    count, exact = _independent(works)
    return Independence(
        passages=len(leanings),
        independent=count,
        exact=exact,
        shared=tuple(sorted(shared, key=lambda one: (-len(one.members), one.members, sorted(one.keys)))),
    )


def merge_origins(leanings: Sequence[Sequence[Keys]]) -> tuple[list[frozenset[int]], dict[int, Keys]]:
    """Return the works that each passage leans on, by number, and each work's keys; origins with a common key are one.

    An origin without keys is a work of its own.
    """
    parents: list[int] = []
    by_key: dict[str, int] = {}
    numbered: list[list[int]] = []
    own: list[Keys] = []
    for leaning in leanings:
        numbers = []
        for origin in leaning:
            number = len(parents)
            parents.append(number)
            own.append(origin)
            numbers.append(number)
            for key in origin:
                _join(parents, number, by_key.setdefault(key, number))
        numbered.append(numbers)
    keys: dict[int, set[str]] = defaultdict(set)
    for number, origin in enumerate(own):
        keys[_root(parents, number)] |= origin
    works = [frozenset(_root(parents, number) for number in numbers) for numbers in numbered]
    return works, {root: frozenset(found) for root, found in keys.items()}


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _join(parents: list[int], one: int, other: int) -> None:
    roots = sorted((_root(parents, one), _root(parents, other)))
    parents[roots[1]] = roots[0]


def _independent(works: Iterable[frozenset[int]]) -> tuple[int, bool]:
    """Return the size of the greatest set of leanings without a work in common, and whether it is exact."""
    different = set(works)
    minimal = [one for one in different if not any(other < one for other in different)]
    minimal.sort(key=lambda one: (len(one), sorted(one)))
    conflicts = {
        place: {other for other, its in enumerate(minimal) if other != place and its & one}
        for place, one in enumerate(minimal)
    }
    count, exact = 0, True
    for group in _groups(conflicts):
        if len(group) <= EXACT_MAX:
            count += _greatest(group, conflicts)
        else:
            count += _greedy(group, conflicts)
            exact = False
    return count, exact


def _groups(conflicts: dict[int, set[int]]) -> list[frozenset[int]]:
    left, groups = set(conflicts), []
    while left:
        group, edge = set[int](), {min(left)}
        while edge:
            group |= edge
            edge = {other for one in edge for other in conflicts[one]} - group
        groups.append(frozenset(group))
        left -= group
    return groups


def _greatest(group: frozenset[int], conflicts: dict[int, set[int]]) -> int:
    if not group:
        return 0
    chosen = min(group, key=lambda one: (len(conflicts[one] & group), one))
    rivals = conflicts[chosen] & group
    taken = 1 + _greatest(group - rivals - {chosen}, conflicts)
    # With one rival or none, taking it is never worse than leaving it.
    return taken if len(rivals) <= 1 else max(taken, _greatest(group - {chosen}, conflicts))


def _greedy(group: frozenset[int], conflicts: dict[int, set[int]]) -> int:
    left, count = set(group), 0
    while left:
        chosen = min(left, key=lambda one: (len(conflicts[one] & left), one))
        left -= conflicts[chosen] | {chosen}
        count += 1
    return count
