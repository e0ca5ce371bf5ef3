"""Errors in one shape (RFC 9457)."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


def problem_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Return the problem response of an exception, or None for one that nobody foresaw."""
    return exception_handler(exc, context)
