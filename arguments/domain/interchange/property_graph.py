"""A debate as nodes and edges with named values, for formats that have those (GraphML, DOT). It loses nothing.

A statement is a node. An argument is a node too; edges of kind `premise` lead to it from its premises, one of kind
`conclusion` from it to its conclusion. Earlier steps of a chain are nodes of kind `step`. A relation is an edge of its
kind. What has no plain value of its own is kept as JSON in `more`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from arguments.domain.interchange import json_text, native
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
    Quote,
    RelationKind,
    Statement,
)
from arguments.domain.interchange.json_fields import Fields, Findings
from arguments.domain.interchange.kinds import MEANINGS, kind_of, kind_of_colour

Scalar: TypeAlias = str | int | float | bool

NODE_FIELDS = frozenset(
    ["kind", "name", "label", "text", "weight", "tags", "author", "scheme", "rules", "untitled", "argument", "more"]
)
EDGE_FIELDS = frozenset(("kind", "implicit", "more"))
GRAPH_FIELDS = frozenset(("title", "more"))
_SIMPLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*$")
_KEYWORDS = {"node", "edge", "graph", "digraph", "subgraph", "strict"}


@dataclass
class PropertyNode:
    """A node by its identifier, with its values and its line in the file."""

    id: str
    values: dict[str, Scalar] = field(default_factory=dict)
    line: int | None = None


@dataclass
class PropertyEdge:
    """An edge between nodes by their identifiers."""

    source: str
    target: str
    values: dict[str, Scalar] = field(default_factory=dict)
    line: int | None = None


@dataclass
class PropertyGraph:
    """Nodes and edges in the order of the file."""

    nodes: list[PropertyNode] = field(default_factory=list)
    edges: list[PropertyEdge] = field(default_factory=list)
    values: dict[str, Scalar] = field(default_factory=dict)


def to_property_graph(debate: Debate, is_plain: Callable[[str, Json], bool]) -> PropertyGraph:
    """Return the debate as a graph; `is_plain` tells by name and value which foreign values can stand as they are."""
    return _Maker(debate, is_plain).graph()


def from_property_graph(graph: PropertyGraph, found: Findings) -> Debate:
    """Return the debate of a graph, whether it was ours or not; what is not understood is reported.

    A node without a kind is a statement, named by its identifier, with its label as wording. An edge says by its
    kind, relation, type, label, sign or colour whether it supports or attacks; one that says nothing supports.
    """
    return _Taker(graph, found).debate()


class _Maker:
    def __init__(self, debate: Debate, is_plain: Callable[[str, Json], bool]) -> None:
        self.debate, self.is_plain = debate, is_plain
        self.made = PropertyGraph()
        names = [one.name for one in debate.statements]
        self.simple = {name for name in names if _SIMPLE.match(name) and name.lower() not in _KEYWORDS}
        self.simple |= {one.name for one in debate.arguments if _SIMPLE.match(one.name)} - _KEYWORDS
        self.ids: dict[NodeRef, str] = {}
        self.taken: set[str] = set()
        self.number = 0

    def graph(self) -> PropertyGraph:
        """Return all of it."""
        debate = self.debate
        locutions = [native.locution_as_json(one) for one in debate.locutions]
        self.made.values = self._values({"title": debate.title}, {"locutions": locutions}, debate.data, GRAPH_FIELDS)
        for statement in debate.statements:
            self._add(NodeKind.STATEMENT, statement, {}, {})
        for argument in debate.arguments:
            self._add_argument(argument)
        for argument in debate.arguments:
            self._join_steps(argument)
        for relation in debate.relations:
            values = self._values({"kind": relation.kind.value}, {}, relation.data, EDGE_FIELDS)
            self.made.edges.append(PropertyEdge(self.ids[relation.source], self.ids[relation.target], values))
        return self.made

    def _add(
        self, kind: NodeKind, node: Statement | DebateArgument, values: dict[str, Json], more: dict[str, Json]
    ) -> None:
        identity = self.ids[NodeRef(kind, node.name)] = self._id(node.name)
        text = node.texts[-1] if node.texts else None
        label = node.name if text is None else text
        plain = {
            "label": label,
            "kind": kind.value,
            "name": None if identity == node.name else node.name,
            "text": text if text is not None and text in (node.name, "") else None,
            "weight": node.weight,
            "tags": _joined(node.tags, " "),
            "untitled": True if not node.has_given_name else None,
            **values,
        }
        rest = {
            "earlier": list(node.texts[:-1]),
            "tags": [] if _joined(node.tags, " ") else list(node.tags),
            "quotes": [native.quote_as_json(one) for one in node.quotes],
            **more,
        }
        self.made.nodes.append(PropertyNode(identity, self._values(plain, rest, node.data, NODE_FIELDS)))

    def _add_argument(self, argument: DebateArgument) -> None:
        values: dict[str, Json] = {"author": argument.author or None, "scheme": argument.scheme or None}
        more: dict[str, Json] = {}
        if argument.steps:
            last = argument.steps[-1]
            values["rules"] = _joined(last.rules, "; ")
            more = {"rules": [] if values["rules"] else list(last.rules), "step": dict(last.data)}
        self._add(NodeKind.ARGUMENT, argument, values, more)

    def _join_steps(self, argument: DebateArgument) -> None:
        own = self.ids[NodeRef(NodeKind.ARGUMENT, argument.name)]
        for step in argument.steps[:-1]:
            identity = self._id("")
            plain = {"label": "", "kind": "step", "argument": own, "rules": _joined(step.rules, "; ")}
            rest = {"rules": [] if plain["rules"] else list(step.rules)}
            self.made.nodes.append(PropertyNode(identity, self._values(plain, rest, step.data, NODE_FIELDS)))
            self._join(identity, step)
        for step in argument.steps[-1:]:
            self._join(own, step)

    def _join(self, identity: str, step: InferenceStep) -> None:
        for premise in step.premises:
            plain = {"kind": "premise", "implicit": premise.is_implicit or None}
            values = self._values(plain, {}, premise.data, EDGE_FIELDS)
            source = self.ids[NodeRef(NodeKind.STATEMENT, premise.statement)]
            self.made.edges.append(PropertyEdge(source, identity, values))
        target = self.ids[NodeRef(NodeKind.STATEMENT, step.conclusion)]
        self.made.edges.append(PropertyEdge(identity, target, {"kind": "conclusion"}))

    def _values(
        self, plain: Mapping[str, Json], more: Mapping[str, Json], data: Mapping[str, Json], fields: frozenset[str]
    ) -> dict[str, Scalar]:
        """Return the values of a thing: its own, those of other files that are plain, and the rest as JSON."""
        foreign = data.get("attributes")
        known = foreign if isinstance(foreign, dict) else {}
        shown = {key: value for key, value in known.items() if key not in fields and key and self.is_plain(key, value)}
        kept = {key: value for key, value in data.items() if key != "attributes"}
        hidden = {key: value for key, value in known.items() if key not in shown}
        if hidden or ("attributes" in data and not known):
            kept["attributes"] = hidden if isinstance(foreign, dict) else foreign
        rest = {key: value for key, value in {**more, "data": kept}.items() if value}
        values = {key: value for key, value in plain.items() if value is not None and (value != "" or key == "label")}
        if "text" in plain and plain["text"] == "":
            values["text"] = ""
        if rest:
            values["more"] = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
        return {**values, **shown}

    def _id(self, name: str) -> str:
        identity = name
        while not identity or identity not in self.simple or identity in self.taken:
            self.number += 1
            identity = f"n{self.number}"
            if identity not in self.simple and identity not in self.taken:
                break
        self.taken.add(identity)
        return identity


def _joined(words: Iterable[str], separator: str) -> str | None:
    """Return the words in one value, None where they could not be told apart again, or there are none."""
    words = tuple(words)
    joined = separator.join(words)
    return joined if words and tuple(_split(joined, separator)) == words else None


def _split(joined: str, separator: str) -> list[str]:
    parts = joined.split() if separator == " " else [part.strip() for part in joined.split(separator.strip())]
    return [part for part in parts if part]


class _Taker:
    def __init__(self, graph: PropertyGraph, found: Findings) -> None:
        self.graph, self.found = graph, found
        self.kinds = {node.id: self._kind(node) for node in graph.nodes}
        self.refs: dict[str, NodeRef] = {}
        self.premises: dict[str, list[DebatePremise]] = {node.id: [] for node in graph.nodes}
        self.conclusions: dict[str, str] = {}
        self.relations: list[DebateRelation] = []
        self.silent: list[int | None] = []

    def debate(self) -> Debate:
        """Return all of it."""
        self._name_nodes()
        for edge in self.graph.edges:
            self._take_edge(edge)
        if self.silent:
            reason = f"{len(self.silent)} relations do not say what they mean; they are read as support."
            self.found.warning(reason, "", self.silent[0])
        data, more = self._rest(self.graph.values, GRAPH_FIELDS, "the graph", None)
        steps = self._steps()
        return Debate(
            title=str(self.graph.values.get("title", "")),
            statements=tuple(self._statement(one) for one in self._of(NodeKind.STATEMENT)),
            arguments=tuple(self._argument(one, steps[one.id]) for one in self._of(NodeKind.ARGUMENT)),
            relations=tuple(self.relations),
            locutions=tuple(self._locutions(more)),
            data=data,
        )

    def _kind(self, node: PropertyNode) -> str:
        kind = str(node.values.get("kind", "")).lower()
        if kind in ("argument", "inference", "ra"):
            return NodeKind.ARGUMENT
        return "step" if kind == "step" and node.values.get("argument") else NodeKind.STATEMENT

    def _of(self, kind: str) -> list[PropertyNode]:
        return [node for node in self.graph.nodes if self.kinds[node.id] == kind]

    def _name_nodes(self) -> None:
        """Give each node its name; of two with the same the second is called by its identifier."""
        for kind in NodeKind:
            nodes = self._of(kind)
            taken: set[str] = set()
            for node in nodes:
                wanted = str(node.values.get("name", "") or node.id)
                name, number = (wanted if wanted not in taken else node.id), 1
                while name in taken:
                    number += 1
                    name = f"{node.id} ({number})"
                taken.add(name)
                self.refs[node.id] = NodeRef(kind, name)

    def _take_edge(self, edge: PropertyEdge) -> None:
        ends = [end for end in (edge.source, edge.target) if end not in self.kinds]
        if ends:
            self.found.warning(f"The edge leads to “{ends[0]}”, which is not in the file.", ends[0], edge.line)
            return
        kind = str(edge.values.get("kind", "")).lower()
        source, target = self.kinds[edge.source], self.kinds[edge.target]
        if kind == "premise" and source == NodeKind.STATEMENT != target:
            self._take_premise(edge)
        elif kind == "conclusion" and source != NodeKind.STATEMENT == target and edge.source not in self.conclusions:
            self.conclusions[edge.source] = self.refs[edge.target].name
        elif "step" in (source, target):
            self.found.warning("A step has premises and one conclusion; this edge is left out.", edge.source, edge.line)
        else:
            self._take_relation(edge)

    def _take_premise(self, edge: PropertyEdge) -> None:
        data, _ = self._rest(edge.values, EDGE_FIELDS, edge.source, edge.line)
        is_implicit = _is_true(edge.values.get("implicit"))
        self.premises[edge.target].append(DebatePremise(self.refs[edge.source].name, is_implicit, data))

    def _take_relation(self, edge: PropertyEdge) -> None:
        kind = self._meaning(edge)
        source, target = self.refs[edge.source], self.refs[edge.target]
        if kind is RelationKind.UNDERCUTS and target.kind is NodeKind.STATEMENT:
            kind = RelationKind.ATTACKS
        fields = EDGE_FIELDS
        if "kind" in edge.values and kind_of(str(edge.values["kind"])) is None and edge.values["kind"] not in _PARTS:
            fields = EDGE_FIELDS - {"kind"}
        data, _ = self._rest(edge.values, fields, edge.source, edge.line)
        self.relations.append(DebateRelation(kind, source, target, data))

    def _meaning(self, edge: PropertyEdge) -> RelationKind:
        for key in MEANINGS:
            if key in edge.values and (kind := kind_of(str(edge.values[key]))) is not None:
                return kind
        if (meant := kind_of_colour(str(edge.values.get("color", "")))) is not None:
            return meant
        if edge.values.get("kind") not in _PARTS:
            self.silent.append(edge.line)
        return RelationKind.SUPPORTS

    def _steps(self) -> dict[str, tuple[InferenceStep, ...]]:
        steps: dict[str, list[InferenceStep]] = {node.id: [] for node in self._of(NodeKind.ARGUMENT)}
        for node in (*self._of("step"), *self._of(NodeKind.ARGUMENT)):
            owner = str(node.values["argument"]) if self.kinds[node.id] == "step" else node.id
            if node.id not in self.conclusions or owner not in steps:
                self._leave_premises(node)
                continue
            fields = NODE_FIELDS if self.kinds[node.id] == "step" else frozenset(node.values)
            data, more = self._rest(node.values, fields, node.id, None)
            rules = _split(str(node.values.get("rules", "")), "; ") or more.texts("rules")
            step = more.data("step") if owner == node.id else data
            premises = tuple(self.premises[node.id])
            steps[owner].append(InferenceStep(premises, self.conclusions[node.id], tuple(rules), step))
        return {owner: tuple(found) for owner, found in steps.items()}

    def _leave_premises(self, node: PropertyNode) -> None:
        """An inference without a conclusion is only supported by what would be its premises."""
        for premise in self.premises[node.id]:
            if self.kinds[node.id] == NodeKind.ARGUMENT:
                source = NodeRef(NodeKind.STATEMENT, premise.statement)
                self.relations.append(DebateRelation(RelationKind.SUPPORTS, source, self.refs[node.id], premise.data))
        if self.premises[node.id] or self.kinds[node.id] == "step":
            self.found.warning("The inference has no conclusion; its premises only support it.", node.id, node.line)

    def _statement(self, node: PropertyNode) -> Statement:
        fields = NODE_FIELDS - {"author", "scheme", "rules", "argument"} - self._foreign_kind(node)
        data, more = self._rest(node.values, fields, node.id, node.line)
        return Statement(quotes=self._quotes(more), data=data, **self._common(node, more))

    def _argument(self, node: PropertyNode, steps: tuple[InferenceStep, ...]) -> DebateArgument:
        data, more = self._rest(node.values, NODE_FIELDS - {"argument"}, node.id, node.line)
        return DebateArgument(
            steps=steps,
            author=str(node.values.get("author", "")),
            scheme=str(node.values.get("scheme", "")),
            quotes=self._quotes(more),
            data=data,
            **self._common(node, more),
        )

    def _foreign_kind(self, node: PropertyNode) -> set[str]:
        kind = str(node.values.get("kind", "statement")).lower()
        foreign = set() if kind in ("statement", "claim", "i") else {"kind"}
        return foreign if _weight(node.values.get("weight", 0)) is not None else foreign | {"weight"}

    def _common(self, node: PropertyNode, more: Fields) -> dict[str, Json]:
        name = self.refs[node.id].name
        text = node.values.get("text")
        label = node.values.get("label")
        if text is None and label is not None and label != name:
            text = label
        return {
            "name": name,
            "texts": (*more.texts("earlier"), *(() if text is None else (str(text),))),
            "has_given_name": not _is_true(node.values.get("untitled")),
            "tags": tuple(_split(str(node.values.get("tags", "")), " ")) or more.texts("tags"),
            "weight": _weight(node.values.get("weight")),
        }

    def _quotes(self, more: Fields) -> tuple[Quote, ...]:
        return tuple(native.read_quote(one) for one in more.objects("quotes"))

    def _locutions(self, more: Fields) -> Iterator[Locution]:
        known = set(self.refs.values())
        for one in more.objects("locutions"):
            locution = native.read_locution(one)
            if locution.about is None or locution.about in known:
                yield locution
            else:
                self.found.warning("The locution is about a node that is not in the file.", locution.id)

    def _rest(
        self, values: Mapping[str, Scalar], fields: frozenset[str] | set[str], subject: str, line: int | None
    ) -> tuple[dict[str, Json], Fields]:
        """Return the data of a thing, with all values that are none of its fields, and what `more` holds."""
        foreign: dict[str, Json] = {key: value for key, value in values.items() if key not in fields}
        node: Json = {}
        if "more" in values:
            try:
                node = json_text.parse(str(values["more"]))
            except json_text.NotJson:
                node = None
            if not isinstance(node, dict):
                self.found.warning("The value “more” is not ours; it is left out.", subject, line)
                node = {}
        more = Fields(node, f"/{subject}/more", self.found)
        data = dict(more.data())
        if foreign:
            kept = data.get("attributes")
            data["attributes"] = {**(kept if isinstance(kept, dict) else {}), **foreign}
        return data, more


_PARTS = ("premise", "conclusion")


def _is_true(value: Json) -> bool:
    return value is True or str(value).lower() in ("true", "1", "yes")


def _weight(value: Json) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if 0 <= number <= 1 else None
