"""Makes the canonical text of a capture, its pages and its sentences. Running it twice changes nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from common.errors import ParallaxError
from sources.citing import ensure_references
from sources.describing import describe_source
from sources.domain.document import CanonicalDocument
from sources.domain.sentences import SentenceSpan, split_sentences
from sources.models import Block, Capture, Page, Preview, Sentence, TextVersion
from sources.readers.reading import Reading
from sources.readers.registry import Extractor, extractor_of, read
from sources.readers.wire import GlanceResult, ReadingResult
from sources.reanchoring import reanchor_source
from sources.sandbox import read_apart
from workspaces.jobs import Progress
from workspaces.models import Job

BATCH = 1000
"""Rows written in one statement."""


def extract_text(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the text version of the job's capture, find the source's passages in it, and return counts for the page."""
    capture = Capture.objects.select_related("source").get(pk=cast("UUID", job.subject))
    version = ensure_text_version(capture, progress)
    counts: dict[str, Any] = {
        "characters": version.length,
        "sentences": version.sentences.count(),
        "left_out": len(version.furniture),
        **reanchor_source(capture.source, progress),
    }
    pages, note = version.pages.count(), capture.note
    return counts | ({"pages": pages} if pages else {}) | ({"note": note} if note else {})


def ensure_text_version(capture: Capture, progress: Progress) -> TextVersion:
    """Return the capture's text version by the present rules, made now if it is not there yet.

    What the document says of itself fills the empty fields of the source in the same transaction. Raises
    UnreadableText with a message that names the capture; then nothing is written, and nothing is left of a preview.
    """
    extractor = extractor_of(capture.media_type)
    existing = TextVersion.objects.filter(
        capture=capture, extractor=extractor.name, extractor_version=extractor.version
    ).first()
    if existing is not None:
        return existing
    progress.report(stage="Reading the document")
    try:
        result = _read(capture, extractor, progress)
    except ParallaxError as error:
        Preview.objects.filter(capture=capture).delete()
        raise type(error)(f"{capture.origin}: {error.message}", **error.details) from error
    return _save(capture, extractor, result, progress)


def _read(capture: Capture, extractor: Extractor, progress: Progress) -> ReadingResult:
    data, language = bytes(capture.content), capture.source.language or "en"
    if extractor.in_own_process:
        return read_apart(data, capture.media_type, language, on_glance=lambda glance: _show(capture, glance, progress))
    # Plain text is read by rules of our own alone, which need no walls around them.
    reading = next(result for result in read(capture.media_type, data) if isinstance(result, Reading))
    progress.report(stage="Splitting sentences")
    sentences = split_sentences(reading.document, language)
    return ReadingResult(reading.document, tuple(sentences), dict(reading.found))


def _show(capture: Capture, glance: GlanceResult, progress: Progress) -> None:
    """Keep the first pages for people to read while the rest is read."""
    progress.report(stage=f"Reading {glance.page_count} pages")
    Preview.objects.update_or_create(
        capture=capture,
        defaults={
            "blocks": [asdict(block) for block in glance.blocks],
            "pages": glance.pages,
            "page_count": glance.page_count,
        },
    )


@transaction.atomic
def _save(capture: Capture, extractor: Extractor, result: ReadingResult, progress: Progress) -> TextVersion:
    document = result.document
    version = TextVersion.objects.create(
        capture=capture,
        extractor=extractor.name,
        extractor_version=extractor.version,
        text=document.text,
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        length=len(document.text),
        furniture=[{"line": line.line, "text": line.text, "reason": line.reason.value} for line in document.furniture],
        found=result.found,
    )
    Page.objects.bulk_create(
        [
            Page(text_version=version, position=page.position, label=page.label, start=page.start, end=page.end)
            for page in document.pages
        ],
        batch_size=BATCH,
    )
    blocks = Block.objects.bulk_create(
        [
            Block(
                text_version=version,
                position=block.position,
                kind=block.kind.value,
                section=block.section.value,
                level=block.level,
                start=block.start,
                end=block.end,
            )
            for block in document.blocks
        ],
        batch_size=BATCH,
    )
    _save_sentences(version, document, {block.position: block.pk for block in blocks}, result.sentences, progress)
    describe_source(version)
    ensure_references(version)
    Preview.objects.filter(capture=capture).delete()
    return version


def _save_sentences(
    version: TextVersion,
    document: CanonicalDocument,
    block_ids: dict[int, int],
    sentences: Iterable[SentenceSpan],
    progress: Progress,
) -> None:
    rows = [
        Sentence(
            text_version=version,
            block_id=block_ids[span.block],
            position=position,
            start=span.start,
            end=span.end,
            text=document.text[span.start : span.end],
        )
        for position, span in enumerate(sentences)
    ]
    for first in range(0, len(rows), BATCH):
        Sentence.objects.bulk_create(rows[first : first + BATCH])
        progress.report(stage="Saving sentences", done=min(first + BATCH, len(rows)), total=len(rows))
