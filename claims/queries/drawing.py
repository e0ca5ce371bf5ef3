"""How a text is drawn for a reader: its blocks cut at sentences and passages, and the notes beside them.

Pure work on rows that `claims.queries.reader` has loaded; nothing here asks the database.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from claims.enums import Bearing, EvidenceState
from claims.models import Evidence
from claims.signals import CandidateSentence
from sources.domain.marking import Mark, Piece, Run, Span, cut_block
from sources.enums import BlockKind, Section
from sources.models import Block, Page, TextVersion
from sources.queries.origins import Origin

MIXED = "mixed"
PLAIN = "plain"
DEEPEST_HEADING = 5
LEAF_LENGTH = 8000
"""Code points. A long text is drawn in leaves of about this length, which a browser lays out only when they come into
view; notes stand beside the leaf of their passage. Some five screens, so that a leaf seldom ends in sight."""


@dataclass(frozen=True, slots=True)
class CitedHere:
    """A citation, `text[start:end]` of a piece or of the whole text, and the reference that it means."""

    start: int
    end: int
    reference_id: UUID
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """The entry of a reference list that a block is, and the sentences that cite it."""

    reference_id: UUID
    cited_in: tuple[int, ...]


@dataclass(frozen=True)
class Note:
    """A passage as the margin shows it: what it bears on, accepted first; `bearing` may be mixed or plain.

    `origins` are the works that it cites.
    """

    passage_id: UUID
    bearing: str
    suggested: bool
    evidence: tuple[Evidence, ...]
    origins: tuple[Origin, ...] = ()

    @property
    def label(self) -> str:
        """What the passage does, in words."""
        claims = ", ".join(f"{one.get_bearing_display().lower()} {one.claim.label}" for one in self.evidence)
        return f"Passage: {claims or 'tied to no claim yet'}{', suggested' if self.suggested else ''}"


@dataclass(frozen=True, slots=True)
class DrawnPiece:
    """A piece of text with the classes of its mark ("" without one) and the notes that begin and end with it.

    `passages` are the ids of all passages that cover it, parted by spaces; `pages` begin with its first character.
    """

    text: str
    pages: tuple[Page, ...] = ()
    mark: str = ""
    passages: str = ""
    beginning: tuple[Note, ...] = ()
    ending: tuple[Note, ...] = ()
    cites: tuple[CitedHere, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnRun:
    """A sentence, or what stands between two (`sentence` is None); `candidate` if it looks worth a claim."""

    sentence: int | None
    pieces: tuple[DrawnPiece, ...]
    candidate: CandidateSentence | None = None


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A block with its runs, the notes on the passages that begin in it, and for a heading its depth (2 to 5).

    `repeats_title` marks a heading that says the title of the source again, which the page has above it.
    """

    block: Block
    depth: int
    repeats_title: bool
    runs: tuple[DrawnRun, ...]
    notes: tuple[Note, ...]
    entry: Place | None = None


@dataclass(frozen=True)
class DrawnSection:
    """Neighbouring blocks of one part of the work, in leaves; `label` names it unless its text does so itself."""

    section: Section
    label: str
    leaves: tuple[tuple[DrawnBlock, ...], ...]


@dataclass(frozen=True)
class Marking:
    """The marks of a text version and the notes they lead to, by passage; where each passage begins and ends."""

    marks: tuple[Mark, ...]
    notes: dict[str, Note]
    first_place: dict[str, int]
    last_place: dict[str, int]


def as_judged_by_reader(evidence: Evidence) -> Evidence:
    """Return the row as its reader may see it: a pair that is being judged shows the reader's own answer or nothing.

    The row is not to be saved. It comes `with_own_answer`; one that does not show is `rejected` for the reader.
    """
    if evidence.state == EvidenceState.JUDGING:
        answer = getattr(evidence, "own_answer", "")
        if answer in Bearing.values:
            evidence.bearing = answer
        else:
            evidence.state = EvidenceState.REJECTED
    return evidence


def notes_of(rows: Iterable[Evidence]) -> dict[UUID, Note | None]:
    """Return a note for each passage of the evidence, which comes by passage; None if every link was rejected."""
    notes: dict[UUID, Note | None] = {}
    for passage_id, evidence in groupby(rows, key=lambda one: one.passage_id):
        standing = [one for one in evidence if one.state != EvidenceState.REJECTED]
        notes[passage_id] = _note(passage_id, standing) if standing else None
    return notes


def marking_of(stretches: Iterable[tuple[UUID, int, int, int]], notes: dict[UUID, Note | None]) -> Marking:
    """Return what is marked: of each stretch (passage, place in it, start, end) whose passage was not rejected."""
    marks: list[Mark] = []
    shown: dict[str, Note] = {}
    first_place: dict[str, int] = {}
    last_place: dict[str, int] = {}
    for passage_id, position, start, end in stretches:
        note = notes.get(passage_id, Note(passage_id, PLAIN, suggested=False, evidence=()))
        if note is None:
            continue
        key = str(passage_id)
        shown[key] = note
        marks.append(Mark(key, start, end))
        if position == 0:
            first_place[key] = start
        last_place[key] = max(end, last_place.get(key, 0))
    return Marking(tuple(marks), shown, first_place, last_place)


@dataclass(frozen=True)
class Layer:
    """What lies on a text: heading levels, sentences as (number, start, end), marks, pages, candidates by number."""

    depths: dict[int, int]
    sentences: Iterable[tuple[int, int, int]]
    marking: Marking
    pages: Sequence[Page]
    candidates: Mapping[int, CandidateSentence] = field(default_factory=dict)


def draw_blocks(version: TextVersion, blocks: Sequence[Block], layer: Layer) -> list[DrawnBlock]:
    """Return the blocks drawn with what lies on them; blocks, sentences and pages come in reading order."""
    sentences_of = _sort_into(blocks, [Span(*sentence) for sentence in layer.sentences])
    marks_of = _sort_into(blocks, layer.marking.marks)
    pages_of = _page_places(blocks, layer.pages)
    title = version.capture.source.title.casefold()
    drawn = []
    for block in blocks:
        marks, pages = marks_of[block.pk], pages_of[block.pk]
        runs = cut_block(version.text, block.start, block.end, sentences_of[block.pk], marks, tuple(pages))
        drawn_runs = tuple(_draw_run(run, layer, pages) for run in runs)
        depth = layer.depths.get(block.pk, 0)
        repeated = depth > 0 and not marks and version.text[block.start : block.end].casefold() == title
        beginning = tuple(note for run in drawn_runs for piece in run.pieces for note in piece.beginning)
        drawn.append(DrawnBlock(block=block, depth=depth, repeats_title=repeated, runs=drawn_runs, notes=beginning))
    return drawn


def draw_sections(version: TextVersion, drawn: Iterable[DrawnBlock]) -> tuple[DrawnSection, ...]:
    """Return the drawn blocks by part of the work."""
    return tuple(
        _draw_section(version, Section(section), tuple(blocks))
        for section, blocks in groupby(drawn, key=lambda one: one.block.section)
    )


def heading_depths(blocks: Iterable[Block]) -> dict[int, int]:
    """Return an HTML heading level for each heading: 2 is the highest, none is skipped on the way down."""
    headings = [block for block in blocks if block.kind == BlockKind.HEADING]
    levels = sorted({block.level for block in headings})
    depths, above = {}, 1
    for block in headings:
        above = min(levels.index(block.level) + 2, above + 1, DEEPEST_HEADING)
        depths[block.pk] = above
    return depths


def _note(passage_id: UUID, evidence: Sequence[Evidence]) -> Note:
    accepted = [one for one in evidence if one.state != EvidenceState.SUGGESTED]
    return Note(
        passage_id=passage_id,
        bearing=_together({one.bearing for one in accepted or evidence}),
        suggested=not accepted,
        evidence=tuple(evidence),
    )


def _draw_section(version: TextVersion, section: Section, blocks: tuple[DrawnBlock, ...]) -> DrawnSection:
    first = blocks[0].block
    said = version.text[first.start : first.end].casefold().replace("’", "'").startswith(section.label.casefold())
    named = section == Section.MAIN or said
    return DrawnSection(section=section, label="" if named else section.label, leaves=_leaves(blocks))


def _leaves(blocks: Iterable[DrawnBlock]) -> tuple[tuple[DrawnBlock, ...], ...]:
    leaves: list[list[DrawnBlock]] = [[]]
    length = 0
    for drawn in blocks:
        if length >= LEAF_LENGTH:
            leaves.append([])
            length = 0
        leaves[-1].append(drawn)
        length += drawn.block.end - drawn.block.start
    return tuple(tuple(leaf) for leaf in leaves)


def _sort_into(blocks: Sequence[Block], spans: Iterable[Span | Mark]) -> dict[int, list]:
    """Return which of the spans, in the order of their starts, touch each block."""
    found: dict[int, list] = defaultdict(list)
    first = 0
    for span in spans:
        while first < len(blocks) and blocks[first].end <= span.start:
            first += 1
        at = first
        while at < len(blocks) and blocks[at].start < span.end:
            found[blocks[at].pk].append(span)
            at += 1
    return found


def _page_places(blocks: Sequence[Block], pages: Iterable[Page]) -> dict[int, dict[int, tuple[Page, ...]]]:
    """Return which pages begin where in each block; one that begins between two blocks begins with the second."""
    found: dict[int, dict[int, tuple[Page, ...]]] = defaultdict(dict)
    ends = [block.end for block in blocks]
    for page in pages:
        at = bisect_right(ends, page.start)
        if at < len(blocks):
            place = max(page.start, blocks[at].start)
            begun = found[blocks[at].pk]
            begun[place] = (*begun.get(place, ()), page)
    return found


def _draw_run(run: Run, layer: Layer, pages: dict[int, tuple[Page, ...]]) -> DrawnRun:
    pieces = tuple(_draw_piece(piece, layer.marking, pages.get(piece.start, ())) for piece in run.pieces)
    # What is marked already needs no second mark: somebody has made something of it.
    is_free = run.sentence in layer.candidates and not any(piece.mark for piece in pieces)
    candidate = layer.candidates[run.sentence] if is_free and run.sentence is not None else None
    return DrawnRun(sentence=run.sentence, pieces=pieces, candidate=candidate)


def _draw_piece(piece: Piece, marking: Marking, pages: tuple[Page, ...]) -> DrawnPiece:
    if not piece.keys:
        return DrawnPiece(text=piece.text, pages=pages)
    notes = marking.notes
    return DrawnPiece(
        text=piece.text,
        pages=pages,
        mark=_mark_classes([notes[key] for key in piece.keys]),
        passages=" ".join(piece.keys),
        beginning=tuple(notes[key] for key in piece.beginning if marking.first_place[key] == piece.start),
        ending=tuple(notes[key] for key in piece.ending if marking.last_place[key] == piece.end),
    )


def _mark_classes(covering: Sequence[Note]) -> str:
    decided = [note for note in covering if not note.suggested]
    bearing = _together({note.bearing for note in decided or covering})
    suggested = "" if decided else " mark--suggested"
    depth = {1: "", 2: " mark--deep"}.get(len(covering), " mark--deep mark--deeper")
    return f"mark mark--{bearing}{suggested}{depth}"


def _together(bearings: set[str]) -> str:
    """Return how several bearings look as one: taking sides outweighs context, both sides are mixed."""
    if {Bearing.SUPPORTS, Bearing.CONTRADICTS} <= bearings:
        return MIXED
    strongest = (MIXED, Bearing.SUPPORTS, Bearing.CONTRADICTS, Bearing.CONTEXT, PLAIN)
    return next(bearing for bearing in strongest if bearing in bearings)
