"""The list of maps and the form that makes one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from arguments.forms import MapForm
from arguments.queries import claim_choices, count_arguments, list_map_tiles
from arguments.services import create_map
from arguments.views.arguments import claim_numbered
from claims.forms import blame
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit, can_read


@member_page(can_read)
@require_GET
def map_list(request: MemberRequest) -> HttpResponse:
    """Show the workspace's maps, each with a small picture of it."""
    maps = list(list_map_tiles(request.workspace))
    counts = count_arguments(request.workspace, maps) if maps else {}
    tiles = [(one, counts[one.pk]) for one in maps]
    return render(request, "arguments/map_list.html", {"tiles": tiles})


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def map_create(request: MemberRequest) -> HttpResponse:
    """Show the form of a new map; make it and go to it."""
    form = MapForm(request.POST or None, initial={"lead": request.GET.get("lead", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = create_map(
                workspace=request.workspace,
                title=given["title"],
                description=given["description"],
                lead_claim=claim_numbered(request.workspace, given["lead"], field="lead"),
                by=request.user,
            )
        except InvalidInputError as error:
            blame(form, error)
        else:
            messages.success(request, "The map is made. Now add reasons and objections to its cards.")
            return redirect("arguments:map_detail", request.workspace.slug, made.slug)
    context = {"form": form, "choices": claim_choices(request.workspace)}
    return render(request, "arguments/map_create.html", context, status=422 if form.errors else 200)
