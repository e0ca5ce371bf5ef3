"""A source's text as a reader sees it: blocks cut at sentences and passages, and beside them the claims they serve."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from claims.enums import Bearing, EvidenceState
from claims.models import Evidence
from sources.domain.marking import Mark, Piece, Run, Span, cut_block
from sources.enums import AnchorState, BlockKind, Section
from sources.models import Authorship, Block, Sentence, Stretch, TextVersion
from workspaces.models import Workspace

MIXED = "mixed"
PLAIN = "plain"
DEEPEST_HEADING = 5
UNPLACED = (AnchorState.ASKED, AnchorState.ORPHANED)


@dataclass(frozen=True)
class Note:
    """A passage as the margin shows it: what it bears on, accepted first; `bearing` may be mixed or plain."""

    passage_id: UUID
    bearing: str
    suggested: bool
    evidence: tuple[Evidence, ...]

    @property
    def label(self) -> str:
        """What the passage does, in words."""
        claims = ", ".join(f"{one.get_bearing_display().lower()} {one.claim.label}" for one in self.evidence)
        return f"Passage: {claims or 'tied to no claim yet'}{', suggested' if self.suggested else ''}"


@dataclass(frozen=True)
class DrawnPiece:
    """A piece of text with the classes of its mark ("" without one) and the notes that begin and end with it.

    `passages` are the ids of all passages that cover it, parted by spaces.
    """

    text: str
    mark: str
    passages: str
    beginning: tuple[Note, ...]
    ending: tuple[Note, ...]


@dataclass(frozen=True)
class DrawnRun:
    """A sentence, or what stands between two (`sentence` is None)."""

    sentence: int | None
    pieces: tuple[DrawnPiece, ...]


@dataclass(frozen=True)
class DrawnBlock:
    """A block with its runs, the notes on the passages that begin in it, and for a heading its depth (2 to 5).

    `repeats_title` marks a heading that says the title of the source again, which the page has above it.
    """

    block: Block
    depth: int
    repeats_title: bool
    runs: tuple[DrawnRun, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class DrawnSection:
    """Neighbouring blocks of one part of the work; `label` names it unless its text does so itself."""

    section: Section
    label: str
    blocks: tuple[DrawnBlock, ...]


@dataclass(frozen=True)
class Reading:
    """A whole text version, drawn."""

    sections: tuple[DrawnSection, ...]
    passage_count: int
    suggestion_count: int
    sentence_count: int


def find_version_to_read(workspace: Workspace, source_id: UUID) -> TextVersion | None:
    """Return the newest text version of the workspace's source with the source and its byline, None without one."""
    version = (
        TextVersion.objects.current()
        .filter(capture__source=source_id, capture__source__workspace=workspace)
        .select_related("capture__source")
        .defer("capture__content")
        .first()
    )
    if version is not None:
        byline = Authorship.objects.select_related("author").order_by("position")
        prefetch_related_objects([version.capture.source], Prefetch("authorships", queryset=byline))
    return version


def draw_reading(version: TextVersion) -> Reading:
    """Return the text with its passages marked, in four queries however many there are."""
    notes = _notes(version)
    stretches = (
        Stretch.objects.filter(anchor__text_version=version)
        .exclude(anchor__state__in=UNPLACED)
        .order_by("start", "end")
        .values_list("anchor__passage_id", "position", "start", "end")
    )
    marks: list[Mark] = []
    first_place: dict[str, int] = {}
    last_place: dict[str, int] = {}
    for passage_id, position, start, end in stretches:
        note = notes.setdefault(passage_id, Note(passage_id, PLAIN, suggested=False, evidence=()))
        if note is not None:
            marks.append(Mark(str(passage_id), start, end))
            if position == 0:
                first_place[str(passage_id)] = start
            last_place[str(passage_id)] = max(end, last_place.get(str(passage_id), 0))
    shown = {str(note.passage_id): note for note in notes.values() if note is not None}
    sentences = list(Sentence.objects.filter(text_version=version).values_list("position", "start", "end"))
    drawn = _draw_blocks(version, sentences, marks, _Notes(shown, first_place, last_place))
    return Reading(
        sections=tuple(
            _draw_section(version, Section(section), tuple(blocks))
            for section, blocks in groupby(drawn, key=lambda one: one.block.section)
        ),
        passage_count=sum(not note.suggested for note in shown.values()),
        suggestion_count=sum(one.state == EvidenceState.SUGGESTED for note in shown.values() for one in note.evidence),
        sentence_count=len(sentences),
    )


@dataclass(frozen=True)
class _Notes:
    """Notes by mark key, and where each passage begins and ends."""

    by_key: dict[str, Note]
    first_place: dict[str, int]
    last_place: dict[str, int]


def _notes(version: TextVersion) -> dict[UUID, Note | None]:
    """Return a note for each passage with evidence; None for one whose every link was rejected."""
    rows = (
        Evidence.objects.filter(passage__anchors__text_version=version)
        .select_related("claim", "speaker")
        .defer("why", "claim__created_at", "claim__updated_at", "speaker__created_at", "decided_at")
        .order_by("passage_id", "state", "-score", "claim__number")
    )
    notes: dict[UUID, Note | None] = {}
    for passage_id, evidence in groupby(rows, key=lambda one: one.passage_id):
        standing = [one for one in evidence if one.state != EvidenceState.REJECTED]
        notes[passage_id] = _note(passage_id, standing) if standing else None
    return notes


def _note(passage_id: UUID, evidence: Sequence[Evidence]) -> Note:
    accepted = [one for one in evidence if one.state == EvidenceState.ACCEPTED]
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
    return DrawnSection(section=section, label="" if named else section.label, blocks=blocks)


def _draw_blocks(
    version: TextVersion, sentences: Sequence[tuple[int, int, int]], marks: Sequence[Mark], notes: _Notes
) -> list[DrawnBlock]:
    blocks = list(Block.objects.filter(text_version=version))
    depths = _heading_depths(blocks)
    by_block = _sort_into(blocks, [Span(*sentence) for sentence in sentences])
    marks_by_block = _sort_into(blocks, marks)
    title = version.capture.source.title.casefold()
    drawn = []
    for block in blocks:
        runs = cut_block(version.text, block.start, block.end, by_block[block.pk], marks_by_block[block.pk])
        drawn_runs = tuple(_draw_run(run, notes) for run in runs)
        beginning = [note for run in drawn_runs for piece in run.pieces for note in piece.beginning]
        words = version.text[block.start : block.end]
        drawn.append(
            DrawnBlock(
                block=block,
                depth=depths[block.pk],
                repeats_title=depths[block.pk] > 0 and words.casefold() == title and not marks_by_block[block.pk],
                runs=drawn_runs,
                notes=tuple(beginning),
            )
        )
    return drawn


def _sort_into(blocks: Sequence[Block], spans: Iterable[Span | Mark]) -> dict[int, list]:
    """Return which of the spans, in the order of their starts, touch each block."""
    found: dict[int, list] = defaultdict(list)
    first = 0
    for span in spans:
        while first < len(blocks) and blocks[first].end <= span.start:
            first += 1
        for block in blocks[first:]:
            if block.start >= span.end:
                break
            found[block.pk].append(span)
    return found


def _draw_run(run: Run, notes: _Notes) -> DrawnRun:
    return DrawnRun(sentence=run.sentence, pieces=tuple(_draw_piece(piece, notes) for piece in run.pieces))


def _draw_piece(piece: Piece, notes: _Notes) -> DrawnPiece:
    covering = [notes.by_key[key] for key in piece.keys]
    return DrawnPiece(
        text=piece.text,
        mark=_mark_classes(covering),
        passages=" ".join(piece.keys),
        beginning=tuple(notes.by_key[key] for key in piece.beginning if notes.first_place[key] == piece.start),
        ending=tuple(notes.by_key[key] for key in piece.ending if notes.last_place[key] == piece.end),
    )


def _mark_classes(covering: Sequence[Note]) -> str:
    if not covering:
        return ""
    decided = [note for note in covering if not note.suggested]
    bearing = _together({note.bearing for note in decided or covering})
    suggested = "" if decided else " mark--suggested"
    return f"mark mark--{bearing}{suggested}{' mark--deep' if len(covering) > 1 else ''}"


def _together(bearings: set[str]) -> str:
    """Return how several bearings look as one: taking sides outweighs context, both sides are mixed."""
    if {Bearing.SUPPORTS, Bearing.CONTRADICTS} <= bearings:
        return MIXED
    strongest = (MIXED, Bearing.SUPPORTS, Bearing.CONTRADICTS, Bearing.CONTEXT, PLAIN)
    return next(bearing for bearing in strongest if bearing in bearings)


def _heading_depths(blocks: Sequence[Block]) -> dict[int, int]:
    """Return an HTML heading level for each block: 2 is the highest, none is skipped on the way down; 0 for others."""
    levels = sorted({block.level for block in blocks if block.kind == BlockKind.HEADING})
    depths, above = {}, 1
    for block in blocks:
        if block.kind != BlockKind.HEADING:
            depths[block.pk] = 0
            continue
        above = min(levels.index(block.level) + 2, above + 1, DEEPEST_HEADING)
        depths[block.pk] = above
    return depths
