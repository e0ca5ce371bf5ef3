"""What bytes are, before anything of them is kept."""

from sources.domain.decoding import decode
from sources.domain.media_types import HTML, MARKDOWN, TEXT, declared_charset, recognise
from sources.domain.page_encoding import decode_page
from sources.errors import UnreadableText


def recognised_type(data: bytes, origin: str, stated: str) -> str:
    """Return the media type of bytes that can be read, with the charset that was stated for a web page.

    `origin` is a file's name or an address and stands in the message of UnreadableText; `stated` is the media type that
    somebody gave, "" if nobody did.
    """
    try:
        found = recognise(data, origin, stated)
        charset = declared_charset(stated) if found.media_type == HTML else ""
        if found.media_type == HTML:
            decode_page(data, charset)
        elif found.media_type in {TEXT, MARKDOWN}:
            decode(data)
    except UnreadableText as error:
        raise type(error)(f"{origin}: {error.message}", **error.details) from error
    return f"{found.media_type}; charset={charset}" if charset else found.media_type
