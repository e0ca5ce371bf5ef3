"""Sending files whose bytes never change: whole or in part, with a strong ETag, so that a download can go on."""

import base64
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from api.exceptions import RangeError

CHUNK = 2**18
KEPT_SECONDS = 86_400
"""How long anybody on the way may keep a file: it never changes, but who may read it can."""
_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")


def send_file(request: HttpRequest, opened: BinaryIO, *, size: int, sha256: str, media_type: str) -> HttpResponseBase:
    """Return the file, a part of it, or that the client has it already; closes what was opened.

    One range is served, as RFC 9110 has it; several are answered by the whole file, as it allows. Raises RangeError for
    a range that lies outside.
    """
    tag = f'"{sha256}"'
    try:
        conditional = get_conditional_response(request, etag=tag)
        if conditional is not None:
            opened.close()
            conditional["ETag"] = tag
            return conditional
        start, end = _asked(request, size, tag) or (0, size)
    except RangeError:
        opened.close()
        raise
    response = _body(request, opened, start, end, media_type)
    if (start, end) != (0, size):
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(end - start)
    # RFC 9530: of the whole file, whatever part of it is sent.
    response["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"
    return response


def _asked(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """Return the stretch that is asked for, end exclusive; None for the whole."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if found is None or not any(found.groups()) or request.method != "GET":
        return None
    if request.headers.get("If-Range", tag) != tag:
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    if last and first and int(last) < int(first):
        return None
    if start >= end:
        raise RangeError(size)
    return start, end


def _body(request: HttpRequest, opened: BinaryIO, start: int, end: int, media_type: str) -> HttpResponseBase:
    if request.method == "HEAD":
        opened.close()
        return HttpResponse(content_type=media_type)
    response = StreamingHttpResponse(_read(opened, start, end), content_type=media_type)
    # Also where nobody reads a single piece.
    response._resource_closers.append(opened.close)  # type: ignore[attr-defined]  # noqa: SLF001 - as FileResponse does
    return response


def _read(opened: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    opened.seek(start)
    left = end - start
    while left and (chunk := opened.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
