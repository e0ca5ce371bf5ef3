"""Labelled rows from files given by path: CSV, TSV, JSON or JSON Lines, whatever the columns' spelling and order.

Whoever measures with data of his own has made the file by hand or with another tool: every message names the file, the
row and what was expected.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

Row = Mapping[str, str]
Spellings = Mapping[str, Sequence[str]]
"""For each column, by the name that we use: how else files call it. Case, spaces and signs do not count."""

# A whole argument may stand in one field; Python's own limit is 128 kB.
_LARGEST_FIELD = 10_000_000

_YES = {"1", "1.0", "true", "yes", "y", "same", "match", "positive", "duplicate", "claim"}
_NO = {
    "0",
    "0.0",
    "-1",
    "-1.0",
    "false",
    "no",
    "n",
    "different",
    "nomatch",
    "negative",
    "notduplicate",
    "nonclaim",
    "none",
}


class BadDataError(Exception):
    """A file of labelled data cannot be used; the message says which and why."""


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file by column, values as text without outer spaces.

    `.json` holds a list of objects, `.jsonl` one object a line; anything else is read as a table with a head line, its
    columns parted by comma, semicolon or tab. UTF-8, or UTF-16 with its mark. Raises `BadDataError`.
    """
    text = read_text(path)
    suffix = path.suffix.lower()
    if suffix == ".json":
        rows = _objects(path, parse_json(path, text))
    elif suffix in {".jsonl", ".ndjson"}:
        rows = _objects(path, [parse_json(path, line) for line in text.splitlines() if line.strip()])
    else:
        rows = _table(path, text)
    if not rows:
        message = f"{path} has no rows."
        raise BadDataError(message)
    return rows


def read_text(path: Path) -> str:
    """Return the text of a file; raises `BadDataError` where there is none or it has another encoding."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise BadDataError(message) from error
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{path} is not {encoding.removesuffix('-sig').upper()} (byte {error.start}). Save it as UTF-8."
        raise BadDataError(message) from error
    if not text.strip():
        message = f"{path} is empty."
        raise BadDataError(message)
    return text


def parse_json(path: Path, text: str) -> object:
    """Return what a JSON text of the file holds; raises `BadDataError`."""
    try:
        return json.loads(text)
    except ValueError as error:
        message = f"{path} is not JSON: {error}."
        raise BadDataError(message) from error


def name_columns(
    path: Path, rows: Sequence[Row], needed: Spellings, optional: Spellings | None = None
) -> list[dict[str, str]]:
    """Return the rows under the names that we use; an optional column that is not there is left out.

    Raises `BadDataError` for a needed column that no spelling finds, with the columns that there are.
    """
    columns = {_plain(column): column for row in rows for column in row}
    chosen: dict[str, str] = {}
    for name, others in {**needed, **(optional or {})}.items():
        found = next((columns[_plain(each)] for each in (name, *others) if _plain(each) in columns), None)
        if found is not None:
            chosen[name] = found
        elif name in needed:
            there = ", ".join(sorted(map(repr, columns.values()))) or "none"
            message = f"{path} has no column {name!r} (nor {', '.join(map(repr, others))}); its columns: {there}."
            raise BadDataError(message)
    return [{name: row.get(column, "") for name, column in chosen.items()} for row in rows]


def truth_of(path: Path, number: int, word: str) -> bool | None:
    """Return what a label says, None for an empty one (undecided); `number` is the row's, for the message.

    Yes: 1, true, yes, same, match, duplicate, claim. No: 0, -1, false, no, different.
    """
    plain = word.strip().lower() if re.fullmatch(r"\s*-?\d.*", word) else _plain(word)
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    if not plain or plain in {"nan", "undecided"}:
        return None
    message = (
        f"{path}, row {number}: the label {word!r} is neither yes (1, true, same …) nor no (0, false, different …)."
    )
    raise BadDataError(message)


def _plain(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())


def _objects(path: Path, found: object) -> list[dict[str, str]]:
    if isinstance(found, list) and all(isinstance(each, dict) for each in found):
        return [{str(key): _text(value) for key, value in each.items()} for each in found]
    message = f'{path} is no list of objects, such as [{{"claim": …, "label": 1}}].'
    raise BadDataError(message)


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value).strip()


def _table(path: Path, text: str) -> list[dict[str, str]]:
    text = text.lstrip("\r\n")
    head = text.splitlines()[0]
    delimiter = max(",;\t", key=head.count)
    try:
        return _parted(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error as error:
        if delimiter == "\t":
            # Published TSV files mostly know no quoting: a quotation mark is a letter there.
            return _parted(text, delimiter, csv.QUOTE_NONE)
        message = f"{path} is no table: {error}."
        raise BadDataError(message) from error


def _parted(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[dict[str, str]]:
    csv.field_size_limit(_LARGEST_FIELD)
    read = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    try:
        return [{key: (value or "").strip() for key, value in row.items() if key is not None} for row in read]
    except csv.Error as error:
        message = f"line {read.line_num}: {error}"
        raise csv.Error(message) from error
