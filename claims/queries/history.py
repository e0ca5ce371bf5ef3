"""What happened to a claim, read from the tables that the history triggers fill."""

from typing import Any
from uuid import UUID

from claims.domain.history import HistoryEntry, RowEvent, tell_history
from claims.enums import Bearing, ClaimKind, ClaimStatus, EvidenceState, Position
from claims.models import Claim, Evidence, Stance
from sources.models import Author, Passage
from workspaces.models import User

BEARS = {
    Bearing.SUPPORTS: "supports it",
    Bearing.CONTRADICTS: "contradicts it",
    Bearing.CONTEXT: "gives context",
}
STANDS = {
    Position.AFFIRMS: "affirms it",
    Position.DENIES: "denies it",
    Position.QUALIFIES: "qualifies it",
    Position.UNDECIDED: "is undecided",
}


def list_history(claim: Claim) -> tuple[HistoryEntry, ...]:
    """Return what happened to the claim, its evidence and its stances, the newest first.

    Six queries, however long the history is: three tables of events, and the users, passages and authors in
    them.
    """
    claims = _events(Claim, pgh_obj_id=claim.pk)
    # What annotators judge alone is nobody's business before they have; then the history says what came of it.
    evidence = [event for event in _events(Evidence, claim_id=claim.pk) if event.state != EvidenceState.JUDGING]
    stances = _events(Stance, claim_id=claim.pk)
    users = User.objects.in_bulk({_user_id(event) for event in (*claims, *evidence, *stances)} - {None})
    quotes = dict(Passage.objects.filter(pk__in={event.passage_id for event in evidence}).values_list("pk", "exact"))
    authors = Author.objects.in_bulk({event.speaker_id for event in evidence} | {event.author_id for event in stances})
    told = [("claim", event, _claim_values(event)) for event in claims]
    told += [("evidence", event, _evidence_values(event, quotes, authors)) for event in evidence]
    told += [("stance", event, _stance_values(event, authors)) for event in stances]
    told.sort(key=lambda one: (one[1].pgh_created_at, one[0]))
    return tell_history(
        RowEvent(
            kind=kind,
            row=str(event.id),
            label=event.pgh_label,
            at=event.pgh_created_at,
            who=str(users.get(_user_id(event), "")),
            values=values,
        )
        for kind, event, values in told
    )


def _events(model: Any, **which: Any) -> list[Any]:  # noqa: ANN401 - event models are made at run time
    events = model.pgh_event_model.objects.filter(**which)
    return list(events.select_related("pgh_context").order_by("pgh_created_at", "pgh_id"))


def _user_id(event: Any) -> UUID | None:  # noqa: ANN401
    """Return who did it: of the context, else the one that the row itself names."""
    context = event.pgh_context.metadata.get("user") if event.pgh_context else None
    if context:
        return UUID(str(context))
    for field in ("decided_by_id", "set_by_id", "created_by_id"):
        if getattr(event, field, None):
            return getattr(event, field)
    return None


def _claim_values(event: Any) -> dict[str, str]:  # noqa: ANN401
    return {
        "text": event.text,
        "kind": str(ClaimKind(event.kind).label),
        "status": str(ClaimStatus(event.status).label),
        "topic": f"“{event.topic}”" if event.topic else "none",
    }


def _evidence_values(event: Any, quotes: dict[UUID, str], authors: dict[UUID, Author]) -> dict[str, str]:  # noqa: ANN401
    return {
        "bearing": BEARS[Bearing(event.bearing)],
        "state": event.state,
        "quote": quotes.get(event.passage_id, "a passage that was deleted"),
        "speaker": str(authors.get(event.speaker_id, "somebody")),
    }


def _stance_values(event: Any, authors: dict[UUID, Author]) -> dict[str, str]:  # noqa: ANN401
    likelihood = "" if event.likelihood is None else f" at {event.likelihood} %"
    return {
        "author": str(authors.get(event.author_id, "somebody")),
        "position": STANDS[Position(event.position)],
        "setting": Position(event.position).label.lower() + likelihood,
        "dated": f" as of {event.as_of:%-d %B %Y}" if event.as_of else "",
        "basis": event.basis,
        "reason": event.reason,
    }
