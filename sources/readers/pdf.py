"""PDF documents, read with pypdfium2 (Google's PDFium)."""

from collections.abc import Iterator

import pypdfium2 as pdfium

from sources.domain.document import FurnitureLine, FurnitureReason
from sources.domain.printed.lines import Line, PrintedPage
from sources.domain.printed.pages import PrintedText, read_pages
from sources.domain.structured import canonicalise_drafts
from sources.errors import BrokenDocument, EmptyText, EncryptedDocument, TextTooLarge, TooManyPages
from sources.readers.pdf_metadata import pdf_metadata
from sources.readers.pdf_page import PageReader
from sources.readers.reading import Glance, Reading

PAGES_MAX = 5_000
"""The longest reports and laws have some 3,000 pages; a book has 1,000."""
LETTERS_MAX = 12_000_000
"""As many as 5,000 full pages hold."""
GLANCE_PAGES = 3
GLANCE_FROM = 12
"""A document of fewer pages is read whole before a person has opened it."""
UNKNOWN_SHARE_MAX = 0.4
"""When so many letters have no meaning, what is left is no text."""


def read_pdf(data: bytes) -> Iterator[Glance | Reading]:
    """Yield a glance at the first pages of a long document, then the whole.

    Raises EncryptedDocument for one that asks for a password, BrokenDocument for one that cannot be opened or has a
    page that cannot be read, TooManyPages, and EmptyText for one without letters, such as a scan.
    """
    document = _opened(data)
    try:
        count = len(document)
        if count > PAGES_MAX:
            raise TooManyPages(
                f"The PDF has {count:,} pages; {PAGES_MAX:,} are read at most. Split it into parts.",
                pages=count,
                limit=PAGES_MAX,
            )
        pages = _Pages(document)
        for position in range(count):
            pages.read(position)
            if position + 1 == GLANCE_PAGES and count >= GLANCE_FROM:
                text = read_pages(pages.pages)
                yield Glance(text.drafts, text.labels, count)
        yield _reading(pages, read_pages(pages.pages), pdf_metadata(document, data, pages.pages))
    except pdfium.PdfiumError as error:
        raise BrokenDocument("The PDF is damaged: a page of it cannot be read.") from error
    finally:
        document.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if len(document) == 0:
            raise BrokenDocument("The PDF has no pages.")
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedDocument("The PDF asks for a password: save it without one.") from error
        raise BrokenDocument("The PDF is damaged and cannot be opened.") from error
    return document


class _Pages:
    """The pages that were read so far."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._reader = PageReader()
        self._number = 1
        self.pages: list[PrintedPage] = []
        self.stamps: list[Line] = []
        self.letters = 0
        self.unknown = 0

    def read(self, position: int) -> None:
        page = self._document[position]
        text_page = page.get_textpage()
        try:
            text = self._reader.read(text_page, self._number)
        finally:
            text_page.close()
            page.close()
        self._number += len(text.pieces) + len(text.stamps)
        self.letters += text.letters
        self.unknown += text.unknown
        if self.letters > LETTERS_MAX:
            raise TextTooLarge(
                f"The PDF has more than {LETTERS_MAX:,} letters, more than any document that people read.",
                size=self.letters,
                limit=LETTERS_MAX,
            )
        self.stamps += text.stamps
        self.pages.append(PrintedPage(position, self._document.get_page_label(position).strip()[:40], text.pieces))


def _reading(pages: _Pages, text: PrintedText, found: dict[str, object]) -> Reading:
    if not pages.letters:
        raise EmptyText("The PDF holds pictures of its pages and no text: have its text recognised (OCR) first.")
    if pages.unknown > UNKNOWN_SHARE_MAX * pages.letters:
        raise BrokenDocument("The PDF does not say which letters its fonts draw, so its text cannot be read.")
    stamps = [FurnitureLine(line.number, line.text, FurnitureReason.ROTATED) for line in pages.stamps]
    document = canonicalise_drafts(text.drafts, [*text.furniture, *stamps], text.labels)
    return Reading(document, found)
