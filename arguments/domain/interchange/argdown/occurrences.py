"""Single occurrences of statements and arguments as Argdown: what is said where, and each thing said once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from arguments.domain.interchange.argdown.annotations import annotated
from arguments.domain.interchange.argdown.drafts import is_made_up
from arguments.domain.interchange.argdown.emphasis import Marker, marks_of
from arguments.domain.interchange.argdown.escaping import Escaper, at_line_start, tag_markup
from arguments.domain.interchange.argdown.yaml_writing import flow
from arguments.domain.interchange.debate import Debate, Json, NodeKind, NodeRef

_BRACKETS = {NodeKind.STATEMENT: ("[", "]"), NodeKind.ARGUMENT: ("<", ">")}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an occurrence stands, and what may be said there.

    `indent` is the column of data on a line of its own, `defines` is false where a node is only to be referred to,
    `is_first` true for a node's first mention, `extra` is data that belongs to this occurrence.
    """

    indent: int
    defines: bool = True
    has_relations: bool = False
    is_first: bool = False
    starts_paragraph: bool = False
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(slots=True)
class _Unsaid:
    """What the text has not said yet of a node."""

    texts: list[str]
    tags: tuple[str, ...]
    data: Mapping[str, Json]
    all_tags: tuple[str, ...]
    number: int = 0


class Occurrences:
    """Writes occurrences of a debate's nodes."""

    def __init__(self, debate: Debate, escaper: Escaper, marker: Marker, *, keeps_tags: bool) -> None:
        """Write tags where the texts have them, or in front of the first text.

        `unmarked` will have the names of those whose emphasis and links could not be written.
        """
        self._escaper = escaper
        self._marks = marks_of(debate)
        self._marker = marker
        self.unmarked: dict[str, None] = {}
        self._keeps_tags = keeps_tags
        self._made_up = 0
        self._unsaid = {
            NodeRef(kind, node.name): _Unsaid(
                [*node.texts], () if keeps_tags and node.texts else node.tags, annotated(node), node.tags
            )
            for kind, nodes in ((NodeKind.STATEMENT, debate.statements), (NodeKind.ARGUMENT, debate.arguments))
            for node in nodes
        }

    def has_text_left(self, node: NodeRef) -> bool:
        """Whether a wording of the node is still to be written."""
        return bool(self._unsaid[node].texts)

    def is_all_said(self, node: NodeRef) -> bool:
        """Whether nothing of the node is left to write."""
        unsaid = self._unsaid[node]
        return not (unsaid.texts or unsaid.tags or unsaid.data)

    def is_bare(self, node: NodeRef) -> bool:
        """Whether the node is no more than a name that the reader makes up next."""
        return self.is_all_said(node) and self._is_next_name(node)

    def make_up_name(self) -> None:
        """Count a name that the reader makes up for an argument."""
        self._made_up += 1

    def _is_next_name(self, node: NodeRef) -> bool:
        return is_made_up(node.name) and node.name == f"Untitled {self._made_up + 1}"

    def write(self, node: NodeRef, place: Place) -> str:
        """One occurrence, defined if the place allows it and if a wording is left, else referred to.

        Data of a text with relations below it is left for an occurrence of its own, since between the two it would
        put a blank behind the text; unless the text ends in one.
        """
        unsaid = self._unsaid[node]
        opening, closing = _BRACKETS[node.kind]
        if not place.defines or not unsaid.texts:
            tags = "" if unsaid.texts else "".join(f" {tag_markup(tag)}" for tag in unsaid.tags)
            unsaid.tags = () if tags else unsaid.tags
            data = self._data(unsaid, place, can_take=not unsaid.texts)
            return _reference(f"{opening}{node.name}{closing}{tags}", data, place.indent)
        written, ends_in_tag = self._text(node, unsaid)
        ends_in_blank = ends_in_tag or written.endswith(" ")
        data = self._data(unsaid, place, can_take=ends_in_blank or not place.has_relations)
        if place.is_first and self._is_next_name(node) and node.kind is NodeKind.STATEMENT:
            self._made_up += 1
            head = at_line_start(written) if place.starts_paragraph else written
        else:
            head = f"{opening}{node.name}{closing}: {written}"
        margin = "" if written.endswith(" ") else f"\n{' ' * place.indent}"
        return f"{head}{' ' if ends_in_tag else margin}{data}" if data else head

    def _text(self, node: NodeRef, unsaid: _Unsaid) -> tuple[str, bool]:
        """The next wording with the tags that are still to be said, and whether these stand behind it.

        A reader who takes tags out of texts takes the blank behind a tag too, but leaves the one in front. So tags
        stand behind texts that end in a blank and in front of others.
        """
        text = unsaid.texts.pop(0)
        number, unsaid.number = unsaid.number, unsaid.number + 1
        tags, unsaid.tags = unsaid.tags, ()
        kept_tags = unsaid.all_tags if self._keeps_tags else ()
        marks = self._marks.get((node, number))
        marked = self._marker.text(text, marks, kept_tags) if marks else None
        if marks and marked is None:
            self.unmarked[node.name] = None
        written = self._escaper.text(text, kept_tags) if marked is None else marked
        signs = " ".join(map(tag_markup, tags))
        if signs and written.endswith(" "):
            return f"{written}{signs}", True
        return f"{signs} {written}" if signs else written, False

    @staticmethod
    def _data(unsaid: _Unsaid, place: Place, *, can_take: bool) -> str:
        data = {**(unsaid.data if can_take else {}), **place.extra}
        if can_take:
            unsaid.data = {}
        return flow(data) if data else ""


def _reference(head: str, data: str, indent: int) -> str:
    """A reference with its data, on one line where no sign in the data makes a definition of it."""
    if not data:
        return head
    return f"{head}\n{' ' * indent}{data}" if "]:" in data or ">:" in data else f"{head} {data}"
