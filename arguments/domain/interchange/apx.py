"""APX, the facts of ASPARTIX: `arg(a).`, `att(a,b).`, with `support(a,b).` for bipolar frameworks.

Read are also `supp` and `sup`, and base scores as `arg(a,0.5).`, `weight(a,0.5).`, `w(a,0.5).` and `wt(a,0.5).`. What
the facts have no place for (wordings, names that are no constants) is kept in comments of ours, which other programs
skip: `% text(a,"…").`

See Egly, Gaggl and Woltran, "Answer-set programming encodings for argumentation frameworks" (2010).
"""

from __future__ import annotations

import re

from arguments.domain.interchange.abstract import AbstractFile, Edge, Identified, identified
from arguments.domain.interchange.debate import Debate, RelationKind
from arguments.domain.interchange.flattening import FlatNode
from arguments.domain.interchange.lines import Places, read_note, too_many, weight_in, weight_text, write_note
from arguments.domain.interchange.losing import NAMES, TITLE, WEIGHTS
from arguments.domain.interchange.reports import Dumped, Loaded

_SPACE = re.compile(r"[\s\ufeff]+")
_COMMENT = re.compile(r"%([^\r\n]*)")
_TERM = r"\"(?:[^\"\\\r\n]|\\.)*\"|[^\s(),\"%]+"
_FACT = re.compile(rf"([a-z_]\w*)\s*\(\s*((?:{_TERM})(?:\s*,\s*(?:{_TERM}))*)\s*\)\s*\.")
_TERMS = re.compile(_TERM)
_USUAL = re.compile(r"(?:arg\(([^\s(),\"%]+)\)|att\(([^\s(),\"%]+),([^\s(),\"%]+)\))\.")
"""What nearly all facts of large files are: these are read without a closer look."""
_BARE = re.compile(r"[a-z]\w*\s*\.")
_BROKEN = re.compile(r"[^.\r\n]*\.?")
_CONSTANT = re.compile(r"[a-z][A-Za-z0-9_]*$")

_ATTACKS = ("att", "attack", "attacks", "defeat", "defeats")
_SUPPORTS = ("support", "supports", "supp", "sup")
_WEIGHTS = ("weight", "w", "wt")


def load(text: str) -> Loaded:
    """Return the arguments as statements, attacks and support as relations between them."""
    return _Reader(text).loaded()


def dump(debate: Debate) -> Dumped:
    """Return the facts, one a line, with our comments behind each argument."""
    made = identified(debate, _fits, "a", holds=(NAMES, TITLE, WEIGHTS))
    lines = [write_note("%", "title", "", debate.title)] if debate.title else []
    for node in made.flat.nodes:
        lines += _node_lines(made, node)
    for edge in made.flat.edges:
        source, target = made.ends(edge)
        lines.append(f"{'att' if edge.is_attack else 'support'}({source},{target}).")
    return Dumped("".join(f"{line}\n" for line in lines), made.losses.all)


def _fits(node: FlatNode, _place: int) -> bool:
    return _CONSTANT.match(node.name) is not None


def _node_lines(made: Identified, node: FlatNode) -> list[str]:
    identity = made.id_of(node)
    lines = [f"arg({identity})."]
    if node.weight is not None:
        lines.append(f"weight({identity},{weight_text(node.weight)}).")
    if identity != node.name:
        lines.append(write_note("%", "name", identity, node.name))
    if not node.has_given_name:
        lines.append(write_note("%", "untitled", identity))
    if node.text:
        lines.append(write_note("%", "text", identity, node.text))
    return lines


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.places = Places(text)
        self.file = AbstractFile()
        self.unknown: dict[str, tuple[int, int]] = {}
        self.weights: list[tuple[str, float, int]] = []

    def loaded(self) -> Loaded:
        """Read to the end, whatever is broken on the way."""
        position = 0
        while position < len(self.text) and not too_many(self.file.found):
            if usual := _USUAL.match(self.text, position):
                self._take_usual(usual)
                position = usual.end()
                continue
            space = _SPACE.match(self.text, position)
            position = space.end() if space else self._read_one(position)
        for name, (count, line) in self.unknown.items():
            reason = f"The fact “{name}” is not known here; {count} of them are left out."
            self.file.found.warning(reason, name, line)
        for identity, weight, line in self.weights:
            self.file.set_weight(identity, weight, line)
        return self.file.loaded()

    def _take_usual(self, fact: re.Match[str]) -> None:
        argument, source, target = fact.groups()
        line, _ = self.places.of(fact.start())
        if argument is not None:
            self.file.add_node(argument, line)
        else:
            self.file.edges.append(Edge(source, target, RelationKind.ATTACKS, line, {}))

    def _read_one(self, position: int) -> int:
        line, column = self.places.of(position)
        if comment := _COMMENT.match(self.text, position):
            if note := read_note(comment[1]):
                self.file.note(note)
            return comment.end()
        if fact := _FACT.match(self.text, position):
            terms = [_plain(term) for term in _TERMS.findall(fact[2])]
            self._take(fact[1].lower(), terms, line)
            return fact.end()
        if bare := _BARE.match(self.text, position):
            self._leave(bare[0].rstrip(". \t"), line)
            return bare.end()
        broken = _BROKEN.match(self.text, position)
        end = max(broken.end() if broken else 0, position + 1)
        self.file.found.error("This is no fact such as arg(a).", self.text[position:end][:80], line, column)
        return end

    def _take(self, name: str, terms: list[str], line: int) -> None:
        if name in ("arg", "argument") and len(terms) in (1, 2):
            self._take_argument(terms, line)
        elif name in _ATTACKS and len(terms) in (2, 3):
            self._take_edge(RelationKind.ATTACKS, terms, line)
        elif name in _SUPPORTS and len(terms) in (2, 3):
            self._take_edge(RelationKind.SUPPORTS, terms, line)
        elif name in _WEIGHTS and len(terms) == 2:
            if (weight := self._weight(terms, line)) is not None:
                self.weights.append((terms[0], weight, line))
        else:
            self._leave(name, line)

    def _take_argument(self, terms: list[str], line: int) -> None:
        weight = self._weight(terms, line) if len(terms) == 2 else None
        self.file.add_node(terms[0], line, weight=weight)

    def _take_edge(self, kind: RelationKind, terms: list[str], line: int) -> None:
        if len(terms) == 3:
            self.file.found.warning(f"The weight {terms[2]} of a relation is left out.", terms[0], line)
        self.file.edges.append(Edge(terms[0], terms[1], kind, line, {}))

    def _weight(self, terms: list[str], line: int) -> float | None:
        weight = weight_in(terms[1])
        if weight is None:
            reason = f"“{terms[1]}” is no base score between 0 and 1; it is left out."
            self.file.found.warning(reason, terms[0], line)
        return weight

    def _leave(self, name: str, line: int) -> None:
        count, first = self.unknown.get(name, (0, line))
        self.unknown[name] = (count + 1, first)


def _plain(term: str) -> str:
    return re.sub(r"\\(.)", r"\1", term[1:-1]) if term.startswith('"') else term
