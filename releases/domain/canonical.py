"""Bytes that do not depend on who writes them: canonical JSON, and the one hash of several files.

RFC 8785 (JSON Canonicalization Scheme, 2020), with numbers confined to whole ones below 2^53 in size, for which its
rules and those of every JSON writer agree. PostgreSQL's `row_to_json` writes the same bytes where columns stand in the
order of their keys.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

MAX_WHOLE_NUMBER = 2**53 - 1


def canonical_json(value: Any) -> bytes:  # noqa: ANN401 - JSON
    """Return the value as canonical JSON in UTF-8, without a line end.

    Keys are ASCII, as ours all are: their order by code point is then the one by UTF-16 unit that the scheme asks for.
    Raises TypeError for fractions and for what is no JSON, ValueError for numbers of 2^53 or more and for keys beyond
    ASCII.
    """
    _check(value)
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def sums(files: Mapping[str, str]) -> str:
    """Return what `sha256sum` prints for these files (name to SHA-256 in hexadecimal digits), sorted by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))


def root_hash(files: Mapping[str, str]) -> str:
    """Return the SHA-256 of `sums(files)`: one hash that says that all files are what they were.

    Anybody can make it again from the files themselves: `sha256sum *.ndjson | sha256sum` in a C locale.
    """
    return hashlib.sha256(sums(files).encode()).hexdigest()


def _check(value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                message = f"a key of canonical JSON is ASCII text: {key!r}"
                raise ValueError(message)
            _check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner)
    elif isinstance(value, float):
        message = "fractions have no place in a release: give a text or a whole number"
        raise TypeError(message)
    elif isinstance(value, int) and abs(value) > MAX_WHOLE_NUMBER:
        message = f"{value} is too large for JSON readers that know fractions only"
        raise ValueError(message)
