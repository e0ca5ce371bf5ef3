"""Conditional requests (RFC 9110, section 13): tags of answers and of rows, and the headers that ask by them.

The tag of an object is `"<revision>.<digest>"`: the revision stands for the row's own columns, the digest for the bytes
of this answer. `If-None-Match` compares the whole; `If-Match` the revision alone, since a writer must know the row and
not which of its forms was read, or what hangs on it. All other answers have `"<digest>"`.
"""

import re
from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import Any

from django.db.models import Model

from api.exceptions import InvalidHeaderError, PreconditionFailedError, PreconditionRequiredError

TAG_BYTES = 16
"""128 bits: nobody meets two contents of one tag by chance."""
MAX_HEADER = 4096
ANY = "*"
_TAG = re.compile(r'\s*(?:W/)?("[\x21\x23-\x7e]*")\s*')


def digest_of(content: bytes) -> str:
    """Return the digest of bytes as it stands in a tag."""
    return _written(blake2b(content, digest_size=TAG_BYTES).digest())


def revision_of(row: Model) -> str:
    """Return what changes whenever one of the row's own columns does; columns that were not loaded do not count.

    Reading and writing load the same columns of an object, so that both come to the same. Never queries.
    """
    digest = blake2b(digest_size=TAG_BYTES)
    loaded = row.__dict__
    for field in row._meta.concrete_fields:  # noqa: SLF001 - Django's documented API
        if field.attname in loaded:
            digest.update(f"{field.attname}={_plain(loaded[field.attname])!r};".encode(errors="surrogatepass"))
    return _written(digest.digest())


def entity_tag(content: bytes, row: Model | None = None) -> str:
    """Return the strong tag of an answer, which shows `row` if there is one."""
    digest = digest_of(content)
    return f'"{digest}"' if row is None else f'"{revision_of(row)}.{digest}"'


def is_unchanged(header: str | None, tag: str) -> bool:
    """Return whether `If-None-Match` names the tag; a header that cannot be read names none."""
    if not header:
        return False
    tags = tags_in(header)
    return tags is not None and (ANY in tags or tag in tags)


def check_match(header: str | None, row: Model) -> None:
    """Return if `If-Match` names the row as it stands; raises the problem of a missing, broken or stale header."""
    if header is None:
        raise PreconditionRequiredError
    tags = tags_in(header)
    if tags is None:
        raise InvalidHeaderError("If-Match", 'Give the ETag of the object with its quotation marks, or "*".')
    if ANY not in tags and revision_of(row) not in {tag.strip('"').partition(".")[0] for tag in tags}:
        raise PreconditionFailedError


def tags_in(header: str) -> list[str] | None:
    """Return the tags of a header with their quotation marks, `ANY` if it names all; None if it has another form.

    A weak mark is left out: proxies that compress make tags weak, and what they stand for is the same row.
    """
    if header.strip() == ANY:
        return [ANY]
    if len(header) > MAX_HEADER:
        return None
    found = [_TAG.fullmatch(part) for part in header.split(",")]
    return [match[1] for match in found if match] if all(found) else None


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    """Return the value in a form whose `repr` is the same for the same value."""
    if isinstance(value, memoryview):
        return bytes(value)
    return value.tolist() if hasattr(value, "tolist") else value


def _written(digest: bytes) -> str:
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
