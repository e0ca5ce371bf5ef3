"""The workspaces of a user, and the first page of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.errors import ParallaxError
from workspaces import services
from workspaces.forms import WorkspaceForm
from workspaces.gates import member_page, user_page
from workspaces.policies import can_read
from workspaces.queries import list_workspace_cards, list_recent_jobs, recent_activity


@user_page
def workspace_list(request: HttpRequest) -> HttpResponse:
    """Show the user's workspaces; the only one opens at once unless all are asked for."""
    if len(request.memberships) == 1 and "all" not in request.GET:
        return redirect("workspaces:home", request.memberships[0].workspace.slug)
    return render(request, "workspaces/workspace_list.html", {"cards": list_workspace_cards(request.user)})


@user_page
def workspace_create(request: HttpRequest) -> HttpResponse:
    """Make a workspace whose admin the user becomes."""
    form = WorkspaceForm(request.POST or None)
    if form.is_valid():
        try:
            workspace = services.create_workspace(**form.cleaned_data, owner=request.user)
        except ParallaxError as error:
            form.add_error(error.details.get("field") if error.details.get("field") in form.fields else None, error.message)
        else:
            messages.success(request, f"Workspace “{workspace.name}” is ready.")
            return redirect("workspaces:home", workspace.slug)
    return render(request, "workspaces/workspace_create.html", {"form": form})


@member_page(can_read)
def workspace_home(request: HttpRequest) -> HttpResponse:
    """Show what is in the workspace, what needs doing and what happened lately."""
    return render(
        request,
        "workspaces/workspace_detail.html",
        {
            "jobs": list_recent_jobs(request.workspace),
            "activity": recent_activity(request.workspace),
        },
    )
