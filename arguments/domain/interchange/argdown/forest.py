"""Relations in their order as trees that nest them, the way people write Argdown.

A reader of nested relations meets the innermost ones first. So the trees are read off the list as a postfix notation:
a relation takes over, as children of its new member, the tree that ended just before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from arguments.domain.interchange.debate import DebateRelation, NodeKind, NodeRef, RelationKind

MAXIMUM_HEIGHT = 8
"""Levels of nesting below a root; deeper chains go on in a paragraph of their own, which people can still read."""

_FROM_CHILD = {
    RelationKind.SUPPORTS: "+",
    RelationKind.ENTAILS: "+",
    RelationKind.ATTACKS: "-",
    RelationKind.CONTRARY: "-",
    RelationKind.UNDERCUTS: "<_",
}
_FROM_PARENT = {
    RelationKind.SUPPORTS: "+>",
    RelationKind.ENTAILS: "+>",
    RelationKind.ATTACKS: "->",
    RelationKind.CONTRARY: "->",
    RelationKind.UNDERCUTS: "_>",
    RelationKind.CONTRADICTS: "><",
}


@dataclass(slots=True, eq=False)
class Tree:
    """A node with what is written below it: the sign of each relation and the child."""

    root: NodeRef
    children: list[tuple[str, Tree]] = field(default_factory=list)
    height: int = 0

    def add(self, sign: str, child: Tree) -> None:
        """Write a child below the others."""
        self.children.append((sign, child))
        self.height = max(self.height, child.height + 1)

    def nodes(self) -> Iterator[NodeRef]:
        """The node and all below it, as they are met in reading."""
        waiting = [self]
        while waiting:
            tree = waiting.pop()
            yield tree.root
            waiting.extend(child for _, child in reversed(tree.children))


def grow(relations: Iterable[DebateRelation], conclusions: Collection[NodeRef]) -> list[Tree]:
    """Return trees that, read one after the other, give the relations in their order.

    What follows from a conclusion is written below the conclusion, everything else below what it bears on.
    """
    trees: list[Tree] = []
    for relation in relations:
        source, target = relation.source, relation.target
        if _is_written_below_source(relation) or source in conclusions:
            _add(trees, source, _FROM_PARENT[relation.kind], Tree(target))
            continue
        last = trees[-1] if trees else None
        is_nested = last is not None and last.root == source and last.height < MAXIMUM_HEIGHT
        child = trees.pop() if is_nested and source != target else Tree(source)
        _add(trees, target, _FROM_CHILD[relation.kind], child)
    return trees


def _is_written_below_source(relation: DebateRelation) -> bool:
    """Whether the relation can only be written so: contradictions, and undercuts that aim at a statement."""
    is_on_statement = relation.target.kind is NodeKind.STATEMENT
    return relation.kind is RelationKind.CONTRADICTS or (relation.kind is RelationKind.UNDERCUTS and is_on_statement)


def _add(trees: list[Tree], parent: NodeRef, sign: str, child: Tree) -> None:
    if not trees or trees[-1].root != parent or child.height >= MAXIMUM_HEIGHT:
        trees.append(Tree(parent))
    trees[-1].add(sign, child)
