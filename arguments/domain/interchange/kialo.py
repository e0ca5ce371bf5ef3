"""Kialo's text export: a title, then one numbered claim a line, for (`Pro:`) or against (`Con:`) the one above.

    Discussion Title: Should it rain?

    1. It should rain.
    1.1. Pro: Plants need water.
    1.1.1. Con: Not all of them.
    1.2. Con: -> See 1.1.1.

A claim in several paragraphs goes on in the lines below. A discussion of several theses has `1. Question: …` on top and
`1.1. Thesis: …` below. `-> See` links a claim that stands elsewhere. A backslash takes a sign's meaning away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from arguments.domain.interchange.debate import Debate, DebateRelation, Json, NodeKind, NodeRef, RelationKind, Statement
from arguments.domain.interchange.flattening import Flat, FlatEdge, FlatNode, flatten
from arguments.domain.interchange.json_fields import Findings
from arguments.domain.interchange.lines import lines_of, one_line, too_many
from arguments.domain.interchange.losing import TITLE, Losses, add_field_losses
from arguments.domain.interchange.reports import Dumped, Loaded

TITLE_MARK = "Discussion Title:"
_ENTRY = re.compile(r"[ \t]*(\d+(?:\.\d+)*)\.(?:[ \t]+|$)(?:(Pro|Con|Thesis|Question):(?:[ \t]+|$))?(.*)$", re.DOTALL)
_LINK = re.compile(r"->\s*See\s+(\d+(?:\.\d+)*)\.?$")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SOURCES = "Sources:"
# What a reader would take for the start of something else than text.
_AMBIGUOUS_LINE = re.compile(r"\d+(?:\.\d+)*\.(?:\s|$)|Sources:$")
_SIGN = re.compile(r"[.:]")
_AMBIGUOUS_START = re.compile(r"((?:Pro|Con|Thesis|Question):(?:\s|$)|->)")


@dataclass
class _Entry:
    number: str
    stance: str
    lines: list[str]
    line: int
    link: str = ""
    text: str = ""

    def finish(self) -> None:
        """Join the lines, and tell a link from a text."""
        wording = "\n".join(self.lines).strip()
        if link := _LINK.match(wording):
            self.link = link[1]
        self.text = _ESCAPED.sub(r"\1", wording)


def load(text: str) -> Loaded:
    """Return each claim as a statement, named by its number, and Pro and Con as relations.

    Numbers are given anew in the order of the outline, so that gaps in the file's do not matter.
    """
    return _Reader(text).loaded()


def dump(debate: Debate) -> Dumped:
    """Return the outline. What bears on several claims stands at the first and is linked at the others.

    A debate with several claims that bear on nothing becomes a question with theses. A cycle is opened at its first
    claim, which becomes a thesis, and closed by a link.
    """
    flat = flatten(debate)
    losses = Losses()
    losses.extend(flat.losses)
    add_field_losses(losses, debate, holds=(TITLE,), own=("link", "question", "sources"))
    question, sources = (str(debate.data.get(key) or "") for key in ("question", "sources"))
    outline = _Outline(flat)
    has_question = bool(question) or len(outline.roots) > 1
    lines = [f"{TITLE_MARK} {one_line(debate.title)}".rstrip(), ""]
    if has_question:
        lines.append(f"1. Question: {one_line(question or debate.title)}".replace("\\", "\\\\").rstrip())
    rows = outline.rows(has_question=has_question)
    lines += [f"{row.number}. {row.stance}{_written(row, losses)}" for row in rows]
    if sources:
        lines += ["", _SOURCES, sources]
    return Dumped("\n".join(lines) + "\n", losses.all)


class _Reader:
    def __init__(self, text: str) -> None:
        self.found = Findings()
        self.entries: list[_Entry] = []
        self.title = ""
        self.has_head = False
        self.data: dict[str, Json] = {}
        self._read_lines(text)

    def loaded(self) -> Loaded:
        """Return the debate of the entries."""
        by_number: dict[str, _Entry] = {}
        for entry in self.entries:
            if entry.number in by_number:
                self.found.error(f"The number {entry.number} is given twice.", entry.number, entry.line)
            by_number.setdefault(entry.number, entry)
        statements = self._statements()
        relations = [one for entry in self.entries if (one := self._relation(entry, by_number)) is not None]
        debate = Debate(self.title, tuple(statements), relations=tuple(relations), data=self.data)
        if not self.found.notices and not statements and not self.has_head:
            self.found.error("There is no numbered claim in the file.")
        return Loaded(_renumbered(debate, self.found), self.found.notices)

    def _read_lines(self, text: str) -> None:
        lines = list(lines_of(text))
        for place, (number, line) in enumerate(lines):
            if line.strip() == _SOURCES:
                self.data["sources"] = "\n".join(rest.rstrip() for _, rest in lines[place + 1 :]).strip()
                break
            self._read_line(number, line)
            if too_many(self.found):
                break
        for entry in self.entries:
            entry.finish()
        if self.entries and self.entries[0].stance == "Question":
            question = one_line(self.entries[0].text)
            if question and question != self.title:
                self.data["question"] = question

    def _read_line(self, number: int, line: str) -> None:
        stripped = line.strip()
        if not self.entries and stripped.startswith(TITLE_MARK):
            self.has_head = True
            self.title = one_line(stripped[len(TITLE_MARK) :])
        elif entry := _ENTRY.match(line):
            self.entries.append(_Entry(entry[1], entry[2] or "", [entry[3].strip()], number))
        elif self.entries:
            self.entries[-1].lines.append(stripped)
        elif stripped:
            self.found.error("Before the first numbered claim only the title may stand.", stripped[:80], number)

    def _statements(self) -> list[Statement]:
        statements = []
        for entry in self.entries:
            if not entry.link and not self._is_question(entry):
                texts = (entry.text,) if entry.text else ()
                statements.append(Statement(entry.number, texts, has_given_name=False))
        return list({one.name: one for one in statements}.values())

    def _is_question(self, entry: _Entry) -> bool:
        return entry is self.entries[0] and entry.stance == "Question"

    def _relation(self, entry: _Entry, by_number: dict[str, _Entry]) -> DebateRelation | None:
        parent_number, _, _ = entry.number.rpartition(".")
        parent = by_number.get(parent_number)
        source = self._linked(entry, by_number)
        if parent is not None and self._is_question(parent) and not entry.link:
            return None
        if not parent_number or parent is None:
            if parent_number or entry.link:
                self.found.warning("The claim above it is not in the file; it stands alone.", entry.number, entry.line)
            return None
        target = self._linked(parent, by_number)
        if entry.stance not in _KINDS or source is None or target is None:
            is_linked = source is not None and target is not None
            reason = "It says neither Pro nor Con" if is_linked else "It links to no claim of the file"
            self.found.warning(f"{reason}; its relation is left out.", entry.number, entry.line)
            return None
        return _relation(_KINDS[entry.stance], source, target, is_link=bool(entry.link))

    def _linked(self, entry: _Entry, by_number: dict[str, _Entry]) -> str | None:
        """Return the number of the claim that an entry is or links to; None for a link that leads nowhere."""
        seen = set()
        while entry.link:
            if entry.number in seen or entry.link not in by_number:
                return None
            seen.add(entry.number)
            entry = by_number[entry.link]
        return None if self._is_question(entry) else entry.number


_KINDS = {"Pro": RelationKind.SUPPORTS, "Con": RelationKind.ATTACKS}


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the outline: a node, or a link to the row of a node."""

    number: str
    stance: str
    node: FlatNode
    edge: FlatEdge | None
    link: str = ""


class _Outline:
    """Where each node stands: below what its first edge leads to, or on top."""

    def __init__(self, flat: Flat) -> None:
        self.nodes = {node.ref: node for node in flat.nodes}
        self.below: dict[NodeRef, list[FlatEdge]] = {node.ref: [] for node in flat.nodes}
        self.home: dict[NodeRef, FlatEdge] = {}
        for edge in flat.edges:
            self.below[edge.target].append(edge)
            if not edge.data.get("link"):
                self.home.setdefault(edge.source, edge)
        self._open_cycles()
        self.roots = [ref for ref in self.nodes if ref not in self.home]

    def rows(self, *, has_question: bool) -> list[_Row]:
        """Return all rows from top to bottom; a link has the number that it leads to."""
        found = list(self._rows("1." if has_question else "", "Thesis: " if has_question else ""))
        numbers = {row.node.ref: row.number for row in found if not row.link}
        return [replace(row, link=numbers[row.node.ref]) if row.link else row for row in found]

    def _rows(self, above: str, stance: str) -> Iterator[_Row]:
        waiting = [_Row(f"{above}{place}", stance, self.nodes[ref], None) for place, ref in enumerate(self.roots, 1)]
        waiting.reverse()
        while waiting:
            row = waiting.pop()
            yield row
            if row.link:
                continue
            below = [self._row(row.number, place, edge) for place, edge in enumerate(self.below[row.node.ref], 1)]
            waiting.extend(reversed(below))

    def _row(self, above: str, place: int, edge: FlatEdge) -> _Row:
        is_home = self.home.get(edge.source) is edge
        stance = "Con: " if edge.is_attack else "Pro: "
        return _Row(f"{above}.{place}", stance, self.nodes[edge.source], edge, "" if is_home else "?")

    def _open_cycles(self) -> None:
        """Put on top the first node of every round of homes, so that each node stands below some root."""
        place = {ref: number for number, ref in enumerate(self.nodes)}
        done: set[NodeRef] = set()
        for ref in self.nodes:
            path: dict[NodeRef, None] = {}
            one = ref
            while one in self.home and one not in done and one not in path:
                path[one] = None
                one = self.home[one].target
            if one in path:
                steps = list(path)
                del self.home[min(steps[steps.index(one) :], key=place.__getitem__)]
            done.update(path)


def _relation(kind: RelationKind, source: str, target: str, *, is_link: bool) -> DebateRelation:
    ends = NodeRef(NodeKind.STATEMENT, source), NodeRef(NodeKind.STATEMENT, target)
    return DebateRelation(kind, *ends, data={"link": True} if is_link else {})


def _written(row: _Row, losses: Losses) -> str:
    if row.link:
        return f"-> See {row.link}."
    wording = row.node.text or (row.node.name if row.node.has_given_name else "")
    plain = "\n".join(line.strip() for line in wording.strip().split("\n"))
    if plain != wording:
        losses.add("spaces at the ends of lines", "They mean nothing in the format.", row.node.name)
    first, *further = plain.replace("\\", "\\\\").split("\n")
    if _AMBIGUOUS_START.match(first):
        first = f"\\{first}" if first.startswith("->") else first.replace(":", "\\:", 1)
    return "\n".join(
        (first, *(_SIGN.sub(r"\\\g<0>", line, count=1) if _AMBIGUOUS_LINE.match(line) else line for line in further))
    )


def _renumbered(debate: Debate, found: Findings) -> Debate:
    """Return the debate in the order and with the numbers in which it is written again."""
    flat = flatten(debate)
    if len(flat.edges) < len(debate.relations):
        found.warning("A claim stands twice below another one with the same stance; it is kept once.")
    outline = _Outline(flat)
    statements = {one.name: one for one in debate.statements}
    rows = outline.rows(has_question="question" in debate.data or len(outline.roots) > 1)
    numbers = {row.node.name: row.number for row in rows if not row.link}
    relations = []
    for row in rows:
        if row.edge is not None:
            kind = RelationKind.ATTACKS if row.edge.is_attack else RelationKind.SUPPORTS
            source, target = (numbers[one.name] for one in (row.edge.source, row.edge.target))
            relations.append(_relation(kind, source, target, is_link=bool(row.link)))
    ordered = tuple(replace(statements[row.node.name], name=row.number) for row in rows if not row.link)
    return replace(debate, statements=ordered, relations=tuple(relations))
