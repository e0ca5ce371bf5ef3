"""Bytes of a web page to its markup."""

import codecs
import re

from sources.domain.decoding import DecodedText, decode
from sources.errors import WronglyEncodedText

# The HTML standard (WHATWG, "determining the character encoding") looks as far for the page's own word.
_LOOKED_AT = 1024
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
# These names stand for Windows code pages on the web (WHATWG Encoding, "names and labels").
_WEB_LABELS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "iso-8859-9": "cp1254", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "x-sjis": "cp932", "unicode": "utf-16-le",
}  # fmt: skip


def decode_page(data: bytes, declared: str = "") -> DecodedText:
    """Return the markup that the bytes hold.

    A byte order mark rules. Then, bytes that are valid UTF-8 and not ASCII alone are UTF-8, whatever is said of them,
    since other encodings do not look like it. Then what the server said (`declared`), then what the page says of
    itself, then UTF-8. Raises what `decode` raises.
    """
    stated = _stated(data, declared)
    if not stated or _is_utf8(data):
        return decode(data)
    encoding = _WEB_LABELS.get(stated, stated)
    try:
        codecs.lookup(encoding)
    except LookupError:
        return decode(data)
    if not codecs.lookup(encoding)._is_text_encoding:  # noqa: SLF001 - the codec registry's own mark for "rot13" and its like
        raise WronglyEncodedText(f"The page says that its encoding is “{stated}”, which is none.", encoding=stated)
    return decode(data, encoding=encoding)


def _is_utf8(data: bytes) -> bool:
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _stated(data: bytes, declared: str) -> str:
    start = data[:_LOOKED_AT]
    found = _XML_ENCODING.search(start) or _META_CHARSET.search(start)
    return declared or (found[1].decode("ascii").lower() if found else "")
