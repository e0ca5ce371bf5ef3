"""What stands before a page: every route says here who may open it.

A view is wrapped by exactly one of `member_page`, `user_page` and `public_page`. The wrapped view carries its policy in
`policy`, and a test walks all routes and fails on one without.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from workspaces.models import Membership, User, Workspace
from workspaces.queries import list_memberships

View = Callable[..., HttpResponseBase]
Policy = Callable[[Membership | None], bool]


class UserRequest(HttpRequest):
    """What a view behind `user_page` gets."""

    user: User
    memberships: list[Membership]
    htmx: HtmxDetails


class MemberRequest(UserRequest):
    """What a view behind `member_page` gets."""

    membership: Membership
    workspace: Workspace


class Page(Protocol):
    """A view that says who may open it, and who may change something there (None: whoever may open it)."""

    policy: Policy
    writing: Policy | None

    def __call__(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:  # noqa: ANN401
        """Answer a request."""


Declare = Callable[[View], Page]


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

    def declare(view: View) -> Page:
        @wraps(view)
        def gated(request: HttpRequest, workspace: str, **arguments: Any) -> HttpResponseBase:  # noqa: ANN401
            if not request.user.is_authenticated:
                return _send_to_log_in(request)
            membership = _enter_workspace(request, request.user, workspace)
            refused = not policy(membership)
            if writing is not None and request.method not in {"GET", "HEAD", "OPTIONS"}:
                refused = refused or not writing(membership)
            if refused:
                raise PermissionDenied
            return view(request, **arguments)

        return _declared(gated, policy, writing)

    return declare


def user_page(view: View) -> Page:
    """Return the view for whoever is logged in; a visitor is sent to log in."""

    @wraps(view)
    def gated(request: HttpRequest, **arguments: Any) -> HttpResponseBase:  # noqa: ANN401
        if not request.user.is_authenticated:
            return _send_to_log_in(request)
        cast("UserRequest", request).memberships = list_memberships(request.user)
        return view(request, **arguments)

    return _declared(gated, any_user)


def public_page(view: View) -> Page:
    """Return the view for everybody."""

    @wraps(view)
    def gated(request: HttpRequest, **arguments: Any) -> HttpResponseBase:  # noqa: ANN401
        return view(request, **arguments)

    return _declared(gated, anyone)


def _declared(view: View, policy: Policy, writing: Policy | None = None) -> Page:
    page = cast("Page", view)
    page.policy, page.writing = policy, writing
    return page


def _enter_workspace(request: HttpRequest, user: User, slug: str) -> Membership:
    """Set the request's `memberships`, `membership` and `workspace`; raise 404 for a stranger."""
    entering = cast("MemberRequest", request)
    entering.memberships = list_memberships(user)
    membership = next((one for one in entering.memberships if one.workspace.slug == slug), None)
    if membership is None:
        raise Http404
    entering.membership = membership
    entering.workspace = membership.workspace
    return membership


def _send_to_log_in(request: HttpRequest) -> HttpResponse:
    """Return the way to the log-in page and back; a fragment's answer moves the whole page there."""
    if cast("UserRequest", request).htmx:
        return HttpResponseClientRedirect(resolve_url("workspaces:login"))
    return redirect_to_login(request.get_full_path())
