"""Readings as lines of JSON, from the process that reads to the one that saves.

JSON and no pickle: what comes from a process that read hostile bytes is data, never instructions.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from common.errors import ParallaxError
from sources import errors
from sources.domain.document import (
    Block,
    BlockKind,
    CanonicalDocument,
    FurnitureLine,
    FurnitureReason,
    Page,
    Section,
)
from sources.domain.sentences import SentenceSpan
from sources.readers.reading import Glance, Reading


@dataclass(frozen=True)
class GlanceBlock:
    """A block of the first pages: its form, its text, and the label of the page it begins on ("" without pages)."""

    kind: str
    level: int
    text: str
    page: str


@dataclass(frozen=True)
class GlanceResult:
    """The first pages of a document of `page_count` pages."""

    blocks: tuple[GlanceBlock, ...]
    pages: int
    page_count: int


@dataclass(frozen=True)
class ReadingResult:
    """A document that was read, with its sentences."""

    document: CanonicalDocument
    sentences: tuple[SentenceSpan, ...]
    found: dict[str, Any]


Result = GlanceResult | ReadingResult


def dump_glance(glance: Glance) -> str:
    """Return a glance as one line."""
    blocks = [
        asdict(
            GlanceBlock(
                kind=draft.kind.value,
                level=draft.level,
                text=draft.text,
                page=glance.labels[draft.pages[0].page] if draft.pages else "",
            )
        )
        for draft in glance.drafts
    ]
    return json.dumps({"glance": blocks, "pages": len(glance.labels), "page_count": glance.page_count})


def dump_reading(reading: Reading, sentences: Iterable[SentenceSpan]) -> str:
    """Return a reading as one line; offsets stay code points, since JSON's strings are text."""
    document = reading.document
    return json.dumps(
        {
            "text": document.text,
            "blocks": [
                [b.kind, b.section, b.level, b.start, b.end, b.first_line, b.last_line] for b in document.blocks
            ],
            "furniture": [[line.line, line.text, line.reason] for line in document.furniture],
            "pages": [[page.label, page.start, page.end] for page in document.pages],
            "sentences": [[span.start, span.end, span.block] for span in sentences],
            "found": dict(reading.found),
        }
    )


def dump_refusal(error: ParallaxError) -> str:
    """Return the refusal of a document as one line."""
    return json.dumps({"refused": type(error).__name__, "message": error.message, "details": error.details})


def load(line: str) -> Result:
    """Return what the line holds; the error that it tells of is raised, with its class, message and details."""
    data = json.loads(line)
    if "refused" in data:
        kind = getattr(errors, data["refused"], errors.UnreadableText)
        raise kind(data["message"], **data["details"])
    if "glance" in data:
        return GlanceResult(tuple(GlanceBlock(**block) for block in data["glance"]), data["pages"], data["page_count"])
    blocks = tuple(
        Block(position, BlockKind(kind), Section(section), *numbers)
        for position, (kind, section, *numbers) in enumerate(data["blocks"])
    )
    document = CanonicalDocument(
        text=data["text"],
        blocks=blocks,
        furniture=tuple(FurnitureLine(line, text, FurnitureReason(why)) for line, text, why in data["furniture"]),
        pages=tuple(Page(position, *page) for position, page in enumerate(data["pages"])),
    )
    sentences = tuple(
        SentenceSpan(start, end, block, blocks[block].section, blocks[block].kind)
        for start, end, block in data["sentences"]
    )
    return ReadingResult(document, sentences, data["found"])
