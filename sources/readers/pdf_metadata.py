"""What a PDF says of itself: its information dictionary, its XMP packet, and what stands on its first page."""

import re
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium
from lxml import etree

from sources.domain import described
from sources.domain.page_words import BYLINE
from sources.domain.printed.lines import PrintedPage, half_points, rows
from sources.domain.prose import ends_sentence, word_count
from sources.errors import UnreadableText
from sources.readers.xml import local, parse_xml

_XMP = re.compile(rb"<x:xmpmeta.{0,200000}?</x:xmpmeta>", re.DOTALL)
# Words on a first page that say where its DOI stands.
_TITLE_WORDS_MAX = 30
_FIRST_LINES = 25


def pdf_metadata(document: pdfium.PdfDocument, data: bytes, pages: Sequence[PrintedPage]) -> dict[str, Any]:
    """Return what the document states as a CSL-JSON item: XMP first, then its dictionary, then its first page.

    The dates of the file are left out: they tell when somebody saved it, not when the work appeared.
    """
    merged = described.first_of((_xmp(data), _dictionary(document), _first_page(pages)))
    merged["type"] = "article-journal" if "container-title" in merged else "document"
    return merged


def _dictionary(document: pdfium.PdfDocument) -> dict[str, Any]:
    info = document.get_metadata_dict(skip_empty=True)
    return described.item(
        title=described.title(info.get("Title")),
        author=described.names([info.get("Author", "")]),
        DOI=described.doi(info.get("doi") or info.get("Subject")),
    )


def _xmp(data: bytes) -> dict[str, Any]:
    packets = _XMP.findall(data)
    if not packets:
        return {}
    try:
        root = parse_xml(packets[-1], "XMP packet")
    except UnreadableText:
        # A packet that cannot be read says nothing; the text does not hang on it.
        return {}
    return described.item(
        title=described.title(_first(root, "title")),
        author=described.names(_values(root, "creator")),
        issued=described.day(_first(root, "publicationDate") or _first(root, "coverDate")),
        container_title=_first(root, "publicationName"),
        volume=_first(root, "volume"),
        issue=_first(root, "number"),
        DOI=described.doi(_first(root, "doi") or _first(root, "identifier")),
        language=described.language(_first(root, "language")),
    )


def _values(root: etree._Element, name: str) -> list[str]:
    """Return the texts of the property: of its list's items, or its own, or of the attribute of that name."""
    texts: list[str] = []
    for element in root.iter():
        if local(element) == name:
            items = [one for one in element.iter() if local(one) == "li"] or [element]
            texts += ["".join(one.itertext()).strip() for one in items]
        texts += [str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name]
    return [text for text in texts if text]


def _first(root: etree._Element, name: str) -> str:
    return next(iter(_values(root, name)), "")


def _first_page(pages: Sequence[PrintedPage]) -> dict[str, Any]:
    lines = rows(pages[0].pieces) if pages else []
    top = lines[:_FIRST_LINES]
    largest = max((half_points(line.size) for line in top), default=0.0)
    usual = sorted(half_points(line.size) for line in lines)[len(lines) // 2] if lines else 0.0
    title = " ".join(line.text for line in top if half_points(line.size) == largest and largest > usual)
    byline = next((line.text for line in top if BYLINE.fullmatch(line.text)), "")
    return described.item(
        title=title if word_count(title) <= _TITLE_WORDS_MAX and not ends_sentence(title) else "",
        author=described.names([byline]),
        DOI=described.doi(" ".join(line.text for line in lines)),
    )
