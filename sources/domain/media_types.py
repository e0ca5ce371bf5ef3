"""The formats that are read, and which of them some bytes are.

Bytes are recognised by what is in them: a file's ending or a server's word only decides between kinds of plain text,
which look alike. Nothing is unpacked or parsed here, so that hostile bytes can do no harm.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from sources.domain.decoding import MAX_TEXT_BYTES
from sources.errors import BinaryText, EmptyText, FileTooLarge, TextTooLarge, UnsupportedFormat

MAX_FILE_BYTES = 60_000_000
"""A book with pictures has 5 to 50 MB. The database keeps the bytes, and the worker holds two copies of them."""

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"


@dataclass(frozen=True)
class Format:
    """A format that is read.

    `name` stands in sentences ("a PDF document"), `endings` are lower-case with their dot, the usual one first;
    `largest` is the most bytes that are taken.
    """

    media_type: str
    name: str
    endings: tuple[str, ...]
    largest: int = MAX_FILE_BYTES


FORMATS = (
    Format(TEXT, "plain text", (".txt", ".text"), MAX_TEXT_BYTES),
    Format(MARKDOWN, "Markdown", (".md", ".markdown"), MAX_TEXT_BYTES),
    Format(HTML, "a web page", (".html", ".htm", ".xhtml"), MAX_TEXT_BYTES),
    Format(PDF, "a PDF document", (".pdf",)),
    Format(DOCX, "a Word document", (".docx", ".docm")),
    Format(ODT, "an OpenDocument text", (".odt",)),
    Format(EPUB, "an EPUB book", (".epub",)),
)
FORMAT_OF_TYPE = {format_.media_type: format_ for format_ in FORMATS} | {"application/xhtml+xml": FORMATS[2]}
FORMAT_OF_ENDING = {ending: format_ for format_ in FORMATS for ending in format_.endings}
ENDINGS = tuple(FORMAT_OF_ENDING)
"""Every ending that a chooser of files offers."""

# A PDF may have rubbish before its header: readers look for it in the first 1,024 bytes (ISO 32000-1, annex H).
_PDF_HEADER_WITHIN = 1024
_SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office document (save it as DOCX, without password)"),
    (b"{\\rtf", "an RTF document (save it as DOCX)"),
    (b"%!PS", "a PostScript document (save it as PDF)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
# Names of members stand uncompressed in a ZIP archive, so it need not be opened to say what it is.
_MEMBERS = (
    (b"word/document.xml", FORMAT_OF_TYPE[DOCX]),
    (b"META-INF/container.xml", FORMAT_OF_TYPE[EPUB]),
)
_OTHER_MEMBERS = (
    (b"xl/workbook.xml", "an Excel workbook"),
    (b"ppt/presentation.xml", "a PowerPoint presentation"),
    (b"Index/Document.iwa", "a Pages, Numbers or Keynote document (export it as DOCX or PDF)"),
)
_MIMETYPE = re.compile(rb"PK\x03\x04.{26}mimetype([\w./+-]+)", re.DOTALL)
# What stands before the first element of a page: declaration, comments, a doctype.
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|div|p|h[1-6]|article|section|main|table|ul|ol|span|a)\b[^>]{0,2000}>",
    re.IGNORECASE,
)
_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_UTF_16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LOOKED_AT = 4096


def recognise(data: bytes, name: str = "", declared: str = "") -> Format:
    """Return the format of the bytes.

    `name` is the file's name and `declared` the media type that somebody stated, "" if nobody did; both only tell
    Markdown and fragments of web pages from plain text. Raises EmptyText, BinaryText or UnsupportedFormat, which name
    what the bytes are as far as that is known, and FileTooLarge or TextTooLarge; each message is one sentence.
    """
    if not data:
        raise EmptyText("The file is empty.")
    found = _recognised(data, name, declared)
    if len(data) > found.largest:
        raise too_large(len(data), found)
    return found


def too_large(size: int, found: Format) -> FileTooLarge | TextTooLarge:
    """Return the refusal of so many bytes of that format."""
    is_text = found.largest == MAX_TEXT_BYTES
    kind = TextTooLarge if is_text else FileTooLarge
    what = "a text" if is_text else found.name
    return kind(
        f"The file has {size / 1e6:.0f} MB; {what} may have {found.largest / 1e6:.0f} MB at most.",
        size=size,
        limit=found.largest,
    )


def largest_by_name(name: str) -> Format:
    """Return the format that the name's ending claims; without a known one, the format that may be largest."""
    return FORMAT_OF_ENDING.get(_ending(name), FORMAT_OF_TYPE[PDF])


def ending_note(name: str, media_type: str) -> str:
    """Return one sentence if the name's ending claims another format than the bytes are of, "" if not."""
    claimed, found = FORMAT_OF_ENDING.get(_ending(name)), FORMAT_OF_TYPE.get(base_type(media_type))
    if claimed is None or found is None or claimed is found:
        return ""
    return f"The file's name ends with “{_ending(name)}”, but it is {found.name}; it is read as that."


def base_type(media_type: str) -> str:
    """Return the media type without parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def declared_charset(media_type: str) -> str:
    """Return the charset parameter of a media type, "" without one."""
    found = re.search(r";\s*charset\s*=\s*\"?([\w.:-]{1,40})", media_type, re.IGNORECASE)
    return found[1].lower() if found else ""


def _recognised(data: bytes, name: str, declared: str) -> Format:
    if data.startswith(b"PK\x03\x04"):
        return _recognised_archive(data)
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return FORMAT_OF_TYPE[PDF]
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise BinaryText(f"The file is {what}, which cannot be read.", format=what)
    return _recognised_text(data, name, declared)


def _recognised_archive(data: bytes) -> Format:
    stated = _MIMETYPE.match(data)
    if stated:
        media_type = stated[1].decode("ascii")
        for known in (EPUB, ODT):
            # What follows the media type may stick to it: the next member's header begins with letters.
            if media_type.startswith(known) and not media_type.startswith(f"{known}-"):
                return FORMAT_OF_TYPE[known]
        what = f"a document of type {media_type[:60].removesuffix('PK')}"
        raise UnsupportedFormat(f"The file is {what}, which is not read.", format=what)
    for member, found in _MEMBERS:
        if member in data:
            return found
    what = next((what for member, what in _OTHER_MEMBERS if member in data), "a ZIP archive")
    raise BinaryText(f"The file is {what}, which cannot be read.", format=what)


def _recognised_text(data: bytes, name: str, declared: str) -> Format:
    start = _ascii_start(data)
    hint = FORMAT_OF_ENDING.get(_ending(name)) or FORMAT_OF_TYPE.get(base_type(declared)) or FORMAT_OF_TYPE[TEXT]
    if _HTML_START.match(start) or (hint.media_type == HTML and _HTML_TAG.search(start)):
        return FORMAT_OF_TYPE[HTML]
    if _XML_START.match(start):
        raise UnsupportedFormat("The file is XML of a kind that is not read.", format="XML")
    return FORMAT_OF_TYPE[MARKDOWN if hint.media_type == MARKDOWN else TEXT]


def _ascii_start(data: bytes) -> bytes:
    """Return the first characters, one byte each, of a text in UTF-8 or UTF-16."""
    for mark, encoding in _UTF_16:
        if data.startswith(mark):
            return data[2 : 2 * _LOOKED_AT].decode(encoding, errors="replace").encode("ascii", errors="replace")
    return data[:_LOOKED_AT]


def _ending(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()
