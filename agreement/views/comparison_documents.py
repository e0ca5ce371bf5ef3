"""The comparison to take away as a document, its quotes as a table, and the measures behind it."""

import csv
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from agreement.comparison_forms import ComparisonForm
from agreement.documents import DocumentFrame, document_of, passages_of
from agreement.domain.comparing.spreadsheet import inert_cell
from agreement.queries import AuthorComparison, comparison_choices, comparison_of, measures_of
from agreement.views.comparison import chosen_authors
from claims.templatetags.reading import reader_url
from common.documents import DOCX_TYPE, PDF_TYPE, render_docx, render_pdf
from sources.models import Passage, Source
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

RENDERERS = {"docx": (render_docx, DOCX_TYPE), "pdf": (render_pdf, PDF_TYPE)}
MOST_CLAIMS = 400
"""Claims of one document: 400 with their quotes take seconds and some 100 pages, and nobody reads more."""


@member_page(can_read)
@require_GET
def comparison_document(request: MemberRequest, ending: str) -> HttpResponse:
    """Return the comparison as DOCX or PDF: brief, table, quotes with citations, works cited."""
    compared, form = _compared(request)
    if len(compared.rows) > MOST_CLAIMS:
        told = f"{len(compared.rows)} claims are more than one document holds: narrow them to {MOST_CLAIMS} or fewer."
        messages.error(request, told)
        return redirect(_page(request))
    address = request.build_absolute_uri(_page(request))
    frame = DocumentFrame(workspace=request.workspace.name, made_at=timezone.localtime(), address=address)
    document = document_of(compared, measures_of(compared), _items(compared), frame, form.order)
    renderer, media_type = RENDERERS[ending]
    return _file(request, renderer(document), media_type, ending)


@member_page(can_read)
@require_GET
def comparison_passages(request: MemberRequest) -> HttpResponse:
    """Return every quote of the comparison as CSV, one a row, with its citation."""
    compared, _form = _compared(request)
    response = _file(request, "\ufeff".encode(), "text/csv; charset=utf-8", "passages.csv")
    writer = csv.writer(response)

    def address_of(passage: Passage) -> str:
        return request.build_absolute_uri(reader_url(request.workspace.slug, passage))

    for row in passages_of(compared, _items(compared), address_of):
        writer.writerow([inert_cell(value) for value in row])
    return response


@member_page(can_read)
@require_GET
def comparison_measures(request: MemberRequest) -> HttpResponse:
    """Show the measures of agreement of the comparison: over all, of each two authors, by topic and by claim."""
    compared, _form = _compared(request)
    measured = measures_of(compared)
    names = {str(author.pk): author.name for author in compared.authors}
    return render(
        request,
        "agreement/comparison_measures.html",
        {
            "compared": compared,
            "measured": measured,
            "pairs": [(names[pair.first], names[pair.second], pair) for pair in measured.pairs],
            "claims": [
                (row.claim, one) for row, one in zip(compared.rows, measured.by_claim, strict=True) if one.speaking > 1
            ],
            "query": request.GET.urlencode(),
        },
    )


def _compared(request: MemberRequest) -> tuple[AuthorComparison, ComparisonForm]:
    """Return the comparison that the address names; 404 unless it names two authors of the workspace."""
    choices = comparison_choices(request.workspace)
    form = ComparisonForm(request.GET, topics=choices.topics)
    authors = chosen_authors(request, choices.authors)
    if len(authors) < 2:
        raise Http404
    return comparison_of(request.workspace, authors, form.filters), form


def _page(request: MemberRequest) -> str:
    """Return the address of the page that shows the same comparison."""
    return f"{reverse('agreement:comparison', args=[request.workspace.slug])}?{request.GET.urlencode()}"


def _items(compared: AuthorComparison) -> Mapping[str, Mapping[str, Any]]:
    """Return the CSL-JSON items of the sources that are quoted, by id, in one query."""
    quoted = {evidence.passage.source_id for row in compared.rows for cell in row.cells for evidence in cell.passages}
    return {str(pk): csl for pk, csl in Source.objects.filter(pk__in=quoted).values_list("pk", "csl")}


def _file(request: MemberRequest, content: bytes, media_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="comparison-{request.workspace.slug}.{ending}"'
    return response
