"""The page of what is known of a source: its data, captures, texts and grades, and changing them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from common.errors import ParallaxError
from sources.domain.bibliography import FORMATS
from sources.domain.citation import cite
from sources.domain.found import FIELD_NAMES, list_offers
from sources.errors import StaleSource
from sources.forms import GradeForm, SourceDetailsForm, StatusForm
from sources.models import Capture, Source
from sources.queries import (
    bibliography_items,
    list_judgements,
    list_text_versions,
    list_twins,
    sources_in_full,
    weigh,
)
from sources.services import (
    discard_source,
    edit_source,
    extraction_job,
    grade_source,
    request_fetch,
    set_source_status,
    take_found,
)
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_edit, can_read


@member_page(can_read)
@require_GET
def source_details(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show all that is known of a source but its text."""
    source = _find(request, source_id)
    versions = list_text_versions(source)
    context = {
        "source": source,
        "versions": versions,
        "offers": list_offers(source.csl | {"title": source.title}, versions[0].found) if versions else (),
        "twins": list_twins(source, versions),
        "judgements": list_judgements(source),
        "job": extraction_job(source=source),
        "citation": cite(bibliography_items([source])[0]),
        "formats": FORMATS.values(),
        "grade_form": GradeForm(
            initial={
                "reliability": source.reliability,
                "credibility": source.credibility,
                "revision": source.revision,
            }
        ),
    }
    return render(request, "sources/source_details.html", context)


@member_page(can_annotate)
def source_edit(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show the form of a source's data; save it unless somebody else has meanwhile."""
    source = _find(request, source_id)
    form = SourceDetailsForm(request.POST) if request.method == "POST" else SourceDetailsForm.of_source(source)
    stale = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            edit_source(
                source=source,
                changes=form.changes,
                revision=given["revision"],
                nature=given["nature"],
                by=request.user,
            )
        except StaleSource as error:
            stale = error
            # Saving once more is then a decision made with what is stored in view.
            form = SourceDetailsForm({**request.POST.dict(), "revision": error.details["revision"]})
        except ParallaxError as error:
            _blame(form, error)
        else:
            messages.success(request, f"“{given['title']}” is saved.")
            return _to_details(request, source_id)
    context = {"source": source, "form": form, "stale": stale, "stored": _stored(source) if stale else ()}
    return render(request, "sources/source_edit.html", context, status=422 if form.errors or stale else 200)


@member_page(can_annotate)
@require_POST
def found_take(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Take over what the document says of itself: one field, or all."""
    source = _find(request, source_id)
    versions = list_text_versions(source)
    fields = request.POST.getlist("field") or list(FIELD_NAMES)
    try:
        take_found(
            source=source,
            found=versions[0].found if versions else {},
            fields=fields,
            revision=_revision(request),
            by=request.user,
        )
    except ParallaxError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Taken over from the document.")
    return _to_details(request, source_id)


@member_page(can_edit)
@require_POST
def source_grade(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Grade a source."""
    source = _find(request, source_id)
    form = GradeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "A grade is a letter from A to F and a number from 1 to 6.")
        return _to_details(request, source_id)
    try:
        graded = grade_source(source=source, by=request.user, **form.cleaned_data)
    except ParallaxError as error:
        messages.error(request, f"{error.message} Look at the grade that is stored now before you change it.")
    else:
        messages.success(request, f"“{graded.title}” has the grade {graded.grade}.")
    return _to_details(request, source_id)


@member_page(can_edit)
def source_status(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show what hangs on a source before its status changes; change it on confirmation."""
    source = _find(request, source_id)
    initial = {
        "status": request.GET.get("status", source.status),
        "on": source.status_on,
        "reason": source.status_reason,
        "revision": source.revision,
    }
    form = StatusForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            changed = set_source_status(source=source, by=request.user, **form.cleaned_data)
        except ParallaxError as error:
            _blame(form, error)
        else:
            messages.success(request, f"“{changed.title}” is now {changed.get_status_display().lower()}.")
            return _to_details(request, source_id)
    context = {"source": source, "form": form, "impacts": weigh(source), "status": form["status"].value()}
    return render(request, "sources/source_status.html", context, status=422 if form.errors else 200)


@member_page(can_annotate)
@require_POST
def source_fetch(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Have the source's address fetched again."""
    source = _find(request, source_id)
    try:
        request_fetch(source=source, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "The address is being fetched. If the bytes changed, a new text version follows.")
    return _to_details(request, source_id)


@member_page(can_annotate)
@require_POST
def source_discard(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Take a source that has no text out of the library."""
    source = _find(request, source_id)
    try:
        discard_source(source=source, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
        return _to_details(request, source_id)
    messages.success(request, f"“{source.title}” is out of the library.")
    return redirect("sources:list", request.workspace.slug)


@member_page(can_read)
@require_GET
def capture_download(request: MemberRequest, source_id: UUID, capture_id: UUID) -> HttpResponse:
    """Send the bytes as they were received, for saving: a browser never runs or shows them as a page of ours."""
    captures = Capture.objects.filter(source=source_id, source__workspace=request.workspace)
    capture = get_object_or_404(captures, pk=capture_id)
    response = HttpResponse(bytes(capture.content), content_type="application/octet-stream")
    name = capture.origin.rstrip("/").rpartition("/")[2][:150] or "source"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _find(request: MemberRequest, source_id: UUID) -> Source:
    return get_object_or_404(sources_in_full(request.workspace), pk=source_id)


def _to_details(request: MemberRequest, source_id: UUID) -> HttpResponse:
    return redirect("sources:details", request.workspace.slug, source_id)


def _revision(request: MemberRequest) -> int | None:
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() else None


def _blame(form: Form, error: ParallaxError) -> None:
    """Put the refusal at its field, or above the form."""
    names = {"author": "authors", "container-title": "container", "DOI": "doi", "URL": "url"}
    field = str(error.details.get("field", ""))
    field = names.get(field, field)
    form.add_error(field if field in form.fields else None, error.message)


def _stored(source: Source) -> list[tuple[str, Any]]:
    """Return what is stored now, as the form would show it."""
    form = SourceDetailsForm.of_source(source)
    return [(str(field.label), field.initial) for field in form if not field.is_hidden and field.initial]
