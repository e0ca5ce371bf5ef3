"""The DOT language: its words, and what they say of nodes and edges.

See https://graphviz.org/doc/info/lang.html. Read are graphs and digraphs, strict or not, attributes and their defaults,
subgraphs (also as ends of edges), ports, comments, quoted, joined and HTML-like texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise

from arguments.domain.interchange.lines import Places
from arguments.domain.interchange.property_graph import PropertyEdge, PropertyGraph, PropertyNode

DEPTH_MAX = 100
"""Subgraphs inside subgraphs. Drawings have three or four."""
EDGES_MAX = 1_000_000
"""Edges that one file may make: `{a b} -> {c d}` makes four of one line."""

_SKIPPED = re.compile(r"(?:[\s\ufeff]+|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|(?<![^\n])#[^\n]*)+")
_TOKEN = re.compile(
    r"(?P<word>[^\W\d][\w\x80-\U0010ffff]*)|(?P<number>-?(?:\.\d+|\d+(?:\.\d*)?))"
    r"|\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<sign>->|--|[{}\[\];,:=+])",
    re.DOTALL,
)
_HTML_EDGE = re.compile(r"[<>]")
_TAGS = re.compile(r"<[^>]*>")
_BREAKS = re.compile(r"<(?:br|BR)\s*/?>")
_ESCAPES = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "l": "\n", "r": "\n"}


class DotError(ValueError):
    """The text is no DOT from this position on."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.reason, self.position = reason, position


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, or a word: an identifier, number, quoted or HTML-like text, its meaning resolved."""

    kind: str
    text: str
    position: int

    def is_keyword(self, word: str) -> bool:
        """Return whether it is that keyword, in whatever letters; quoted it is an identifier."""
        return self.kind == "word" and self.text.lower() == word


def tokens(text: str) -> Iterator[Token]:
    """Yield the words and signs of a text, at last an empty sign; raises DotError."""
    position = 0
    while True:
        if skipped := _SKIPPED.match(text, position):
            position = skipped.end()
        if position >= len(text):
            yield Token("sign", "", position)
            return
        if text[position] == "<":
            end = _html_end(text, position)
            yield Token("html", _plain_html(text[position + 1 : end - 1]), position)
            position = end
            continue
        found = _TOKEN.match(text, position)
        if found is None:
            raise DotError(_why_not(text, position), position)
        kind = found.lastgroup or "sign"
        value = found[kind]
        yield Token(kind, value.replace("\\\n", "").replace('\\"', '"') if kind == "quoted" else value, position)
        position = found.end()


def unescaped(text: str, node: str = "") -> str:
    r"""Return a text with its escapes resolved: `\n`, `\l` and `\r` are line ends, `\N` is the node's identifier."""
    named = {"N": node} if node else {}
    return _ESCAPES.sub(lambda found: {**_ESCAPED, **named}.get(found[1], found[1]), text)


def escaped(text: str) -> str:
    """Return a text in quotation marks that `unescaped` reads back."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


def _html_end(text: str, position: int) -> int:
    depth = 0
    for found in _HTML_EDGE.finditer(text, position):
        depth += 1 if found[0] == "<" else -1
        if depth == 0:
            return found.end()
    raise DotError("An HTML-like text has no end.", position)


def _plain_html(html: str) -> str:
    # What follows resolves escapes, which HTML-like texts do not have.
    return unescape(_TAGS.sub("", _BREAKS.sub("\n", html))).strip().replace("\\", "\\\\")


def _why_not(text: str, position: int) -> str:
    if text[position] == '"':
        return "A quoted text has no end."
    if text.startswith("/*", position):
        return "A comment has no end."
    return f"“{text[position]}” cannot stand here."


@dataclass
class _Scope:
    """A graph or subgraph that is being read: its defaults and what stands in it."""

    name: str = ""
    node_defaults: dict[str, str] = field(default_factory=dict)
    edge_defaults: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, None] = field(default_factory=dict)


class DotReader:
    """Reads one graph; raises DotError."""

    def __init__(self, text: str) -> None:
        self.places = Places(text)
        self.tokens = tokens(text)
        self.token = next(self.tokens)
        self.nodes: dict[str, PropertyNode] = {}
        self.edges: list[PropertyEdge] = []
        self.edge_of: dict[tuple[str, str], PropertyEdge] = {}
        self.is_strict = self.is_directed = False
        self.name = ""

    def read(self) -> PropertyGraph:
        """Return the graph; values are texts with their escapes unresolved."""
        self.is_strict = self._take_keyword("strict")
        self.is_directed = self._take_keyword("digraph")
        if not self.is_directed and not self._take_keyword("graph"):
            raise self._error("A file begins with “graph” or “digraph”")
        if self.token.kind != "sign":
            self.name = self._next().text
        scope = _Scope()
        self._block(scope, 0)
        if self.token.text or self.token.kind != "sign":
            raise self._error("After the graph nothing may follow")
        return PropertyGraph(list(self.nodes.values()), self.edges, dict(scope.values))

    def line(self, position: int) -> int:
        """Return the line of a position."""
        return self.places.of(position)[0]

    def _next(self) -> Token:
        token = self.token
        self.token = next(self.tokens)
        return token

    def _take(self, sign: str) -> bool:
        if self.token.kind == "sign" and self.token.text == sign:
            self._next()
            return True
        return False

    def _take_keyword(self, word: str) -> bool:
        if self.token.is_keyword(word):
            self._next()
            return True
        return False

    def _error(self, wanted: str) -> DotError:
        shown = self.token.text[:40] or "the end of the file"
        return DotError(f"{wanted}, but here is “{shown}”.", self.token.position)

    def _block(self, scope: _Scope, depth: int) -> None:
        if depth > DEPTH_MAX:
            raise DotError(f"Subgraphs lie more than {DEPTH_MAX} deep in each other.", self.token.position)
        if not self._take("{"):
            raise self._error("Here “{” is needed")
        while not self._take("}"):
            self._statement(scope, depth)
            while self._take(";"):
                pass

    def _statement(self, scope: _Scope, depth: int) -> None:
        defaults = {"graph": scope.values, "node": scope.node_defaults, "edge": scope.edge_defaults}
        for word, values in defaults.items():
            if self._take_keyword(word):
                values.update(self._attributes())
                return
        start = self.token
        ends = self._end(scope, depth)
        if isinstance(ends, str) and self._take("="):
            if self.token.kind == "sign":
                raise self._error("Here a value is needed")
            scope.values[ends] = self._value()
            return
        self._chain(scope, depth, ends, start)

    def _chain(self, scope: _Scope, depth: int, ends: str | list[str], start: Token) -> None:
        groups = [self._nodes_of(scope, ends, start)]
        while self.token.kind == "sign" and self.token.text in ("->", "--"):
            self._next()
            here = self.token
            groups.append(self._nodes_of(scope, self._end(scope, depth), here))
        values = self._attributes()
        if len(groups) == 1 and isinstance(ends, str):
            self.nodes[ends].values.update(values)
        for sources, targets in pairwise(groups):
            self._join(sources, targets, {**scope.edge_defaults, **values}, start)

    def _end(self, scope: _Scope, depth: int) -> str | list[str]:
        """Return an identifier, or the nodes of a subgraph."""
        if self.token.is_keyword("subgraph") or (self.token.kind == "sign" and self.token.text == "{"):
            return self._subgraph(scope, depth)
        if self.token.kind == "sign":
            raise self._error("Here a node is needed")
        name = self._value()
        while self._take(":"):
            if self.token.kind == "sign":
                raise self._error("Here a port is needed")
            self._next()
        return name

    def _subgraph(self, scope: _Scope, depth: int) -> list[str]:
        named = self._take_keyword("subgraph")
        name = self._value() if named and self.token.kind != "sign" else ""
        inner = _Scope(name, dict(scope.node_defaults), dict(scope.edge_defaults))
        self._block(inner, depth + 1)
        if name.startswith("cluster"):
            for node in inner.nodes:
                self.nodes[node].values.setdefault("cluster", inner.values.get("label", name))
        scope.nodes.update(inner.nodes)
        return list(inner.nodes)

    def _nodes_of(self, scope: _Scope, ends: str | list[str], start: Token) -> list[str]:
        if isinstance(ends, list):
            return ends
        if ends not in self.nodes:
            self.nodes[ends] = PropertyNode(ends, dict(scope.node_defaults), self.line(start.position))
        scope.nodes[ends] = None
        return [ends]

    def _join(self, sources: list[str], targets: list[str], values: dict[str, str], start: Token) -> None:
        if len(self.edges) + len(sources) * len(targets) > EDGES_MAX:
            raise DotError(f"The file makes more than {EDGES_MAX:,} edges.", start.position)
        line = self.line(start.position)
        for source in sources:
            for target in targets:
                known = self.edge_of.get((source, target)) if self.is_strict else None
                if known is not None:
                    known.values.update(values)
                    continue
                edge = PropertyEdge(source, target, dict(values), line)
                self.edges.append(edge)
                if self.is_strict:
                    self.edge_of[source, target] = edge

    def _attributes(self) -> dict[str, str]:
        values: dict[str, str] = {}
        while self._take("["):
            while not self._take("]"):
                if self.token.kind == "sign":
                    raise self._error("Here the name of an attribute or “]” is needed")
                name = self._value()
                values[name] = "true"
                if self._take("="):
                    if self.token.kind == "sign":
                        raise self._error("Here a value is needed")
                    values[name] = self._value()
                if not self._take(","):
                    self._take(";")
        return values

    def _value(self) -> str:
        """Return a word, with the quoted texts that `+` joins to it."""
        value = self._next().text
        while self.token.kind == "sign" and self.token.text == "+":
            self._next()
            if self.token.kind != "quoted":
                raise self._error("Behind “+” a quoted text is needed")
            value += self._next().text
        return value
