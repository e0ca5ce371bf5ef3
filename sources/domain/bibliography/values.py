"""What loaders and dumpers hand out, and how a CSL-JSON item looks once its white space is settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Item = dict[str, Any]

NAME_FIELDS = ("author", "editor", "translator")
DATE_FIELDS = ("issued", "accessed")


@dataclass(frozen=True)
class Entry:
    """One entry that was read, with its place in the file, counted from 1."""

    number: int
    item: Item


@dataclass(frozen=True)
class Refused:
    """One entry that could not be read: its place, what it calls itself, and why, in words."""

    number: int
    entry: str
    reason: str


@dataclass(frozen=True)
class Loaded:
    """What a file offers."""

    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Loss:
    """A field of an item that does not come back from the written text as it was."""

    key: str
    field: str
    reason: str


@dataclass(frozen=True)
class Dumped:
    """The written text, and what it does not carry."""

    text: str
    losses: tuple[Loss, ...]


def settled(item: Mapping[str, Any]) -> Item:
    """Return the item with folded white space and without fields that say nothing."""
    found = {field: _settled(value) for field, value in item.items()}
    return {field: value for field, value in found.items() if value not in ("", [], {}, None)}


def date_parts(value: Any) -> list[int]:  # noqa: ANN401 - what JSON can hold
    """Return year, month and day of a CSL date as far as it states them, [] for none or one of a wrong shape."""
    try:
        return [int(part) for part in value["date-parts"][0][:3]]
    except (TypeError, KeyError, IndexError, ValueError):
        return []


def as_date(parts: list[int]) -> Item:
    """Return a CSL date."""
    return {"date-parts": [parts]}


def _settled(value: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {key: one for key, one in ((key, _settled(one)) for key, one in value.items()) if one not in ("", None)}
    if isinstance(value, list):
        return [one for one in map(_settled, value) if one not in ("", None, {})]
    return value
