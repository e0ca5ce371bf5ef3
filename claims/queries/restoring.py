"""What going back to an earlier state would change: read before anybody confirms it, and again when they do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.domain.history import CLAIM, EVIDENCE, STANCE
from claims.domain.likelihood import read_likelihood
from claims.domain.stances import SpokenEvidence, derive_stances
from claims.domain.wording import Change, compare_wordings
from claims.enums import Bearing, EvidenceState, Position, StanceBasis
from claims.models import Claim, Evidence, Stance
from claims.queries.claims import find_same_wording
from claims.queries.history.claims import claim_values
from sources.models import Author, Passage

MODELS: dict[str, Any] = {CLAIM: Claim, EVIDENCE: Evidence, STANCE: Stance}
NOTHING = "nothing"
CLAIM_FIELDS = ("text", "kind", "topic", "status")


@dataclass(frozen=True)
class Difference:
    """One thing that would change: its name in addresses and for people, and its words now and then."""

    field: str
    label: str
    now: str
    then: str

    @property
    def changes(self) -> tuple[Change, ...]:
        """The words that would go and come."""
        return compare_wordings(self.now, self.then)


@dataclass(frozen=True)
class Restoration:
    """A row as it stands now and as it was; `then` or `now` is None where there was or is none.

    `stamp` is the number of the row's last event: whoever confirms with another one has seen something older.
    `refusal` says why it cannot be done, "" if it can. `followed_by` are changes that follow by themselves; `quote`
    is the passage of evidence, or the author of a stance.
    """

    claim: Claim
    kind: str
    key: str
    at: datetime
    phrase: str
    now: Any | None
    then: Any | None
    stamp: int
    differences: tuple[Difference, ...]
    followed_by: tuple[Difference, ...]
    refusal: str
    quote: str = ""


def find_restoration(claim: Claim, key: str, *, before: bool = False) -> Restoration | None:
    """Return what it would mean to go back to the state that the event left, or to the one before it.

    None if there is no such event of the claim, or if nobody sets that state: a derived stance.
    """
    kind, _, number = key.partition("-")
    if kind not in MODELS or not number.isdecimal() or len(number) > 18:
        return None
    event_model = MODELS[kind].pgh_event_model
    on_claim = {"pgh_obj_id": claim.pk} if kind == CLAIM else {"claim_id": claim.pk}
    event = event_model.objects.filter(pgh_id=int(number), **on_claim).first()
    if event is None or _is_nobodys(kind, event):
        return None
    same_row = event_model.objects.filter(**_row(kind, event)).order_by("-pgh_id")
    target = same_row.filter(pgh_id__lt=event.pgh_id).first() if before else event
    then = None if target is None or target.pgh_label == "delete" else target
    now = _as_it_stands(kind, event)
    at = target.pgh_created_at if target is not None else event.pgh_created_at
    moment = f"{at:%-d %B %Y, %H:%M}"
    return Restoration(
        claim=claim,
        kind=kind,
        key=key,
        at=at,
        phrase=f"restored the state of {moment}" if then is not None else f"took back what was done on {moment}",
        now=now,
        then=then,
        stamp=same_row.values_list("pgh_id", flat=True).first() or 0,
        differences=() if _is_judged(kind, now) else _differences(kind, now, then),
        followed_by=_consequences(now, then) if kind == EVIDENCE and not _is_judged(kind, now) else (),
        refusal=_refusal(claim, kind, now, then),
        quote=_quote(kind, event),
    )


def _quote(kind: str, event: Any) -> str:  # noqa: ANN401 - event models are made at run time
    if kind == EVIDENCE:
        return Passage.objects.filter(pk=event.passage_id).values_list("exact", flat=True).first() or ""
    return str(Author.objects.filter(pk=event.author_id).first() or "") if kind == STANCE else ""


def _is_nobodys(kind: str, event: Any) -> bool:  # noqa: ANN401
    """Whether no person set that state: it was derived, or is what annotators judge alone."""
    return (kind == STANCE and event.basis != StanceBasis.SET) or _is_judged(kind, event)


def _is_judged(kind: str, row: Any | None) -> bool:  # noqa: ANN401
    return kind == EVIDENCE and row is not None and row.state == EvidenceState.JUDGING


def _row(kind: str, event: Any) -> dict[str, Any]:  # noqa: ANN401 - event models are made at run time
    """Return what names the row, also when it was deleted and made again."""
    if kind == CLAIM:
        return {"pgh_obj_id": event.pgh_obj_id}
    if kind == EVIDENCE:
        return {"claim_id": event.claim_id, "passage_id": event.passage_id, "speaker_id": event.speaker_id}
    return {"claim_id": event.claim_id, "author_id": event.author_id, "as_of": event.as_of, "basis": event.basis}


def _as_it_stands(kind: str, event: Any) -> Any | None:  # noqa: ANN401
    if kind == CLAIM:
        return Claim.objects.select_related("workspace").filter(pk=event.pgh_obj_id).first()
    row = {name: value for name, value in _row(kind, event).items() if value is not None}
    if kind == STANCE and event.as_of is None:
        row["as_of__isnull"] = True
    return MODELS[kind].objects.filter(**row).select_related("claim__workspace").first()


def _differences(kind: str, now: Any | None, then: Any | None) -> tuple[Difference, ...]:  # noqa: ANN401
    words = {CLAIM: _claim_words, EVIDENCE: _evidence_words, STANCE: _stance_words}[kind]
    is_now = words(now) if now is not None else {}
    was_then = words(then) if then is not None else {}
    return tuple(
        Difference(field, field.capitalize(), is_now.get(field, NOTHING), was_then.get(field, NOTHING))
        for field in dict.fromkeys((*is_now, *was_then))
        if is_now.get(field) != was_then.get(field)
    )


def _claim_words(row: Any) -> dict[str, str]:  # noqa: ANN401
    return {field: claim_values(row)[field] for field in CLAIM_FIELDS}


def _evidence_words(row: Any) -> dict[str, str]:  # noqa: ANN401
    bearing, state = Bearing(row.bearing).label, EvidenceState(row.state).label
    speaker = Author.objects.filter(pk=row.speaker_id).first()
    return {"evidence": f"{bearing}, {state.lower()}, view of {speaker or 'somebody'}"}


def _stance_words(row: Any) -> dict[str, str]:  # noqa: ANN401
    likely = read_likelihood(row.likelihood_term, row.likelihood)
    return {"stance": f"{Position(row.position).label}{f', {likely}' if likely else ''}", "reason": row.reason}


def _consequences(now: Any | None, then: Any | None) -> tuple[Difference, ...]:  # noqa: ANN401
    """Return how the speaker's derived stances would change with this piece of evidence."""
    row = now or then
    if row is None:
        return ()
    accepted = Evidence.objects.accepted().filter(claim_id=row.claim_id, speaker_id=row.speaker_id)
    spoken = [
        SpokenEvidence(bearing=bearing, said_on=on)
        for bearing, on in accepted.exclude(passage_id=row.passage_id).values_list(
            "bearing", "passage__source__issued_on"
        )
    ]
    said_on = Passage.objects.filter(pk=row.passage_id).values_list("source__issued_on", flat=True).first()
    without = tuple(spoken)
    is_now, was_then = (
        {
            stance.as_of: Position(stance.position).label
            for stance in derive_stances((*without, *_counted(state, said_on)))
        }
        for state in (now, then)
    )
    speaker = Author.objects.filter(pk=row.speaker_id).first()
    return tuple(
        Difference(
            "derived",
            f"Stance of {speaker}" + (f" as of {as_of:%-d %B %Y}" if as_of else ""),
            is_now.get(as_of, "none from evidence"),
            was_then.get(as_of, "none from evidence"),
        )
        for as_of in dict.fromkeys((*is_now, *was_then))
        if is_now.get(as_of) != was_then.get(as_of)
    )


def _counted(row: Any | None, said_on: Any) -> Sequence[SpokenEvidence]:  # noqa: ANN401
    if row is None or row.state != EvidenceState.ACCEPTED:
        return ()
    return (SpokenEvidence(bearing=row.bearing, said_on=said_on),)


def _refusal(claim: Claim, kind: str, now: Any | None, then: Any | None) -> str:  # noqa: ANN401
    """Return why the state cannot be restored, "" if it can."""
    if _is_judged(kind, now) or _is_judged(kind, then):
        return "Annotators judge this passage on their own: going back to or from that would speak for them."
    if not _differences(kind, now, then):
        return "This is how it stands now: there is nothing to restore."
    if kind == CLAIM:
        return _refusal_of_claim(claim, then)
    if kind == EVIDENCE:
        return _refusal_of_evidence(now, then)
    if then is not None and not Author.objects.filter(pk=then.author_id).exists():
        return "The author whose stance it was is no longer in the workspace."
    return ""


def _refusal_of_claim(claim: Claim, then: Any | None) -> str:  # noqa: ANN401
    if then is None:
        return "Before that there was no claim: retire it instead."
    taken = find_same_wording(claim.workspace, then.text, except_for=claim)
    return f"{taken.label} now says this, word for word: “{taken.text}”" if taken else ""


def _refusal_of_evidence(now: Any | None, then: Any | None) -> str:  # noqa: ANN401
    if then is None:
        return ""
    if not Passage.objects.filter(pk=then.passage_id).exists():
        return "The passage is gone: its source was deleted from the library."
    if not Author.objects.filter(pk=then.speaker_id).exists():
        return "The author whose view it states is no longer in the workspace."
    is_made_by_person = now is not None and now.score is None
    if then.state == EvidenceState.SUGGESTED and is_made_by_person:
        return "A person made this link, so there is no suggestion to go back to."
    return ""
