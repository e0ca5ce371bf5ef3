"""Who may do what through the API: the same policies as the pages, asked about the object's workspace."""

from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Model
from django.http import Http404
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from api.exceptions import NothingThereError
from claims.models import Evidence
from workspaces.models import Membership, User, Workspace
from workspaces.querysets import membership_of

Policy = Callable[[Membership | None], bool]
Row = TypeVar("Row", bound=Model)


def user_of(request: Request) -> User:
    """Return who asks: the site's permission classes let nobody in who has not logged in."""
    return cast("User", request.user)


def reader_of(request: Request) -> User | None:
    """Return who asks, None for anybody, at an address that everybody may read."""
    return cast("User", request.user) if request.user.is_authenticated else None


def require(request: Request, workspace_id: UUID, policy: Policy) -> Membership:
    """Return the membership of who asks, if the policy lets it; 404 for a stranger, 403 for too low a role."""
    membership = Membership.objects.of(user_of(request)).filter(workspace_id=workspace_id).first()
    if membership is None:
        raise Http404
    refuse_unless(membership, policy(membership))
    return membership


def refuse_unless(membership: Membership, permitted: bool) -> None:
    """Raise 403 naming what is too low, role or token, unless a policy permits what was asked for."""
    if permitted:
        return
    if membership.effective_role != membership.role:
        raise PermissionDenied(f"The scope of this token, “{membership.scope}”, does not permit this.")
    raise PermissionDenied(f"The role “{membership.get_role_display()}” does not permit this.")


def readable(request: Request, model: type[Row], pk: UUID, *, field: str, **conditions: Any) -> Row:  # noqa: ANN401
    """Return the row that `field` of the body names; 404 with a pointer if it is not there for who asks."""
    row = model.objects.readable_by(request.user).filter(pk=pk, **conditions).first()  # type: ignore[attr-defined]
    if row is None:
        raise NothingThereError(f"There is no {model._meta.verbose_name} {pk} for you.", pointer=f"/{field}")  # noqa: SLF001
    return row


def readable_workspace(user: User, slug: str) -> Workspace:
    """Return the workspace of that slug; 404 for a stranger, as if it were not there."""
    workspace = Workspace.objects.of_member(user).filter(slug=slug).first()
    if workspace is None:
        raise Http404
    return workspace


def workspaces_of(request: Request) -> dict[str, UUID]:
    """Return the identifiers of the workspaces that who asks may read, by slug: at most one query in each request.

    The query for a token reads them too.
    """
    token = user_of(request).token
    found: dict[str, UUID] | None = getattr(request, "readable_workspaces", None)
    if found is None and token is not None:
        found = token.workspaces
    if found is None:
        memberships = Membership.objects.of(user_of(request))
        found = dict(memberships.order_by().values_list("workspace__slug", "workspace_id"))
        request.readable_workspaces = found  # type: ignore[attr-defined]
    return found


def readable_pair(request: Request, pk: UUID) -> Evidence:
    """Return the pair of passage and claim that a judgement or decision is about; 404 unless one is a member there.

    Pairs that others judge are in no list of who still has to judge, but whoever knows one may judge it.
    """
    pair = (
        Evidence.objects.filter(membership_of(user_of(request), "workspace__memberships"), pk=pk)
        .select_related("claim", "workspace")
        .first()
    )
    if pair is None:
        raise NothingThereError(f"There is no evidence {pk} for you.", pointer="/evidence")
    return pair
