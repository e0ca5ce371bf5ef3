"""What happened to a claim, to one author's stance on it, and to the evidence."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from claims.domain.history import CLAIM, EVIDENCE, STANCE, HistoryEntry
from claims.domain.likelihood import read_likelihood
from claims.domain.telling import shorten
from claims.enums import Bearing, ClaimKind, ClaimStatus, EvidenceState, Position
from claims.models import Claim, Evidence, Stance
from claims.queries.history.events import Kind, events_of, tell
from sources.models import Author, Passage

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


def list_history(claim: Claim, author: Author | None = None) -> tuple[HistoryEntry, ...]:
    """Return what happened to the claim, its evidence and its stances, the newest first.

    With `author` only that author's evidence and stances. Six queries at most, however long the history is: three
    tables of events, and the users, passages and authors in them.
    """
    claims = [] if author else events_of(Claim, pgh_obj_id=claim.pk)
    evidence = evidence_events(claim_id=claim.pk, **({"speaker_id": author.pk} if author else {}))
    stances = events_of(Stance, claim_id=claim.pk, **({"author_id": author.pk} if author else {}))
    quotes = dict(Passage.objects.filter(pk__in={event.passage_id for event in evidence}).values_list("pk", "exact"))
    authors = Author.objects.in_bulk({event.speaker_id for event in evidence} | {event.author_id for event in stances})
    others = Claim.objects.in_bulk({event.merged_into_id for event in claims} - {None})
    return tell(
        [
            (Kind(CLAIM, lambda event: str(event.id), lambda event: claim_values(event, others)), claims),
            (Kind(EVIDENCE, evidence_row, lambda event: _evidence_values(event, quotes, authors)), evidence),
            (Kind(STANCE, stance_row, lambda event: stance_values(event, authors)), stances),
        ]
    )


def evidence_events(**which: Any) -> list[Any]:  # noqa: ANN401 - event models are made at run time
    """Return the events of evidence that fit, without those of pairs that annotators judge alone.

    What they judge is nobody's business before they have; then the history says what came of it.
    """
    return [event for event in events_of(Evidence, **which) if event.state != EvidenceState.JUDGING]


def list_evidence_history(passage: Passage) -> tuple[Kind, list[Any]]:
    """Return the events of evidence as the passage's page tells them: to which claims it was tied."""
    rows = evidence_events(passage_id=passage.pk)
    claims = Claim.objects.in_bulk({event.claim_id for event in rows})
    return Kind(EVIDENCE, evidence_row, lambda event: _use_values(event, claims)), rows


def evidence_row(event: Any) -> str:  # noqa: ANN401 - event models are made at run time
    """Return what stays the same when evidence is removed and linked again."""
    return f"{event.claim_id}/{event.passage_id}/{event.speaker_id}"


def stance_row(event: Any) -> str:  # noqa: ANN401
    """Return what stays the same when a stance is cleared and set again."""
    return f"{event.author_id}/{event.as_of}/{event.basis}"


def claim_values(event: Any, others: Mapping[UUID, Claim] | None = None) -> dict[str, str]:  # noqa: ANN401
    """Return a claim's fields in words; `others` are the claims that it may have been merged into."""
    into = (others or {}).get(event.merged_into_id)
    return {
        "merged_into": "" if not event.merged_into_id else (into.label if into else "another claim"),
        "text": event.text,
        "kind": str(ClaimKind(event.kind).label),
        "status": str(ClaimStatus(event.status).label),
        "topic": f"“{event.topic}”" if event.topic else "none",
    }


def stance_values(event: Any, authors: Mapping[UUID, Author]) -> dict[str, str]:  # noqa: ANN401
    """Return a stance's fields in words."""
    likely = read_likelihood(event.likelihood_term, event.likelihood)
    likelihood = f", {likely}" if likely else ""
    return {
        "author": str(authors.get(event.author_id, "somebody")),
        "position": STANDS[Position(event.position)],
        "setting": Position(event.position).label.lower() + likelihood,
        "dated": f" as of {event.as_of:%-d %B %Y}" if event.as_of else "",
        "basis": event.basis,
        "reason": event.reason,
    }


def _evidence_values(event: Any, quotes: Mapping[UUID, str], authors: Mapping[UUID, Author]) -> dict[str, str]:  # noqa: ANN401
    quote = shorten(quotes.get(event.passage_id, "a passage that was deleted"))
    return {
        "bearing": BEARS[Bearing(event.bearing)],
        "state": event.state,
        "thing": "a passage",
        "line": f"{authors.get(event.speaker_id, 'somebody')}: “{quote}”",
    }


def _use_values(event: Any, claims: Mapping[UUID, Claim]) -> dict[str, str]:  # noqa: ANN401
    claim = claims.get(event.claim_id)
    return {
        "bearing": BEARS[Bearing(event.bearing)].replace("it", "this claim" if claim else "a claim that was deleted"),
        "state": event.state,
        "thing": "the passage, as one",
        "line": f"{claim.label} {shorten(claim.text)}" if claim else "",
    }
