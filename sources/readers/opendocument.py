"""OpenDocument texts (ODT), by the OASIS standard OpenDocument 1.3, part 3 (2021)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sources.domain import described
from sources.domain.characters import clean_characters
from sources.domain.document import BlockKind, CanonicalDocument, Draft, FurnitureLine, FurnitureReason
from sources.domain.structured import canonicalise_drafts
from sources.errors import BrokenDocument, EncryptedDocument
from sources.readers.archive import Archive
from sources.readers.markup import Element
from sources.readers.reading import Reading
from sources.readers.xml import attribute, local, parse_xml, text_of

_SILENT = frozenset({"tracked-changes", "annotation", "annotation-end", "sequence-decls", "variable-decls", "forms",
                     "user-field-decls", "title", "desc", "ruby-text", "object", "object-ole", "image"})  # fmt: skip
_INDEXES = frozenset({"table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index",
                      "object-index"})  # fmt: skip
# Names of LibreOffice's own styles, which stay English in the file.
_STYLE_KINDS = {
    "Quotations": BlockKind.QUOTATION,
    "Caption": BlockKind.CAPTION,
    "Illustration": BlockKind.CAPTION,
    "Figure": BlockKind.CAPTION,
    "Table": BlockKind.CAPTION,
    "Drawing": BlockKind.CAPTION,
    "Footnote": BlockKind.FOOTNOTE,
    "Endnote": BlockKind.FOOTNOTE,
}
_TITLE_STYLES = ("Title",)
_DEPTH_MAX = 200


@dataclass(frozen=True)
class _Block:
    text: str
    kind: BlockKind
    level: int = 0
    in_index: bool = False


@dataclass(frozen=True)
class _Context:
    kind: BlockKind = BlockKind.PARAGRAPH
    in_index: bool = False
    marker: str = ""
    depth: int = 0


def read_open_document(data: bytes) -> Reading:
    """Return the text of an OpenDocument text with headings, lists, quotations, captions, tables and notes.

    A footnote stands behind the paragraph that it belongs to, its number in front. Tables of contents are listed as
    furniture; deleted text of tracked changes and comments are no part of it. Raises what `Archive` and `parse_xml`
    raise.
    """
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise EncryptedDocument("The document asks for a password: save it without one.")
    content = parse_xml(archive.read("content.xml"), "text")
    body = next((element for element in content.iter() if local(element) == "text" and _holds_body(element)), None)
    if body is None:
        raise BrokenDocument("The document has no text body: it is a drawing or a table.")
    return Reading(_canonical(_Walk(content).blocks(body)), _metadata(archive))


def _holds_body(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "body"


def _canonical(blocks: Iterator[_Block]) -> CanonicalDocument:
    drafts, furniture = [], []
    for number, block in enumerate(blocks, start=1):
        if block.in_index:
            furniture.append(FurnitureLine(number, block.text, FurnitureReason.NAVIGATION))
        else:
            drafts.append(Draft(block.text, number, number, block.kind, level=block.level))
    return canonicalise_drafts(drafts, furniture)


class _Walk:
    """One walk over a document's body."""

    def __init__(self, content: Element) -> None:
        self._parents = {
            attribute(style, "name"): attribute(style, "parent-style-name")
            for style in content.iter()
            if local(style) == "style"
        }

    def blocks(self, element: Element, context: _Context | None = None) -> Iterator[_Block]:
        """Yield the blocks below the element, none empty."""
        context = context or _Context()
        for child in element if context.depth < _DEPTH_MAX else ():
            name = local(child)
            inner = replace(context, depth=context.depth + 1)
            if name in ("p", "h"):
                yield from self._paragraph(child, inner)
            elif name == "table-row" and not self._is_layout(child):
                yield from self._row(child, inner)
            elif name == "list-item" and context.kind is BlockKind.PARAGRAPH:
                yield from self.blocks(child, replace(inner, kind=BlockKind.LIST_ITEM))
            elif name and name not in _SILENT:
                yield from self.blocks(child, replace(inner, in_index=context.in_index or name in _INDEXES))

    def _paragraph(self, element: Element, context: _Context) -> Iterator[_Block]:
        """Yield the paragraph, then the notes and text boxes that are anchored in it."""
        words: list[str] = [context.marker]
        inside: list[Element] = []
        self._gather(element, words, inside, 0)
        text = clean_characters("".join(words))
        if text:
            kind, level = self._form(element, context)
            yield _Block(text, kind, level, context.in_index)
        for nested in inside:
            if local(nested) == "note":
                yield from self._note(nested, context)
            else:
                yield from self.blocks(nested, replace(context, marker="", kind=BlockKind.PARAGRAPH))

    def _gather(self, element: Element, words: list[str], inside: list[Element], depth: int) -> None:
        """Collect the words of a paragraph, and what is anchored in it but stands elsewhere."""
        words.append(element.text or "")
        for child in element if depth < _DEPTH_MAX else ():
            name = local(child)
            if name == "note":
                words.append(_citation(child))
                inside.append(child)
            elif name in ("text-box", "table"):
                inside.append(child)
            elif name in ("s", "tab", "line-break"):
                words.append(" ")
            elif name and name not in _SILENT:
                self._gather(child, words, inside, depth + 1)
            words.append(child.tail or "")

    def _note(self, note: Element, context: _Context) -> Iterator[_Block]:
        body = next((child for child in note if local(child) == "note-body"), None)
        if body is None:
            return
        marker = f"{_citation(note)} "
        for number, block in enumerate(self.blocks(body, replace(context, kind=BlockKind.FOOTNOTE, marker=""))):
            text = clean_characters(marker + block.text) if number == 0 else block.text
            yield replace(block, text=text, kind=BlockKind.FOOTNOTE, level=0)

    def _row(self, row: Element, context: _Context) -> Iterator[_Block]:
        cells = [[block.text for block in self.blocks(cell, context)] for cell in row]
        text = " ".join(text for cell in cells for text in cell)
        if text:
            yield _Block(text, BlockKind.PARAGRAPH, in_index=context.in_index)

    def _is_layout(self, row: Element) -> bool:
        """Say whether a cell of the row holds more than one paragraph: then the table only places them."""
        return any(sum(local(inner) in ("p", "h") for inner in cell.iterdescendants()) > 1 for cell in row)

    def _form(self, element: Element, context: _Context) -> tuple[BlockKind, int]:
        style = attribute(element, "style-name")
        named = style if style in _STYLE_KINDS or style in _TITLE_STYLES else self._parents.get(style, "")
        if context.kind is BlockKind.FOOTNOTE:
            return BlockKind.FOOTNOTE, 0
        if local(element) == "h":
            stated = attribute(element, "outline-level")
            return BlockKind.HEADING, min(9, int(stated)) if stated.isdecimal() and int(stated) else 1
        if named in _TITLE_STYLES:
            return BlockKind.HEADING, 1
        return _STYLE_KINDS.get(named, context.kind), 0


def _citation(note: Element) -> str:
    return next(("".join(child.itertext()).strip() for child in note if local(child) == "note-citation"), "")


def _metadata(archive: Archive) -> dict[str, Any]:
    if "meta.xml" not in archive:
        return {}
    meta = parse_xml(archive.read("meta.xml"), "properties")
    return described.item(
        type="document",
        title=described.title(next(iter(text_of(meta, "title")), "")),
        author=described.names(text_of(meta, "creator")[:1] or text_of(meta, "initial-creator")[:1]),
        language=described.language(next(iter(text_of(meta, "language")), "")),
    )
