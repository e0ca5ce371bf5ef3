"""What the pages of workspaces ask of the apps above, which they may not import."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.dispatch import Signal

home_opened = Signal()
"""Sent when a workspace's home is drawn, with `workspace`; a receiver returns a `HomePart`."""


@dataclass(frozen=True)
class Tile:
    """A number on the home page and where it leads: of what, in the singular and the plural; `order` places it."""

    order: int
    number: int
    one: str
    many: str
    url: str


@dataclass(frozen=True)
class Task:
    """Something that waits for a person: how many, of what (singular, plural), and where to do it."""

    number: int
    one: str
    many: str
    url: str


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
    same = groupby(events, key=lambda event: (event.who, event.did, event.url))
    runs = [list(run) for _what, run in same]
    return HomePart(
        tiles=tuple(sorted((tile for part in parts for tile in part.tiles), key=lambda tile: tile.order)),
        tasks=tuple(task for part in parts for task in part.tasks if task.number),
        events=tuple(replace(run[0], times=len(run)) for run in runs)[:limit],
    )
