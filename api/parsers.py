"""Reading a request's body so that nothing in it can reach the database that the database would choke on."""

import json
import math
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, MultiPartParser

from api.exceptions import TooLargeError

MAX_JSON_BYTES = 16 * 2**20
"""A source's whole text as JSON fits (a long book has some 3 MB); files go as multipart."""
MAX_DEPTH = 32
"""Levels of lists and objects. CSL-JSON, the deepest thing that we take, needs 6."""


class JSONParser(BaseParser):
    """Strict JSON: UTF-8, no NaN, no NUL and no half of a surrogate pair, at most 32 levels deep.

    PostgreSQL can store neither NUL nor lone surrogates, and Python's own parser ends in RecursionError some
    thousand levels down: all are refused here, once, with 400.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,  # noqa: ARG002 - the framework's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - the framework's signature
    ) -> Any:  # noqa: ANN401 - JSON
        """Return the value that the body says; raises `ParseError` or `TooLargeError`."""
        body = stream.read(MAX_JSON_BYTES + 1)
        if len(body) > MAX_JSON_BYTES:
            raise TooLargeError(f"JSON bodies may have {MAX_JSON_BYTES} bytes.")
        return parse_json(body)


class FormParser(MultiPartParser):
    """Multipart forms, for files."""


def parse_json(body: bytes | str) -> Any:  # noqa: ANN401 - JSON
    """Return the value of strict JSON; raises `ParseError` with a line for people."""
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ParseError(_TOO_DEEP) from error
    except ValueError as error:
        raise ParseError(f"This is not JSON: {error}.") from error
    _check(value, depth=1)
    return value


_TOO_DEEP = f"The JSON is nested more than {MAX_DEPTH} levels deep."


def _refuse_constant(name: str) -> float:
    message = f"{name} is not JSON"
    raise ValueError(message)


def _check(value: object, depth: int) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, float) and not math.isfinite(value):
        raise ParseError("The JSON has a number that is too large.")
    elif isinstance(value, dict | list):
        if depth > MAX_DEPTH:
            raise ParseError(_TOO_DEEP)
        parts = value if isinstance(value, list) else (*value.keys(), *value.values())
        for part in parts:
            _check(part, depth + 1)


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise ParseError("The JSON has a NUL character in a string.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ParseError("The JSON has half of a surrogate pair in a string.") from error
