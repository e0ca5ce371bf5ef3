"""The sections that a text's headings open."""

from __future__ import annotations

from dataclasses import dataclass, field

from arguments.domain.interchange.argdown.wording import Mark, Wording
from arguments.domain.interchange.debate import Json


@dataclass(slots=True)
class Section:
    """A heading with what belongs to it; `parent` is the number of the section around it."""

    level: int
    title: str
    parent: int | None = None
    tags: list[str] = field(default_factory=list)
    data: dict[str, Json] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)


class Sections:
    """The sections so far, numbered from 0 in their order."""

    def __init__(self) -> None:
        """Start before the first heading."""
        self.all: list[Section] = []
        self.current: int | None = None

    def open(self, level: int, wording: Wording, data: dict[str, Json]) -> None:
        """Begin a section; it lies in the nearest open one with a lower level."""
        parent = self.current
        while parent is not None and self.all[parent].level >= level:
            parent = self.all[parent].parent
        self.all.append(Section(level, wording.text.strip(), parent, wording.tags, data, wording.marks))
        self.current = len(self.all) - 1
