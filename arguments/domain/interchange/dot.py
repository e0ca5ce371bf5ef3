"""DOT, the language of Graphviz: a drawing that `dot` makes well, with all of the debate in its attributes.

Conclusions are drawn above their premises; what an edge does is told by its colour, its line and its head, since colour
alone is not enough. How a file of others is drawn (colours, shapes, positions) is not kept.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from arguments.domain.interchange.debate import Debate
from arguments.domain.interchange.dot_text import DotError, DotReader, escaped, unescaped
from arguments.domain.interchange.json_fields import Findings
from arguments.domain.interchange.kinds import MEANINGS, kind_of, kind_of_colour
from arguments.domain.interchange.property_graph import (
    PropertyGraph,
    PropertyNode,
    Scalar,
    from_property_graph,
    to_property_graph,
)
from arguments.domain.interchange.reports import Dumped, Loaded

_OURS = "parallax map"
_HEAD = f"""digraph map {{
  graph [comment="{_OURS}", rankdir=BT, labelloc=t, ranksep=0.5, nodesep=0.25, fontname="Helvetica,Arial,sans-serif"];
  node [shape=box, style="rounded,filled", fillcolor=white, color="#5b6470", fontname="Helvetica,Arial,sans-serif",
    fontsize=11, margin="0.14,0.09"];
  edge [color="#5b6470", arrowsize=0.7];
"""
_NODE_STYLES = {
    "argument": 'shape=box, style=filled, fillcolor="#eef1f4"',
    "step": 'shape=point, width=0.1, fillcolor="#5b6470"',
}
_EDGE_STYLES = {
    "premise": "arrowhead=none",
    "conclusion": 'color="#009e73"',
    "supports": 'color="#009e73"',
    "entails": 'color="#009e73", style=bold',
    "attacks": 'color="#d55e00", style=dashed, arrowhead=tee',
    "contrary": 'color="#d55e00", style=dashed, arrowhead=tee, dir=both, arrowtail=tee',
    "contradicts": 'color="#d55e00", style=bold, arrowhead=tee, dir=both, arrowtail=tee',
    "undercuts": 'color="#6a51a3", style=dotted, arrowhead=diamond',
}
# Attributes that only say how something is drawn.
_DRAWING = frozenset(
    [
        "shape",
        "style",
        "fillcolor",
        "color",
        "fontname",
        "fontsize",
        "fontcolor",
        "penwidth",
        "arrowhead",
        "arrowtail",
        "arrowsize",
        "margin",
        "width",
        "height",
        "fixedsize",
        "pos",
        "lp",
        "bb",
        "rankdir",
        "rank",
        "ranksep",
        "nodesep",
        "splines",
        "dir",
        "constraint",
        "tooltip",
        "bgcolor",
        "comment",
        "pad",
        "dpi",
        "size",
        "ratio",
        "concentrate",
        "overlap",
        "layout",
        "labelloc",
        "labeljust",
        "minlen",
        "peripheries",
        "regular",
        "sides",
        "skew",
        "distortion",
        "orientation",
        "image",
        "compound",
        "ordering",
        "center",
        "page",
        "pagedir",
        "outputorder",
        "truecolor",
        "charset",
        "samehead",
        "sametail",
        "headport",
        "tailport",
    ]
)


def load(text: str) -> Loaded:
    """Return the debate of a graph; from the first mistake of the language on nothing is read."""
    found = Findings()
    reader = None
    try:
        reader = DotReader(text)
        graph = reader.read()
    except DotError as error:
        line, column = _place(text, error.position)
        found.error(error.reason, "", line, column)
        return Loaded(Debate(), found.notices)
    _settle(graph, reader, found)
    return Loaded(from_property_graph(graph, found), found.notices)


def dump(debate: Debate) -> Dumped:
    """Return the debate as a digraph. Nothing is lost."""
    graph = to_property_graph(
        debate, lambda name, value: name not in _DRAWING and name != "label" and isinstance(value, str)
    )
    return Dumped("".join(_pieces(graph)))


def _pieces(graph: PropertyGraph) -> Iterator[str]:
    yield _HEAD
    title = graph.values.pop("title", None)
    values = graph.values if title is None else {"label": title, **graph.values}
    if values:
        yield f"  graph [{_listed(values)}];\n"
    for node in graph.nodes:
        yield f"  {node.id} [{_node(node)}];\n"
    for edge in graph.edges:
        style = _EDGE_STYLES.get(str(edge.values.get("kind")))
        shown = ", ".join(part for part in (_listed(edge.values), style) if part)
        yield f"  {edge.source} -> {edge.target} [{shown}];\n"
    yield "}\n"


def _node(node: PropertyNode) -> str:
    values = dict(node.values)
    label = str(values.pop("label", ""))
    wrapped = _wrapped(label)
    if wrapped != label and label != values.get("name", node.id):
        values["text"] = label
    style = _NODE_STYLES.get(str(values.get("kind")))
    parts = (f"label={escaped(wrapped)}", _listed(values), style)
    return ", ".join(part for part in parts if part)


def _wrapped(label: str) -> str:
    return "\n".join(textwrap.wrap(label, 34, max_lines=8, placeholder=" …"))


def _listed(values: Mapping[str, Scalar]) -> str:
    return ", ".join(f"{_name(name)}={_shown(value)}" for name, value in values.items())


def _name(name: str) -> str:
    return name if name.isascii() and name.isidentifier() else escaped(name)


def _shown(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, int | float) else escaped(value)


def _settle(graph: PropertyGraph, reader: DotReader, found: Findings) -> None:
    """Resolve escapes, take drawing attributes away, and tell what a graph without direction leaves open."""
    is_ours = graph.values.get("comment") == _OURS
    drawn = _DRAWING & set(graph.values)
    graph.values = _resolved(graph.values)
    for node in graph.nodes:
        drawn |= _DRAWING & set(node.values)
        node.values = _resolved(node.values, node.id)
        name = str(node.values.get("name", node.id))
        if is_ours and "text" not in node.values and node.values.get("label") == _wrapped(name):
            node.values["label"] = name
    for edge in graph.edges:
        drawn |= _DRAWING & set(edge.values)
        edge.values = _meant(edge.values, is_ours=is_ours)
    label = graph.values.pop("label", "")
    title = label or ("" if is_ours or reader.name in ("G", "map") else reader.name)
    if title:
        graph.values["title"] = title
    if drawn and not is_ours:
        found.warning(f"How the graph was drawn is left out: {', '.join(sorted(drawn))}.")
    if not reader.is_directed and graph.edges:
        reason = "The graph has no direction; each relation leads from its first node to its second."
        found.warning(reason, "", graph.edges[0].line)


def _resolved(values: Mapping[str, Scalar], node: str = "") -> dict[str, Scalar]:
    resolved = {unescaped(key): unescaped(str(value), node) for key, value in values.items()}
    return {key: value for key, value in resolved.items() if key not in _DRAWING}


def _meant(values: Mapping[str, Scalar], *, is_ours: bool) -> dict[str, Scalar]:
    """Return the values of an edge, with its kind where only its colour tells it."""
    resolved = _resolved(values)
    colour = kind_of_colour(str(values.get("color", "")))
    is_told = any(kind_of(str(resolved[key])) for key in MEANINGS if key in resolved)
    return {**resolved, "kind": colour.value} if colour and not is_told and not is_ours else resolved


def _place(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, position - before.rfind("\n")
