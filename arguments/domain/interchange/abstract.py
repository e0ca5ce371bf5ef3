"""What APX, TGF and ICCMA share: nodes by identifiers that support or attack each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from arguments.domain.interchange.debate import Debate, DebateRelation, Json, NodeKind, NodeRef, RelationKind, Statement
from arguments.domain.interchange.flattening import Flat, FlatEdge, FlatNode, flatten
from arguments.domain.interchange.json_fields import Findings
from arguments.domain.interchange.losing import Losses, add_field_losses
from arguments.domain.interchange.reports import Loaded


@dataclass(frozen=True)
class Edge:
    """An edge as a file has it, by the identifiers of its ends."""

    source: str
    target: str
    kind: RelationKind
    line: int
    data: dict[str, Json]


class AbstractFile:
    """Collects the nodes and edges of a file and makes a debate of them."""

    def __init__(self) -> None:
        self.found = Findings()
        self.title = ""
        self.statements: dict[str, Statement] = {}
        self.edges: list[Edge] = []
        self.names: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.untitled: set[str] = set()

    def add_node(self, identity: str, line: int | None, text: str = "", weight: float | None = None) -> None:
        """Add a node; one that is here already is reported and left out."""
        if identity in self.statements:
            self.found.warning(f"“{identity}” is here already; this is left out.", identity, line)
            return
        self.statements[identity] = Statement(identity, (text,) if text else (), weight=weight)

    def set_weight(self, identity: str, weight: float, line: int) -> None:
        """Give a node its base score."""
        if identity not in self.statements:
            self.found.warning(f"A base score for “{identity}”, which is not in the file, is left out.", identity, line)
        else:
            self.statements[identity] = replace(self.statements[identity], weight=weight)

    def note(self, note: tuple[str, str, str]) -> None:
        """Take what one of our comments says."""
        key, identity, value = note
        if key == "title":
            self.title = value
        elif key == "untitled":
            self.untitled.add(identity)
        else:
            (self.names if key == "name" else self.texts)[identity] = value

    def loaded(self) -> Loaded:
        """Return the debate; edges that lead nowhere or are here twice are reported and left out."""
        names = self._names()
        refs = {identity: NodeRef(NodeKind.STATEMENT, name) for identity, name in names.items()}
        relations: dict[tuple[str, str, RelationKind], DebateRelation] = {}
        for edge in self.edges:
            source, target = refs.get(edge.source), refs.get(edge.target)
            key = (edge.source, edge.target, edge.kind)
            if source is None or target is None:
                missing = edge.source if source is None else edge.target
                reason = f"The relation names “{missing}”, which is not in the file; it is left out."
                self.found.warning(reason, missing, edge.line)
            elif key in relations:
                reason = f"“{edge.source}” {edge.kind} “{edge.target}” is here already."
                self.found.warning(reason, edge.source, edge.line)
            else:
                relations[key] = DebateRelation(edge.kind, source, target, edge.data)
        statements = tuple(self._statement(identity, names[identity]) for identity in self.statements)
        return Loaded(Debate(self.title, statements, relations=tuple(relations.values())), self.found.notices)

    def _names(self) -> dict[str, str]:
        wanted = {identity: self.names.get(identity) or identity for identity in self.statements}
        if len(set(wanted.values())) == len(wanted):
            return wanted
        self.found.warning("Two nodes have the same name in the comments; the names are left out.")
        return {identity: identity for identity in self.statements}

    def _statement(self, identity: str, name: str) -> Statement:
        found = self.statements[identity]
        if name == identity and identity not in self.texts and identity not in self.untitled:
            return found
        text = self.texts.get(identity)
        texts = found.texts if text is None else (text,)
        return replace(found, name=name, texts=texts, has_given_name=identity not in self.untitled)


@dataclass(frozen=True)
class Identified:
    """A flattened debate whose nodes have identifiers that a format can write."""

    flat: Flat
    identities: dict[NodeRef, str]
    losses: Losses

    def id_of(self, node: FlatNode) -> str:
        """Return the identifier of a node."""
        return self.identities[node.ref]

    def ends(self, edge: FlatEdge) -> tuple[str, str]:
        """Return the identifiers of an edge's ends."""
        return self.identities[edge.source], self.identities[edge.target]


def identified(
    debate: Debate,
    fits: Callable[[FlatNode, int], bool],
    prefix: str,
    *,
    holds: tuple[str, ...],
    own: tuple[str, ...] = (),
) -> Identified:
    """Return the debate as nodes: with their own names where those fit, otherwise with the prefix and a number."""
    flat = flatten(debate)
    losses = Losses()
    losses.extend(flat.losses)
    add_field_losses(losses, debate, holds=holds, own=own)
    taken = {node.name for place, node in enumerate(flat.nodes, start=1) if fits(node, place)}
    identities: dict[NodeRef, str] = {}
    number = 0
    for place, node in enumerate(flat.nodes, start=1):
        if fits(node, place):
            identities[node.ref] = node.name
            continue
        number += 1
        while f"{prefix}{number}" in taken:
            number += 1
        identities[node.ref] = f"{prefix}{number}"
    return Identified(flat, identities, losses)
