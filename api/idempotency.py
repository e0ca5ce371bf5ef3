"""Requests that may be sent again: the header `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header).

The first request with a key does its work and leaves its answer in the same transaction; the same request with the same
key gets that answer, byte for byte. Only successes are kept: a refusal changed nothing, so that asking again is safe
and may succeed once the cause is gone.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from rest_framework.request import Request

from api.exceptions import IdempotencyInFlightError, IdempotencyKeyReusedError, InvalidHeaderError
from api.models import KEY_MAX_LENGTH, StoredResponse
from api.permissions import user_of

HEADER = "Idempotency-Key"
REPLAYED_HEADER = "Idempotent-Replayed"
KEPT_FOR = timedelta(hours=24)
KEPT_HEADERS = ("Content-Type", "ETag", "Location", "Cache-Control", "Vary")
_KEY = re.compile(rf"[\x21-\x7e]{{1,{KEY_MAX_LENGTH}}}")


@dataclass(frozen=True)
class Attempt:
    """One request under its key."""

    user_id: Any
    key: str
    fingerprint: bytes


def begin_attempt(request: Request) -> Attempt | None:
    """Return the request's attempt, None if it has no key; raises `InvalidHeaderError` for a key of another form."""
    text = request.headers.get(HEADER)
    if text is None:
        return None
    # The draft writes the key as a quoted string; most clients send it bare.
    key = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    if not _KEY.fullmatch(key):
        raise InvalidHeaderError(HEADER, f"Give 1 to {KEY_MAX_LENGTH} visible ASCII characters.")
    return Attempt(user_of(request).pk, key, _fingerprint(request))


def find_replay(attempt: Attempt) -> HttpResponse | None:
    """Return the answer that the key has already, None if this attempt is the first; to be asked in its transaction.

    Raises `IdempotencyInFlightError` while another request with the key is at work, and `IdempotencyKeyReusedError` if
    the key's answer belongs to another request. The key is locked until the transaction ends.
    """
    if not _locked(attempt):
        raise IdempotencyInFlightError
    stored = StoredResponse.objects.filter(user_id=attempt.user_id, key=attempt.key).first()
    if stored is None:
        return None
    if bytes(stored.fingerprint) != attempt.fingerprint:
        raise IdempotencyKeyReusedError
    return HttpResponse(bytes(stored.body), status=stored.status, headers={**stored.headers, REPLAYED_HEADER: "true"})


def keep_answer(attempt: Attempt, response: HttpResponse) -> None:
    """Keep the answer for those who send the same again; to be called in the transaction of what was done."""
    StoredResponse.objects.create(
        user_id=attempt.user_id,
        key=attempt.key,
        fingerprint=attempt.fingerprint,
        status=response.status_code,
        headers={name: response[name] for name in KEPT_HEADERS if response.has_header(name)},
        body=response.content,
    )


def remove_expired() -> int:
    """Remove the answers that were kept long enough, and return how many."""
    removed, _ = StoredResponse.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return removed


def _locked(attempt: Attempt) -> bool:
    number = blake2b(f"{attempt.user_id}\n{attempt.key}".encode(), digest_size=8, person=b"idempotency").digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(number, signed=True)])
        return bool(cursor.fetchone()[0])


def _fingerprint(request: Request) -> bytes:
    """Return the digest of who asks by what credential, and for what.

    The credential counts, so that a token cannot be handed what another one of the user's was allowed to do. Of a form
    the fields and the files' bytes count, and not the boundary between them, which is another each time it is sent.
    """
    digest = blake2b(digest_size=32)
    credential = getattr(request.auth, "pk", "session")
    for part in (str(credential).encode(), (request.method or "").encode(), request.get_full_path().encode()):
        digest.update(len(part).to_bytes(4) + part)
    for piece in _pieces(request.data):
        digest.update(piece)
    return digest.digest()


def _pieces(data: Any) -> Iterator[bytes]:  # noqa: ANN401 - JSON or a form
    if not isinstance(data, QueryDict):
        yield json.dumps(data, sort_keys=True, default=_told).encode()
        return
    for name, values in sorted(data.lists()):
        for value in values:
            yield f"{len(name)}:{name}".encode()
            if isinstance(value, UploadedFile):
                yield f"file {value.size}:{value.name}".encode()
                yield from value.chunks()
                value.seek(0)
            else:
                yield f"text {len(value)}:{value}".encode(errors="surrogatepass")


def _told(value: object) -> str:
    """Return what stands for a part of a body that is no JSON, such as a whole file."""
    return blake2b(value).hexdigest() if isinstance(value, bytes) else str(value)
