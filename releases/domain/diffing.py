"""What changed from one release of a claim set to another, by one walk through both: a merge of two sorted files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

FIELDS = ("text", "kind", "status", "topic")
"""Of a claim's record: what people decide of it. A new text is a rewording."""

Record = Mapping[str, Any]


class Change(StrEnum):
    """What happened to a claim, a piece of evidence or a stance."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """A field of a claim that says something else now."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class PartChange:
    """A piece of evidence or a stance that came, went, or says something else; None stands for what is not there."""

    id: str
    change: Change
    old: Record | None
    new: Record | None


@dataclass(frozen=True)
class ClaimChange:
    """All that happened to one claim. One that came or went names no fields and no parts: all of it came or went."""

    id: str
    label: str
    text: str
    change: Change
    fields: tuple[FieldChange, ...] = ()
    evidence: tuple[PartChange, ...] = ()
    stances: tuple[PartChange, ...] = ()

    @property
    def is_reworded(self) -> bool:
        """Whether the proposition is put in other words."""
        return any(field.name == "text" for field in self.fields)


@dataclass
class DiffCounts:
    """How much changed, counted while one walks. `refiled` are claims of another kind, status or topic."""

    added: int = 0
    removed: int = 0
    reworded: int = 0
    refiled: int = 0
    evidence_added: int = 0
    evidence_removed: int = 0
    evidence_changed: int = 0
    stances_added: int = 0
    stances_removed: int = 0
    stances_changed: int = 0

    def count(self, change: ClaimChange) -> None:
        """Add what happened to one claim."""
        self.added += change.change == Change.ADDED
        self.removed += change.change == Change.REMOVED
        self.reworded += change.is_reworded
        self.refiled += any(field.name != "text" for field in change.fields)
        for name, parts in (("evidence", change.evidence), ("stances", change.stances)):
            for part in parts:
                counter = f"{name}_{part.change}"
                setattr(self, counter, getattr(self, counter) + 1)


def diff_claims(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[ClaimChange]:
    """Yield what happened to each claim that is not the same in both, by identifier.

    Both are lines of `claims.ndjson`: canonical records in the order of `id`, so that equal content is equal bytes and
    is passed over unread. One line of each is in memory at a time. Raises ValueError for lines out of order.
    """
    olds, news = _Lines(old), _Lines(new)
    while olds.line is not None or news.line is not None:
        if olds.line == news.line:
            olds.advance()
            news.advance()
            continue
        before, after = olds.record, news.record
        if after is None or (before is not None and before["id"] < after["id"]):
            yield _whole(before, Change.REMOVED)
            olds.advance()
        elif before is None or after["id"] < before["id"]:
            yield _whole(after, Change.ADDED)
            news.advance()
        else:
            yield _compare(before, after)
            olds.advance()
            news.advance()


class _Lines:
    """The line that comes next, read only if somebody asks what it says."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._last = ""
        self._record: Record | None = None
        self.line: bytes | None = next(self._lines, None)

    @property
    def record(self) -> Record | None:
        if self._record is None and self.line is not None:
            self._record = orjson.loads(self.line)
            if self._record["id"] <= self._last:
                message = f"claims are not in the order of their identifiers at {self._record['id']}"
                raise ValueError(message)
            self._last = self._record["id"]
        return self._record

    def advance(self) -> None:
        self.line = next(self._lines, None)
        self._record = None


def _whole(record: Record | None, change: Change) -> ClaimChange:
    assert record is not None  # noqa: S101 - for the type checker: whoever calls it has one
    return ClaimChange(record["id"], record["label"], record["text"], change)


def _compare(before: Record, after: Record) -> ClaimChange:
    return ClaimChange(
        after["id"],
        after["label"],
        after["text"],
        Change.CHANGED,
        tuple(FieldChange(name, before[name], after[name]) for name in FIELDS if before[name] != after[name]),
        _compare_parts(before["evidence"], after["evidence"]),
        _compare_parts(before["stances"], after["stances"]),
    )


def _compare_parts(before: Iterable[Record], after: Iterable[Record]) -> tuple[PartChange, ...]:
    olds, news = {part["id"]: part for part in before}, {part["id"]: part for part in after}
    return tuple(
        PartChange(pk, _kind(olds.get(pk), news.get(pk)), olds.get(pk), news.get(pk))
        for pk in sorted(olds.keys() | news.keys())
        if olds.get(pk) != news.get(pk)
    )


def _kind(old: Record | None, new: Record | None) -> Change:
    if old is None:
        return Change.ADDED
    return Change.REMOVED if new is None else Change.CHANGED
