"""Who is in a workspace, and what they may do."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.errors import ParallaxError
from workspaces import services
from workspaces.enums import Role
from workspaces.forms import MemberForm, RoleForm
from workspaces.gates import MemberRequest, member_page
from workspaces.models import Membership
from workspaces.policies import can_administer, can_read


@member_page(can_read, writing=can_administer)
def member_list(request: MemberRequest) -> HttpResponse:
    """Show the members; an admin adds one who already has an account."""
    form = MemberForm(request.POST or None)
    if form.is_valid():
        if _tell(request, services.set_role, user=form.user, role=form.cleaned_data["role"]):
            messages.success(request, f"{form.user} is now {form.cleaned_data['role']} here.")
        return redirect("workspaces:members", request.workspace.slug)
    members = (
        Membership.objects.filter(workspace=request.workspace).select_related("user").order_by("user__name", "user__id")
    )
    return render(request, "workspaces/member_list.html", {"members": members, "form": form, "roles": Role.choices})


@member_page(can_administer)
@require_POST
def member_change(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    """Give a member another role, or end the membership."""
    member = get_object_or_404(Membership.objects.select_related("user"), pk=membership_id, workspace=request.workspace)
    if "remove" in request.POST:
        if _tell(request, services.remove_member, user=member.user):
            messages.success(request, f"{member.user} is no longer a member.")
            if member.user_id == request.user.pk:
                return redirect("workspaces:list")
    else:
        form = RoleForm(request.POST)
        if form.is_valid() and _tell(request, services.set_role, user=member.user, role=form.cleaned_data["role"]):
            messages.success(request, f"{member.user} is now {form.cleaned_data['role']} here.")
    return redirect("workspaces:members", request.workspace.slug)


def _tell(request: MemberRequest, act: Callable[..., object], **arguments: object) -> bool:
    """Do it; return whether it went well, else say why not."""
    try:
        act(workspace=request.workspace, **arguments)
    except ParallaxError as error:
        messages.error(request, error.message)
        return False
    return True
