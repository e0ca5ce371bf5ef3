"""Citations in a drawn text: each leads to its entry, each entry back to where it is cited; notes name the works."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from claims.queries.drawing import CitedHere, DrawnBlock, DrawnPiece, DrawnRun, Note, Place
from claims.queries.opening import OpenedText
from claims.queries.reader import Reading
from sources.models import Reference, Sentence, TextVersion
from sources.queries.origins import Origin, cited_works


def cite_reading(opened: OpenedText, reading: Reading) -> Reading:
    """Return the reading with its citations linked, in two queries; as it is in one if it has none."""
    drawn = [drawn for section in reading.sections for leaf in section.leaves for drawn in leaf]
    by_id = {drawn.block.pk: drawn for drawn in _cite(opened.version, drawn, opened.sentences)}
    return replace(
        reading,
        sections=tuple(
            replace(section, leaves=tuple(tuple(by_id[drawn.block.pk] for drawn in leaf) for leaf in section.leaves))
            for section in reading.sections
        ),
    )


def cite_blocks(version: TextVersion, drawn: Sequence[DrawnBlock]) -> list[DrawnBlock]:
    """Return some drawn blocks of the version with what they cite and where their entries are cited; three queries."""
    sentences = Sentence.objects.filter(text_version=version).order_by("start")
    return _cite(version, drawn, sentences.values_list("position", "start", "end"))


def _cite(
    version: TextVersion, drawn: Sequence[DrawnBlock], sentences: Iterable[tuple[int, int, int]]
) -> list[DrawnBlock]:
    """Return the blocks with their citations; `sentences` are all of the text, in order, and read only if it cites."""
    entries, citations = _entries_and_citations(version)
    if not citations:
        return list(drawn)
    notes = {note.passage_id for one in drawn for note in one.notes}
    origins = cited_works(notes) if notes else {}
    places = _places(sentences, citations)
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


def _entries_and_citations(version: TextVersion) -> tuple[dict[int, UUID], list[CitedHere]]:
    """Return the reference of each entry by its start, and all citations of them in the order of the text."""
    rows = Reference.objects.filter(text_version=version).values_list(
        "pk", "label", "start", "citations__start", "citations__end"
    )
    entries: dict[int, UUID] = {}
    citations: list[CitedHere] = []
    for reference_id, label, entry_start, start, end in rows:
        entries[entry_start] = reference_id
        if start is not None:
            citations.append(CitedHere(start, end, reference_id, label))
    return entries, sorted(citations, key=lambda one: (one.start, one.end))


def _places(sentences: Iterable[tuple[int, int, int]], citations: Iterable[CitedHere]) -> dict[UUID, list[int]]:
    """Return the sentences that cite each reference, in order."""
    sentences = list(sentences)
    starts = [start for _position, start, _end in sentences]
    places: dict[UUID, list[int]] = defaultdict(list)
    for one in citations:
        index = bisect_left(starts, one.start + 1) - 1
        if index >= 0 and sentences[index][0] not in places[one.reference_id]:
            places[one.reference_id].append(sentences[index][0])
    return places


def _entry(reference_id: UUID | None, places: dict[UUID, list[int]]) -> Place | None:
    return Place(reference_id, tuple(places.get(reference_id, ()))) if reference_id else None


def _with_origins(note: Note, origins: dict[UUID, tuple[Origin, ...]]) -> Note:
    cited = origins.get(note.passage_id, ())
    return replace(note, origins=cited) if cited else note


def _cite_runs(drawn: DrawnBlock, citations: Sequence[CitedHere], starts: Sequence[int]) -> tuple[DrawnRun, ...]:
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


def _cite_piece(piece: DrawnPiece, start: int, citations: Sequence[CitedHere]) -> DrawnPiece:
    """Return the piece with the citations that it holds or cuts; of several at one place the first."""
    found: list[CitedHere] = []
    at = 0
    for one in citations:
        first, last = max(one.start - start, at), min(one.end - start, len(piece.text))
        if first < last:
            found.append(replace(one, start=first, end=last))
            at = last
    return replace(piece, cites=tuple(found)) if found else piece
