"""The blocks of an Argdown text: headings, members with the relations nested below them, and reconstructions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from arguments.domain.interchange.argdown.tokens import Kind, Token
from arguments.domain.interchange.debate import Json, NodeKind


@dataclass(slots=True, eq=False)
class Member:
    """One occurrence of a statement or argument: defined, referred to, or only worded.

    `values` is its data once read. `ends_line` is true where a line break stands between its data and the relations
    below it, which the reference model hangs on its text as a blank.
    """

    kind: NodeKind
    offset: int
    title: str | None = None
    is_reference: bool = False
    content: list[Token] = field(default_factory=list)
    data: Token | None = None
    values: dict[str, Json] | None = None
    ends_line: bool = False
    relations: list[tuple[Token, Member]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Heading:
    """A heading, which opens a section."""

    level: int
    offset: int
    content: list[Token]
    data: Token | None = None


@dataclass(slots=True, eq=False)
class Inference:
    """An inference line with its rules, data, and what undercuts it."""

    offset: int
    rules: list[list[Token]] = field(default_factory=list)
    data: Token | None = None
    relations: list[tuple[Token, Member]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Reconstruction:
    """A premise-conclusion structure: numbered statements, each a conclusion if an inference stands before it."""

    offset: int
    lines: list[tuple[Inference | None, Member]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Listing:
    """The members of an ordered or unordered list."""

    members: list[Member] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class FrontMatter:
    """The settings above the text."""

    token: Token


Block = Member | Heading | Reconstruction | Listing | FrontMatter


def paragraphs(tokens: Iterator[Token]) -> Iterator[list[Token]]:
    """The tokens between empty lines; the first is empty if the text starts with an empty line."""
    gathered: list[Token] = []
    is_first = True
    for token in tokens:
        if token.kind is Kind.EMPTY_LINE:
            if gathered or is_first:
                yield gathered
            gathered, is_first = [], False
        else:
            gathered.append(token)
    if gathered:
        yield gathered
