"""Markdown (CommonMark) to its canonical document."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sources.domain.characters import clean_characters
from sources.domain.document import (
    BlockKind,
    CanonicalDocument,
    Draft,
    FurnitureLine,
    FurnitureReason,
    assemble,
)
from sources.domain.notes import mark_author_notes, mark_editor_notes
from sources.domain.references import mark_references

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<content>.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
_BREAKS = ("softbreak", "hardbreak")


def canonicalise_markdown(raw: str) -> CanonicalDocument:
    """Return the canonical document of a Markdown text: its words without their markup.

    Headings, list items and block quotes become blocks of their kind, links and emphasis their text,
    code its content. Left out, and recorded as furniture, are YAML front matter, HTML, pictures and
    rules. Notes and reference lists are recognised as in plain text; other page furniture is not
    looked for, because nobody writes it in Markdown. Characters and blank lines are as in canonicalise.
    """
    front_matter = _FRONT_MATTER.match(raw)
    furniture = []
    if front_matter:
        furniture.append(_left_out(1, front_matter["content"]))
        # Blank lines in its place keep the numbers of the lines below.
        raw = "\n" * front_matter.group().count("\n") + raw[front_matter.end() :]
    drafts: list[Draft] = []
    for piece in _pieces(MarkdownIt("commonmark").parse(raw)):
        if isinstance(piece, Draft):
            drafts.append(piece)
        else:
            furniture.append(piece)
    drafts = mark_author_notes(mark_references(mark_editor_notes(drafts)))
    return assemble(drafts, furniture)


def _pieces(tokens: Sequence[Token]) -> Iterator[Draft | FurnitureLine]:
    """Yield the blocks and what was left out, in order."""
    enclosing: list[str] = []
    level = 0
    for token in tokens:
        if token.type in ("blockquote_open", "list_item_open"):
            enclosing.append(token.type)
        elif token.type in ("blockquote_close", "list_item_close"):
            enclosing.pop()
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            yield from _inline_pieces(token, _kind(enclosing, level), level)
        elif token.type in ("fence", "code_block"):
            yield from _block(token, token.content, _kind(enclosing, level), level)
        elif token.type in ("html_block", "hr"):
            yield _left_out(_first_line(token), token.content or token.markup[:3])


def _inline_pieces(token: Token, kind: BlockKind, level: int) -> Iterator[Draft | FurnitureLine]:
    words = []
    for child in token.children or ():
        if child.type in _BREAKS:
            words.append(" ")
        elif child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("image", "html_inline"):
            yield _left_out(_first_line(token), child.content)
    yield from _block(token, "".join(words), kind, level)


def _block(token: Token, content: str, kind: BlockKind, level: int) -> Iterator[Draft]:
    text = clean_characters(content)
    if text:
        first, last = token.map or (0, 1)
        yield Draft(text, first + 1, max(first + 1, last), kind, level=level)


def _kind(enclosing: Sequence[str], level: int) -> BlockKind:
    if level:
        return BlockKind.HEADING
    if "blockquote_open" in enclosing:
        return BlockKind.QUOTATION
    return BlockKind.LIST_ITEM if enclosing else BlockKind.PARAGRAPH


def _left_out(line: int, content: str) -> FurnitureLine:
    return FurnitureLine(line, clean_characters(content), FurnitureReason.MARKUP)


def _first_line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1
