"""What happened to claims, evidence, stances, passages and sources, in sentences.

Each row of a history table is one event: what the row looked like after it. Compared with the event before, it says
what somebody did. The words for each kind of row stand in `claims.domain.telling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from claims.domain.telling import DELETE, INSERT, TELLERS, Told
from claims.domain.wording import Change, compare_wordings

CLAIM, EVIDENCE, STANCE = "claim", "evidence", "stance"

RESTORE, UNDO, BRING_BACK = "restore", "undo", "bring_back"
"""What one can do with an entry: go back to what it left, to what was before it, or undo a removal."""


@dataclass(frozen=True)
class RowEvent:
    """One event of one row.

    `kind` is a key of `TELLERS`, `row` what stays the same when a row is deleted and made again, `key` the event's own
    name in addresses; `user` is the id of who did it, `who` the name. `values` are words for people, by field.
    `restored` says, when the event is a restoration, which state was gone back to: "restored the state of 3 May 2026".
    """

    kind: str
    row: str
    key: str
    label: str
    at: datetime
    user: str
    who: str
    values: Mapping[str, str]
    restored: str = ""


@dataclass(frozen=True)
class HistoryEntry:
    """One line of the history: who did what, when; `before` and `after` when words were changed.

    `is_latest` says that it left the row as it stands now; `can` is what one may do with it, "" for nothing.
    """

    kind: str
    key: str
    at: datetime
    user: str
    who: str
    what: str
    before: str = ""
    after: str = ""
    can: str = ""
    is_latest: bool = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """The words that were taken out and put in, where both are known."""
        return compare_wordings(self.before, self.after) if self.before and self.after else ()


def tell_history(events: Iterable[RowEvent]) -> tuple[HistoryEntry, ...]:
    """Return the entries of all events, the newest first; events of one moment keep their order reversed.

    Give it every event of each row in the order in which they happened. An update that changes nothing a
    reader would see is left out.
    """
    last: dict[tuple[str, str], Mapping[str, str]] = {}
    latest: dict[tuple[str, str], str] = {}
    told: list[tuple[tuple[str, str], str, HistoryEntry]] = []
    for event in events:
        row = event.kind, event.row
        before = last.pop(row, {})
        if event.label != DELETE:
            last[row] = event.values
        latest[row] = event.key
        told += [
            (row, event.label, _entry(event, one)) for one in TELLERS[event.kind](event.label, before, event.values)
        ]
    return tuple(reversed([_with_offer(entry, label, latest[row] == entry.key) for row, label, entry in told]))


def filter_entries(entries: Iterable[HistoryEntry], *, user: str = "", kind: str = "") -> tuple[HistoryEntry, ...]:
    """Return the entries by that user and of that kind; empty asks for all."""
    return tuple(entry for entry in entries if (not user or entry.user == user) and (not kind or entry.kind == kind))


def _entry(event: RowEvent, told: Told) -> HistoryEntry:
    """Return the entry; a consequence is nobody's act, also when it follows from a restoration."""
    is_act = told.who is None
    return HistoryEntry(
        kind=event.kind,
        key=event.key,
        at=event.at,
        user=event.user if is_act else "",
        who=event.who if told.who is None else told.who,
        what=f"{event.restored}: {told.what}" if event.restored and is_act else told.what,
        before=told.before,
        after=told.after,
        can=RESTORE if told.can_be_restored else "",
    )


def _with_offer(entry: HistoryEntry, label: str, is_latest: bool) -> HistoryEntry:
    """Return the entry with what one can do: leave the row as it stands, or go back to an earlier state."""
    can = entry.can
    if can and label == DELETE:
        can = BRING_BACK
    elif can and is_latest:
        can = "" if entry.kind == CLAIM and label == INSERT else UNDO
    return replace(entry, can=can, is_latest=is_latest)
