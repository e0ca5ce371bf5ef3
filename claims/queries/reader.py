"""A source's text as a reader sees it, all of it or only the blocks that a change touches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from claims.enums import EvidenceState
from claims.models import Evidence
from claims.queries.drawing import (
    DrawnBlock,
    DrawnSection,
    Layer,
    Marking,
    as_judged_by_reader,
    draw_blocks,
    draw_sections,
    heading_depths,
    marking_of,
    notes_of,
)
from claims.queries.opening import OpenedText, Placed, placed_stretches
from claims.querysets import EvidenceQuerySet
from claims.signals import CandidateSentence, text_opened
from sources.enums import BlockKind
from sources.models import Block, Page, Sentence, Stretch, TextVersion
from workspaces.models import User

BETWEEN_BLOCKS = 2
"""Code points of the blank line between two blocks, in which a page may begin."""


@dataclass(frozen=True)
class ReadingCounts:
    """How many passages stand in a text version, and how many suggestions wait in it."""

    passages: int
    suggestions: int


@dataclass(frozen=True)
class Heading:
    """A heading for the table of contents: its block's position, its level (2 the highest) and its words."""

    block: int
    depth: int
    text: str


@dataclass(frozen=True)
class Reading:
    """A whole text version, drawn."""

    sections: tuple[DrawnSection, ...]
    counts: ReadingCounts
    headings: tuple[Heading, ...]
    pages: tuple[Page, ...]

    @property
    def is_long(self) -> bool:
        """Whether the browser should lay out only what is near: of one leaf or two, all is."""
        return sum(len(section.leaves) for section in self.sections) > 2


def draw_reading(opened: OpenedText, reader: User) -> Reading:
    """Return the text as this reader sees it, with its passages marked, in three queries however many there are.

    What others judge alone is not marked, since whoever still has to judge must not know of it.
    """
    version = opened.version
    evidence = Evidence.objects.filter(passage__anchors__text_version=version)
    marking = _marking(opened.stretches, evidence, reader)
    blocks = list(Block.objects.filter(text_version=version))
    layer = Layer(heading_depths(blocks), opened.sentences, marking, opened.pages, _candidates(version))
    drawn = draw_blocks(version, blocks, layer)
    shown = marking.notes.values()
    return Reading(
        sections=draw_sections(version, drawn),
        counts=ReadingCounts(
            passages=sum(not note.suggested for note in shown),
            suggestions=sum(one.state == EvidenceState.SUGGESTED for note in shown for one in note.evidence),
        ),
        headings=tuple(
            Heading(one.block.position, one.depth, version.text[one.block.start : one.block.end])
            for one in drawn
            if one.depth and not one.repeats_title
        ),
        pages=opened.pages,
    )


def draw_touched(version: TextVersion, spans: Sequence[tuple[int, int]], reader: User) -> list[DrawnBlock]:
    """Return the blocks that the spans touch, drawn, in six queries at most.

    What it costs grows with these blocks and what is marked in them, not with the text.
    """
    if not spans:
        return []
    touched = Q()
    for start, end in spans:
        touched |= Q(start__lt=end, end__gt=start)
    blocks = list(Block.objects.filter(touched, text_version=version))
    inside, begins = Q(), Q()
    for block in blocks:
        inside |= Q(anchor__start__lt=block.end, anchor__end__gt=block.start)
        begins |= Q(start__lt=block.end, start__gte=block.start - BETWEEN_BLOCKS)
    stretches = _rows(placed_stretches(version).filter(inside))
    passages = {stretch[0] for stretch in stretches}
    marking = _marking(stretches, Evidence.objects.filter(passage__in=passages), reader)
    has_heading = any(block.kind == BlockKind.HEADING for block in blocks)
    headings = Block.objects.filter(text_version=version, kind=BlockKind.HEADING) if has_heading else []
    sentences = Sentence.objects.filter(block__in=blocks).order_by("position").values_list("position", "start", "end")
    pages = list(Page.objects.filter(begins, text_version=version))
    layer = Layer(heading_depths(headings), sentences, marking, pages, _candidates(version))
    return draw_blocks(version, blocks, layer)


def count_reading(version: TextVersion, reader: User) -> ReadingCounts:
    """Return the counts of a whole text version, as `draw_reading` has them, in three queries."""
    placed = placed_stretches(version).filter(position=0)
    untied = placed.exclude(anchor__passage__evidence__isnull=False).exclude(anchor__passage__judgements__isnull=False)
    counting = Evidence.objects.marked_for(reader).filter(passage__in=placed.values("anchor__passage"))
    passages = untied.values("anchor__passage").count() + counting.values("passage").distinct().count()
    suggestions = Evidence.objects.suggested().filter(passage__in=placed.values("anchor__passage")).count()
    return ReadingCounts(passages=passages, suggestions=suggestions)


def spans_of(version: TextVersion, passages: Iterable[UUID]) -> list[tuple[int, int]]:
    """Return where the passages stand in the text, in one query."""
    found = Stretch.objects.filter(anchor__text_version=version, anchor__passage__in=passages)
    return list(found.values_list("start", "end"))


def _candidates(version: TextVersion) -> dict[int, CandidateSentence]:
    """Return what the apps above find worth a claim, by the number of the sentence."""
    answers: Any = text_opened.send(sender=TextVersion, text_version=version)
    return {one.position: one for _receiver, answer in answers for one in answer}


def _rows(stretches: QuerySet[Any]) -> list[Placed]:
    return list(stretches.values_list("anchor__passage_id", "position", "start", "end", "judged"))


def _marking(stretches: Sequence[Placed], evidence: EvidenceQuerySet, reader: User) -> Marking:
    rows = (
        evidence.with_own_answer(reader)
        .select_related("claim", "speaker")
        .defer("why", "claim__created_at", "claim__updated_at", "speaker__created_at", "decided_at")
        .order_by("passage_id", "state", "-score", "claim__number")
    )
    notes = notes_of(map(as_judged_by_reader, rows))
    # A span that a judge marked for somebody else's pair is no mark of its own.
    judged = {passage for passage, *_place, is_judged in stretches if is_judged and passage not in notes}
    return marking_of((stretch[:4] for stretch in stretches), notes | dict.fromkeys(judged))
