"""What the pages of workspaces ask of the apps above, which they may not import."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.dispatch import Signal

home_opened = Signal()
"""Sent when a workspace's home is drawn, with `workspace`, the `user` who looks and their `membership`.

A receiver returns a `HomePart`.
"""


@dataclass(frozen=True)
class Tile:
    """A number on the home page and where it leads: of what, in the singular and the plural; `order` places it.

    Who does not know the number gives the `rows` that make it: those of all parts are counted in one query.
    """

    order: int
    one: str
    many: str
    url: str
    number: int = 0
    rows: QuerySet[Any] | None = None


@dataclass(frozen=True)
class Task:
    """Something that waits for a person: how many, of what (singular, plural), and where to do it.

    The number is given, or the `rows` that make it, as with a `Tile`.
    The Review page sorts tasks into a `group` (its heading; tasks without one come last), within it by `order`, and
    says what to do there: a sentence in `hint`, and in `keys` which key does what, as "a accept".
    """

    one: str
    many: str
    url: str
    number: int = 0
    rows: QuerySet[Any] | None = None
    group: str = ""
    order: int = 50
    hint: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """Something that happened, as a sentence: who did what (how often) to what, and where to see it."""

    at: datetime
    who: str
    did: str
    what: str
    url: str
    times: int = 1


@dataclass(frozen=True)
class HomePart:
    """What one app adds to the home page."""

    tiles: tuple[Tile, ...] = ()
    tasks: tuple[Task, ...] = ()
    events: tuple[Event, ...] = ()


def collect_home(parts: list[HomePart], limit: int) -> HomePart:
    """Return all parts as one: tiles in their order, tasks with something to do, the latest `limit` events.

    Events that say the same one after another become one that says how often.
    """
    events = sorted((event for part in parts for event in part.events), key=lambda event: event.at, reverse=True)
    same = groupby(events, key=lambda event: (event.who, event.did, event.what))
    runs = [list(run) for _what, run in same]
    waiting = [task for part in parts for task in part.tasks if task.number]
    return HomePart(
        tiles=tuple(sorted((tile for part in parts for tile in part.tiles), key=lambda tile: tile.order)),
        tasks=tuple(sorted(waiting, key=lambda task: task.order)),
        events=tuple(replace(run[0], times=len(run)) for run in runs)[:limit],
    )


@dataclass(frozen=True)
class TaskGroup:
    """Tasks under one heading, and how many things wait in all of them."""

    heading: str
    tasks: tuple[Task, ...]

    @property
    def number(self) -> int:
        """How many things wait."""
        return sum(task.number for task in self.tasks)


OTHER_TASKS = "Everything else"


def group_tasks(tasks: Iterable[Task]) -> tuple[TaskGroup, ...]:
    """Return the tasks by group: a group stands where its first task does in their order, those without one last."""
    groups: dict[str, list[Task]] = {}
    for task in sorted(tasks, key=lambda task: (not task.group, task.order)):
        groups.setdefault(task.group or OTHER_TASKS, []).append(task)
    return tuple(TaskGroup(heading, tuple(found)) for heading, found in groups.items())
