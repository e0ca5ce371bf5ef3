"""Citations in a drawn text: each leads to its entry, each entry back to where it is cited; notes name the works."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from claims.queries.drawing import CitedHere, DrawnBlock, DrawnPiece, DrawnRun, Note, Place
from claims.queries.reader import Reading
from sources.models import Citation, Reference, Sentence, TextVersion
from sources.queries.origins import Origin, cited_works


def cite_reading(version: TextVersion, reading: Reading) -> Reading:
    """Return the reading with its citations linked, in five queries at most; as it is in one if it has none."""
    cited = cite_blocks(version, [drawn for section in reading.sections for leaf in section.leaves for drawn in leaf])
    by_id = {drawn.block.pk: drawn for drawn in cited}
    return replace(
        reading,
        sections=tuple(
            replace(section, leaves=tuple(tuple(by_id[drawn.block.pk] for drawn in leaf) for leaf in section.leaves))
            for section in reading.sections
        ),
    )


def cite_blocks(version: TextVersion, drawn: Sequence[DrawnBlock]) -> list[DrawnBlock]:
    """Return the drawn blocks of the version with what they cite and where their entries are cited."""
    citations = list(
        Citation.objects.filter(text_version=version, reference__isnull=False)
        .select_related("reference")
        .only("start", "end", "reference__label", "reference__start")
        .order_by("start", "end")
    )
    if not citations:
        return list(drawn)
    notes = {note.passage_id for one in drawn for note in one.notes}
    origins = cited_works(notes) if notes else {}
    places = _places(version, citations)
    entries = {one.start: one for one in Reference.objects.filter(text_version=version).only("start")}
    starts = [one.start for one in citations]
    return [
        replace(
            one,
            runs=_cite_runs(one, citations, starts),
            notes=tuple(_with_origins(note, origins) for note in one.notes),
            entry=_entry(entries.get(one.block.start), places),
        )
        for one in drawn
    ]


def _places(version: TextVersion, citations: Iterable[Citation]) -> dict[UUID, list[int]]:
    """Return the sentences that cite each reference, in order."""
    sentences = list(Sentence.objects.filter(text_version=version).order_by("start").values_list("start", "position"))
    starts = [start for start, _position in sentences]
    places: dict[UUID, list[int]] = defaultdict(list)
    for one in citations:
        index = bisect_left(starts, one.start + 1) - 1
        if index >= 0 and one.reference is not None and sentences[index][1] not in places[one.reference.pk]:
            places[one.reference.pk].append(sentences[index][1])
    return places


def _entry(reference: Reference | None, places: dict[UUID, list[int]]) -> Place | None:
    return Place(reference.pk, tuple(places.get(reference.pk, ()))) if reference else None


def _with_origins(note: Note, origins: dict[UUID, tuple[Origin, ...]]) -> Note:
    cited = origins.get(note.passage_id, ())
    return replace(note, origins=cited) if cited else note


def _cite_runs(drawn: DrawnBlock, citations: Sequence[Citation], starts: Sequence[int]) -> tuple[DrawnRun, ...]:
    first = bisect_left(starts, drawn.block.start)
    last = bisect_left(starts, drawn.block.end)
    if first == last:
        return drawn.runs
    inside, at = citations[first:last], drawn.block.start
    runs = []
    for run in drawn.runs:
        pieces = []
        for piece in run.pieces:
            pieces.append(_cite_piece(piece, at, inside))
            at += len(piece.text)
        runs.append(replace(run, pieces=tuple(pieces)))
    return tuple(runs)


def _cite_piece(piece: DrawnPiece, start: int, citations: Sequence[Citation]) -> DrawnPiece:
    """Return the piece with the citations that it holds or cuts; of several at one place the first."""
    found: list[CitedHere] = []
    at = 0
    for one in citations:
        first, last = max(one.start - start, at), min(one.end - start, len(piece.text))
        if first < last and one.reference is not None:
            found.append(CitedHere(first, last, one.reference.pk, one.reference.label))
            at = last
    return replace(piece, cites=tuple(found)) if found else piece
