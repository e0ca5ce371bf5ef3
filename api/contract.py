"""What every view of the API does with a request before and after its own work.

Reads carry a tag and are answered with 304 where nothing changed. Writes run in one transaction, in which the row of
the address is held and compared with `If-Match` before anything is done, and in which the answer is kept for whoever
sends the same again (`Idempotency-Key`).
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from api.conditional import check_match, entity_tag, is_unchanged
from api.exceptions import InvalidParameterError
from api.idempotency import begin_attempt, find_replay, keep_answer

VARY = ("Authorization", "Accept", "Cookie")
WRITE_PARAMETERS = frozenset({"validate_only"})
"""Query parameters of every request that changes something."""
VALIDATED_HEADER = "Validated-Only"
Handler = Callable[..., HttpResponseBase]


class Contract(APIView):
    """Mixed into every view of the API: conditional reads, and writes in one transaction under a precondition.

    A write to an address that names an object needs `If-Match`, unless it is `create` or in `unconditional`: then it
    adds something beside the object and does not change it. The others get their row from `get_object` (which calls
    `hold` before reading and `found` after it) and ask `check_precondition` once the policy has let them pass; a write
    that forgets to is a fault and changes nothing.
    """

    unconditional: ClassVar[frozenset[str]] = frozenset()
    held: Model | None = None
    shown: Model | None = None
    is_checked = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # noqa: ANN401
        """Answer the request, as the framework does, but for the order of the steps."""
        self.args, self.kwargs = args, kwargs
        self.request = wrapped = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        self.is_conditional = False
        try:
            self.initial(wrapped, *args, **kwargs)
            name = (wrapped.method or "").lower()
            taken = name in self.http_method_names
            handler = getattr(self, name, self.http_method_not_allowed) if taken else self.http_method_not_allowed
            perform = self._read if wrapped.method in SAFE_METHODS else self._write
            self.response = perform(handler)
        except Exception as error:  # noqa: BLE001 - every error becomes a problem, or is raised again by the handler
            answer = self.handle_exception(error)
            self.response = self.finalize_response(wrapped, answer, *args, **kwargs)
        return self.response

    def check_throttles(self, request: Request) -> None:
        """Refuse who asks too often; the parts of a batch are counted with the whole."""
        if not is_in_batch(request):
            super().check_throttles(request)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Return the response with its tag and how it may be kept, or 304 if the client has it."""
        finished = super().finalize_response(request, response, *args, **kwargs)
        if not finished.has_header("Cache-Control"):
            finished["Cache-Control"] = "private, no-cache"
            patch_vary_headers(finished, VARY)
        if getattr(finished, "streaming", False) or not 200 <= finished.status_code < 300:
            return finished
        if isinstance(finished, Response):
            finished.render()
        is_read = request.method in SAFE_METHODS
        if finished.content and (is_read or self.shown is not None) and not finished.has_header("ETag"):
            finished["ETag"] = entity_tag(finished.content, self.shown)
        if is_read and is_unchanged(request.headers.get("If-None-Match"), finished.get("ETag", "")):
            return _not_modified(finished)
        return finished

    def hold(self, rows: QuerySet[Any]) -> None:
        """Lock the row that a conditional write is about, until its transaction ends; reading locks nothing."""
        if self.is_conditional and self.held is None:
            held = rows.model._base_manager.filter(pk__in=rows.order_by().values("pk"))  # noqa: SLF001 - Django's API
            list(held.select_for_update(no_key=True).values_list("pk"))

    def found(self, row: Any) -> Any:  # noqa: ANN401 - the resource's model
        """Return the row, remembered as the one that a precondition is about."""
        if self.is_conditional and self.held is None:
            self.held = row
        return row

    def check_precondition(self) -> None:
        """Raise 428 or 412 unless `If-Match` names the row as it was found; returns at once where none is needed."""
        if self.is_conditional and not self.is_checked:
            if self.held is None:
                message = f"{type(self).__name__} asks for its precondition before it has its row"
                raise RuntimeError(message)
            check_match(self.request.headers.get("If-Match"), self.held)
            self.is_checked = True

    def _read(self, handler: Handler) -> HttpResponseBase:
        answer = handler(self.request, *self.args, **self.kwargs)
        return self.finalize_response(self.request, answer, *self.args, **self.kwargs)

    def _write(self, handler: Handler) -> HttpResponseBase:
        action = getattr(self, "action", None)
        self.is_conditional = bool(self.kwargs) and is_conditional(type(self), action)
        validate_only = _asks_validation_only(self.request)
        attempt = begin_attempt(self.request)
        with transaction.atomic():
            replayed = find_replay(attempt) if attempt else None
            if replayed is not None:
                return replayed
            finished = self._performed(handler, action)
            if validate_only or is_in_batch(self.request):
                # Rules that the database looks at when a transaction ends are looked at now.
                connection.check_constraints()
            if validate_only:
                finished[VALIDATED_HEADER] = "true"
            elif attempt and not getattr(finished, "streaming", False) and finished.status_code < 300:
                keep_answer(attempt, finished)
            if validate_only or finished.status_code >= 400:
                transaction.set_rollback(True)
        return finished

    def _performed(self, handler: Handler, action: str | None) -> Any:  # noqa: ANN401 - a response
        """Return the finished answer of a write; a write that forgot its precondition is a fault."""
        arguments = dict(self.kwargs)
        answer = handler(self.request, *self.args, **arguments)
        if self.is_conditional and not self.is_checked and answer.status_code < 400:
            message = f"{type(self).__name__}.{action} changes an object without asking for If-Match"
            raise RuntimeError(message)
        return self.finalize_response(self.request, answer, *self.args, **self.kwargs)


class ContractViewSet(Contract, ViewSet):
    """A set of actions that is no list of rows."""


def is_conditional(view: type[Contract], action: str | None) -> bool:
    """Return whether a view's writing action, at the address of an object, changes that object."""
    return action not in {None, "create"} and action not in view.unconditional


def is_in_batch(request: Request) -> bool:
    """Return whether the request is a part of another one."""
    return getattr(request._request, "is_in_batch", False)  # noqa: SLF001 - the framework's one way to Django's request


def is_brief(request: Request) -> bool:
    """Return whether who asks wants to know of a change that it was done, and no more."""
    return getattr(request._request, "is_brief", False)  # noqa: SLF001 - as above


def _asks_validation_only(request: Request) -> bool:
    value = request.query_params.get("validate_only", "false")
    if value not in {"true", "false"}:
        raise InvalidParameterError({"validate_only": ["Say true or false."]})
    return value == "true"


def _not_modified(response: HttpResponse) -> HttpResponse:
    """Return the response without its body: the client has it."""
    response.status_code = 304
    response.content = b""
    for header in ("Content-Type", "Content-Length", "Content-Disposition"):
        if response.has_header(header):
            del response[header]
    return response
