"""Importing maps: send a file, look at what would become of it, choose, confirm."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from arguments.domain.interchange.formats import FORMATS
from arguments.enums import MapImportState
from arguments.errors import UnreadableMapError
from arguments.forms import MapFileForm
from arguments.import_presenters import ImportPresenter
from arguments.models import ArgumentMap, MapImport
from arguments.queries import list_maps
from arguments.queries.importing import find_map_import
from arguments.services import (
    MAX_BYTES,
    Choices,
    confirm_import,
    discard_import,
    preview_import,
    receive_map_file,
)
from common.errors import ParallaxError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_edit

CLAIM_FIELD = "claim-"


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def map_import_create(request: MemberRequest) -> HttpResponse:
    """Take a file that becomes a map of its own, and go on to what would become of it."""
    return _receive(request, None)


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def map_import(request: MemberRequest, slug: str) -> HttpResponse:
    """Take a file whose arguments join those of the workspace, for a map that there is."""
    return _receive(request, get_object_or_404(list_maps(request.workspace), slug=slug))


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def map_import_review(request: MemberRequest, received: UUID) -> HttpResponse:
    """Show what an import would make, reuse and leave out; import it."""
    found = _find(request, received)
    if found.state == MapImportState.DONE:
        return _go_to_map(request, found)
    choices = _choices(request)
    status = 200
    if request.method == "POST" and "look" not in request.POST:
        try:
            done = confirm_import(received=found, choices=choices, by=request.user)
        except ParallaxError as error:
            messages.error(request, error.message)
            status = 422
        else:
            messages.success(request, done.edit.said if done.edit else "All of it was here already.")
            return _go_to_map(request, done)
    preview = preview_import(received=found, choices=choices)
    context = {"received": found, "shown": ImportPresenter(preview, choices), "format": FORMATS[found.format]}
    return render(request, "arguments/map_import_review.html", context, status=status)


@member_page(can_annotate)
@require_POST
def map_import_discard(request: MemberRequest, received: UUID) -> HttpResponse:
    """Throw a file away that was not imported."""
    found = _find(request, received)
    try:
        discard_import(received=found)
    except ParallaxError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{found.origin} is thrown away; nothing of it was imported.")
    return redirect("arguments:map_list", request.workspace.slug)


def _receive(request: MemberRequest, into: ArgumentMap | None) -> HttpResponse:
    form = MapFileForm(request.POST, request.FILES) if request.method == "POST" else MapFileForm()
    context: dict[str, Any] = {"form": form, "map": into, "largest": MAX_BYTES, "formats": FORMATS.values()}
    if form.is_bound and form.is_valid():
        data, origin = form.received(MAX_BYTES)
        try:
            received = receive_map_file(
                workspace=request.workspace,
                data=data,
                origin=origin,
                format_name=form.cleaned_data["format"],
                into=into,
                by=request.user,
            )
        except UnreadableMapError as error:
            form.add_error("format" if error.details["field"] == "format" else "file", error.message)
            context["notices"] = error.details["notices"]
        else:
            return redirect("arguments:map_import_review", request.workspace.slug, received.pk)
    return render(request, "arguments/map_import.html", context, status=422 if form.errors else 200)


def _find(request: MemberRequest, identity: UUID) -> MapImport:
    """Return the file; one that becomes a map of its own is for those who may make maps."""
    found = find_map_import(request.workspace, identity)
    if found is None:
        raise Http404
    if found.map is None and not can_edit(request.membership):
        raise PermissionDenied
    return found


def _choices(request: MemberRequest) -> Choices:
    given = request.POST
    reuse = {
        name.removeprefix(CLAIM_FIELD): int(value)
        for name, value in given.items()
        if name.startswith(CLAIM_FIELD) and isinstance(value, str) and value.isdecimal() and len(value) < 10
    }
    return Choices(
        reuse={key: number for key, number in reuse.items() if number},
        reuse_near=given.get("reuse_near") == "on",
        title=given.get("title", "")[:200],
        lead=given.get("lead", ""),
    )


def _go_to_map(request: MemberRequest, found: MapImport) -> HttpResponse:
    if found.map is None:
        messages.info(request, "This file was imported already; its map is gone.")
        return redirect("arguments:map_list", request.workspace.slug)
    return redirect("arguments:map_detail", request.workspace.slug, found.map.slug)
