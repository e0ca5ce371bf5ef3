"""What happened to a passage: where it stands in each text, and which claims it serves."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from claims.domain.history import HistoryEntry
from claims.queries.history.claims import list_evidence_history
from claims.queries.history.events import Kind, events_of, tell, user_of
from sources.enums import AnchorState
from sources.models import Anchor, Passage, TextVersion

FOUND = {
    AnchorState.EXACT: "stands unchanged",
    AnchorState.MOVED: "moved",
    AnchorState.CHANGED: "stands in changed words",
    AnchorState.ASKED: "may have changed: a person is asked",
    AnchorState.ORPHANED: "is gone",
    AnchorState.CONFIRMED: "was confirmed",
}
DECIDED = {
    AnchorState.CONFIRMED: "confirmed the place of the passage",
    AnchorState.ORPHANED: "gave the passage up",
}


def list_passage_history(passage: Passage, standing: Iterable[Anchor]) -> tuple[HistoryEntry, ...]:
    """Return what happened to the passage, the newest first, in five queries however long it is.

    `standing` are the passage's anchors with their text versions; what an event tells of another version was deleted.
    """
    anchors = events_of(Anchor, passage_id=passage.pk)
    versions = {anchor.text_version_id: anchor.text_version for anchor in standing}
    first = anchors[0].id if anchors else None
    return tell(
        [
            (
                Kind("passage", lambda event: str(event.id), lambda event: {"exact": event.exact}),
                events_of(Passage, pgh_obj_id=passage.pk),
            ),
            (
                Kind(
                    "anchor",
                    lambda event: str(event.id),
                    lambda event: _anchor_values(event, versions, is_first=event.id == first),
                ),
                anchors,
            ),
            list_evidence_history(passage),
        ]
    )


def _anchor_values(event: Any, versions: Mapping[UUID, TextVersion], *, is_first: bool) -> dict[str, str]:  # noqa: ANN401
    version = versions.get(event.text_version_id)
    state = AnchorState(event.state)
    return {
        "state": event.state,
        "place": f"{event.start}–{event.end}",
        "version": f"{version.created_at:%-d %B %Y}" if version else "a version that was deleted",
        "found": FOUND[state],
        "decided": DECIDED.get(state, "moved the passage"),
        "by_person": "yes" if user_of(event) else "",
        "is_first": "yes" if is_first else "",
    }
