"""The statements and arguments of a text while it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from arguments.domain.interchange.argdown.wording import Mark
from arguments.domain.interchange.debate import Json

_MADE_UP = re.compile(r"Untitled [0-9]+\Z")


def is_made_up(name: str) -> bool:
    """Whether a name is one that a reader gives where the file has none."""
    return _MADE_UP.match(name) is not None


@dataclass(slots=True)
class Draft:
    """What the occurrences of one statement or argument add up to."""

    texts: list[str] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)
    data: dict[str, Json] = field(default_factory=dict)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    section: int | None = None
    first_section: int | None = None
    is_seen: bool = False

    def add_tags(self, tags: Iterable[str]) -> None:
        """Take over tags that are new."""
        for tag in tags:
            self.tags.setdefault(tag)

    def add_text(self, text: str, marks: Iterable[Mark]) -> None:
        """Take over a wording."""
        self.marks.extend((len(self.texts), mark) for mark in marks)
        self.texts.append(text)

    def place(self, section: int | None, is_in_group: Json, *, is_definition: bool) -> None:
        """Count an occurrence in a section.

        A statement or argument belongs to the section of its first definition, without one to that of its first
        mention; `isInGroup: true` claims it for another occurrence's section, any other value gives it up.
        """
        if not self.is_seen:
            self.is_seen, self.first_section = True, section
        if is_in_group is True or (is_definition and is_in_group is None and self.section is None):
            self.section = section


def merge(into: dict[str, Json], values: dict[str, Json]) -> None:
    """Put `values` into a mapping, key by key and place by place at every level."""
    waiting: list[tuple[Json, Json]] = [(into, values)]
    while waiting:
        target, source = waiting.pop()
        for key, value in source.items() if isinstance(source, dict) else enumerate(source):
            held = _held(target, key)
            if type(held) is type(value) and isinstance(value, dict | list):
                waiting.append((held, value))
            elif isinstance(target, list) and key >= len(target):
                target.append(value)
            else:
                target[key] = value


def _held(target: Json, key: Json) -> Json:
    if isinstance(target, dict):
        return target.get(key)
    return target[key] if key < len(target) else None
