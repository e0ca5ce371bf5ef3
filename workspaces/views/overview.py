"""The workspaces of a user, and the first page of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from workspaces import services
from workspaces.forms import WorkspaceForm
from workspaces.gates import MemberRequest, UserRequest, member_page, user_page
from workspaces.models import Job
from workspaces.policies import can_read
from workspaces.queries import home_of

EVENTS_SHOWN = 10


@user_page
def workspace_list(request: UserRequest) -> HttpResponse:
    """Show the user's workspaces; the only one opens at once unless all are asked for."""
    if len(request.memberships) == 1 and "all" not in request.GET:
        return redirect("workspaces:home", request.memberships[0].workspace.slug)
    return render(request, "workspaces/workspace_list.html")


@user_page
def workspace_create(request: UserRequest) -> HttpResponse:
    """Make a workspace whose admin the user becomes."""
    form = WorkspaceForm(request.POST or None)
    if form.is_valid():
        workspace = services.create_workspace(**form.cleaned_data, owner=request.user)
        messages.success(request, f"Workspace “{workspace.name}” is ready.")
        return redirect("workspaces:home", workspace.slug)
    return render(request, "workspaces/workspace_create.html", {"form": form})


@member_page(can_read)
def workspace_home(request: MemberRequest) -> HttpResponse:
    """Show what is in the workspace, what needs doing and what happened lately."""
    return render(
        request,
        "workspaces/workspace_detail.html",
        {
            "home": home_of(request.membership, request.user, EVENTS_SHOWN),
            "jobs": Job.objects.filter(workspace=request.workspace).needing_attention().select_related("created_by"),
        },
    )
