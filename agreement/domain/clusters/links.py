"""What people decided about pairs of statements, as the next clustering has to respect it.

Must-link and cannot-link after Wagstaff, Cardie, Rogers and Schroedl (2001, "Constrained k-means
clustering with background knowledge", ICML). A must-link is transitive: who is linked to a linked
one belongs there too. A cannot-link holds for everybody whom must-links tie to its two ends.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Pair = tuple[int, int]
"""Ids of two statements, the lower first."""


@dataclass(frozen=True)
class Links:
    """Pairs that people want together (`must`) and apart (`cannot`), each with its lower id first."""

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class LinkConflict:
    """A cannot-link between two statements that must-links tie together, so that both cannot hold.

    `path` is the shortest chain of must-linked statements from one to the other, both included: one
    of its links, or the cannot-link, is to be taken back.
    """

    cannot: Pair
    path: tuple[int, ...]


@dataclass(frozen=True)
class ResolvedLinks:
    """Links followed to their ends.

    `groups` are the statements that belong together, two or more, sorted; `group_of` says the place
    in `groups` of each of them. `cannot` are the cannot-links that can hold; `conflicts` those that
    cannot: they are set aside and reported, since which must-link to break instead is nobody's to guess.
    """

    groups: tuple[tuple[int, ...], ...] = ()
    group_of: Mapping[int, int] | None = None
    cannot: frozenset[Pair] = frozenset()
    conflicts: tuple[LinkConflict, ...] = ()


def pair_of(one: int, other: int) -> Pair:
    """Return two ids as a pair: the lower first."""
    return (one, other) if one <= other else (other, one)


def resolve_links(links: Links, known: Iterable[int]) -> ResolvedLinks:
    """Return the links among `known` statements, followed to their ends; the same in any order.

    A link to a statement that is not there any more counts for nothing. A link of a statement with
    itself neither. O(links), and a breadth-first search for each conflict.
    """
    there = set(known)
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in links.must:
        if one != other and one in there and other in there:
            beside[one].add(other)
            beside[other].add(one)
    groups = tuple(sorted(_reached(beside)))
    group_of = {statement: place for place, group in enumerate(groups) for statement in group}
    cannot = {pair_of(*pair) for pair in links.cannot if pair[0] != pair[1] and there.issuperset(pair)}
    tied = sorted(pair for pair in cannot if group_of.get(pair[0], -1) == group_of.get(pair[1], -2))
    return ResolvedLinks(
        groups=groups,
        group_of=group_of,
        cannot=frozenset(cannot.difference(tied)),
        conflicts=tuple(LinkConflict(pair, _path(beside, *pair)) for pair in tied),
    )


def _reached(beside: Mapping[int, set[int]]) -> list[tuple[int, ...]]:
    """Return the connected groups of a graph, each sorted."""
    groups, seen = [], set[int]()
    for start in beside:
        if start in seen:
            continue
        group, waiting = {start}, [start]
        while waiting:
            fresh = beside[waiting.pop()] - group
            group |= fresh
            waiting.extend(fresh)
        seen |= group
        groups.append(tuple(sorted(group)))
    return groups


def _path(beside: Mapping[int, set[int]], start: int, end: int) -> tuple[int, ...]:
    """Return the shortest path; of equally short ones that through the lower ids."""
    before = {start: start}
    waiting = deque([start])
    while end not in before:
        here = waiting.popleft()
        for there in sorted(beside[here]):
            if there not in before:
                before[there] = here
                waiting.append(there)
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return tuple(reversed(path))
