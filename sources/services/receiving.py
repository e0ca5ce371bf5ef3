"""Taking several texts and addresses at once: what is good is added, what is not is named."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.text import slugify

from common.errors import ParallaxError
from sources.models import Source
from sources.queries import free_source_key
from sources.services.addresses import add_address
from sources.services.sources import add_source
from workspaces.models import User, Workspace


@dataclass(frozen=True)
class ReceivedText:
    """Bytes that a person sent, where they come from, and their bibliographic item but for its id."""

    origin: str
    data: bytes
    media_type: str
    item: Mapping[str, Any]


@dataclass(frozen=True)
class ReceivedAddress:
    """An address of the web that a person gave, and what is known of the work but for its id."""

    origin: str
    item: Mapping[str, Any]


Received = ReceivedText | ReceivedAddress


@dataclass(frozen=True)
class Problem:
    """Why something was not taken, in one line; `source` is the id of the source that has it already, "" without."""

    message: str
    source: str = ""

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Reception:
    """The sources that were added, and what was not with the reason."""

    added: tuple[Source, ...]
    problems: tuple[Problem, ...]


def receive(*, workspace: Workspace, received: Iterable[Received], nature: str, by: User) -> Reception:
    """Add each text and each address as a source of its own under a free key; each in its own transaction."""
    added, problems = [], []
    for one in received:
        try:
            added.append(_adding(workspace, one, nature, by)())
        except ParallaxError as error:
            message = error.message if error.message.startswith(one.origin) else f"{one.origin}: {error.message}"
            problems.append(Problem(message, str(error.details.get("source", ""))))
    return Reception(added=tuple(added), problems=tuple(problems))


def _adding(workspace: Workspace, one: Received, nature: str, by: User) -> Callable[[], Source]:
    if isinstance(one, ReceivedAddress):
        return partial(add_address, workspace=workspace, url=one.origin, item=one.item, nature=nature, by=by)
    key = free_source_key(workspace, slugify(str(one.item["title"]))[:100].strip("-") or "text")
    return partial(
        add_source,
        workspace=workspace,
        item={**one.item, "id": key},
        data=one.data,
        media_type=one.media_type,
        origin=one.origin,
        nature=nature,
        by=by,
    )
