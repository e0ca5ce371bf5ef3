"""The grounded labelling: what follows from the attacks without choosing anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from arguments.domain.semantics.graphs import AttackGraph, Indices

Labels: TypeAlias = npt.NDArray[np.int8]


class Label(IntEnum):
    """Accepted (`in`), rejected by an accepted attacker (`out`), or neither."""

    UNDECIDED = 0
    IN = 1
    OUT = 2


@dataclass(frozen=True, eq=False)
class GroundedLabelling:
    """A label for every argument; `ranks` says in which order the decided ones were decided, -1 for the others.

    Every reason for a label has a lower rank than what it is a reason for, so explanations by falling rank end.
    """

    labels: Labels
    ranks: Indices


def ground(graph: AttackGraph) -> GroundedLabelling:
    """Return the grounded labelling [Dung 1995, def. 20; Modgil & Caminada 2009, 6.2], in O(arguments + attacks).

    An argument is in when all its attackers are out, and out when one of them is in; what neither rule reaches, such
    as an argument that only attacks itself, stays undecided.
    """
    outgoing = graph.attacks.outgoing
    starts, members = outgoing.starts.tolist(), outgoing.members.tolist()
    waiting = graph.attacks.incoming.lengths.tolist()
    labels, ranks = [Label.UNDECIDED.value] * len(graph), [-1] * len(graph)
    accepted, decided = [node for node, count in enumerate(waiting) if not count], 0
    for node in accepted:
        labels[node], ranks[node] = 1, decided
        decided += 1
        for hit in members[starts[node] : starts[node + 1]]:
            if labels[hit]:
                continue
            labels[hit], ranks[hit] = 2, decided
            decided += 1
            for freed in members[starts[hit] : starts[hit + 1]]:
                waiting[freed] -= 1
                if not waiting[freed] and not labels[freed]:
                    accepted.append(freed)
    return GroundedLabelling(np.array(labels, dtype=np.int8), np.array(ranks, dtype=np.int64))
