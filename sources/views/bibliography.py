"""Bibliographies in and out."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from common.errors import ParallaxError
from sources.domain.bibliography import FORMATS, BibliographyFormat, dump
from sources.domain.decoding import MAX_TEXT_BYTES
from sources.enums import EntryOutcome
from sources.forms import BibliographyForm
from sources.queries import bibliography_items, list_library
from sources.services import import_bibliography
from sources.views.library import library_form
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read


@member_page(can_annotate)
def bibliography_import(request: MemberRequest) -> HttpResponse:
    """Take a bibliography, and report what became of each entry."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BibliographyForm(*posted)
    report = None
    if form.is_valid():
        try:
            name, text = form.read()
            report = import_bibliography(workspace=request.workspace, text=text, name=name, by=request.user)
            form = BibliographyForm()
        except ParallaxError as error:
            form.add_error(None, error.message)
    counts = [(one, report.count(one)) for one in EntryOutcome] if report else []
    context = {"form": form, "report": report, "counts": counts, "largest": MAX_TEXT_BYTES}
    return render(request, "sources/bibliography_import.html", context, status=422 if form.errors else 200)


@member_page(can_read)
@require_GET
def bibliography_export(request: MemberRequest, style: str) -> HttpResponse:
    """Send the sources that the library's filters let through as a bibliography; what is lost stands on `losses`."""
    sources = list_library(request.workspace, library_form(request).filters)
    items = bibliography_items(sources)
    format_ = _format(style)
    if "losses" in request.GET:
        context = {"style": format_, "losses": dump(format_, items).losses, "number": len(items)}
        return render(request, "sources/bibliography_losses.html", context)
    return _file(format_, format_.dump(items), f"{request.workspace.slug}-library")


@member_page(can_read)
@require_GET
def source_citation(request: MemberRequest, source_id: UUID, style: str) -> HttpResponse:
    """Send one source as a bibliography."""
    source = get_object_or_404(list_library(request.workspace), pk=source_id)
    format_ = _format(style)
    return _file(format_, format_.dump(bibliography_items([source])), source.key)


def _format(style: str) -> BibliographyFormat:
    if style not in FORMATS:
        raise Http404
    return FORMATS[style]


def _file(format_: BibliographyFormat, text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{format_.media_type}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}{format_.ending}")
    return response
