"""A user's own account: name, password, API keys."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from workspaces import services
from workspaces.forms import NewPasswordForm, ProfileForm, TokenForm
from workspaces.gates import UserRequest, user_page
from workspaces.models import ApiToken


@user_page
def account_edit(request: UserRequest) -> HttpResponse:
    """Show the account and change the name."""
    profile = ProfileForm(request.POST or None, instance=request.user)
    if profile.is_valid():
        services.rename_user(user=request.user, name=profile.cleaned_data["name"])
        messages.success(request, "Your name is changed.")
        return redirect("workspaces:account")
    return _account(request, profile=profile)


@user_page
@require_POST
def password_change(request: UserRequest) -> HttpResponse:
    """Change the password after asking for the old one; other sessions of the user end."""
    password = NewPasswordForm(request.user, request.POST)
    if not password.is_valid():
        return _account(request, password=password, status=422)
    password.save()
    update_session_auth_hash(request, password.user)
    messages.success(request, "Your password is changed. Other devices are logged out.")
    return redirect("workspaces:account")


@user_page
@never_cache
@require_POST
def token_create(request: UserRequest) -> HttpResponse:
    """Make an API key and show it, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _account(request, token_form=form, status=422)
    days = form.cleaned_data["days"]
    new = services.create_token(
        user=request.user,
        name=form.cleaned_data["name"],
        expires_at=timezone.now() + timedelta(days=days) if days else None,
    )
    return _account(request, new_token=new)


@user_page
@require_POST
def token_revoke(request: UserRequest, token_id: UUID) -> HttpResponse:
    """End an API key of the user."""
    token = get_object_or_404(ApiToken, pk=token_id, user=request.user)
    services.revoke_token(token=token)
    messages.success(request, f"The key “{token.name}” no longer works.")
    return redirect("workspaces:account")


def _account(  # noqa: PLR0913 - each form of the page, and how it answers
    request: UserRequest,
    *,
    profile: ProfileForm | None = None,
    password: NewPasswordForm | None = None,
    token_form: TokenForm | None = None,
    new_token: services.NewToken | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "profile": profile or ProfileForm(instance=request.user),
        "password": password or NewPasswordForm(request.user),
        "token_form": token_form or TokenForm(),
        "new_token": new_token,
        "tokens": ApiToken.objects.filter(user=request.user),
        "now": timezone.now(),
    }
    return render(request, "workspaces/account_edit.html", context, status=status)
