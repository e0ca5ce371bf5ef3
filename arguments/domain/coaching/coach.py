"""All hints about a map, the surest first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from arguments.domain.coaching.circles import find_circles
from arguments.domain.coaching.evidence import IdleClaim, find_idle_evidence, find_refuted_premises, find_unproven
from arguments.domain.coaching.hints import Hint, HintKind, Weight
from arguments.domain.coaching.loose_terms import find_loose_terms
from arguments.domain.coaching.missing_terms import find_missing_terms
from arguments.domain.coaching.own_stances import find_own_contradictions
from arguments.domain.coaching.reading import Reading
from arguments.domain.coaching.repeated_conclusions import find_repeated_conclusions
from arguments.domain.coaching.terms import NO_NAMES, Names
from arguments.domain.coaching.undercut_supports import find_undercut_supports
from arguments.domain.graph import ArgumentGraph

FINDERS = (
    find_circles,
    find_own_contradictions,
    find_refuted_premises,
    find_undercut_supports,
    find_repeated_conclusions,
    find_missing_terms,
    find_loose_terms,
    find_unproven,
)


def coach(graph: ArgumentGraph, *, names: Names = NO_NAMES, idle: Iterable[IdleClaim] = ()) -> tuple[Hint, ...]:
    """Return all hints about a map: the likely ones first, within them by kind, then in the order of the map.

    `names` are other names of one thing, `idle` the claims outside the map that have evidence. An empty graph gives
    none. About linear in the map's words.
    """
    reading = Reading(graph, names)
    found = [*chain.from_iterable(find(reading) for find in FINDERS), *find_idle_evidence(idle)]
    kinds, weights = list(HintKind), list(Weight)
    return tuple(sorted(found, key=lambda hint: (weights.index(hint.weight), kinds.index(hint.kind))))
