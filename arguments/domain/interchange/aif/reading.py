"""From a nodeset to a debate."""

from __future__ import annotations

from arguments.domain.interchange import json_text
from arguments.domain.interchange.aif.nodeset import Edge, Node, Nodeset, identity, read_nodeset
from arguments.domain.interchange.aif.schemes import scheme_key
from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebatePremise,
    DebateRelation,
    InferenceStep,
    Json,
    Locution,
    NodeKind,
    NodeRef,
    RelationKind,
    Statement,
)
from arguments.domain.interchange.json_fields import Findings
from arguments.domain.interchange.negation import denial, doubt
from arguments.domain.interchange.reports import Loaded


def load(text: str) -> Loaded:
    """Return the debate of a nodeset. What maps have no place for is kept in `data["aif"]`."""
    found = Findings()
    try:
        nodeset = read_nodeset(json_text.parse(text), found)
    except json_text.NotJson as error:
        return Loaded(Debate(), (error.notice,))
    debate = _Reader(nodeset, found).debate()
    return Loaded(debate, json_text.with_lines(found.notices, text))


class _Reader:
    def __init__(self, nodeset: Nodeset, found: Findings) -> None:
        self.nodeset, self.found = nodeset, found
        self.names: dict[str, NodeRef] = {}
        self.used_nodes: set[str] = set()
        self.used_edges: set[int] = set()
        self.statements: list[Statement] = []
        self.arguments: list[DebateArgument] = []
        self.relations: list[DebateRelation] = []
        self.denials: dict[NodeRef, Statement] = {}
        self.attacks: set[tuple[str, str]] = set()
        self.entries: dict[str, dict[str, Json]] = {}
        for entry in nodeset.locutions:
            self.entries.setdefault(identity(entry.get("nodeID")), entry)

    def debate(self) -> Debate:
        """Return all of it; nodes of one type come in the order of the file."""
        self._name(self.nodeset.of_type("I"), NodeKind.STATEMENT)
        for node in self.nodeset.of_type("I"):
            self._add_statement(node)
        inferences = [node for node in self.nodeset.of_type("RA", "CA") if self._is_argument(node)]
        self._name(inferences, NodeKind.ARGUMENT)
        self._drop_unaimed(inferences)
        for node in self.nodeset.of_type("RA", "CA"):
            self._add_inference(node)
        locutions = tuple(self._locution(node) for node in self.nodeset.of_type("L"))
        statements = (*self.statements, *self.denials.values())
        return Debate("", statements, tuple(self.arguments), tuple(self.relations), locutions, {"aif": self._rest()})

    def _name(self, nodes: list[Node], kind: NodeKind) -> None:
        titles = [_title(node) for node in nodes]
        taken = {title for title in titles if title and titles.count(title) == 1} if any(titles) else set()
        for node, title in zip(nodes, titles, strict=True):
            name = title if title in taken else node.id
            number = 1
            while name != title and name in taken:
                number += 1
                name = f"{node.id} ({number})"
            taken.add(name)
            self.names[node.id] = NodeRef(kind, name)

    def _add_statement(self, node: Node) -> None:
        name = self.names[node.id].name
        texts = (node.text,) if node.text else ()
        self.statements.append(Statement(name, texts, has_given_name=name == _title(node), data={"aif": node.extra}))
        self.used_nodes.add(node.id)

    def _premises(self, node: Node) -> list[Edge]:
        return [edge for edge in self.nodeset.into[node.id] if self.nodeset.nodes[edge.source].type == "I"]

    def _aims(self, node: Node) -> list[Edge]:
        aims = ("I",) if node.type == "RA" else ("I", "RA", "CA")
        return [edge for edge in self.nodeset.out_of[node.id] if self.nodeset.nodes[edge.target].type in aims]

    def _is_argument(self, node: Node) -> bool:
        """Return whether a node is an inference of ours: an RA, or a CA that one relation cannot say."""
        premises, aims = self._premises(node), self._aims(node)
        if not premises or len(aims) != 1:
            return False
        if node.type == "RA":
            return True
        attacked = any(self.nodeset.nodes[edge.source].type == "CA" for edge in self.nodeset.into[node.id])
        return len({edge.source for edge in premises}) > 1 or attacked

    def _drop_unaimed(self, inferences: list[Node]) -> None:
        """Leave out attacks on inferences that are none of ours, and attacks on these, until all aim at something."""
        attackers: dict[str, list[str]] = {}
        waiting = []
        for node in inferences:
            target = self._aims(node)[0].target
            attackers.setdefault(target, []).append(node.id)
            if target not in self.names:
                waiting.append(node.id)
        while waiting:
            one = waiting.pop()
            if self.names.pop(one, None) is not None:
                waiting.extend(attackers.get(one, ()))

    def _add_inference(self, node: Node) -> None:
        premises, aims = self._premises(node), self._aims(node)
        is_argument = node.id in self.names
        if not premises or len(aims) != 1 or aims[0].target not in self.names or not (is_argument or node.type == "CA"):
            reason = f"The {node.type} node has {len(premises)} premises and {len(aims)} aims that a map can show."
            self.found.warning(f"{reason} It is kept, but is no part of a map.", node.id)
            return
        target = self.names[aims[0].target]
        if is_argument:
            self._add_argument(node, premises, target)
        elif not self._add_attack(node, premises[0], target):
            return
        self.used_nodes.add(node.id)
        self.used_edges.update(edge.place for edge in (*premises, *aims))

    def _add_argument(self, node: Node, premises: list[Edge], target: NodeRef) -> None:
        sources = dict.fromkeys(self.names[edge.source].name for edge in premises)
        conclusion = target.name if node.type == "RA" else self._denial(target)
        name = self.names[node.id].name
        self.arguments.append(
            DebateArgument(
                name=name,
                has_given_name=name == _title(node),
                steps=(InferenceStep(tuple(DebatePremise(one) for one in sources), conclusion),),
                scheme=scheme_key(node.text),
                data={"aif": {**node.extra, "text": node.text}},
            )
        )

    def _denial(self, target: NodeRef) -> str:
        if target not in self.denials:
            taken = {one.name for one in (*self.statements, *self.denials.values())}
            name = f"not {target.name}"
            while name in taken:
                name = f"not {name}"
            is_claim = target.kind is NodeKind.STATEMENT
            texts = {one.name: one.text for one in self.statements}
            text = denial(texts[target.name]) if is_claim else doubt(target.name)
            kind = RelationKind.CONTRADICTS if is_claim else RelationKind.UNDERCUTS
            self.denials[target] = Statement(name, (text,), has_given_name=False)
            self.relations.append(DebateRelation(kind, NodeRef(NodeKind.STATEMENT, name), target))
        return self.denials[target].name

    def _add_attack(self, node: Node, premise: Edge, target: NodeRef) -> bool:
        source = self.names[premise.source]
        ends = (premise.source, self._aims(node)[0].target)
        if ends in self.attacks:
            reason = "The CA node says the same as another one. It is kept, but is no part of a map."
            self.found.warning(reason, node.id)
            return False
        self.attacks.add(ends)
        kind = RelationKind.ATTACKS if target.kind is NodeKind.STATEMENT else RelationKind.UNDERCUTS
        self.relations.append(DebateRelation(kind, source, target, {"aif": {**node.extra, "text": node.text}}))
        return True

    def _locution(self, node: Node) -> Locution:
        self.used_nodes.add(node.id)
        entry = self.entries.get(node.id, {})
        force, about = self._force(node)
        data: dict[str, Json] = {"aif": node.extra}
        if force is not None:
            data["aif"] = {**node.extra, "force": force.extra}
        said_at = entry.get("timestamp")
        return Locution(
            id=node.id,
            text=node.text,
            speaker=self._speaker(node, entry),
            said_at=said_at if isinstance(said_at, str) else "",
            force=force.text if force else "",
            about=about,
            data=data,
        )

    def _force(self, node: Node) -> tuple[Node | None, NodeRef | None]:
        """Return the first YA node that only anchors this locution, and what it puts forward, if one thing of ours."""
        for edge in self.nodeset.out_of[node.id]:
            force = self.nodeset.nodes[edge.target]
            aims = self.nodeset.out_of[force.id]
            if force.type != "YA" or force.id in self.used_nodes or len(self.nodeset.into[force.id]) != 1:
                continue
            if len(aims) > 1 or any(aim.target not in self.names for aim in aims):
                continue
            self.used_nodes.add(force.id)
            self.used_edges.update(one.place for one in (edge, *aims))
            return force, self.names[aims[0].target] if aims else None
        return None, None

    def _speaker(self, node: Node, entry: dict[str, Json]) -> str:
        person = identity(entry.get("personID"))
        for one in self.nodeset.around.get("participants") or ():
            if isinstance(one, dict) and person and identity(one.get("participantID")) == person:
                parts = (one.get("firstname"), one.get("surname"))
                return " ".join(part for part in parts if isinstance(part, str) and part)
        prefix, colon, _ = node.text.partition(" : ")
        is_name = bool(colon) and len(prefix) <= 60
        return prefix if is_name and (not person or person.isdigit()) else person

    def _rest(self) -> dict[str, Json]:
        """Return what our own values do not hold, and the order of the file."""
        nodeset = self.nodeset
        rest = {
            "order": list(nodeset.nodes),
            "nodes": [node.raw for node in nodeset.nodes.values() if node.id not in self.used_nodes],
            "edges": nodeset.raw_edges,
            "used": sorted(self.used_edges),
            "locutions": nodeset.locutions,
            "around": nodeset.around,
        }
        filled = {key: value for key, value in rest.items() if value}
        return filled if nodeset.envelope is None else {**filled, "envelope": nodeset.envelope}


def _title(node: Node) -> str:
    title = node.raw.get("title")
    return title if isinstance(title, str) else ""
