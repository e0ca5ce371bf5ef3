"""What the pages of workspaces ask of the apps above, which they may not import."""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

home_opened = Signal()
"""Sent when a workspace's home is drawn, with `workspace`; a receiver returns a `HomePart`."""


@dataclass(frozen=True)
class Tile:
    """A number on the home page and where it leads; `order` places it."""

    order: int
    number: int
    label: str
    url: str


@dataclass(frozen=True)
class Task:
    """Something that waits for a person: how many, of what, and where to do it."""

    number: int
    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class Event:
    """Something that happened, as a sentence: who did what to what, and where to see it."""

    at: datetime
    who: str
    did: str
    what: str
    url: str


@dataclass(frozen=True)
class HomePart:
    """What one app adds to the home page."""

    tiles: tuple[Tile, ...] = ()
    tasks: tuple[Task, ...] = ()
    events: tuple[Event, ...] = ()


def collect_home(parts: list[HomePart], limit: int) -> HomePart:
    """Return all parts as one: tiles in their order, tasks with something to do, the latest `limit` events."""
    return HomePart(
        tiles=tuple(sorted((tile for part in parts for tile in part.tiles), key=lambda tile: tile.order)),
        tasks=tuple(task for part in parts for task in part.tasks if task.number),
        events=tuple(
            sorted(
                (event for part in parts for event in part.events), key=lambda event: event.at, reverse=True
            )
        )[:limit],
    )
