"""Rows of the tables that the history triggers fill, and who did what they tell."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

from claims.domain.history import HistoryEntry, RowEvent, tell_history
from workspaces.models import User

RESTORED = "restored"
"""What a restoration notes in the context of its changes: a phrase for people."""


@dataclass(frozen=True)
class Kind:
    """How one kind of event is read: `row` names the thing across deletion, `values` are words for people."""

    name: str
    row: Callable[[Any], str]
    values: Callable[[Any], Mapping[str, str]]


def events_of(model: type[Model], **which: Any) -> list[Any]:  # noqa: ANN401 - event models are made at run time
    """Return the model's events that fit, in the order in which they happened, with their context."""
    events = model.pgh_event_model.objects.filter(**which)  # type: ignore[attr-defined]
    return list(events.select_related("pgh_context").order_by("pgh_created_at", "pgh_id"))


def key_of(kind: str, event: Any) -> str:  # noqa: ANN401
    """Return the name of the event in addresses, such as evidence-12."""
    return f"{kind}-{event.pgh_id}"


def user_of(event: Any) -> UUID | None:  # noqa: ANN401
    """Return who did it: of the context, else the one that the row itself names."""
    context = event.pgh_context.metadata.get("user") if event.pgh_context else None
    if context:
        return UUID(str(context))
    for field in ("decided_by_id", "set_by_id", "received_by_id", "created_by_id"):
        if getattr(event, field, None):
            return getattr(event, field)
    return None


def tell(told: Iterable[tuple[Kind, list[Any]]]) -> tuple[HistoryEntry, ...]:
    """Return the entries of all these events, the newest first; one query more, for the names of users."""
    rows = [(kind, event) for kind, events in told for event in events]
    users = User.objects.in_bulk({user_of(event) for _kind, event in rows} - {None})
    # Of one moment, what a thing is comes before what is said of it: kinds are given in that order.
    rows.sort(key=lambda row: row[1].pgh_created_at)
    return tell_history(_row_event(kind, event, users) for kind, event in rows)


def _row_event(kind: Kind, event: Any, users: Mapping[UUID, User]) -> RowEvent:  # noqa: ANN401
    user = user_of(event)
    return RowEvent(
        kind=kind.name,
        row=kind.row(event),
        key=key_of(kind.name, event),
        label=event.pgh_label,
        at=event.pgh_created_at,
        user=str(user or ""),
        who=str(users.get(user, "")) if user else "",
        values=kind.values(event),
        restored=event.pgh_context.metadata.get(RESTORED, "") if event.pgh_context else "",
    )
