"""Bytes of a capture to text, or one clear reason why not."""

import codecs
import re
from dataclasses import dataclass

from sources.errors import (
    BinaryText,
    EmptyText,
    TextTooLarge,
    WronglyEncodedText,
)

# The longest books are below 10 MB of UTF-8 (the Bible has 4.4 MB); what is larger is no document
# that a person annotates, and every later step holds several copies of the text in memory.
MAX_TEXT_BYTES = 25_000_000

# Real text has next to no control characters; compressed or encrypted bytes have 25 % of them.
# A few strays (an old printer code, a broken copy) do not make a text binary.
CONTROL_SHARE_LIMIT = 0.01
CONTROL_COUNT_LIMIT = 4

_BYTE_ORDER_MARKS = (
    # UTF-32 first: its little-endian mark begins with the one of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (as are DOCX, ODT and EPUB)"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (such as DOC)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
# C0 without tab, line feed, vertical tab, form feed and return; DEL; C1 without NEL.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True)
class DecodedText:
    """The text of a capture, the name of its encoding, and whether a byte order mark said so."""

    text: str
    encoding: str
    had_byte_order_mark: bool


def decode(data: bytes, *, encoding: str | None = None) -> DecodedText:
    """Return the text that the bytes hold, without byte order mark.

    Accepted are UTF-8, with or without mark, and UTF-16 and UTF-32 with mark. Anything else is
    never guessed, because a wrong guess gives wrong letters that nobody notices: pass `encoding`,
    which then rules alone.

    Raises TextTooLarge, EmptyText, BinaryText or WronglyEncodedText, each with a one-line reason.
    """
    if len(data) > MAX_TEXT_BYTES:
        msg = f"The file has {len(data):,} bytes; a text may have {MAX_TEXT_BYTES:,} at most."
        raise TextTooLarge(msg, size=len(data), limit=MAX_TEXT_BYTES)
    if not data:
        msg = "The file is empty."
        raise EmptyText(msg)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            msg = f"The file is {name}, not text."
            raise BinaryText(msg, format=name)
    decoded = _decode_declared(data, encoding) if encoding else _decode_detected(data)
    _refuse_control_characters(decoded.text)
    if not decoded.text.strip("\ufeff \t\r\n\v\f\xa0"):
        msg = "The file holds nothing but white space."
        raise EmptyText(msg)
    return decoded


def _decode_declared(data: bytes, encoding: str) -> DecodedText:
    try:
        text = data.decode(encoding)
    except LookupError:
        msg = f"There is no text encoding named “{encoding}”."
        raise WronglyEncodedText(msg, encoding=encoding) from None
    except UnicodeDecodeError as error:
        raise _wrongly_encoded(data, encoding, error.start) from None
    except UnicodeError:
        msg = f"The bytes are not {encoding}."
        raise WronglyEncodedText(msg, encoding=encoding) from None
    return DecodedText(text.removeprefix("\ufeff"), encoding.lower(), text.startswith("\ufeff"))


def _decode_detected(data: bytes) -> DecodedText:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _wrongly_encoded(data, encoding, error.start + len(mark)) from None
            return DecodedText(text, encoding, had_byte_order_mark=True)
    null = data.find(b"\x00")
    if null >= 0:
        msg = f"The file has a NUL byte at byte {null}: it is binary, or UTF-16 without a byte order mark."
        raise BinaryText(msg, byte_offset=null)
    try:
        return DecodedText(data.decode("utf-8"), "utf-8", had_byte_order_mark=False)
    except UnicodeDecodeError as error:
        raise _wrongly_encoded(data, "utf-8", error.start) from None


def _wrongly_encoded(data: bytes, encoding: str, offset: int) -> WronglyEncodedText:
    value = data[offset] if offset < len(data) else 0
    msg = (
        f"The file is not valid {encoding.upper()}: byte 0x{value:02x} at byte {offset} does not fit. "
        "Save it as UTF-8, or name its encoding."
    )
    return WronglyEncodedText(msg, encoding=encoding, byte_offset=offset)


def _refuse_control_characters(text: str) -> None:
    count = len(_CONTROL.findall(text))
    if "\x00" in text or (count > CONTROL_COUNT_LIMIT and count > CONTROL_SHARE_LIMIT * len(text)):
        msg = f"The file has {count:,} control characters in {len(text):,}: it is no text."
        raise BinaryText(msg, control_characters=count)
