"""The sections of a debate that was Argdown, for a text that is being written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from arguments.domain.interchange.argdown.emphasis import marks_in
from arguments.domain.interchange.argdown.escaping import can_be_tag, tags_in
from arguments.domain.interchange.argdown.framing import OWN_DATA
from arguments.domain.interchange.argdown.wording import Mark
from arguments.domain.interchange.debate import Debate, DebateArgument, Json, NodeKind, NodeRef, Statement


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its tags: those that its title has as markup, and others."""

    level: int
    title: str
    kept_tags: tuple[str, ...]
    other_tags: tuple[str, ...]
    data: Mapping[str, Json]
    marks: Sequence[Mark] = ()


class Placing:
    """Which section each node belongs to, and how far the text has come."""

    def __init__(self, debate: Debate, *, keeps_tags: bool) -> None:
        """Take the sections that the reader left in the debate's data."""
        own = debate.data.get(OWN_DATA)
        found = own.get("sections") if isinstance(own, dict) else None
        sections = [one for one in found if _is_section(one)] if isinstance(found, list) else []
        self.headings = [_heading(one, keeps_tags=keeps_tags) for one in sections]
        self._sections = {
            NodeRef(kind, name): number
            for number, one in enumerate(sections)
            for kind, group in ((NodeKind.STATEMENT, "statements"), (NodeKind.ARGUMENT, "arguments"))
            for name in one.get(group, ())
        }
        self._free = {NodeRef(NodeKind.ARGUMENT, argument.name) for argument in debate.arguments if argument.steps}
        self._current = -1
        nodes = [NodeRef(NodeKind.STATEMENT, one.name) for one in debate.statements]
        nodes += [NodeRef(NodeKind.ARGUMENT, one.name) for one in debate.arguments]
        self._open = Counter(self._sections.get(node, -1) for node in nodes)
        self._first_open = -1

    @property
    def last(self) -> int | None:
        """The last section; None if there is none."""
        return len(self.headings) - 1 if self.headings else None

    def section_of(self, node: NodeRef) -> int | None:
        """The node's section; None if it stands above all headings."""
        return self._sections.get(node)

    def is_ahead(self, section: int | None) -> bool:
        """Whether the text has not come to the section yet."""
        return section is not None and section > self._current

    def is_free(self, node: NodeRef) -> bool:
        """Whether the node may be worded anywhere: a reconstruction alone says where its argument belongs."""
        return node in self._free

    def is_before(self, one: NodeRef, other: NodeRef) -> bool:
        """Whether the one belongs to an earlier section."""
        return self._sections.get(one, -1) < self._sections.get(other, -1)

    def differ(self, one: NodeRef, other: NodeRef) -> bool:
        """Whether the two belong to different sections."""
        return self._sections.get(one, -1) != self._sections.get(other, -1)

    def close(self, node: NodeRef) -> None:
        """Note that a node is mentioned; a reconstructed argument, that its reconstruction is written."""
        self._open[self._sections.get(node, -1)] -= 1

    def first_open(self) -> int:
        """The first section with a node that is not closed; -1 for what stands above all headings."""
        while self._first_open < len(self.headings) and self._open[self._first_open] <= 0:
            self._first_open += 1
        return self._first_open

    def advance(self, section: int | None) -> Iterator[tuple[int, Heading]]:
        """The headings up to a section that were not written yet, with their numbers."""
        while self.is_ahead(section):
            self._current += 1
            yield self._current, self.headings[self._current]


def _is_section(value: Json) -> bool:
    is_sound = isinstance(value, dict) and isinstance(value.get("title"), str) and type(value.get("level")) is int
    return is_sound and value["level"] > 0


def has_fitting_headings(debate: Debate) -> bool:
    """Whether all headings have their tags, in order, inside the title."""
    return not any(heading.other_tags for heading in Placing(debate, keeps_tags=True).headings)


def has_tags(debate: Debate) -> bool:
    """Whether a statement, an argument or a heading has a tag."""
    headings = Placing(debate, keeps_tags=True).headings
    nodes: list[Statement | DebateArgument] = [*debate.statements, *debate.arguments]
    return any(node.tags for node in nodes) or any(one.kept_tags or one.other_tags for one in headings)


def _heading(section: Mapping[str, Json], *, keeps_tags: bool) -> Heading:
    title, tags = section["title"], tuple(tag for tag in section.get("tags", ()) if can_be_tag(tag))
    kept = tuple(tags_in(title, tags)) if keeps_tags else ()
    others = tuple(tag for tag in tags if tag not in kept)
    return Heading(section["level"], title, kept, others, section.get("data", {}), marks_in(section.get("marks")))
