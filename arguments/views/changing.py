"""Who did what in a map, newest first, and taking single edits back without a script."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from arguments.domain.editing.words import lowered
from arguments.enums import EditKind
from arguments.models import GraphEdit
from arguments.policies import can_undo
from arguments.queries import list_maps
from arguments.queries.edits import find_last_act, list_edits
from arguments.services import Editor, redo_edit, undo_edit
from common.errors import NotAllowedError, ParallaxError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read


@member_page(can_read)
@require_GET
def map_changes_panel(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the edits of a map: a fragment beside the drawing, or a page of its own."""
    template = "arguments/_map_changes.html" if request.htmx else "arguments/map_changes.html"
    return render(request, template, _context(request, slug))


@member_page(can_annotate)
@require_POST
def edit_undo(request: MemberRequest, slug: str, edit: UUID) -> HttpResponse:
    """Take one edit back, whatever was done since, unless something built on it."""
    return _act(request, slug, edit, undo_edit)


@member_page(can_annotate)
@require_POST
def edit_redo(request: MemberRequest, slug: str, edit: UUID) -> HttpResponse:
    """Make an edit again that was taken back."""
    return _act(request, slug, edit, redo_edit)


def _act(request: MemberRequest, slug: str, edit: UUID, act: Callable[..., GraphEdit]) -> HttpResponse:
    """Do it, and show the list again with what was done or why it cannot be."""
    shown = get_object_or_404(list_maps(request.workspace), slug=slug)
    acts = find_last_act(request.workspace, edit)
    if acts is None:
        raise Http404
    said, refusal = "", ""
    try:
        if not can_undo(request.membership, acts[0]):
            raise NotAllowedError("Annotators take back their own edits; those of others are for editors.")
        said = act(editor=Editor(workspace=request.workspace, by=request.user, map=shown), of=edit).said
    except ParallaxError as error:
        refusal = error.message
    if request.htmx:
        context = {**_context(request, slug), "said": said, "refusal": refusal}
        return render(request, "arguments/_map_changes.html", context)
    (messages.error if refusal else messages.success)(request, refusal or said)
    return redirect("arguments:map_changes_panel", request.workspace.slug, slug)


def _context(request: MemberRequest, slug: str) -> dict[str, object]:
    shown = get_object_or_404(list_maps(request.workspace), slug=slug)
    before = request.GET.get("before", "")
    everywhere = "all" in request.GET
    page = list_edits(shown, before=int(before) if before.isdecimal() else None, everywhere=everywhere)
    rows = [
        {
            "edit": edit,
            "said": lowered(edit.said),
            "is_made": edit.kind == EditKind.MADE,
            "is_undone": edit.last_kind == EditKind.UNDONE,
            "can_undo": edit.kind == EditKind.MADE and can_undo(request.membership, edit),
        }
        for edit in page.edits
    ]
    return {"map": shown, "rows": rows, "earlier": page.earlier, "everywhere": everywhere, "before": before}
