"""Claims that support themselves by way of others."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping

from arguments.domain.coaching.hints import Hint, HintKind, Weight
from arguments.domain.coaching.reading import Reading
from arguments.domain.graph import ArgumentGraph, Relation


def find_circles(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each knot of claims that support each other, with the shortest way round from its first claim.

    Linear in the graph but for the ways round, each linear in its knot.
    """
    premises = _supported_by(reading.graph)
    for knot in strong_components(premises):
        if len(knot) > 1 or knot[0] in premises[knot[0]]:
            yield _hint(reading, knot, premises)


def strong_components(followers: Mapping[str, Mapping[str, str]]) -> list[list[str]]:
    """Return the strongly connected components of a graph (Tarjan 1972) in the order of its nodes; no recursion."""
    order = {node: place for place, node in enumerate(followers)}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    held: dict[str, None] = {}
    found: list[list[str]] = []
    for root in followers:
        waiting = [(root, iter(followers[root]))] if root not in index else []
        while waiting:
            node, rest = waiting[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                held[node] = None
            following = next((one for one in rest if one in followers), None)
            if following is not None:
                if following not in index:
                    waiting.append((following, iter(followers[following])))
                elif following in held:
                    low[node] = min(low[node], index[following])
                continue
            waiting.pop()
            if waiting:
                low[waiting[-1][0]] = min(low[waiting[-1][0]], low[node])
            if low[node] == index[node]:
                found.append(_take(held, node))
    for knot in found:
        knot.sort(key=order.__getitem__)
    return sorted(found, key=lambda knot: order[knot[0]])


def _take(held: dict[str, None], node: str) -> list[str]:
    taken = []
    while node in held:
        taken.append(held.popitem()[0])
    return taken


def _supported_by(graph: ArgumentGraph) -> dict[str, dict[str, str]]:
    """Return each claim's supporting premises, each with the argument that it stands in."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for claim in graph.claims:
        found[claim.id] = {}
    for argument in graph.arguments:
        if argument.relation is Relation.SUPPORTS and argument.conclusion_id:
            for premise in argument.premises:
                found[argument.conclusion_id].setdefault(premise.claim_id, argument.id)
    return dict(found)


def _way_round(start: str, knot: set[str], premises: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the claims of the shortest circle through the start, which stands first."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for following in premises[node]:
            if following == start:
                way = [node]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if following in knot and following not in came_from:
                came_from[following] = node
                waiting.append(following)
    return [start]


def _hint(reading: Reading, knot: list[str], premises: Mapping[str, Mapping[str, str]]) -> Hint:
    way = _way_round(knot[0], set(knot), premises)
    steps = zip(way, [*way[1:], way[0]], strict=True)
    labels = [reading.label(one) for one in (*way, way[0])]
    return Hint(
        kind=HintKind.CIRCULAR_SUPPORT,
        weight=Weight.LIKELY,
        said=f"{labels[0]} supports itself: {' rests on '.join(labels)}.",
        advice="Find evidence from outside the circle, or take one of its steps away.",
        claim_ids=tuple(way),
        argument_ids=tuple(premises[conclusion][premise] for conclusion, premise in steps),
        words=tuple(reading.text(one) for one in way),
    )
