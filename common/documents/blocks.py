"""What a document says, before it is known in which format: headings, paragraphs, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Style(StrEnum):
    """How a paragraph reads."""

    BODY = "body"
    QUOTE = "quote"
    NOTE = "note"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Span:
    """A stretch of text in one manner; `link` is an absolute address or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Words = tuple[Span, ...]

MOST_INDENT = 6
"""Steps; a line must stay long enough to be read."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, set in by so many steps; more than `MOST_INDENT` look the same."""

    words: Words
    style: Style = Style.BODY
    indent: int = 0


@dataclass(frozen=True)
class Table:
    """A table with one head row, repeated on every page. `widths` are shares of the page's width, one a column."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, how much of the page's width it takes (0 to 1), and what it shows in words."""

    png: bytes
    share: float
    alternative: str


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True)
class Document:
    """A whole document; `language` is a BCP 47 tag, `landscape` turns the page for wide tables."""

    title: str
    author: str
    made_at: datetime
    blocks: tuple[Block, ...]
    language: str = "en"
    landscape: bool = False


def words(text: str, *, bold: bool = False, italic: bool = False, link: str = "") -> Words:
    """Return one stretch of text as words, () for an empty one."""
    return (Span(text, bold=bold, italic=italic, link=link),) if text else ()


def printable(text: str) -> str:
    """Return the text without what neither XML 1.0 nor a page can hold: control characters and lone surrogates."""
    return _UNPRINTABLE.sub("", text)


def texts_of(document: Document) -> Iterator[str]:
    """Yield every text of the document."""
    yield document.title
    yield document.author
    for block in document.blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield from (span.text for span in block.words)
            case Table():
                yield from block.head
                yield from (span.text for row in block.rows for cell in row for span in cell)
            case Picture():
                yield block.alternative


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
