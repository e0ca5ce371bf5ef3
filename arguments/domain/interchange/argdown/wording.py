"""Tokens of a text to its wording: markup off, mentions and tags kept as the reference model keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from arguments.domain.interchange.argdown.tokens import Kind, Token

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_MARK_NAMES = {"**": "bold", "__": "bold", "*": "italic", "_": "italic"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Emphasis or a link in a wording, by offsets; `url` is empty but for links."""

    name: str
    start: int
    end: int
    url: str = ""


@dataclass(slots=True)
class Wording:
    """A text without its markup, its tags in order, its emphasis and links, and ranges that were never closed."""

    text: str = ""
    tags: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    unclosed: list[Token] = field(default_factory=list)


class Reader:
    """Reads wordings under the settings of one file."""

    def __init__(self, shortcodes: Mapping[str, str], *, removes_tags: bool) -> None:
        """Put signs for these shortcodes; leave tags out of texts if asked to."""
        self._shortcodes = shortcodes
        self._removes_tags = removes_tags

    def read(self, content: Sequence[Token]) -> Wording:
        """The wording of the tokens of one text."""
        wording = Wording(unclosed=_unclosed(content))
        literal = {token.offset for token in wording.unclosed}
        parts = _Parts()
        open_ranges: list[tuple[str, int]] = []
        for at, token in enumerate(content):
            if token.kind is Kind.NEWLINE:
                is_last = at + 1 == len(content) or content[at + 1].kind is Kind.RANGE_END
                parts.add_blank(unless=is_last)
            elif token.kind is Kind.RANGE_START and token.offset not in literal:
                open_ranges.append((_MARK_NAMES[token.image], parts.length))
            elif token.kind is Kind.RANGE_END and open_ranges:
                name, start = open_ranges.pop()
                wording.marks.append(Mark(name, start, parts.length))
                parts.add(" " if token.image.endswith(" ") else "")
            elif token.kind is Kind.LINK:
                wording.marks.append(_add_link(token, parts))
            elif token.kind is Kind.TAG:
                _add_tag(wording, parts, token, is_removed=self._removes_tags)
            else:
                parts.add(self._text_of(token))
        wording.text = parts.text
        return wording

    def rule(self, content: Sequence[Token]) -> str:
        """The name of an inference rule."""
        return self.read(content).text.strip()

    def _text_of(self, token: Token) -> str:
        if token.kind is Kind.ESCAPED:
            return token.image[1:]
        if token.kind is Kind.SHORTCODE and (sign := self._shortcodes.get(token.image.strip())) is not None:
            return sign + (" " if token.image.endswith(" ") else "")
        return token.image


class _Parts:
    """A growing text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, part: str) -> None:
        if part:
            self._parts.append(part)
            self.length += len(part)

    def add_blank(self, *, unless: bool) -> None:
        if not unless and not (self._parts and self._parts[-1].endswith(" ")):
            self.add(" ")


def _add_link(token: Token, parts: _Parts) -> Mark:
    match = _LINK.match(token.image)
    title, url = match.groups() if match else (token.image, "")
    start = parts.length
    parts.add(" ".join(title.split("\n")))
    mark = Mark("link", start, parts.length, url)
    parts.add(" " if token.image.endswith(" ") else "")
    return mark


def _add_tag(wording: Wording, parts: _Parts, token: Token, *, is_removed: bool) -> None:
    tag = tag_of(token.image)
    if tag not in wording.tags:
        wording.tags.append(tag)
    if not is_removed:
        parts.add(token.image)


def tag_of(image: str) -> str:
    """The tag of `#tag` or `#(a tag)`, with or without a blank behind it."""
    bare = image[1:].rstrip(" \t")
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare


def _unclosed(content: Sequence[Token]) -> list[Token]:
    waiting: list[Token] = []
    for token in content:
        if token.kind is Kind.RANGE_START:
            waiting.append(token)
        elif token.kind is Kind.RANGE_END and waiting:
            waiting.pop()
    return waiting
