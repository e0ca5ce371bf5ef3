"""JSON as these formats read and write it: strict, with the line of a mistake, and never a crash on deep nesting."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

from arguments.domain.interchange.debate import Json
from arguments.domain.interchange.lines import Places
from arguments.domain.interchange.reports import Notice, Severity

DEPTH_MAX = 64
"""Levels of lists and objects. Our own maps need seven; what a stranger keeps in `data` some more."""


class NotJson(ValueError):
    """The text is not JSON that can be kept; `notice` says why and where."""

    def __init__(self, reason: str, subject: str = "", line: int | None = None, column: int | None = None) -> None:
        super().__init__(reason)
        self.notice = Notice(Severity.ERROR, reason, subject, line, column)


def parse(text: str) -> Json:
    """Return the value of a JSON text; raises NotJson.

    Refused are, besides what is no JSON: NaN and infinite numbers, the NUL character and half surrogate pairs, which
    no database could store, and nesting deeper than `DEPTH_MAX`.
    """
    if not text.strip():
        raise NotJson("The file is empty.")
    try:
        value = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise NotJson(f"This is not JSON: {error.msg}.", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise NotJson(f"It is nested more than {DEPTH_MAX} levels deep.") from error
    except NotJson:
        raise
    except ValueError as error:
        raise NotJson(f"This is not JSON: {error}.") from error
    _check(value)
    return value


def write(value: Json) -> str:
    """Return the value as indented JSON in UTF-8 letters, with a line end; the same value always gives the same."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _refuse_constant(name: str) -> NoReturn:
    raise NotJson(f"{name} is not JSON.")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotJson(f"The number {digits[:20]} is too large.")
    return number


def _check(value: Json) -> None:
    waiting: list[tuple[Any, str, int]] = [(value, "", 1)]
    while waiting:
        one, pointer, depth = waiting.pop()
        if isinstance(one, str):
            _check_text(one, pointer)
        elif isinstance(one, dict | list):
            if depth > DEPTH_MAX:
                raise NotJson(f"It is nested more than {DEPTH_MAX} levels deep.", pointer)
            parts = one.items() if isinstance(one, dict) else enumerate(one)
            for key, part in parts:
                if isinstance(key, str):
                    _check_text(key, pointer)
                waiting.append((part, f"{pointer}/{key}", depth + 1))


def _check_text(value: str, pointer: str) -> None:
    if "\x00" in value:
        raise NotJson("A text has a NUL character.", pointer)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise NotJson("A text has half of a surrogate pair.", pointer) from error


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s{}\[\],:"]+|[{}\[\],:]')


def with_lines(notices: tuple[Notice, ...], text: str) -> tuple[Notice, ...]:
    """Return the notices of a JSON text with the line and column of the place that their subject points at.

    Subjects that are no JSON pointer (RFC 6901) or that the text does not have stay without. Of a field that is
    missing the line is that of the object.
    """
    wanted = {one.subject for one in notices if one.line is None and one.subject.startswith("/")}
    positions = _positions(text, wanted) if wanted else {}
    places = Places(text) if positions else None
    located = []
    for notice in notices:
        position = positions.get(notice.subject)
        if places is not None and position is not None and notice.line is None:
            line, column = places.of(position)
            located.append(replace(notice, line=line, column=column))
        else:
            located.append(notice)
    return tuple(located)


def _positions(text: str, wanted: set[str]) -> dict[str, int]:
    """Return where the values at the pointers begin, or where the nearest value around them does."""
    wanted = wanted | {
        "/".join(parts[:end]) for one in wanted for parts in [one.split("/")] for end in range(1, len(parts))
    }
    found: dict[str, int] = {}
    # Of each list or object that is open: its pointer, and the key or place of the value that comes next.
    around: list[tuple[str, str | int | None]] = []
    for token in _TOKEN.finditer(text):
        sign = token[0]
        pointer, key = around[-1] if around else ("", None)
        if sign in "]}":
            around[-1:] = []
        elif sign == ",":
            if around:
                around[-1] = (pointer, key + 1 if isinstance(key, int) else None)
        elif sign != ":":
            if around and key is None:
                around[-1] = (pointer, _key(sign))
                continue
            here = f"{pointer}/{key}" if around else ""
            if here in wanted:
                found.setdefault(here, token.start())
            if sign in "[{":
                around.append((here, 0 if sign == "[" else None))
    return {one: found[near] for one in wanted if (near := _nearest(one, found)) is not None}


def _nearest(pointer: str, found: Mapping[str, int]) -> str | None:
    while pointer not in found and pointer:
        pointer = pointer.rpartition("/")[0]
    return pointer if pointer in found else None


def _key(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token
