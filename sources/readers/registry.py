"""Which reader reads which format, and the version of its rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from sources.domain.canonical import canonicalise
from sources.domain.decoding import decode
from sources.domain.markdown import canonicalise_markdown
from sources.domain.media_types import DOCX, EPUB, HTML, MARKDOWN, ODT, PDF, TEXT, base_type, declared_charset
from sources.errors import BrokenDocument, EmptyText, ReadingTooCostly, UnsupportedFormat
from sources.readers.reading import Glance, Reading


@dataclass(frozen=True)
class Extractor:
    """A reader's name and the version of its rules, as text versions name them.

    The version goes up with every change that changes any text, block, page or sentence of any document; then the same
    bytes make a new text version when they are read again. What a library reads otherwise in a new release counts.
    """

    name: str
    version: str
    in_own_process: bool = True


EXTRACTORS = {
    TEXT: Extractor("plain-text", "2", in_own_process=False),
    MARKDOWN: Extractor("markdown", "1", in_own_process=False),
    HTML: Extractor("web-page", "1"),
    PDF: Extractor("pdf", "1"),
    DOCX: Extractor("word", "1"),
    ODT: Extractor("open-document", "1"),
    EPUB: Extractor("book", "1"),
}


def extractor_of(media_type: str) -> Extractor:
    """Return the extractor of a capture's media type; UnsupportedFormat if there is none."""
    extractor = EXTRACTORS.get(base_type(media_type))
    if extractor is None:
        raise UnsupportedFormat(f"Documents of type {media_type} are not read.", format=media_type)
    return extractor


def read(media_type: str, data: bytes) -> Iterator[Glance | Reading]:
    """Yield the document, before it, where that is quick, a glance at its first pages.

    The library of a format is loaded when it is needed. Whatever is wrong with the bytes, a ParallaxError says so.
    """
    try:
        yield from _read(base_type(media_type), media_type, data)
    except MemoryError as error:
        raise ReadingTooCostly("Reading the document takes more memory than is allowed.") from error
    except RecursionError as error:
        raise BrokenDocument("The document is nested too deeply to be read.") from error


def _read(kind: str, media_type: str, data: bytes) -> Iterator[Glance | Reading]:
    # Imported where it is needed: a process reads one document, and the libraries take a second to load together.
    if kind == PDF:
        from sources.readers.pdf import read_pdf  # noqa: PLC0415

        yield from read_pdf(data)
        return
    yield _checked(_reading(kind, media_type, data))


def _reading(kind: str, media_type: str, data: bytes) -> Reading:
    if kind == HTML:
        from sources.readers.web_page import read_web_page  # noqa: PLC0415

        return read_web_page(data, declared_charset(media_type))
    if kind == DOCX:
        from sources.readers.word import read_word  # noqa: PLC0415

        return read_word(data)
    if kind == ODT:
        from sources.readers.opendocument import read_open_document  # noqa: PLC0415

        return read_open_document(data)
    if kind == EPUB:
        from sources.readers.book import read_book  # noqa: PLC0415

        return read_book(data)
    if kind == MARKDOWN:
        return Reading(canonicalise_markdown(decode(data).text))
    return Reading(canonicalise(decode(data).text))


def _checked(reading: Reading) -> Reading:
    if not reading.document.text:
        raise EmptyText("Nothing is left once the page's furniture is out.")
    return reading
