"""The annotations of a whole file: W3C collections, pages and lists, JSON lines, and exports of Hypothesis."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from exchange.domain.annotation import Problem
from exchange.domain.nodes import Json, get, iri, text, types, values

DEPTH_MAX = 32
"""Levels of lists and objects; an annotation needs some ten."""
_LISTS = ("items", "rows", "annotations", "@graph", "results")


@dataclass(frozen=True)
class Item:
    """One annotation as it was received, and where it stood in the file."""

    pointer: str
    node: Json


def parse_document(data: str) -> Json:
    """Return the value of a JSON file, of JSON lines as a list; raises ValueError with a line for people.

    Strict: no NaN, no NUL and no half of a surrogate pair, which no database could store.
    """
    if not data.strip():
        message = "the file is empty"
        raise ValueError(message)
    try:
        value = _parse(data)
    except ValueError as error:
        lines = [line for line in data.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        value = _parse_lines(lines, error)
    _check(value, 1)
    return value


def read_items(document: Json, pointer: str = "") -> Iterator[Item | Problem]:
    """Yield the annotations of a document in its order; what is none of the known shapes is a problem."""
    if isinstance(document, list):
        for place, one in enumerate(document):
            yield from read_items(one, f"{pointer}/{place}")
    elif not isinstance(document, dict):
        yield Problem(pointer, "an annotation is an object")
    elif "AnnotationCollection" in types(document) or "first" in document:
        yield from _collection(document, pointer)
    elif not _is_annotation(document) and any(isinstance(document.get(name), list) for name in _LISTS):
        for name in _LISTS:
            if isinstance(document.get(name), list):
                yield from read_items(document[name], f"{pointer}/{name}")
        yield from _further(document, pointer)
    elif _is_hypothesis(document):
        yield Item(pointer, from_hypothesis(document))
    else:
        yield Item(pointer, document)


def name_of(node: Json) -> str:
    """Return the annotation's own identifier; without one, a name made of its content, the same every time."""
    given = iri(node) if isinstance(node, dict) else ""
    if given:
        return given
    content = json.dumps(node, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"urn:sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def from_hypothesis(row: dict[str, Json]) -> dict[str, Json]:
    """Return an annotation of Hypothesis' own JSON (`uri`, `text`, `tags`, `user`, `target[].selector[]`) as W3C's."""
    links = row.get("links")
    address = links.get("html") if isinstance(links, dict) else ""
    identity = row.get("id")
    body = [{"type": "TextualBody", "value": text(row.get("text")), "purpose": "commenting"}]
    tags = [text(tag) for tag, _ in values(row.get("tags"), "")]
    body += [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags]
    targets = [
        {"source": iri(get(target, "source")) or row["uri"], "selector": get(target, "selector")}
        for target, _ in values(row.get("target"), "")
    ]
    return {
        "type": "Annotation",
        "id": address or (f"urn:x-hypothesis:{identity}" if identity else ""),
        "motivation": "commenting" if text(row.get("text")) else "highlighting",
        "creator": {"type": "Person", "name": _user(row)},
        "created": row.get("created"),
        "modified": row.get("updated"),
        "body": [one for one in body if one["value"]],
        "target": targets,
    }


def _collection(document: dict[str, Json], pointer: str) -> Iterator[Item | Problem]:
    if isinstance(document.get("items"), list):
        yield from read_items(document["items"], f"{pointer}/items")
        return
    first = document.get("first")
    if isinstance(first, dict):
        yield from read_items(first, f"{pointer}/first")
    elif first is not None:
        yield Problem(f"{pointer}/first", "the first page lies elsewhere; import the pages themselves")


def _further(document: dict[str, Json], pointer: str) -> Iterator[Problem]:
    following = document.get("next")
    if isinstance(following, str):
        yield Problem(f"{pointer}/next", "more annotations lie on the next page, which is not in this file")


def _is_annotation(node: dict[str, Json]) -> bool:
    return "Annotation" in types(node) or get(node, "target") is not None


def _is_hypothesis(node: dict[str, Json]) -> bool:
    return isinstance(node.get("uri"), str) and "Annotation" not in types(node) and get(node, "body") is None


def _user(row: dict[str, Json]) -> str:
    """Return the name that the person shows, else the account: `acct:name@host`."""
    info = row.get("user_info")
    shown = text(info.get("display_name")) if isinstance(info, dict) else ""
    return shown or text(row.get("user")).removeprefix("acct:")


def _parse(data: str) -> Json:
    try:
        return json.loads(data.lstrip("\ufeff"), parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ValueError(_TOO_DEEP) from error


def _parse_lines(lines: list[str], whole: ValueError) -> list[Json]:
    values_ = []
    for number, line in enumerate(lines, start=1):
        try:
            values_.append(_parse(line))
        except ValueError as error:
            # A file whose first line is no JSON was never meant as lines.
            message = f"line {number}: {error}" if number > 1 else str(whole)
            raise ValueError(message) from error
    return values_


_TOO_DEEP = f"it is nested more than {DEPTH_MAX} levels deep"


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not JSON"
    raise ValueError(message)


def _check(value: Json, depth: int) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict | list):
        if depth > DEPTH_MAX:
            raise ValueError(_TOO_DEEP)
        parts = value if isinstance(value, list) else (*value.keys(), *value.values())
        for part in parts:
            _check(part, depth + 1)


def _check_text(value: str) -> None:
    if "\x00" in value:
        message = "a string has a NUL character"
        raise ValueError(message)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        message = "a string has half of a surrogate pair"
        raise ValueError(message) from error
