"""Finds the passages of a source again in its newest text. Running it twice changes nothing.

Each passage without an anchor in the newest text version gets one, with the newest older text in which its place is
certain as the witness (docs/algorithms/anchoring.md). Anchors of older versions stay as they are.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from rapidfuzz.distance import Indel

from sources.domain.candidates import TwoTexts, compare_texts, expected_place
from sources.domain.folding import fold_quote
from sources.domain.quotes import ELISION
from sources.domain.quotes import Stretch as Span
from sources.domain.reanchoring import Change, Outcome, Placement, reanchor
from sources.enums import AnchorMethod, AnchorState, MatchGrade
from sources.models import Anchor, Passage, Source, Stretch, TextVersion
from workspaces.jobs import Progress
from workspaces.models import Job

BATCH = 500
"""Passages saved in one transaction: a killed worker loses less than a second of work."""


def reanchor_passages(job: Job, progress: Progress) -> dict[str, int]:
    """Place the passages of the job's source in its newest text; return how many ended in which state."""
    return reanchor_source(Source.objects.get(pk=cast("UUID", job.subject)), progress)


def reanchor_source(source: Source, progress: Progress) -> dict[str, int]:
    """Place every passage of the source that has no anchor in its newest text; return counts by state.

    Passages that people mark in an older text meanwhile are waited for and placed too; those who mark one later see
    the new text and ask for this work themselves (`sources.services.create_passage`).
    """
    newest = TextVersion.objects.filter(capture__source=source).order_by("-created_at", "-id").first()
    if newest is None:
        return {}
    counts: dict[str, int] = {}
    _wait_for_marking(source)
    lost = Passage.objects.filter(source=source).exclude(anchors__text_version=newest)
    witnesses = list(
        Anchor.objects.placed()
        .filter(passage__in=lost, text_version__capture__source=source)
        .order_by("passage_id", "-text_version__created_at", "-created_at")
        .distinct("passage_id")
        .select_related("passage")
        .prefetch_related("stretches")
    )
    witnesses.sort(key=lambda anchor: (str(anchor.text_version_id), anchor.start, str(anchor.pk)))
    given_up = _given_up(source)
    done = 0
    for version_id, anchors in groupby(witnesses, key=lambda anchor: anchor.text_version_id):
        progress.report(stage="Comparing the new text with the old one", done=done, total=len(witnesses))
        texts = compare_texts(TextVersion.objects.get(pk=version_id).text, newest.text)
        for batch in _batches(list(anchors)):
            for state in _save(newest, texts, batch, given_up):
                counts[state] = counts.get(state, 0) + 1
            done += len(batch)
            progress.report(stage="Finding passages again", done=done, total=len(witnesses))
    return counts


def _wait_for_marking(source: Source) -> None:
    """Wait until passages that are being marked right now are saved: marking one holds its text version's row."""
    with transaction.atomic():
        list(TextVersion.objects.select_for_update(of=("self",)).filter(capture__source=source).values_list("pk"))


def _given_up(source: Source) -> dict[UUID, Anchor]:
    """Return the last anchors of passages that people gave up, by passage: nobody is asked the same thing twice."""
    last = (
        Anchor.objects.filter(passage__source=source)
        .order_by("passage_id", "-text_version__created_at", "-created_at")
        .distinct("passage_id")
    )
    given_up = Anchor.objects.filter(pk__in=last.values("pk"), state=AnchorState.ORPHANED, decided_at__isnull=False)
    return {anchor.passage_id: anchor for anchor in given_up}


def _batches(anchors: Sequence[Anchor]) -> Iterator[Sequence[Anchor]]:
    for first in range(0, len(anchors), BATCH):
        yield anchors[first : first + BATCH]


@transaction.atomic
def _save(
    version: TextVersion, texts: TwoTexts, witnesses: Sequence[Anchor], given_up: dict[UUID, Anchor]
) -> list[str]:
    """Write the anchors of some passages; one that another worker wrote first stays as it is."""
    found = [(witness, _spans(witness)) for witness in witnesses]
    placements = [(witness, spans, reanchor(texts, spans)) for witness, spans in found]
    rows = [
        _anchor(version, witness, placement, expected_place(texts, spans[0]))
        for witness, spans, placement in placements
    ]
    for row in rows:
        _keep_decision(row, given_up.get(row.passage_id))
    Anchor.objects.bulk_create(rows, ignore_conflicts=True)
    ours = set(Anchor.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    Stretch.objects.bulk_create(
        Stretch(anchor_id=row.pk, position=position, start=span.start, end=span.end)
        for row, (_, _, placement) in zip(rows, placements, strict=True)
        if row.pk in ours
        for position, span in enumerate(placement.stretches)
    )
    return [str(row.state) for row in rows if row.pk in ours]


def _keep_decision(anchor: Anchor, given_up: Anchor | None) -> None:
    """Let what people decided in the text before hold where nothing has changed since."""
    witness = anchor.found_from
    if anchor.state == AnchorState.ORPHANED and given_up is not None:
        anchor.decided_by_id, anchor.decided_at = given_up.decided_by_id, given_up.decided_at
        return
    confirmed = witness is not None and witness.state == AnchorState.CONFIRMED and witness.found == anchor.found
    if confirmed and anchor.state not in AnchorState.unplaced():
        anchor.state = AnchorState.CONFIRMED


def _spans(anchor: Anchor) -> list[Span]:
    return [Span(stretch.start, stretch.end) for stretch in anchor.stretches.all()]


def _anchor(version: TextVersion, witness: Anchor, placement: Placement, near: int) -> Anchor:
    exact = witness.passage.exact
    words = ELISION.join(version.text[span.start : span.end] for span in placement.stretches)
    proposed = proposed_values(placement, exact, words)
    return Anchor(
        passage=witness.passage,
        text_version=version,
        found_from=witness,
        proposal={
            **proposed,
            "near": near,
            "stretches": [[span.start, span.end] for span in placement.stretches],
        },
        start=placement.stretches[0].start if placement.stretches else None,
        end=placement.stretches[-1].end if placement.stretches else None,
        **proposed,
    )


def proposed_values(placement: Placement, exact: str, words: str) -> dict[str, Any]:
    """Return the fields of an anchor that follow from a placement: `words` stand there, `exact` is the quote."""
    same, alike = words == exact, fold_quote(words) == fold_quote(exact)
    if placement.outcome is Outcome.ORPHANED:
        state, grade = AnchorState.ORPHANED, MatchGrade.SIMILAR
    elif placement.outcome is Outcome.ASK:
        state, grade = AnchorState.ASKED, grade_of(exact, words)
    else:
        unchanged = AnchorState.MOVED if placement.change is Change.MOVED else AnchorState.EXACT
        state, grade = unchanged if alike else AnchorState.CHANGED, grade_of(exact, words)
    return {
        "state": str(state),
        "grade": str(grade),
        "score": 1.0 if same else round(Indel.normalized_similarity(exact, words), 4) if words else placement.score,
        "method": str(AnchorMethod(placement.method.value)),
        "found": "" if alike else words,
    }


def grade_of(exact: str, words: str) -> MatchGrade:
    """Return how the words at a place fit the quote."""
    if words == exact:
        return MatchGrade.ELIDED if ELISION in exact else MatchGrade.EXACT
    return MatchGrade.NORMALISED if fold_quote(words) == fold_quote(exact) else MatchGrade.SIMILAR
