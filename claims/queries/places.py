"""What became of the passages behind evidence in the newest text of their sources."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import JSONObject

from sources.domain.changes import WordChanges, word_changes
from sources.enums import AnchorState
from sources.models import Anchor, Passage


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


def tally_places(anchors: QuerySet[Anchor]) -> QuerySet:
    """Return a row for each text of the anchors: how many are in each state a reader is told of, and `waiting`."""
    waiting = Q(state__in=AnchorState.unplaced(), decided_at__isnull=True)
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in AnchorState.shaken()}
    by_text = anchors.order_by().values("text_version")
    return by_text.annotate(tally=JSONObject(**counts, waiting=Count("pk", filter=waiting))).values("tally")
