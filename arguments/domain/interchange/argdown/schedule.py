"""In which order a debate's nodes are met in a text that is being written, and what may be written next."""

from __future__ import annotations

from collections.abc import Iterable

from arguments.domain.interchange.debate import Debate, NodeKind, NodeRef


class Schedule:
    """Statements and arguments in the order of the debate, each kind for itself, and how far the text has come.

    A reader lists nodes as it meets them. To give the order back, a text must mention each node for the first time
    only after all before it of its kind.
    """

    def __init__(self, debate: Debate) -> None:
        """Start with nothing mentioned."""
        self._nodes = {
            NodeKind.STATEMENT: [NodeRef(NodeKind.STATEMENT, one.name) for one in debate.statements],
            NodeKind.ARGUMENT: [NodeRef(NodeKind.ARGUMENT, one.name) for one in debate.arguments],
        }
        self._places = {ref: place for refs in self._nodes.values() for place, ref in enumerate(refs)}
        self._next = dict.fromkeys(NodeKind, 0)

    def is_met(self, node: NodeRef) -> bool:
        """Whether the text has mentioned the node."""
        return self._places[node] < self._next[node.kind]

    def meet(self, node: NodeRef) -> bool:
        """Note a mention; tell whether it was the first one."""
        if self.is_met(node):
            return False
        self._next[node.kind] = self._places[node] + 1
        return True

    def following(self, kind: NodeKind) -> NodeRef | None:
        """The first node of a kind that is not mentioned yet."""
        place = self._next[kind]
        return self._nodes[kind][place] if place < len(self._nodes[kind]) else None

    def obstacle(self, mentions: Iterable[NodeRef]) -> NodeRef | None:
        """The first of the mentions that comes too early; None if all can be written now, in this order."""
        ahead = dict(self._next)
        for node in mentions:
            place = self._places[node]
            if place > ahead[node.kind]:
                return node
            if place == ahead[node.kind]:
                ahead[node.kind] += 1
        return None

    def is_reachable(self, node: NodeRef) -> bool:
        """Whether all nodes of its kind before it are mentioned."""
        return self._places[node] <= self._next[node.kind]
