"""The sentences of the history: for each kind of row, what an event of it means to a reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

INSERT, UPDATE, DELETE = "insert", "update", "delete"

# The longest part of a quotation that still tells it from others on a line of the history.
QUOTE_LENGTH = 90

# Who suggests: whoever asked for the analysis has not read the passage.
MACHINE = "Parallax"

Values = Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """What one event says; `who` only where it is nobody's act: the machine, or "" for a consequence."""

    what: str
    before: str = ""
    after: str = ""
    who: str | None = None
    can_be_restored: bool = False


def _tell_claim(label: str, before: Values, after: Values) -> list[Told]:
    if label == INSERT:
        return [Told("made the claim", after=after["text"], can_be_restored=True)]
    if label == DELETE:
        return [Told("deleted the claim")]
    told = []
    if before.get("text") != after["text"]:
        told.append(Told("reworded the claim", before.get("text", ""), after["text"], can_be_restored=True))
    merged, was_merged = after.get("merged_into", ""), before.get("merged_into", "")
    if merged != was_merged:
        told.append(Told(f"merged the claim into {merged}" if merged else f"split the claim off {was_merged} again"))
    told += [
        Told(f"changed the {field} from {before[field]} to {after[field]}", can_be_restored=True)
        for field in ("status", "kind", "topic")
        if field in before and before[field] != after[field]
    ]
    return told


def _tell_evidence(label: str, before: Values, after: Values) -> list[Told]:
    """`thing` is the passage as the page calls it, `line` what tells it from others."""
    line, thing = after["line"], after["thing"]
    state, bearing = after["state"], after["bearing"]
    if label == DELETE:
        what = f"removed {thing.replace('a passage', 'the passage')} that {bearing}"
    elif label == INSERT and state == "suggested":
        return [Told(f"suggested {thing} that {bearing}", after=line, who=MACHINE, can_be_restored=False)]
    elif label == INSERT:
        what = f"linked {thing} that {bearing}"
    elif before.get("state") == state and before.get("bearing") == bearing:
        return []
    elif before.get("state") == state:
        what = f"changed what {thing} does: it {bearing}"
    elif state == "accepted":
        what = f"accepted {thing} that {bearing}"
    elif state == "rejected":
        what = f"rejected {thing}"
    else:
        what = f"took back the decision on {thing}"
    return [Told(what, after=line, can_be_restored=True)]


def _tell_stance(label: str, before: Values, after: Values) -> list[Told]:
    whose = f"the stance of {after['author']}{after['dated']}"
    if after["basis"] == "derived":
        if label == UPDATE and before.get("position") == after["position"]:
            return []
        stance = f"{after['author']} {after['position']}{after['dated']}"
        says = "no longer shows" if label == DELETE else "now shows"
        return [Told(f"The evidence {says} that {stance}", who="")]
    if label == DELETE:
        return [Told(f"cleared {whose}", after=f"it was “{after['setting']}”: {after['reason']}", can_be_restored=True)]
    if {**before} == {**after}:
        return []
    # Without an earlier reason there is nothing to compare this one with.
    reason = before.get("reason", "")
    changed = reason if reason != after["reason"] else ""
    what = f"set {whose} to “{after['setting']}”"
    return [Told(what, before=changed, after=after["reason"], can_be_restored=True)]


def _tell_passage(label: str, before: Values, after: Values) -> list[Told]:
    if label == INSERT:
        return [Told("marked the passage", after=after["exact"])]
    if label == DELETE:
        return [Told("deleted the passage")]
    if before.get("exact") == after["exact"]:
        return []
    return [Told("changed the quote", before.get("exact", ""), after["exact"])]


def _tell_anchor(label: str, before: Values, after: Values) -> list[Told]:
    """Where the passage stands in each text; the one it was marked in says nothing new."""
    where = f"in the text of {after['version']}"
    if label == DELETE:
        return [Told(f"The passage is no longer looked for {where}", who="")]
    if label == INSERT:
        return [] if after["is_first"] else [Told(f"The passage {after['found']} {where}", who="")]
    if before.get("state") == after["state"] and before.get("place") == after["place"]:
        return []
    if after["by_person"]:
        return [Told(f"{after['decided']} {where}")]
    return [Told(f"The passage {after['found']} {where}", who="")]


def _tell_source(label: str, before: Values, after: Values) -> list[Told]:
    if label == INSERT:
        return [Told("added the source", after=after["title"])]
    if label == DELETE:
        return [Told("deleted the source")]
    return [
        Told(f"changed the {field}", before[field], after[field])
        if before[field] and after[field]
        else Told(f"{'took out' if before[field] else 'gave'} the {field}", after=before[field] or after[field])
        for field in after
        if before.get(field, after[field]) != after[field]
    ]


def _tell_byline(label: str, before: Values, after: Values) -> list[Told]:
    if label == INSERT:
        return [] if after["is_first"] else [Told(f"added {after['author']} to the authors")]
    if label == DELETE:
        return [Told(f"took {after['author']} out of the authors")]
    if before.get("position") == after["position"]:
        return []
    return [Told(f"moved {after['author']} to place {after['position']} of the authors")]


def _tell_capture(label: str, _before: Values, after: Values) -> list[Told]:
    return [Told(f"received {after['size']} from {after['origin']}")] if label == INSERT else []


def _tell_text(label: str, _before: Values, after: Values) -> list[Told]:
    return [Told(f"read the text: {after['length']} characters", who=MACHINE)] if label == INSERT else []


TELLERS: dict[str, Callable[[str, Values, Values], Sequence[Told]]] = {
    "claim": _tell_claim,
    "evidence": _tell_evidence,
    "stance": _tell_stance,
    "passage": _tell_passage,
    "anchor": _tell_anchor,
    "source": _tell_source,
    "byline": _tell_byline,
    "capture": _tell_capture,
    "text": _tell_text,
}
"""What an event of each kind says: label, values before, values after."""


def shorten(text: str, length: int = QUOTE_LENGTH) -> str:
    """Return the text, cut at a word with an ellipsis when it is longer than `length` code points."""
    if len(text) <= length:
        return text
    cut = text[:length].rsplit(" ", 1)[0] or text[:length]
    return cut.rstrip(" ,;:–") + "…"
