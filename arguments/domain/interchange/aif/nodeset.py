"""A nodeset as the file has it, checked, with its edges by both ends."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from arguments.domain.interchange.debate import Json
from arguments.domain.interchange.json_fields import Findings

TYPES = ("I", "RA", "CA", "MA", "PA", "TA", "YA", "L")


@dataclass(frozen=True)
class Node:
    """A node; `raw` is all of it."""

    id: str
    type: str
    text: str
    raw: dict[str, Json]

    @property
    def extra(self) -> dict[str, Json]:
        """All of it but its type and text, which our own values hold."""
        return {key: value for key, value in self.raw.items() if key not in ("type", "text")}


@dataclass(frozen=True)
class Edge:
    """An edge by its place in the file."""

    place: int
    source: str
    target: str


@dataclass
class Nodeset:
    """The nodes by id and the edges between them; `around` is what the file has besides."""

    nodes: dict[str, Node] = field(default_factory=dict)
    raw_edges: list[Json] = field(default_factory=list)
    locutions: list[Json] = field(default_factory=list)
    out_of: dict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    into: dict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    around: dict[str, Json] = field(default_factory=dict)
    envelope: dict[str, Json] | None = None

    def of_type(self, *types: str) -> list[Node]:
        """Return the nodes of these types in the order of the file."""
        return [node for node in self.nodes.values() if node.type in types]


def read_nodeset(document: Json, found: Findings) -> Nodeset:
    """Return the nodeset of a file; what is broken is reported.

    Both `{"nodes": …}` and `{"AIF": {"nodes": …}}` (xAIF) are read. A doubled id with another content is an error; an
    edge that leads nowhere is a warning and left out.
    """
    nodeset = Nodeset()
    if isinstance(document, dict) and isinstance(document.get("AIF"), dict):
        nodeset.envelope = {key: value for key, value in document.items() if key != "AIF"}
        document = document["AIF"]
    if not isinstance(document, dict) or not isinstance(document.get("nodes"), list):
        found.error("This is no AIF: it has no list “nodes”.")
        return nodeset
    known = ("nodes", "edges", "locutions")
    nodeset.around = {key: value for key, value in document.items() if key not in known}
    for place, raw in enumerate(document["nodes"]):
        _add_node(nodeset, raw, f"/nodes/{place}", found)
    for place, raw in enumerate(_list(document, "edges", found)):
        _add_edge(nodeset, raw, f"/edges/{place}", found)
    for place, raw in enumerate(_list(document, "locutions", found)):
        if isinstance(raw, dict) and identity(raw.get("nodeID")) in nodeset.nodes:
            nodeset.locutions.append(raw)
        else:
            found.warning("The locution belongs to no node of the file; it is left out.", f"/locutions/{place}")
    return nodeset


def identity(value: Json) -> str:
    """Return an id as text: files have "12" and 12 for the same node; "" for what is no id."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _list(document: dict[str, Json], key: str, found: Findings) -> list[Json]:
    value = document.get(key)
    if value is None or isinstance(value, list):
        return value or []
    found.error(f"“{key}” has to be a list.", f"/{key}")
    return []


def _add_node(nodeset: Nodeset, raw: Json, pointer: str, found: Findings) -> None:
    name = identity(raw.get("nodeID")) if isinstance(raw, dict) else ""
    if not name:
        found.error("A node needs a nodeID.", pointer)
        return
    kind, text = raw.get("type"), raw.get("text")
    if name in nodeset.nodes:
        if nodeset.nodes[name].raw == raw:
            found.warning(f"The node {name} is given twice; it is kept once.", pointer)
        else:
            found.error(f"Two different nodes have the id {name}.", pointer)
        return
    if not isinstance(kind, str) or not (text is None or isinstance(text, str)):
        found.error("The type and the text of a node are texts.", pointer)
        return
    if kind not in TYPES:
        found.warning(f"The type “{kind}” is not known; the node is kept, but is no part of a map.", pointer)
    nodeset.nodes[name] = Node(name, kind, text or "", raw)


def _add_edge(nodeset: Nodeset, raw: Json, pointer: str, found: Findings) -> None:
    ends = [identity(raw.get(key)) for key in ("fromID", "toID")] if isinstance(raw, dict) else []
    if not all(ends) or not ends:
        found.error("An edge needs fromID and toID.", pointer)
        return
    missing = [end for end in ends if end not in nodeset.nodes]
    if missing:
        named = identity(raw.get("edgeID")) or f"from {ends[0]} to {ends[1]}"
        reason = f"The edge {named} leads to the node {missing[0]}, which is not in the file; it is left out."
        found.warning(reason, pointer)
        return
    edge = Edge(len(nodeset.raw_edges), ends[0], ends[1])
    nodeset.raw_edges.append(raw)
    nodeset.out_of[edge.source].append(edge)
    nodeset.into[edge.target].append(edge)
