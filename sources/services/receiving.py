"""Taking several texts at once: what is good is added, what is not is named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from common.errors import ParallaxError
from sources.models import Source
from sources.queries import free_source_key
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
class Reception:
    """The sources that were added, and one line for each text that was not."""

    added: tuple[Source, ...]
    problems: tuple[str, ...]


def receive_texts(*, workspace: Workspace, texts: Iterable[ReceivedText], nature: str, by: User) -> Reception:
    """Add each text as a source of its own under a free key; each in its own transaction."""
    added, problems = [], []
    for text in texts:
        key = free_source_key(workspace, slugify(str(text.item["title"]))[:100].strip("-") or "text")
        try:
            source = add_source(
                workspace=workspace,
                item={**text.item, "id": key},
                data=text.data,
                media_type=text.media_type,
                origin=text.origin,
                nature=nature,
                by=by,
            )
        except ParallaxError as error:
            message = error.message
            problems.append(message if message.startswith(text.origin) else f"{text.origin}: {message}")
        else:
            added.append(source)
    return Reception(added=tuple(added), problems=tuple(problems))
