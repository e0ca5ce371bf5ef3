"""In which order and in which groups the rows of a comparison stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from agreement.domain.comparing.comparison import Relation

OUTCOMES = (
    Relation.DISAGREE,
    Relation.MIXED,
    Relation.AGREE,
    Relation.ONLY_ONE_SPEAKS,
    Relation.NONE_SPEAKS,
    Relation.NOT_YET_JUDGED,
)
"""The order in which a reader wants them: what parts the authors first."""

OUTCOME_NAMES = {
    Relation.DISAGREE: "Disagree",
    Relation.MIXED: "Mixed",
    Relation.AGREE: "Agree",
    Relation.ONLY_ONE_SPEAKS: "Only one speaks",
    Relation.NONE_SPEAKS: "None speaks",
    Relation.NOT_YET_JUDGED: "Not yet judged",
}


class Order(StrEnum):
    """What the rows of a group are ordered by."""

    CONTESTED = "contested"
    NUMBER = "number"
    TOPIC = "topic"
    CHANGED = "changed"


class Grouping(StrEnum):
    """What the rows are grouped by."""

    OUTCOME = "outcome"
    TOPIC = "topic"


class Arrangeable(Protocol):
    """A row as far as its place goes; `contested` is None below two who speak, `changed_at` without a stance."""

    @property
    def relation(self) -> Relation: ...
    @property
    def number(self) -> int: ...
    @property
    def topic(self) -> str: ...
    @property
    def contested(self) -> float | None: ...
    @property
    def changed_at(self) -> datetime | None: ...


Row = TypeVar("Row", bound=Arrangeable)


@dataclass(frozen=True)
class Group(Generic[Row]):
    """Rows under one heading; `key` is the outcome or the topic ("" for none)."""

    key: str
    name: str
    rows: tuple[Row, ...]


def arrange(
    rows: Iterable[Row], order: Order = Order.CONTESTED, grouping: Grouping = Grouping.OUTCOME
) -> tuple[Group[Row], ...]:
    """Return the rows in groups, none empty: outcomes in the order of `OUTCOMES`, topics by name, no topic last.

    Within a group: the most contested first; by number; by topic; or the last changed first. What is equal stands by
    outcome, then by number.
    """
    placed = sorted(rows, key=lambda row: (_key(order)(row), OUTCOMES.index(row.relation), row.number))
    if grouping == Grouping.TOPIC:
        topics = sorted({row.topic for row in placed}, key=lambda topic: (topic == "", topic))
        return tuple(Group(topic, topic or "No topic", _with(placed, "topic", topic)) for topic in topics)
    return tuple(
        Group(relation.value, OUTCOME_NAMES[relation], found)
        for relation in OUTCOMES
        if (found := _with(placed, "relation", relation))
    )


def _with(rows: Sequence[Row], field: str, value: str) -> tuple[Row, ...]:
    return tuple(row for row in rows if getattr(row, field) == value)


def _key(order: Order) -> Callable[[Arrangeable], Any]:
    if order == Order.CONTESTED:
        return lambda row: -(row.contested or 0.0)
    if order == Order.TOPIC:
        return lambda row: (row.topic == "", row.topic)
    if order == Order.CHANGED:
        return lambda row: -row.changed_at.timestamp() if row.changed_at else 0.0
    return lambda row: row.number
