"""The request, kept from falling over what it says about itself."""

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


class TolerantRequest(WSGIRequest):
    """A request that ignores a charset which is no encoding of text.

    Django ignores charsets that Python does not know, but takes codecs such as base64 or rot13 for encodings and
    then fails on the query string, before any middleware could answer.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        charset = self.content_params.get("charset", "")
        try:
            "".encode(charset)
        except (LookupError, ValueError):
            return
        self.encoding = charset
