"""Pages of hot lists by SQL that is made once for each form of a question, and not for each request.

A form is the resource, the fields, the filters with their values, the limit, and of the rest only whether it is there:
the cursor, one workspace or several, a token for one workspace alone. Who asks, the workspaces and the place in the
list are given anew with each request. A question of which that cannot be said is asked as any other list.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from rest_framework.request import Request

from api.filters import filtered
from api.permissions import user_of, workspaces_of
from common.kept_queries import KeptQuery, keep
from workspaces.models import ApiToken, User

MOST_KEPT = 500
"""Forms of questions that a process keeps; with one more it begins anew."""
MOST_CHARACTERS = 500
"""Of a question whose form is kept: so that nobody fills the memory with long filters."""
MOST_WORKSPACES = 20
_KEPT: dict[tuple[Any, ...], KeptQuery | None] = {}
_USER, _TOKEN_WORKSPACE, _AFTER = uuid4(), uuid4(), uuid4()
_WORKSPACES = tuple(uuid4() for _ in range(MOST_WORKSPACES))


def kept_page(view: Any) -> list[tuple[Any, ...]] | None:  # noqa: ANN401 - a `Resource`, which stands above this
    """Return the rows of the page that the view is asked for, by a kept query; None if it has to be asked as usual."""
    request, paginator = view.request, view.paginator
    limit = paginator.open(request, view)
    workspaces = _workspaces(request)
    if not 1 <= len(workspaces) <= MOST_WORKSPACES or view.ordering != ("id",) or view.repeatable:
        return None
    asked = request.query_params.dict()
    asked.pop("workspace", None)
    cursor = asked.pop("cursor", None)
    limited_to = _limited_to(user_of(request))
    form = (type(view), limited_to is None, len(workspaces), cursor is None, *sorted(asked.items()))
    if form in _KEPT:
        kept = _KEPT[form]
    else:
        kept = _made(view, asked, workspaces, limit)
        if sum(map(len, asked.values())) <= MOST_CHARACTERS:
            if len(_KEPT) >= MOST_KEPT:
                _KEPT.clear()
            _KEPT[form] = kept
    if kept is None:
        return None
    values = {"user": user_of(request).pk, "token_workspace": limited_to, "after": None}
    values |= {f"workspace{place}": workspace for place, workspace in enumerate(workspaces)}
    if cursor is not None:
        [values["after"]] = paginator.values_after(view.queryset.model, cursor)
    return paginator.page_of(kept.rows(values), limit)


def _workspaces(request: Request) -> Sequence[UUID]:
    """Return the workspaces whose rows are asked for; none if the one that is asked for is not to be read."""
    readable = workspaces_of(request)
    slug = request.query_params.get("workspace")
    if slug is None:
        return [*readable.values()]
    return [readable[slug]] if slug in readable else []


def _limited_to(user: User) -> UUID | None:
    return user.token.workspace_id if user.token else None


def _made(view: Any, asked: dict[str, str], workspaces: Sequence[UUID], limit: int) -> KeptQuery | None:  # noqa: ANN401
    """Return the query of the list with stand-ins; refuses wrong fields and filters as the list does."""
    user, request = user_of(view.request), view.request
    stand_ins = {"user": _USER}
    view.stand_in = User(pk=_USER)
    if (limited_to := _limited_to(user)) is not None:
        stand_ins["token_workspace"] = _TOKEN_WORKSPACE
        view.stand_in.token = ApiToken(workspace_id=_TOKEN_WORKSPACE, scope=user.token.scope)  # type: ignore[union-attr]
    stand_ins |= {f"workspace{place}": _WORKSPACES[place] for place in range(len(workspaces))}
    after = None
    if "cursor" in request.query_params:
        after = stand_ins["after"] = _AFTER
    try:
        values = view.values_of(view.selection)
        rows = view.readable_within(_WORKSPACES[: len(workspaces)])
    finally:
        view.stand_in = None
    if view.filterset_class is not None:
        rows = filtered(view.filterset_class(data=asked, queryset=rows, request=request))
    query = view.paginator.values_query(rows, values, None if after is None else [after], limit)
    return keep(query, stand_ins, never=[user.pk, *workspaces, *([limited_to] if limited_to else [])])
