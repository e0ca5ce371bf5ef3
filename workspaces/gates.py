"""What stands before a page: every route says here who may open it.

A view is wrapped by exactly one of `member_page`, `user_page` and `public_page`. The wrapped view carries its policy in
`policy`, and a test walks all routes and fails on one without.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from workspaces.models import Membership
from workspaces.queries import list_memberships

View = Callable[..., HttpResponse]
Policy = Callable[[Membership | None], bool]
Declare = Callable[[View], View]


def anyone(_membership: Membership | None) -> bool:
    """Everybody, logged in or not: the policy of public pages."""
    return True


def any_user(_membership: Membership | None) -> bool:
    """Whoever is logged in: the policy of pages outside a workspace."""
    return True


def member_page(policy: Policy, *, writing: Policy | None = None) -> Declare:
    """Return the decorator of a page inside a workspace.

    The view gets `request.workspace` and `request.membership` set and not the slug. A visitor is sent to log in, a
    stranger gets 404 as for a workspace that does not exist, a member whom the policy refuses gets 403. `writing` is
    asked as well when the method may change something.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, workspace: str, **arguments: Any) -> HttpResponse:  # noqa: ANN401
            if not request.user.is_authenticated:
                return _send_to_log_in(request)
            enter_workspace(request, workspace)
            refused = not policy(request.membership)
            if writing is not None and request.method not in {"GET", "HEAD", "OPTIONS"}:
                refused = refused or not writing(request.membership)
            if refused:
                raise PermissionDenied
            return view(request, **arguments)

        gated.policy = policy
        return gated

    return declare


def user_page(view: View) -> View:
    """Return the view for whoever is logged in; a visitor is sent to log in."""

    @wraps(view)
    def gated(request: HttpRequest, **arguments: Any) -> HttpResponse:  # noqa: ANN401
        if not request.user.is_authenticated:
            return _send_to_log_in(request)
        request.memberships = list_memberships(request.user)
        return view(request, **arguments)

    gated.policy = any_user
    return gated


def public_page(view: View) -> View:
    """Return the view for everybody."""

    @wraps(view)
    def gated(request: HttpRequest, **arguments: Any) -> HttpResponse:  # noqa: ANN401
        return view(request, **arguments)

    gated.policy = anyone
    return gated


def enter_workspace(request: HttpRequest, slug: str) -> None:
    """Set the request's `memberships`, `membership` and `workspace`; raise 404 for a stranger."""
    request.memberships = list_memberships(request.user)
    request.membership = next(
        (membership for membership in request.memberships if membership.workspace.slug == slug), None
    )
    if request.membership is None:
        raise Http404
    request.workspace = request.membership.workspace


def _send_to_log_in(request: HttpRequest) -> HttpResponse:
    """Return the way to the log-in page and back; a fragment's answer moves the whole page there."""
    if request.htmx:
        return HttpResponseClientRedirect(resolve_url("workspaces:login"))
    return redirect_to_login(request.get_full_path())
