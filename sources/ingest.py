"""Makes the canonical text of a capture and its sentences. Running it twice changes nothing."""

import hashlib
from typing import cast
from uuid import UUID

from django.db import transaction

from sources.citing import ensure_references
from sources.domain.canonical import canonicalise
from sources.domain.decoding import decode
from sources.domain.document import CanonicalDocument
from sources.domain.markdown import canonicalise_markdown
from sources.domain.sentences import SentenceSpan, split_sentences
from sources.errors import EmptyText
from sources.models import Block, Capture, Sentence, TextVersion
from sources.reanchoring import reanchor_source
from workspaces.jobs import Progress
from workspaces.models import Job

EXTRACTOR_VERSION = "2"
"""Goes up when the rules of the canonical text change: then the same bytes make a new text version."""
MARKDOWN = "text/markdown"
BATCH = 1000
"""Rows written in one statement."""


def extract_text(job: Job, progress: Progress) -> dict[str, int]:
    """Make the text version of the job's capture, find the source's passages in it, and return counts for the page."""
    capture = Capture.objects.select_related("source").get(pk=cast("UUID", job.subject))
    version = ensure_text_version(capture, progress)
    return {
        "characters": version.length,
        "sentences": version.sentences.count(),
        "left_out": len(version.furniture),
        **reanchor_source(capture.source, progress),
    }


def ensure_text_version(capture: Capture, progress: Progress) -> TextVersion:
    """Return the capture's text version by the present rules, made now if it is not there yet."""
    extractor = "markdown" if capture.media_type == MARKDOWN else "plain-text"
    existing = TextVersion.objects.filter(
        capture=capture, extractor=extractor, extractor_version=EXTRACTOR_VERSION
    ).first()
    if existing is not None:
        return existing
    progress.report(stage="Reading the text")
    raw = decode(bytes(capture.content)).text
    progress.report(stage="Recognising headings, notes and references")
    document = canonicalise_markdown(raw) if extractor == "markdown" else canonicalise(raw)
    if not document.text:
        raise EmptyText(f"{capture.origin}: nothing is left once the page's furniture is out.")
    progress.report(stage="Splitting sentences")
    sentences = split_sentences(document, capture.source.language or "en")
    return _save(capture, extractor, document, sentences, progress)


@transaction.atomic
def _save(
    capture: Capture,
    extractor: str,
    document: CanonicalDocument,
    sentences: list[SentenceSpan],
    progress: Progress,
) -> TextVersion:
    version = TextVersion.objects.create(
        capture=capture,
        extractor=extractor,
        extractor_version=EXTRACTOR_VERSION,
        text=document.text,
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        length=len(document.text),
        furniture=[{"line": line.line, "text": line.text, "reason": line.reason.value} for line in document.furniture],
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
    _save_sentences(version, document, {block.position: block.pk for block in blocks}, sentences, progress)
    ensure_references(version)
    return version


def _save_sentences(
    version: TextVersion,
    document: CanonicalDocument,
    block_ids: dict[int, int],
    sentences: list[SentenceSpan],
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
