"""A user's own account: name, password, API keys."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from workspaces import services
from workspaces.forms import NewPasswordForm, ProfileForm, TokenForm
from workspaces.gates import UserRequest, user_page
from workspaces.presenters import token_rows
from workspaces.queries import tokens_of


@user_page
def account_edit(request: UserRequest) -> HttpResponse:
    """Show the account and change the name."""
    profile = ProfileForm(request.POST or None, instance=request.user)
    if profile.is_valid():
        services.rename_user(user=request.user, name=profile.cleaned_data["name"])
        messages.success(request, "Your name is changed.")
        return redirect("workspaces:account")
    return show_account(request, profile=profile)


@user_page
@require_POST
def password_change(request: UserRequest) -> HttpResponse:
    """Change the password after asking for the old one; other sessions of the user end."""
    password = NewPasswordForm(request.user, request.POST)
    if not password.is_valid():
        return show_account(request, password=password, status=422)
    password.save()
    update_session_auth_hash(request, password.user)
    messages.success(request, "Your password is changed. Other devices are logged out.")
    return redirect("workspaces:account")


def show_account(  # noqa: PLR0913 - each form of the page, and how it answers
    request: UserRequest,
    *,
    profile: ProfileForm | None = None,
    password: NewPasswordForm | None = None,
    token_form: TokenForm | None = None,
    new_token: services.NewToken | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with the page of the account; the forms that are given show what was wrong with them."""
    now = timezone.now()
    living, dead = token_rows(tokens_of(request.user), now)
    context = {
        "profile": profile or ProfileForm(instance=request.user),
        "password": password or NewPasswordForm(request.user),
        "token_form": token_form or TokenForm(memberships=request.memberships),
        "new_token": new_token,
        "tokens": living,
        "dead_tokens": dead,
        "now": now,
    }
    return render(request, "workspaces/account_edit.html", context, status=status)
