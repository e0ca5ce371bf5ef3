"""EPUB books, by the W3C recommendation EPUB 3.3 (2023); EPUB 2 as far as it is the same."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from sources.domain import described
from sources.domain.document import Draft, FurnitureLine, FurnitureReason, PageStart
from sources.domain.page_encoding import decode_page
from sources.domain.structured import canonicalise_drafts
from sources.errors import BrokenDocument, EmptyText, EncryptedDocument, UnsafeDocument
from sources.readers.archive import Archive
from sources.readers.markup import Element, MarkedBlock, Walk, tokens
from sources.readers.reading import Reading
from sources.readers.web_page import parse_markup
from sources.readers.xml import attribute, local, parse_xml

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# Fonts are scrambled in many books without protection; everything else that is encrypted is protected.
_FONT_SCRAMBLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_TEXT_TYPES = ("application/xhtml+xml", "text/html")
# Lists of places in the book, which a reader shows beside it.
_NAVIGATION = frozenset(
    {"toc", "landmarks", "page-list", "doc-toc", "doc-pagelist", "loi", "lot", "index", "doc-index"}
)
# Chapters of older books name the document type of XHTML 1.1, which is harmless; an entity of their own is not.
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_ISBN = re.compile(r"(?:urn:isbn:|isbn[:\s]*)?((?:97[89][-\s]?)?\d[-\s\d]{8,14}[\dXx])", re.IGNORECASE)


@dataclass
class _Text:
    """The book's blocks as they are gathered over its parts."""

    drafts: list[Draft] = field(default_factory=list)
    furniture: list[FurnitureLine] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    number: int = 0


def read_book(data: bytes) -> Reading:
    """Return the text of a book in the order of its spine, without its navigation.

    Pages are those of the printed edition where the book marks them. Raises what `Archive` and `parse_xml` raise,
    and EncryptedDocument for a book under copy protection.
    """
    archive = Archive(data)
    _refuse_protection(archive)
    path = _package_path(archive)
    package = parse_xml(archive.read(path), "package file")
    text = _Text()
    for name in _spine(package, posixpath.dirname(path)):
        if name in archive:
            _read_part(archive.read(name), text)
    if not text.drafts:
        raise EmptyText("The book holds no text: its pages may be pictures.")
    document = canonicalise_drafts(text.drafts, text.furniture, text.labels)
    return Reading(document, _metadata(package))


def _refuse_protection(archive: Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    methods = [
        attribute(element, "Algorithm")
        for element in parse_xml(archive.read(_ENCRYPTION), "list of encrypted parts").iter()
        if local(element) == "EncryptionMethod"
    ]
    if any(method not in _FONT_SCRAMBLING for method in methods):
        raise EncryptedDocument("The book is under copy protection, so its text cannot be read.")


def _package_path(archive: Archive) -> str:
    container = parse_xml(archive.read(_CONTAINER), "container file")
    paths = [attribute(element, "full-path") for element in container.iter() if local(element) == "rootfile"]
    path = next((path for path in paths if path in archive), "")
    if not path:
        raise BrokenDocument("The book names no package file that is in it.")
    return path


def _spine(package: Element, folder: str) -> Iterator[str]:
    """Yield the names of the parts to be read in order; what is no text, or navigation only, is not among them."""
    manifest = {attribute(item, "id"): item for item in package.iter() if local(item) == "item"}
    for reference in package.iter():
        item = manifest.get(attribute(reference, "idref")) if local(reference) == "itemref" else None
        if item is None or attribute(item, "media-type") not in _TEXT_TYPES:
            continue
        if "nav" in attribute(item, "properties").split():
            continue
        yield posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href"))))


def _read_part(data: bytes, text: _Text) -> None:
    if _ENTITY.search(data.replace(b"\x00", b"")):
        raise UnsafeDocument("A chapter of the book declares entities, which are not read.")
    try:
        root = parse_markup(decode_page(data).text)
    except EmptyText:
        return
    for block in Walk(root).blocks():
        text.number += 1
        if _is_navigation(block.element) or block.hidden:
            reason = FurnitureReason.HIDDEN if block.hidden else FurnitureReason.NAVIGATION
            text.furniture.append(FurnitureLine(text.number, block.text, reason))
        else:
            text.drafts.append(_draft(block, text))


def _draft(block: MarkedBlock, text: _Text) -> Draft:
    starts = [PageStart(0, len(text.labels) - 1)] if text.labels else []
    for offset, label in block.page_breaks:
        if not text.labels and (offset or text.drafts):
            # What stands before the first mark is on a page that has no number.
            text.labels.append("–")
            starts.append(PageStart(0, 0))
            text.drafts[:] = [_on_first_page(draft) for draft in text.drafts]
        text.labels.append(label or str(len(text.labels) + 1))
        starts.append(PageStart(min(offset, len(block.text) - 1), len(text.labels) - 1))
    number = text.number
    return Draft(block.text, number, number, block.kind, level=block.level, pages=tuple(starts))


def _on_first_page(draft: Draft) -> Draft:
    return replace(draft, pages=(PageStart(0, 0),))


def _is_navigation(element: Element) -> bool:
    around = (element, *element.iterancestors())
    return any(parent.tag == "nav" or _NAVIGATION & tokens(parent, "epub:type", "role") for parent in around)


def _metadata(package: Element) -> dict[str, Any]:
    core = "http://purl.org/dc/elements/1.1/"

    def stated(name: str) -> list[str]:
        return [text for one in package.iter(f"{{{core}}}{name}") if (text := "".join(one.itertext()).strip())]

    identifiers = stated("identifier")
    return described.item(
        type="book",
        title=described.title(next(iter(stated("title")), "")),
        author=described.names(stated("creator")),
        issued=described.day(next(iter(stated("date")), "")),
        publisher=next(iter(stated("publisher")), ""),
        DOI=next((doi for one in identifiers if (doi := described.doi(one))), ""),
        ISBN=next((m[1] for one in identifiers if (m := _ISBN.fullmatch(one.strip()))), ""),
        language=described.language(next(iter(stated("language")), "")),
    )
