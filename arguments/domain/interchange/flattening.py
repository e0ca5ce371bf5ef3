"""A debate as nodes that support or attack each other, for formats that know no more (Kialo, APX, TGF, ICCMA)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebateRelation,
    InferenceStep,
    NodeKind,
    NodeRef,
    RelationKind,
)
from arguments.domain.interchange.losing import Losses
from arguments.domain.interchange.negation import denials
from arguments.domain.interchange.reports import Loss

_SYMMETRIC = (RelationKind.CONTRADICTS, RelationKind.CONTRARY)
_SUPPORTS = (RelationKind.SUPPORTS, RelationKind.ENTAILS)


@dataclass(frozen=True, slots=True)
class FlatNode:
    """A statement, or an argument that had to become one. `name` is unique among all nodes, `text` may be empty."""

    ref: NodeRef
    name: str
    text: str
    has_given_name: bool = True
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class FlatEdge:
    """Support or attack. `data` is that of the relation that the edge was made of."""

    source: NodeRef
    target: NodeRef
    is_attack: bool
    data: Mapping[str, object]


@dataclass(frozen=True)
class Flat:
    """The nodes and edges in the order of the debate, each edge once, and what of the structure is lost."""

    nodes: tuple[FlatNode, ...]
    edges: tuple[FlatEdge, ...]
    losses: tuple[Loss, ...]


def flatten(debate: Debate) -> Flat:
    """Return the debate as nodes that support or attack each other.

    An argument with one premise and nothing else to say becomes an edge from its premise. Any other becomes a node,
    which its premises support and which supports or attacks what it concludes. Earlier steps of a chain become edges
    from their premises. An undercut attacks the argument's node.
    """
    return _Flattener(debate).flat()


class _Flattener:
    def __init__(self, debate: Debate) -> None:
        self.debate = debate
        self.losses = Losses()
        self.denied = denials(debate)
        self.texts = {one.name: one.text for one in debate.statements}
        self.edges: dict[tuple[NodeRef, NodeRef, bool], FlatEdge] = {}
        self.relations = [one for one in debate.relations if not self._only_denies(one)]
        named = {ref for one in self.relations for ref in (one.source, one.target)} | set(self.denied.values())
        self.inner = [one for one in debate.arguments if NodeRef(NodeKind.ARGUMENT, one.name) in named or _is_node(one)]

    def flat(self) -> Flat:
        """Return all of it."""
        nodes = tuple(self._nodes())
        inner = {one.name for one in self.inner}
        for argument in self.debate.arguments:
            self._add_argument(argument, is_node=argument.name in inner)
        for relation in self.relations:
            self._add_relation(relation)
        return Flat(nodes, tuple(self.edges.values()), self.losses.all)

    def _only_denies(self, relation: DebateRelation) -> bool:
        ends = (relation.source, relation.target)
        return any(end.kind is NodeKind.STATEMENT and end.name in self.denied for end in ends)

    def _nodes(self) -> Iterator[FlatNode]:
        taken = set()
        for statement in self.debate.statements:
            if statement.name not in self.denied:
                taken.add(statement.name)
                ref = NodeRef(NodeKind.STATEMENT, statement.name)
                text = statement.texts[-1] if statement.texts else ""
                yield FlatNode(ref, statement.name, text, statement.has_given_name, statement.weight)
        for argument in self.inner:
            name = argument.name
            while name in taken:
                name = f"<{name}>"
            taken.add(name)
            reason = "It becomes a node like a claim."
            self.losses.add("that a node is an argument", reason, argument.name)
            text = argument.text or self._told(argument)
            ref = NodeRef(NodeKind.ARGUMENT, argument.name)
            yield FlatNode(ref, name, text, argument.has_given_name, argument.weight)

    def _told(self, argument: DebateArgument) -> str:
        if argument.has_given_name or not argument.steps:
            return ""
        return " ".join(self.texts[one.statement] for one in argument.steps[-1].premises)

    def _add_argument(self, argument: DebateArgument, *, is_node: bool) -> None:
        if len(argument.steps) > 1:
            self.losses.add("that steps are of one argument", "Each becomes edges of its own.", argument.name)
        if not is_node and argument.has_given_name:
            self.losses.add("names of arguments", "One with a single premise becomes an edge.", argument.name)
        for step in argument.steps[:-1]:
            self._note_linked(argument, step)
            for premise in step.premises:
                self._add_to(NodeRef(NodeKind.STATEMENT, premise.statement), step.conclusion)
        for step in argument.steps[-1:]:
            self._note_linked(argument, step)
            own = NodeRef(NodeKind.ARGUMENT, argument.name)
            for premise in step.premises:
                source = NodeRef(NodeKind.STATEMENT, premise.statement)
                if is_node:
                    self._add(source, own, is_attack=False)
                else:
                    self._add_to(source, step.conclusion)
            if is_node:
                self._add_to(own, step.conclusion)

    def _note_linked(self, argument: DebateArgument, step: InferenceStep) -> None:
        if len(step.premises) > 1:
            reason = "Each premise supports on its own."
            self.losses.add("that premises are needed together", reason, argument.name)

    def _add_to(self, source: NodeRef, conclusion: str) -> None:
        denied = self.denied.get(conclusion)
        target = denied or NodeRef(NodeKind.STATEMENT, conclusion)
        self._add(source, target, is_attack=denied is not None)

    def _add_relation(self, relation: DebateRelation) -> None:
        kind = relation.kind
        subject = f"{relation.source.name} {kind.value} {relation.target.name}"
        if kind is RelationKind.UNDERCUTS:
            self.losses.add("undercuts", "They become attacks.", subject)
        elif kind is RelationKind.ENTAILS:
            self.losses.add("entailments", "They become support.", subject)
        elif kind in _SYMMETRIC:
            self.losses.add(_NAMES[kind], "They become an attack in each direction.", subject)
        self._add(relation.source, relation.target, is_attack=kind not in _SUPPORTS, data=relation.data)
        if kind in _SYMMETRIC:
            self._add(relation.target, relation.source, is_attack=True, data=relation.data)

    def _add(
        self, source: NodeRef, target: NodeRef, *, is_attack: bool, data: Mapping[str, object] | None = None
    ) -> None:
        self.edges.setdefault((source, target, is_attack), FlatEdge(source, target, is_attack, data or {}))


_NAMES = {RelationKind.CONTRADICTS: "contradictions", RelationKind.CONTRARY: "contraries"}


def _is_node(argument: DebateArgument) -> bool:
    """Return whether an argument says more than that one claim supports another."""
    if not argument.steps or argument.texts or argument.weight is not None:
        return True
    return len(argument.steps[-1].premises) != 1
