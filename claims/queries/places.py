"""What became of the passages behind evidence in the newest text of their sources."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from sources.domain.changes import WordChanges, word_changes
from sources.enums import AnchorState
from sources.models import Anchor, Passage, TextVersion


@dataclass(frozen=True)
class Place:
    """Where a passage stands in the newest text that it was looked for in.

    `waits` for a person; `changes` are the words that differ from the quote, None where none do.
    """

    anchor: UUID | None
    state: str
    waits: bool
    changes: WordChanges | None

    @property
    def is_shaken(self) -> bool:
        """Whether a reader of the evidence has to be told."""
        return self.state in AnchorState.shaken() or self.changes is not None


UNTOUCHED = Place(None, AnchorState.EXACT, waits=False, changes=None)


def place_of(passage: Passage) -> Place:
    """Return the place of a passage whose anchors are loaded with the newest text's first; no query."""
    anchor: Any = next(iter(passage.anchors.all()), None)
    if anchor is None:
        return UNTOUCHED
    changes = word_changes(passage.exact, anchor.found) if anchor.found else None
    return Place(anchor.pk, anchor.state, waits=anchor.waits, changes=changes)


def count_places(version: TextVersion) -> dict[str, int]:
    """Return how many passages of the text are in each state that a reader is told of, and `waiting`; one query."""
    waiting = Q(state__in=AnchorState.unplaced(), decided_at__isnull=True)
    return Anchor.objects.filter(text_version=version).aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in AnchorState.shaken()},
        waiting=Count("pk", filter=waiting),
    )
