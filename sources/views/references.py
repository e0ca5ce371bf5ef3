"""What a source cites: its references, where they are cited, and what does not fit."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from common.errors import InvalidInputError
from sources.enums import CitationDecision
from sources.models import Citation, Reference, Source
from sources.queries.references import bibliography_of, find_current_version
from sources.services.references import (
    add_reference_to_library,
    decide_citation,
    decide_reference,
    request_reference_reading,
    tie_reference,
)
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

CHOICES_SHOWN = 50

SAID = {
    CitationDecision.NONE: "Taken back. It waits for a decision again.",
    CitationDecision.LINKED: "Linked.",
    CitationDecision.NO_CITATION: "Noted: that is no citation.",
    CitationDecision.DISMISSED: "Noted: that is no problem.",
}


@member_page(can_read)
@require_GET
def reference_list(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show the works that the source's newest text cites, and what does not fit between text and list."""
    return render(request, "sources/reference_list.html", _context(request, source_id))


@member_page(can_annotate)
@require_POST
def references_read(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Have the references of the newest text read anew; people's decisions stay."""
    source = get_object_or_404(Source, workspace=request.workspace, pk=source_id)
    version = find_current_version(request.workspace, source.pk)
    if version is None:
        messages.error(request, "There is no text to read yet.")
    else:
        request_reference_reading(version=version, by=request.user)
        messages.success(request, "The references are being read. What people decided stays.")
    return redirect("sources:references", request.workspace.slug, source_id)


@member_page(can_annotate)
@require_POST
def citation_decide(request: MemberRequest, source_id: UUID, citation_id: UUID) -> HttpResponse:
    """Link a citation by hand, say that it is none or no problem, or take that back."""
    citations = Citation.objects.filter(workspace=request.workspace, text_version__capture__source=source_id)
    citation = get_object_or_404(citations, pk=citation_id)
    decision = request.POST.get("decision", "")
    entries = Reference.objects.filter(text_version=citation.text_version_id)
    chosen = next((one for one in entries if str(one.pk) == request.POST.get("reference")), None)
    try:
        decide_citation(citation=citation, decision=decision, reference=chosen, by=request.user)
    except InvalidInputError as error:
        return _answer(request, source_id, error=error.message)
    return _answer(request, source_id, said=SAID[CitationDecision(decision)], undo=citation if decision else None)


@member_page(can_annotate)
@require_POST
def reference_decide(request: MemberRequest, source_id: UUID, reference_id: UUID) -> HttpResponse:
    """Say that an entry which nothing cites is no problem, or take that back."""
    decision = request.POST.get("decision", "")
    reference = _find_reference(request, source_id, reference_id)
    try:
        decide_reference(reference=reference, decision=decision, by=request.user)
    except InvalidInputError as error:
        return _answer(request, source_id, error=error.message)
    return _answer(request, source_id, said=SAID[CitationDecision(decision)], undo=reference if decision else None)


@member_page(can_annotate)
def reference_tie(request: MemberRequest, source_id: UUID, reference_id: UUID) -> HttpResponse:
    """Choose the work of the library that an entry is; tie it, untie it, or add it to the library without its text."""
    reference = _find_reference(request, source_id, reference_id)
    wanted = request.POST.get("source", "")
    if request.method != "POST":
        return _choices(request, reference, source_id)
    try:
        if wanted == "new":
            added = add_reference_to_library(reference=reference, by=request.user)
            return _answer(request, source_id, said=f"“{added.title}” is in the library, without its text.")
        chosen = next((one for one in _library(request) if str(one.pk) == wanted), None)
        tie_reference(reference=reference, source=chosen)
    except InvalidInputError as error:
        return _answer(request, source_id, error=error.message)
    return _answer(request, source_id, said=f"Tied to “{chosen.title}”." if chosen else "No longer tied by hand.")


def _choices(request: MemberRequest, reference: Reference, source_id: UUID) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = _library(request).exclude(pk=source_id).with_authors()
    for word in words.split():
        found = found.filter(title__icontains=word)
    context = {
        "source": get_object_or_404(Source, workspace=request.workspace, pk=source_id),
        "reference": reference,
        "q": words,
        "found": found[:CHOICES_SHOWN],
    }
    return render(request, "sources/reference_tie.html", context)


def _find_reference(request: MemberRequest, source_id: UUID, reference_id: UUID) -> Reference:
    references = Reference.objects.filter(workspace=request.workspace, text_version__capture__source=source_id)
    return get_object_or_404(references, pk=reference_id)


def _library(request: MemberRequest) -> Any:  # noqa: ANN401 - a query of sources without their bulk
    return Source.objects.filter(workspace=request.workspace).defer("csl").order_by("title", "id")


def _context(request: MemberRequest, source_id: UUID) -> dict[str, Any]:
    source = get_object_or_404(Source.objects.with_authors(), workspace=request.workspace, pk=source_id)
    version = find_current_version(request.workspace, source_id)
    if version is None:
        return {"source": source, "version": None}
    return {
        "source": source,
        "version": version,
        "bibliography": bibliography_of(version),
    }


def _answer(
    request: MemberRequest,
    source_id: UUID,
    *,
    said: str = "",
    error: str = "",
    undo: Citation | Reference | None = None,
) -> HttpResponse:
    """Return the lists for a fragment's request; else go back to the page with a message."""
    if not request.htmx:
        messages.add_message(request, messages.ERROR if error else messages.SUCCESS, error or said)
        return redirect("sources:references", request.workspace.slug, source_id)
    context = {**_context(request, source_id), "said": said, "error": error, "undo": undo}
    context["undo_is_citation"] = isinstance(undo, Citation)
    return render(request, "sources/_references.html", context, status=422 if error else 200)
