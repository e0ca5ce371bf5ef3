"""GraphML: nodes and edges with typed keys, as yEd, Gephi and networkx read and write it.

See the GraphML Primer (http://graphml.graphdrawing.org/primer/graphml-primer.html). Wordings are the value `label`. For
yEd, which draws only labels of its own, each node carries a box with its wording besides. What yEd knows of positions
and colours is not kept.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from arguments.domain.interchange.debate import Debate
from arguments.domain.interchange.json_fields import Findings
from arguments.domain.interchange.losing import Losses
from arguments.domain.interchange.property_graph import (
    PropertyEdge,
    PropertyGraph,
    PropertyNode,
    Scalar,
    from_property_graph,
    to_property_graph,
)
from arguments.domain.interchange.reports import Dumped, Loaded

_OURS = "parallax"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:y="http://www.yworks.com/xml/graphml"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_COLOURS = {"supports": "#009E73", "attacks": "#D55E00", "undercuts": "#6A51A3"}


def load(text: str) -> Loaded:
    """Return the debate of a graph. Entities of a document type are refused, never expanded."""
    found = Findings()
    graph = _Reader(found).read(text)
    return Loaded(Debate() if graph is None else from_property_graph(graph, found), found.notices)


def dump(debate: Debate) -> Dumped:
    """Return the debate as a directed graph. Only characters that XML forbids are lost."""
    graph = to_property_graph(debate, lambda _name, value: isinstance(value, str | bool | int | float))
    losses = Losses()
    return Dumped("".join(_Writer(graph, losses).pieces()), losses.all)


class _Writer:
    def __init__(self, graph: PropertyGraph, losses: Losses) -> None:
        self.graph, self.losses = graph, losses
        self.keys: dict[tuple[str, str, str], str] = {}
        edges, nodes = ([one.values for one in found] for found in (graph.edges, graph.nodes))
        for domain, found in (("graph", [graph.values]), ("node", nodes), ("edge", edges)):
            for values in found:
                for name, value in values.items():
                    self.keys.setdefault((domain, name, _TYPES[type(value)]), f"d{len(self.keys)}")

    def pieces(self) -> Iterator[str]:
        """Yield the file."""
        yield _HEAD
        for (domain, name, kind), key in self.keys.items():
            yield f'  <key id="{key}" for="{domain}" attr.name={self._attribute(name)} attr.type="{kind}"/>\n'
        yield '  <key id="box" for="node" yfiles.type="nodegraphics"/>\n'
        yield '  <key id="line" for="edge" yfiles.type="edgegraphics"/>\n'
        yield f'  <graph id="{_OURS}" edgedefault="directed">\n'
        yield from self._data("graph", self.graph.values, "    ", "the graph")
        for node in self.graph.nodes:
            yield f"    <node id={self._attribute(node.id)}>\n"
            yield from self._data("node", node.values, "      ", node.id)
            yield self._box(node)
            yield "    </node>\n"
        for place, edge in enumerate(self.graph.edges):
            ends = f"source={self._attribute(edge.source)} target={self._attribute(edge.target)}"
            yield f'    <edge id="e{place}" {ends}>\n'
            yield from self._data("edge", edge.values, "      ", edge.source)
            yield self._line(edge)
            yield "    </edge>\n"
        yield "  </graph>\n</graphml>\n"

    def _data(self, domain: str, values: Mapping[str, Scalar], indent: str, subject: str) -> Iterator[str]:
        for name, value in values.items():
            key = self.keys[domain, name, _TYPES[type(value)]]
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            yield f'{indent}<data key="{key}">{self._text(shown, subject)}</data>\n'

    def _box(self, node: PropertyNode) -> str:
        lines = textwrap.wrap(str(node.values.get("label", "")), 36, max_lines=6, placeholder=" …") or [""]
        height = 14 * len(lines) + 16
        label = self._text("\n".join(lines), node.id)
        shape = '<y:Shape type="roundrectangle"/>'
        return (
            f'      <data key="box"><y:ShapeNode><y:Geometry height="{height}" width="230"/>'
            f"<y:NodeLabel>{label}</y:NodeLabel>{shape}</y:ShapeNode></data>\n"
        )

    def _line(self, edge: PropertyEdge) -> str:
        colour = _COLOURS.get(str(edge.values.get("kind")), "#555555")
        style = f'<y:LineStyle color="{colour}" type="line" width="1.5"/><y:Arrows source="none" target="standard"/>'
        return f'      <data key="line"><y:PolyLineEdge>{style}</y:PolyLineEdge></data>\n'

    def _text(self, value: str, subject: str) -> str:
        plain = _UNWRITABLE.sub("\ufffd", value)
        if plain != value:
            self.losses.add("characters that XML forbids", "A replacement character stands for each.", subject)
        return escape(plain, {"\r": "&#13;"})

    def _attribute(self, value: str) -> str:
        return quoteattr(_UNWRITABLE.sub("\ufffd", value), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


class _Reader:
    def __init__(self, found: Findings) -> None:
        self.found = found
        self.keys: dict[str, tuple[str, str, str, Scalar | None]] = {}
        self.drawn: int | None = None
        self.is_ours = False

    def read(self, text: str) -> PropertyGraph | None:
        """Return the graph, None for what is no GraphML."""
        root = self._parse(text)
        if root is None:
            return None
        if _local(root) != "graphml":
            self.found.error(f"This is no GraphML: it begins with <{_local(root)}>.", "", root.sourceline)
            return None
        graph = PropertyGraph()
        self.is_ours = any(one.get("id") == _OURS for one in root.iter("{*}graph"))
        seen: set[str] = set()
        for element in root.iter(etree.Element):
            name = _local(element)
            if name == "key":
                self._read_key(element)
            elif name == "node":
                self._read_node(graph, element, seen)
            elif name == "edge":
                ends = (element.get("source", ""), element.get("target", ""))
                graph.edges.append(PropertyEdge(*ends, self._values(element, "edge"), element.sourceline))
            elif name == "graph" and _local(element.getparent()) == "graphml":
                graph.values = self._values(element, "graph") | graph.values
            elif name == "hyperedge":
                self.found.warning("An edge between more than two nodes is left out.", "", element.sourceline)
        if self.drawn is not None:
            reason = "How the graph was drawn (positions, shapes, colours) is left out."
            self.found.warning(reason, "", self.drawn)
        return graph

    def _parse(self, text: str) -> etree._Element | None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        declared = _DECLARATION.match(text.removeprefix("\ufeff"))
        if not text.strip():
            self.found.error("The file is empty.")
            return None
        body = text.removeprefix("\ufeff")[declared.end() if declared else 0 :]
        try:
            root = etree.fromstring(body.encode(), parser)
        except UnicodeEncodeError as error:
            line = body.count("\n", 0, error.start) + 1
            self.found.error("The file has half of a surrogate pair.", "", line)
            return None
        except etree.XMLSyntaxError as error:
            line, column = error.position
            self.found.error(f"This is not XML: {error.msg}.", "", line or None, column or None)
            return None
        doctype = root.getroottree().docinfo.internalDTD
        if doctype is not None and any(True for _ in doctype.iterentities()):
            self.found.error("The file declares entities of its own, which are not expanded.", "", 1)
            return None
        return root

    def _read_node(self, graph: PropertyGraph, element: etree._Element, seen: set[str]) -> None:
        identity = element.get("id", "")
        if not identity or identity in seen:
            reason = "Two nodes have the same id." if identity else "A node has no id."
            self.found.error(reason, identity, element.sourceline)
            return
        seen.add(identity)
        graph.nodes.append(PropertyNode(identity, self._values(element, "node"), element.sourceline))

    def _read_key(self, element: etree._Element) -> None:
        identity = element.get("id", "")
        name = element.get("attr.name") or identity
        kind, domain = element.get("attr.type", "string"), element.get("for", "all")
        default = next((one for one in element if _local(one) == "default"), None)
        value = None if default is None else self._value(default, kind)
        self.keys[identity] = (name, kind, domain, value)

    def _values(self, element: etree._Element, domain: str) -> dict[str, Scalar]:
        values: dict[str, Scalar] = {
            name: value for name, _, of, value in self.keys.values() if value is not None and of in (domain, "all")
        }
        for child in element:
            if _local(child) == "desc" and child.text:
                values["desc"] = child.text
            if _local(child) != "data":
                continue
            drawn = [one for one in child if isinstance(one.tag, str)]
            if drawn:
                if not self.is_ours:
                    self._read_drawing(child, values)
                continue
            name, kind, _, _ = self.keys.get(child.get("key", ""), (child.get("key", ""), "string", "all", None))
            if child.text is not None or kind == "string":
                values[name] = self._value(child, kind)
        return values

    def _read_drawing(self, data: etree._Element, values: dict[str, Scalar]) -> None:
        self.drawn = self.drawn or data.sourceline
        for one in data.iter(etree.Element):
            name = _local(one)
            if name in ("NodeLabel", "EdgeLabel") and (one.text or "").strip():
                values.setdefault("label", (one.text or "").strip())
            elif name == "LineStyle" and one.get("color"):
                values.setdefault("color", one.get("color", ""))

    def _value(self, element: etree._Element, kind: str) -> Scalar:
        text = "".join(element.itertext())
        try:
            if kind == "boolean":
                return text.strip().lower() in ("true", "1")
            if kind in ("int", "long"):
                return int(text)
            if kind in ("float", "double"):
                number = float(text)
                return number if math.isfinite(number) else text
        except ValueError:
            self.found.warning(f"“{text[:40]}” is no {kind}; it is kept as text.", "", element.sourceline)
        return text


def _local(element: etree._Element | None) -> str:
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2]
