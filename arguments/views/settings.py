"""A map's own settings, its copies and its end. What it shows belongs to the workspace."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from arguments.domain.editing import operations as ask
from arguments.forms import MapSettingsForm, TitleForm
from arguments.models import ArgumentMap
from arguments.queries import claim_choices, list_maps
from arguments.queries.settings import arguments_left_out, belongings_of, claims_folded
from arguments.services import Editor, delete_map, duplicate_map, edit_map, make_edit
from claims.forms import blame
from common.errors import InvalidInputError, ParallaxError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def map_settings(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what a map is called, how it opens, what it leaves out; save what was changed."""
    shown = _map(request, slug)
    form = MapSettingsForm(request.POST or None, initial=_initial(shown))
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, shown, form)
        except ParallaxError as error:
            blame(form, error)
        else:
            messages.success(request, "The settings are saved.")
            return redirect("arguments:map_detail", request.workspace.slug, slug)
    context = {
        "map": shown,
        "form": form,
        "left_out": arguments_left_out(shown),
        "folded": claims_folded(shown),
        "choices": claim_choices(request.workspace),
    }
    return render(request, "arguments/map_settings.html", context, status=422 if form.errors else 200)


@member_page(can_edit)
@require_POST
def map_show(request: MemberRequest, slug: str) -> HttpResponse:
    """Put an argument that the map leaves out back (`put_back`), or unfold it below a claim (`unfold`)."""
    shown = _map(request, slug)
    try:
        operation = _operation(request)
        edit = make_edit(editor=Editor(workspace=request.workspace, by=request.user, map=shown), operations=[operation])
    except ParallaxError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, edit.said)
    return redirect("arguments:map_settings", request.workspace.slug, slug)


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def map_delete(request: MemberRequest, slug: str) -> HttpResponse:
    """Say what would be lost with a map and what stays; delete it."""
    shown = _map(request, slug)
    if request.method == "POST":
        delete_map(shown=shown, by=request.user)
        messages.success(request, f"The map “{shown.title}” is deleted. Its claims and arguments stay.")
        return redirect("arguments:map_list", request.workspace.slug)
    return render(request, "arguments/map_delete.html", {"map": shown, "belongings": belongings_of(shown)})


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def map_duplicate(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for the title of a copy; make it and go to it."""
    shown = _map(request, slug)
    form = TitleForm(request.POST or None, initial={"title": f"{shown.title[:190]} (copy)"})
    if request.method == "POST" and form.is_valid():
        try:
            made = duplicate_map(shown=shown, title=form.cleaned_data["title"], by=request.user)
        except InvalidInputError as error:
            blame(form, error)
        else:
            messages.success(request, "This is the copy. It shows the same claims and arguments in the same way.")
            return redirect("arguments:map_detail", request.workspace.slug, made.slug)
    status = 422 if form.errors else 200
    return render(request, "arguments/map_duplicate.html", {"map": shown, "form": form}, status=status)


def _map(request: MemberRequest, slug: str) -> ArgumentMap:
    return get_object_or_404(list_maps(request.workspace).select_related("created_by"), slug=slug)


def _initial(shown: ArgumentMap) -> dict[str, object]:
    seen = {
        "title": shown.title,
        "description": shown.description,
        "lead": str(shown.lead_claim.number),
        "view": shown.view,
        "semantics": shown.semantics,
    }
    return {**seen, "lead": f"{shown.lead_claim.label} {shown.lead_claim.text}", "seen": seen}


def _save(request: MemberRequest, shown: ArgumentMap, form: MapSettingsForm) -> None:
    given = form.cleaned_data
    fields = {name: given[name] for name in ("title", "description", "view", "semantics")}
    edit_map(shown=shown, fields=fields, lead=given["lead"], expected=given["seen"], by=request.user)


def _operation(request: MemberRequest) -> ask.Operation:
    """Return what the button that was pressed asks for."""
    if request.POST.get("unfold", "").isdecimal():
        return ask.Unfold(int(request.POST["unfold"]))
    try:
        return ask.PutBack(str(UUID(request.POST.get("put_back", ""))))
    except ValueError:
        raise InvalidInputError("Say what the map shall show.") from None
