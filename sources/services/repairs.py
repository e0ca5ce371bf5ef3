"""Deciding on passages whose place in a new text is not certain: accept, move, give up, and take that back.

The first decision counts. Each function holds the anchor's row, so of two people who decide at once the second is told
what the first one did (AnchorDecided), and nothing of the second decision is written.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from rapidfuzz.distance import Indel

from common.history import recorded_as
from sources.domain.folding import fold_quote
from sources.domain.quotes import ELISION, verify_quote
from sources.domain.quotes import Stretch as Span
from sources.enums import AnchorMethod, AnchorState
from sources.errors import AnchorDecided, NothingProposed
from sources.models import Anchor, Stretch
from sources.reanchoring import grade_of
from workspaces.models import User


@transaction.atomic
def accept_place(*, anchor: Anchor, by: User) -> Anchor:
    """Return the anchor confirmed at the place that was proposed; NothingProposed for an orphan."""
    locked = _open(anchor)
    if locked.state != AnchorState.ASKED:
        raise NothingProposed("No place was proposed for this passage: move it, or give it up.")
    _save(locked, by, {"state": AnchorState.CONFIRMED})
    return locked


@transaction.atomic
def move_passage(*, anchor: Anchor, exact: str, start: int | None = None, by: User) -> Anchor:
    """Return the anchor confirmed where the quotation stands in its text version.

    The quotation is verified like any other: QuoteNotFound with the nearest text, QuoteAmbiguous with the places.
    """
    locked = _open(anchor)
    match = verify_quote(locked.text_version.text, exact, start=start)
    _place(locked, match.stretches)
    words = ELISION.join(locked.text_version.text[span.start : span.end] for span in match.stretches)
    quote = locked.passage.exact
    changes: dict[str, Any] = {
        "state": AnchorState.CONFIRMED,
        "method": AnchorMethod.PERSON,
        "grade": grade_of(quote, words),
        "score": 1.0 if words == quote else round(Indel.normalized_similarity(quote, words), 4),
        "found": "" if fold_quote(words) == fold_quote(quote) else words,
        "start": match.stretches[0].start,
        "end": match.stretches[-1].end,
    }
    _save(locked, by, changes)
    return locked


@transaction.atomic
def give_up_passage(*, anchor: Anchor, by: User) -> Anchor:
    """Return the anchor as an orphan that a person confirmed: the passage is not in this text any more."""
    locked = _open(anchor)
    _place(locked, ())
    _save(locked, by, {"state": AnchorState.ORPHANED, "start": None, "end": None, "found": ""})
    return locked


@transaction.atomic
def undo_repair(*, anchor: Anchor, by: User) -> Anchor:
    """Return the anchor as the machine proposed it, waiting for a decision; it stays so if it waits already."""
    locked = _lock(anchor)
    if locked.decided_at is None:
        return locked
    proposal = locked.proposal
    spans = [Span(start, end) for start, end in proposal["stretches"]]
    _place(locked, spans)
    changes = {field: proposal[field] for field in ("state", "grade", "score", "method", "found")}
    changes |= {"start": spans[0].start if spans else None, "end": spans[-1].end if spans else None}
    _save(locked, by, changes, decided=False)
    return locked


def _lock(anchor: Anchor) -> Anchor:
    return Anchor.objects.select_for_update(of=("self",)).select_related("passage", "text_version").get(pk=anchor.pk)


def _open(anchor: Anchor) -> Anchor:
    """Return the anchor's row, held; AnchorDecided if somebody was faster."""
    locked = _lock(anchor)
    if not locked.waits:
        who = locked.decided_by or "Somebody"
        done = "gave this passage up" if locked.state == AnchorState.ORPHANED else "gave this passage a place"
        raise AnchorDecided(f"{who} {done} before you. Undo that first if you disagree.", anchor=str(locked.pk))
    return locked


def _place(anchor: Anchor, spans: Sequence[Span]) -> None:
    anchor.stretches.all().delete()
    Stretch.objects.bulk_create(
        Stretch(anchor=anchor, position=position, start=span.start, end=span.end) for position, span in enumerate(spans)
    )


def _save(anchor: Anchor, by: User, changes: dict[str, Any], *, decided: bool = True) -> None:
    changes |= {"decided_by": by if decided else None, "decided_at": timezone.now() if decided else None}
    for field, value in changes.items():
        setattr(anchor, field, value)
    with recorded_as(by):
        anchor.save(update_fields=list(changes))
