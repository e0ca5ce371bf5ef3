"""Many writes of one request, each given to the view that it would reach alone, under the same policies.

What belongs to the request is done once for all: middleware, authentication, limits. The whole is one transaction, in
which each write has a savepoint of its own.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIRequest
from django.http.response import HttpResponseBase
from django.urls import resolve
from rest_framework.request import Request

from api import problems
from api.errors import problem_response
from api.exceptions import BatchFailedError

logger = logging.getLogger(__name__)

MAX_OPERATIONS = 1000
NOT_DONE = 424
# What the whole request says of itself and not of its parts.
OWN_HEADERS = ("HTTP_ACCEPT", "HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IDEMPOTENCY_KEY", "HTTP_TRANSFER_ENCODING")


@dataclass(frozen=True)
class Operation:
    """One write: an address of the API with its query, and what would be its headers and body."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    if_match: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What the write alone would have been answered."""

    status: int
    body: Any = None
    etag: str | None = None
    location: str | None = None
    replayed: bool = False

    @property
    def is_failure(self) -> bool:
        """Whether nothing was done."""
        return self.status >= 400


def perform_all(request: Request, operations: list[Operation], *, atomic: bool, brief: bool) -> list[Outcome]:
    """Do the operations in their order and return what became of each; to be called in a transaction.

    If `brief`, what was done is not read again. With `atomic` the first that fails ends it all with `BatchFailedError`,
    which names it and the others as not done.
    """
    outcomes: list[Outcome] = []
    for place, outcome in enumerate(_performed(request, operations, brief=brief)):
        outcomes.append(outcome)
        if atomic and outcome.is_failure:
            others = [Outcome(NOT_DONE)] * len(operations)
            results = as_json([*others[:place], outcome, *others[place + 1 :]])
            raise BatchFailedError(place, results, outcome.body)
    return outcomes


def as_json(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """Return the outcomes as the contract describes them."""
    return [
        {
            "status": one.status,
            "body": one.body,
            "etag": one.etag,
            "location": one.location,
            "replayed": one.replayed,
        }
        for one in outcomes
    ]


def _performed(request: Request, operations: list[Operation], *, brief: bool) -> Iterator[Outcome]:
    outer = request._request  # noqa: SLF001 - the framework's one way to Django's request
    common = {
        name: value
        for name, value in outer.META.items()
        if isinstance(value, str) and name not in OWN_HEADERS and not name.startswith(("CONTENT_", "HTTP_CONTENT_"))
    }
    common |= {"wsgi.url_scheme": outer.scheme, "HTTP_ACCEPT": "application/json", "CONTENT_TYPE": "application/json"}
    for operation in operations:
        inner = _request_of(operation, common)
        inner.user, inner.is_brief = request.user, brief
        # As the whole request's: who asks was found out once.
        inner._force_auth_user, inner._force_auth_token = request.user, request.auth  # noqa: SLF001 - as in DRF's client
        yield _outcome(inner)


def _request_of(operation: Operation, common: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a request with marks on it
    path, _, query = operation.path.partition("?")
    body = b"" if operation.body is None else json.dumps(operation.body).encode()
    headers = {"HTTP_IF_MATCH": operation.if_match, "HTTP_IDEMPOTENCY_KEY": operation.idempotency_key}
    inner: Any = WSGIRequest(
        {
            **common,
            **{name: value for name, value in headers.items() if value is not None},
            "REQUEST_METHOD": operation.method,
            # WSGI hands bytes over as Latin-1.
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query.encode().decode("latin-1"),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
    )
    inner.is_in_batch = True
    return inner


def _outcome(inner: Any) -> Outcome:  # noqa: ANN401 - a request with marks on it
    found = resolve(inner.path_info)
    inner.resolver_match = found
    try:
        response = found.func(inner, *found.args, **found.kwargs)
    except Exception:
        logger.exception("%s %s of a batch", inner.method, inner.path_info)
        problem = problems.SERVER_ERROR
        response = problem_response(problem, problem.meaning)
    return Outcome(
        response.status_code,
        _body_of(response),
        response.get("ETag"),
        response.get("Location"),
        response.has_header("Idempotent-Replayed"),
    )


def _body_of(response: HttpResponseBase) -> Any:  # noqa: ANN401 - JSON
    data = getattr(response, "data", None)
    if data is not None:
        return data
    content = getattr(response, "content", b"")
    return json.loads(content) if content else None
