"""Files of claims, one a line: NDJSON or CSV in, rows or faults out (docs/formats/claims-import.md).

Every line is judged for itself: a broken one is a fault with its place, and the next one is read as if it were not
there. What only the database knows (which sources, authors and wordings there are) is not asked here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from claims.domain.folding import fold
from claims.domain.likelihood import fault_of

NDJSON = "ndjson"
CSV = "csv"

MAX_LINE_BYTES = 256 * 1024
"""A claim with a hundred long quotes fits; what is longer was not meant to be one line."""
MAX_TEXT, MAX_TOPIC, MAX_EXTERNAL, MAX_NAME, MAX_QUOTE, MAX_CONTEXT, MAX_REASON = 1000, 80, 200, 300, 20_000, 500, 5000
"""Code points, after white space is folded."""
MAX_PIECES = 200
"""Pieces of evidence, and stances, of one claim."""
_MAX_ECHO = 60
_FORMULA_STARTS = ("'=", "'+", "'-", "'@", "'\t", "'\r")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line or a part of it is not taken: `line` counts from 1, `pointer` (RFC 6901) is into the line's object."""

    line: int
    pointer: str
    detail: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A quote that bears on the claim: it has to stand in the text of the source with that key."""

    pointer: str
    quote: str
    source: str
    bearing: str
    speaker: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class StanceRow:
    """What an author holds of the claim, with why."""

    pointer: str
    author: str
    position: str
    reason: str
    as_of: date | None
    likelihood: int | None
    likelihood_term: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as a line says it, its text and topic folded as they are stored."""

    line: int
    text: str
    kind: str
    status: str
    topic: str
    external_id: str
    evidence: tuple[EvidenceRow, ...] = ()
    stances: tuple[StanceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabularies that fields choose from; the first status is that of a claim that names none."""

    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    bearings: tuple[str, ...]
    positions: tuple[str, ...]


def count_lines(data: bytes) -> int:
    """Return how many lines the file has at most; quick, and before anything of it is read."""
    return data.count(b"\n") + 1


def read_claims(data: bytes, form: str, words: Words) -> Iterator[ClaimRow | Fault]:
    """Yield a row or a fault for each line of an NDJSON or CSV file that is not empty, in their order.

    Raises ValueError with a line for people where the file as a whole is not what it should be.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "The file is in UTF-16; save it in UTF-8."
        raise ValueError(message)
    return _read_csv(data, words) if form == CSV else _read_ndjson(data, words)


class _Refused(Exception):
    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer, self.detail = pointer, detail


def _read_ndjson(data: bytes, words: Words) -> Iterator[ClaimRow | Fault]:
    start, number, size = 0, 0, len(data)
    while start < size:
        number += 1
        end = data.find(b"\n", start)
        end = size if end < 0 else end
        yield from _read_line(data[start : min(end, start + MAX_LINE_BYTES + 1)], number, end - start, words)
        start = end + 1


def _read_line(line: bytes, number: int, size: int, words: Words) -> Iterator[ClaimRow | Fault]:
    if size > MAX_LINE_BYTES:
        yield Fault(number, "", f"The line has {size} bytes; {MAX_LINE_BYTES} are taken.")
        return
    line = line.strip()
    if not line:
        return
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        yield Fault(number, "", f"This is not JSON: {error}.")
        return
    try:
        yield _claim(value, number, words)
    except _Refused as refused:
        yield Fault(number, refused.pointer, refused.detail)


def _claim(value: object, line: int, words: Words) -> ClaimRow:
    given = _object(value, "", _CLAIM)
    return ClaimRow(
        line,
        _text(given, "text", "", MAX_TEXT, required=True),
        _word(given, "kind", "", words.kinds),
        _word(given, "status", "", words.statuses, default=words.statuses[0]),
        _text(given, "topic", "", MAX_TOPIC),
        _text(given, "external_id", "", MAX_EXTERNAL),
        tuple(_evidence(*piece, words) for piece in _pieces(given, "evidence")),
        tuple(_stance(*piece, words) for piece in _pieces(given, "stances")),
    )


def _pieces(given: Mapping[str, Any], name: str) -> Iterator[tuple[object, str]]:
    values = given.get(name)
    if values is None:
        return
    if not isinstance(values, list):
        raise _Refused(f"/{name}", "Give a list.")
    if len(values) > MAX_PIECES:
        raise _Refused(f"/{name}", f"{len(values)} are given; {MAX_PIECES} are taken.")
    for place, value in enumerate(values):
        yield value, f"/{name}/{place}"


def _evidence(value: object, pointer: str, words: Words) -> EvidenceRow:
    given = _object(value, pointer, _EVIDENCE)
    return EvidenceRow(
        pointer,
        _string(given, "quote", pointer, MAX_QUOTE, required=True),
        _text(given, "source", pointer, MAX_NAME, required=True),
        _word(given, "bearing", pointer, words.bearings),
        _text(given, "speaker", pointer, MAX_NAME),
        _string(given, "prefix", pointer, MAX_CONTEXT),
        _string(given, "suffix", pointer, MAX_CONTEXT),
    )


def _stance(value: object, pointer: str, words: Words) -> StanceRow:
    given = _object(value, pointer, _STANCE)
    likelihood, term = given.get("likelihood"), _text(given, "likelihood_term", pointer, MAX_NAME)
    if likelihood is not None and (isinstance(likelihood, bool) or not isinstance(likelihood, int)):
        raise _Refused(f"{pointer}/likelihood", "Give a whole number of per cent.")
    if fault := fault_of(term, likelihood):
        raise _Refused(f"{pointer}/likelihood", fault)
    return StanceRow(
        pointer,
        _text(given, "author", pointer, MAX_NAME, required=True),
        _word(given, "position", pointer, words.positions),
        _text(given, "reason", pointer, MAX_REASON, required=True),
        _day(given, pointer),
        likelihood,
        term,
    )


def _object(value: object, pointer: str, known: frozenset[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Refused(pointer, "Give an object.")
    if not value.keys() <= known:
        name = min(value.keys() - known)
        escaped = name[:_MAX_ECHO].replace("~", "~0").replace("/", "~1")
        raise _Refused(f"{pointer}/{escaped}", "There is no such field.")
    return value


def _string(given: Mapping[str, Any], name: str, pointer: str, most: int, *, required: bool = False) -> str:
    value = given.get(name)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise _Refused(f"{pointer}/{name}", "Give a text.")
    if "\x00" in value:
        raise _Refused(f"{pointer}/{name}", "The text has a NUL character.")
    if required and not value.strip():
        raise _Refused(f"{pointer}/{name}", "Give a text.")
    if len(value) > most:
        raise _Refused(f"{pointer}/{name}", f"The text has {len(value)} characters; {most} are taken.")
    return value


def _text(given: Mapping[str, Any], name: str, pointer: str, most: int, *, required: bool = False) -> str:
    """Return the text folded; it may have as many spaces again as it has letters before it is too long."""
    value = given.get(name)
    if value is None and not required:
        return ""
    folded = fold(_string(given, name, pointer, 4 * most, required=required))
    if len(folded) > most:
        raise _Refused(f"{pointer}/{name}", f"The text has {len(folded)} characters; {most} are taken.")
    return folded


def _word(given: Mapping[str, Any], name: str, pointer: str, known: tuple[str, ...], default: str = "") -> str:
    value = given.get(name, default)
    if not isinstance(value, str) or value not in known:
        raise _Refused(f"{pointer}/{name}", f"Give one of {', '.join(known)}.")
    return value


def _day(given: Mapping[str, Any], pointer: str) -> date | None:
    value = given.get("as_of")
    if value is None:
        return None
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == len("2026-01-01") else "")
    except ValueError as error:
        raise _Refused(f"{pointer}/as_of", "Give a day as 2026-01-31.") from error


_CLAIM = frozenset({"text", "kind", "status", "topic", "external_id", "evidence", "stances"})
_EVIDENCE = frozenset({"quote", "source", "bearing", "speaker", "prefix", "suffix"})
_STANCE = frozenset({"author", "position", "reason", "as_of", "likelihood", "likelihood_term"})
_OF_EVIDENCE = ("quote", "source", "bearing", "speaker", "prefix", "suffix")
_OF_STANCE = ("author", "position", "reason", "as_of", "likelihood", "likelihood_term")
COLUMNS = ("text", "kind", "status", "topic", "external_id", *_OF_EVIDENCE, *_OF_STANCE)
"""Of a CSV file: a row has one piece of evidence and one stance at most; rows of one text are one claim."""


def _read_csv(data: bytes, words: Words) -> Iterator[ClaimRow | Fault]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        message = f"The file is not text in UTF-8: {error.reason} at byte {error.start}."
        raise ValueError(message) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        message = f"This is not CSV: {error}."
        raise ValueError(message) from error
    _check_columns(names)
    return _rows(reader, names, words)


def _check_columns(names: list[str]) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or "text" not in names or "kind" not in names or len(set(names)) != len(names):
        told = (
            f"there is no column “{unknown[0][:_MAX_ECHO]}”"
            if unknown
            else "text and kind are needed, each column once"
        )
        message = f"The first line has to name the columns: {told}. Known: {', '.join(COLUMNS)}."
        raise ValueError(message)


def _rows(reader: Any, names: list[str], words: Words) -> Iterator[ClaimRow | Fault]:  # noqa: ANN401 - csv has no public type for it
    while True:
        began = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(began, "", f"This is not CSV: {error}.")
            return
        if any(cells):
            yield _read_cells(cells, names, began, words)


def _read_cells(cells: list[str], names: list[str], line: int, words: Words) -> ClaimRow | Fault:
    if len(cells) > len(names):
        return Fault(line, "", f"The row has {len(cells)} cells for {len(names)} columns.")
    given = {name: _unmarked(cell) for name, cell in zip(names, cells, strict=False) if cell != ""}
    try:
        return _claim(_nested(given), line, words)
    except _Refused as refused:
        # A cell is its column, whatever it was nested in.
        pointer = "/" + refused.pointer.rpartition("/")[2] if refused.pointer else ""
        return Fault(line, pointer, refused.detail)


def _nested(given: dict[str, Any]) -> dict[str, Any]:
    evidence = {name: given.pop(name) for name in _OF_EVIDENCE if name in given}
    stance: dict[str, Any] = {name: given.pop(name) for name in _OF_STANCE if name in given}
    if (likelihood := stance.get("likelihood")) is not None:
        if not (likelihood.isascii() and likelihood.isdecimal() and len(likelihood) <= len("100")):
            raise _Refused("/likelihood", "Give a whole number of per cent.")
        stance["likelihood"] = int(likelihood)
    return given | ({"evidence": [evidence]} if evidence else {}) | ({"stances": [stance]} if stance else {})


def _unmarked(cell: str) -> str:
    """Return the cell without the mark that keeps spreadsheets from reading it as a formula."""
    return cell[1:] if cell.startswith(_FORMULA_STARTS) else cell
