"""Links into the reader, and the text in it. A long table repeats the same few sources, so addresses are kept."""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from claims.queries.drawing import DrawnBlock, DrawnPiece, DrawnRun, Place
from sources.models import Page, Passage

register = template.Library()
TAGS = {"quotation": "blockquote"}


@register.simple_tag
def reader_url(workspace_slug: str, passage: Passage) -> str:
    """Return the address of the passage in its source's reader."""
    return f"{_source_url(workspace_slug, passage.source_id)}#p-{passage.pk}"


@register.simple_tag
def text_block(drawn: DrawnBlock) -> SafeString:
    """Return the block's element with sentences, marks and the links from passages to their notes.

    A book has many thousands of sentences, each a few tags; made by a template they would take longer than everything
    else that the page does.
    """
    kind = drawn.block.kind
    tag = f"h{drawn.depth}" if drawn.depth else TAGS.get(kind, "p")
    words = _entry(drawn.entry) + "".join(_run(run) for run in drawn.runs) + _back(drawn.entry)
    return SafeString(f'<{tag} class="text text--{kind}" dir="auto" data-start="{drawn.block.start}">{words}</{tag}>')


def _run(run: DrawnRun) -> str:
    words = _pieces(run.pieces)
    if run.sentence is None:
        return words
    told = run.candidate
    if told is None:
        return f'<span class="s" id="s-{run.sentence}">{words}</span>'
    worth = f'data-score="{told.score:.2f}" data-reject="{escape(told.reject_url)}"'
    return f'<span class="s s--candidate" id="s-{run.sentence}" {worth}>{words}</span>'


def _pieces(pieces: Iterable[DrawnPiece]) -> str:
    return "".join(_piece(piece) for piece in pieces)


def _page_break(page: Page) -> str:
    """Return a break without text of its own, so that a quote across pages holds the words of the source only."""
    label = escape(page.label)
    return (
        f'<span class="page-break" id="page-{page.position}" role="doc-pagebreak" aria-label="Page {label}"'
        f' data-label="{label}"></span>'
    )


def _piece(piece: DrawnPiece) -> str:
    words = _words(piece)
    pages = "".join(_page_break(page) for page in piece.pages)
    if not piece.mark:
        return pages + words
    before = pages + "".join(f'<span class="place" id="p-{note.passage_id}"></span>' for note in piece.beginning)
    after = "".join(
        f'<a class="mark-link mark-link--{note.bearing}" href="#n-{note.passage_id}"'
        f' aria-label="{escape(note.label)}"></a>'
        for note in piece.ending
    )
    return f'{before}<mark class="{piece.mark}" data-p="{piece.passages}">{words}</mark>{after}'


def _words(piece: DrawnPiece) -> str:
    """Return the words of a piece, its citations leading to their entries."""
    if not piece.cites:
        return escape(piece.text)
    found, at = "", 0
    for one in piece.cites:
        said = escape(piece.text[one.start : one.end])
        found += escape(piece.text[at : one.start])
        found += f'<a class="cite" href="#r-{one.reference_id}" title="{escape(one.label)}">{said}</a>'
        at = one.end
    return found + escape(piece.text[at:])


def _entry(entry: Place | None) -> str:
    return f'<span class="place" id="r-{entry.reference_id}"></span>' if entry else ""


def _back(entry: Place | None) -> str:
    """Return links to where the entry is cited, without text of their own: the text holds the source's words only."""
    if entry is None:
        return ""
    return "".join(
        f'<a class="cite-back" href="#s-{sentence}" data-label="{number}" aria-label="Cited, place {number}"></a>'
        for number, sentence in enumerate(entry.cited_in, start=1)
    )


@lru_cache(maxsize=4096)
def _source_url(workspace_slug: str, source_id: UUID) -> str:
    return reverse("claims:source_detail", args=[workspace_slug, source_id])
