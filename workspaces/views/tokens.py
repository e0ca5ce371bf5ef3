"""A user's API keys: made, shown once, revoked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from workspaces import services
from workspaces.forms import TokenForm
from workspaces.gates import UserRequest, user_page
from workspaces.models import ApiToken
from workspaces.presenters import TokenRow
from workspaces.views.account import show_account


@user_page
@never_cache
@require_POST
def token_create(request: UserRequest) -> HttpResponse:
    """Make an API key and show it, this once."""
    form = TokenForm(request.POST, memberships=request.memberships)
    if not form.is_valid():
        return show_account(request, token_form=form, status=422)
    given = form.cleaned_data
    new = services.create_token(
        user=request.user,
        name=given["name"],
        scope=given["scope"],
        workspace=given["workspace"],
        expires_at=given["expires_at"],
    )
    return show_account(request, new_token=new)


@user_page
@require_http_methods(["GET", "HEAD", "POST"])
def token_revoke(request: UserRequest, token_id: UUID) -> HttpResponse:
    """Say what stops working without an API key of the user, then end it."""
    mine = ApiToken.objects.filter(user=request.user).select_related("workspace")
    token = get_object_or_404(mine, pk=token_id)
    row = TokenRow(token, token.state(timezone.now()))
    if request.method != "POST":
        return render(request, "workspaces/token_revoke.html", {"row": row, "token": token})
    services.revoke_token(token=token)
    messages.success(request, f"The key “{token.name}” no longer works.")
    return redirect("workspaces:account")
