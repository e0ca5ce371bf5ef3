"""From the bytes of a file to its text, or the line from which it is none."""

from __future__ import annotations

import codecs
import re

from arguments.domain.interchange.reports import Notice, Severity

SIZE_MAX = 50_000_000
"""Bytes of a file. The largest public debates are some 5 MB; above this a page could not draw it anyway."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]{1,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


class NotText(ValueError):
    """The bytes are no text that can be read; `notice` says why and where."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(reason)
        self.notice = Notice(Severity.ERROR, reason, "", line, column)


def decode(data: bytes) -> str:
    r"""Return the text of a file, with `\n` line ends and without a byte order mark; raises NotText.

    It is UTF-8, or UTF-16 with a byte order mark, or what an XML declaration says.
    """
    if len(data) >= SIZE_MAX:
        raise NotText(f"The file is too large: {len(data):,} bytes; less than {SIZE_MAX:,} can be read.")
    encoding, start = _encoding(data)
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data[start : start + error.start], encoding) from error
    except LookupError as error:
        raise NotText(f"The file says that it is written in “{encoding}”, which is not known.", 1) from error
    place = text.find("\x00")
    if place >= 0:
        before = text[:place]
        reason = "The file holds a NUL character, so it is no text."
        raise NotText(reason, before.count("\n") + 1, place - before.rfind("\n"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(data: bytes) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    declared = _XML_ENCODING.match(data[:300])
    return (declared[1].decode("ascii") if declared else "utf-8"), 0


def _undecodable(before: bytes, encoding: str) -> NotText:
    text = before.decode(encoding, errors="replace")
    line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    reason = f"The file is not written in {encoding.upper()}: a byte has no meaning there. Save it as UTF-8."
    return NotText(reason, line, column)
