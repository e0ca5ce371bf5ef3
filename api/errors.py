"""Errors in one shape: every answer that is not a success is a problem of RFC 9457."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from django.http.request import UnreadablePostError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from api import problems
from api.exceptions import BatchFailedError, InvalidHeaderError, InvalidParameterError, NothingThereError, RangeError
from api.problems import ProblemType
from common.errors import ParallaxError

Kinds = type[Exception] | tuple[type[Exception], ...]
DATABASE_DOWN = (OperationalError, InterfaceError)
RETRY_SECONDS = 10
UNIQUE_VIOLATION = "23505"

# The first line that fits counts: a body that is too big is a suspicious operation too.
DJANGO_PROBLEMS: tuple[tuple[Kinds, ProblemType, str], ...] = (
    (Http404, problems.NOT_FOUND, "There is no such object, or it is not yours to see."),
    (PermissionDenied, problems.FORBIDDEN, "Your role does not permit this."),
    (RequestDataTooBig, problems.TOO_LARGE, "The form has more bytes outside its files than the API takes."),
    ((SuspiciousOperation, UnreadablePostError), problems.INVALID, "The request cannot be read."),
    (DataError, problems.INVALID, "A value is larger than what can be stored."),
    (DATABASE_DOWN, problems.UNAVAILABLE, problems.UNAVAILABLE.meaning),
)
PROBLEM_OF_STATUS = {problem.status: problem for problem in reversed(problems.HTTP_PROBLEMS)}
PROBLEM_OF_CODE = {problem.code: problem for problem in problems.HTTP_PROBLEMS}


def problem_handler(exc: Exception, context: dict[str, Any]) -> Response | None:  # noqa: ARG001 - DRF's signature
    """Return the problem response of an exception, or None for one that nobody foresaw (it becomes a 500)."""
    set_rollback()
    if isinstance(exc, ParallaxError):
        return _of_domain(exc)
    if isinstance(exc, exceptions.APIException):
        return _of_api(exc)
    return _of_django(exc)


def problem_response(problem: ProblemType, detail: str, **more: Any) -> Response:  # noqa: ANN401 - any JSON
    """Return the response of a problem; `more` adds members such as `errors` and `details`."""
    body = {
        "type": problem.address,
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
        "code": problem.code,
        **more,
    }
    return Response(body, status=problem.status, content_type=problems.CONTENT_TYPE)


def _of_domain(exc: ParallaxError) -> Response:
    field = exc.details.get("field")
    more = {"errors": [{"pointer": f"/{field}", "detail": exc.message}]} if field else {}
    return problem_response(problems.problem_of_error(type(exc)), exc.message, details=exc.details, **more)


def _of_api(exc: exceptions.APIException) -> Response:
    problem = PROBLEM_OF_CODE.get(exc.default_code) or PROBLEM_OF_STATUS[exc.status_code]
    if isinstance(exc, exceptions.ValidationError):
        faults = [{"pointer": pointer, "detail": detail} for pointer, detail in _faults(exc.detail)]
        return problem_response(problem, f"{len(faults)} field(s) cannot be taken.", errors=faults)
    more: dict[str, Any] = {}
    if isinstance(exc, InvalidParameterError):
        more["errors"] = [
            {"parameter": name, "detail": detail} for name, details in exc.faults.items() for detail in details
        ]
    elif isinstance(exc, InvalidHeaderError):
        more["errors"] = [{"header": exc.header, "detail": str(exc.detail)}]
    elif isinstance(exc, NothingThereError | BatchFailedError):
        more["errors"] = [{**exc.place, "detail": getattr(exc, "fault", str(exc.detail))}]
    if details := getattr(exc, "details", None):
        more["details"] = details
    response = problem_response(problem, str(exc.detail), **more)
    if auth_header := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = auth_header
    if isinstance(exc, RangeError):
        response["Content-Range"] = f"bytes */{exc.size}"
    if (wait := getattr(exc, "wait", None)) is not None:
        response["Retry-After"] = str(int(wait))
    return response


def _of_django(exc: Exception) -> Response | None:
    if isinstance(exc, IntegrityError):
        problem = problems.CONFLICT if _sqlstate(exc) == UNIQUE_VIOLATION else problems.RULE_BROKEN
        return problem_response(problem, problem.meaning)
    for kinds, problem, detail in DJANGO_PROBLEMS:
        if isinstance(exc, kinds):
            response = problem_response(problem, detail)
            if problem is problems.UNAVAILABLE:
                response["Retry-After"] = str(RETRY_SECONDS)
            return response
    return None


def _sqlstate(exc: IntegrityError) -> str | None:
    return getattr(exc.__cause__, "sqlstate", None)


def _faults(detail: Any, pointer: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - DRF nests freely
    """Yield JSON pointer (RFC 6901) and message of each fault in DRF's nested detail."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            # What concerns the whole object rather than a field points at the object.
            step = "" if name == "non_field_errors" else f"/{_escaped(str(name))}"
            yield from _faults(inner, pointer + step)
    elif isinstance(detail, list | tuple):
        for position, inner in enumerate(detail):
            nested = isinstance(inner, dict | list | tuple)
            yield from _faults(inner, f"{pointer}/{position}" if nested else pointer)
    else:
        yield pointer, str(detail)


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
