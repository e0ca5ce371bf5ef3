"""What happened to a claim, in sentences.

Each row of a history table is one event: what the row looked like after it. Compared with the row before,
it says what somebody did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

INSERT, UPDATE, DELETE = "insert", "update", "delete"

# The longest part of a quotation that still tells it from others on a line of the history.
QUOTE_LENGTH = 90

# Who suggests: whoever asked for the analysis has not read the passage.
MACHINE = "Parallax"


@dataclass(frozen=True)
class RowEvent:
    """One event of one row: `kind` is claim, evidence or stance; `values` are words for people, by field."""

    kind: str
    row: str
    label: str
    at: datetime
    who: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class HistoryEntry:
    """One line of the history: who did what, when; `before` and `after` when a text was reworded."""

    at: datetime
    who: str
    what: str
    before: str = ""
    after: str = ""


def tell_history(events: Iterable[RowEvent]) -> tuple[HistoryEntry, ...]:
    """Return the entries of all events, the newest first; events of one moment keep their order reversed.

    Give it every event of each row in the order in which they happened. An update that changes nothing a
    reader would see is left out.
    """
    last: dict[tuple[str, str], Mapping[str, str]] = {}
    told: list[HistoryEntry] = []
    for event in events:
        before = last.get((event.kind, event.row), {})
        last[event.kind, event.row] = event.values
        told.extend(_TELLERS[event.kind](event, before))
    return tuple(reversed(told))


def _tell_claim(event: RowEvent, before: Mapping[str, str]) -> list[HistoryEntry]:
    after = event.values
    if event.label == INSERT:
        return [HistoryEntry(event.at, event.who, "made the claim", after=after["text"])]
    if event.label == DELETE:
        return [HistoryEntry(event.at, event.who, "deleted the claim")]
    told = []
    if before.get("text") != after["text"]:
        told.append(HistoryEntry(event.at, event.who, "reworded the claim", before.get("text", ""), after["text"]))
    told += [
        HistoryEntry(event.at, event.who, f"changed the {field} from {before[field]} to {after[field]}")
        for field in ("status", "kind", "topic")
        if field in before and before[field] != after[field]
    ]
    return told


def _tell_evidence(event: RowEvent, before: Mapping[str, str]) -> list[HistoryEntry]:
    after = event.values
    quote = f"{after['speaker']}: “{shorten(after['quote'])}”"
    state, bearing = after["state"], after["bearing"]
    if event.label == DELETE:
        what = f"removed the passage that {bearing}"
    elif event.label == INSERT and state == "suggested":
        return [HistoryEntry(event.at, MACHINE, f"suggested a passage that {bearing}", after=quote)]
    elif event.label == INSERT:
        what = f"linked a passage that {bearing}"
    elif before.get("state") == state and before.get("bearing") == bearing:
        return []
    elif before.get("state") == state:
        what = f"changed what a passage does: it {bearing}"
    elif state == "accepted":
        what = f"accepted a passage that {bearing}"
    elif state == "rejected":
        what = "rejected a passage"
    else:
        what = "took back the decision on a passage"
    return [HistoryEntry(event.at, event.who, what, after=quote)]


def _tell_stance(event: RowEvent, before: Mapping[str, str]) -> list[HistoryEntry]:
    after = event.values
    whose = f"the stance of {after['author']}{after['dated']}"
    if after["basis"] == "derived":
        if event.label == UPDATE and before.get("position") == after["position"]:
            return []
        stance = f"{after['author']} {after['position']}{after['dated']}"
        says = "no longer shows" if event.label == DELETE else "now shows"
        return [HistoryEntry(event.at, "", f"The evidence {says} that {stance}")]
    if event.label == DELETE:
        return [HistoryEntry(event.at, event.who, f"cleared {whose}")]
    if {**before} == {**after}:
        return []
    return [HistoryEntry(event.at, event.who, f"set {whose} to “{after['setting']}”", after=after["reason"])]


_TELLERS = {"claim": _tell_claim, "evidence": _tell_evidence, "stance": _tell_stance}


def shorten(text: str, length: int = QUOTE_LENGTH) -> str:
    """Return the text, cut at a word with an ellipsis when it is longer than `length` code points."""
    if len(text) <= length:
        return text
    cut = text[:length].rsplit(" ", 1)[0] or text[:length]
    return cut.rstrip(" ,;:–") + "…"
