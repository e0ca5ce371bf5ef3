"""The edits of a map as scripts send them: JSON in, JSON out, refusals with a code and words.

The contract is in docs/algorithms/editing.md.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_GET, require_POST

from arguments.domain.editing.parsing import parse_operations
from arguments.errors import ChangedMeanwhileError
from arguments.models import ArgumentMap, GraphEdit
from arguments.policies import can_perform, can_undo
from arguments.queries import list_maps
from arguments.queries.changes import edits_since, find_map_state
from arguments.queries.edits import answer_of, find_last_act
from arguments.services.editing import Editor, make_edit, redo_edit, undo_edit
from common.errors import InvalidInputError, NotAllowedError, ParallaxError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

BODY_MAX = 512 * 1024
"""Bytes of one edit: two hundred operations with long wordings."""

TOLD = ("field", "operation", "by", "revision", "text", "number")
"""Details of an error that a page may see."""


@member_page(can_annotate)
@require_POST
def map_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Make an edit of one operation or more, all or nothing."""
    return _answer(request, slug, _make)


@member_page(can_annotate)
@require_POST
def map_undo(request: MemberRequest, slug: str) -> HttpResponse:
    """Take back the last edit of the session, or the one that is named."""
    return _answer(request, slug, partial(_go_back, go=undo_edit))


@member_page(can_annotate)
@require_POST
def map_redo(request: MemberRequest, slug: str) -> HttpResponse:
    """Make again what the session took back last, or the edit that is named."""
    return _answer(request, slug, partial(_go_back, go=redo_edit))


@member_page(can_read)
@require_GET
def map_changes(request: MemberRequest, slug: str) -> HttpResponse:
    """Return the edits since a revision, or 304 if the page has seen all that changed."""
    state = find_map_state(request.workspace, slug)
    if state is None:
        raise Http404
    etag = quote_etag(state.version)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _tagged(HttpResponseNotModified(), etag)
    since, session = _count(request.GET.get("since", "")), request.GET.get("session", "")
    edits = edits_since(request.workspace, since) if state.revision > since else ()
    told = [_told(edit, request, session) for edit in edits]
    return _tagged(
        JsonResponse({"revision": state.revision, "version": state.version, "edits": told}),
        etag,
    )


def _told(edit: GraphEdit, request: MemberRequest, session: str) -> dict[str, Any]:
    is_mine = str(edit.session) == session if session else edit.by_id == request.user.pk
    return {
        "revision": edit.revision,
        "edit": str(edit.pk),
        "kind": edit.kind,
        "by": edit.by.name if edit.by else "",
        "said": edit.said,
        "mine": is_mine,
        "at": edit.created_at.isoformat(),
    }


def _answer(
    request: MemberRequest, slug: str, work: Callable[[MemberRequest, Editor, Mapping[str, Any]], GraphEdit]
) -> HttpResponse:
    """Do the work and tell what it did, or why it cannot be done."""
    shown = get_object_or_404(list_maps(request.workspace), slug=slug)
    try:
        body = _body(request)
        edit = work(request, _editor(request, shown, body), body)
        return JsonResponse(answer_of(edit))
    except ParallaxError as error:
        return _refuse(error)


def _make(request: MemberRequest, editor: Editor, body: Mapping[str, Any]) -> GraphEdit:
    operations = parse_operations(body.get("operations"))
    if not can_perform(request.membership, operations):
        raise NotAllowedError("Annotators add to a map and change what they added; the rest is for editors.")
    return make_edit(editor=editor, operations=operations)


def _go_back(
    request: MemberRequest, editor: Editor, body: Mapping[str, Any], go: Callable[..., GraphEdit]
) -> GraphEdit:
    of = _identifier(body, "of")
    if of is not None:
        acts = find_last_act(request.workspace, of)
        if acts is not None and not can_undo(request.membership, acts[0]):
            raise NotAllowedError("Annotators take back their own edits; those of others are for editors.")
    elif editor.session is None:
        raise InvalidInputError("Say in which session, or which edit.", field="session")
    return go(editor=editor, of=of)


def _editor(request: MemberRequest, shown: ArgumentMap, body: Mapping[str, Any]) -> Editor:
    seen = body.get("base")
    return Editor(
        workspace=request.workspace,
        by=request.user,
        map=shown,
        session=_identifier(body, "session"),
        edit=_identifier(body, "edit"),
        seen=seen if isinstance(seen, int) and 0 <= seen < 2**63 else 0,
    )


def _body(request: MemberRequest) -> Mapping[str, Any]:
    if int(request.headers.get("Content-Length") or 0) > BODY_MAX:
        raise InvalidInputError(f"An edit has at most {BODY_MAX // 1024} kilobytes.", field="operations")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise InvalidInputError("The body is no JSON.", field="operations") from None
    if not isinstance(body, dict):
        raise InvalidInputError("The body is an object with `session` and `operations`.", field="operations")
    return body


def _identifier(body: Mapping[str, Any], name: str) -> UUID | None:
    value = body.get(name)
    if value is None or value == "":
        return None
    try:
        return UUID(value)
    except (ValueError, AttributeError, TypeError):
        raise InvalidInputError(f"“{name}” is an identifier (a UUID).", field=name) from None


def _count(text: str) -> int:
    return min(int(text), 2**62) if text.isascii() and text.isdigit() else 0


def _refuse(error: ParallaxError) -> JsonResponse:
    told = {name: error.details[name] for name in TOLD if name in error.details}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(error, ChangedMeanwhileError):
        status = HTTPStatus.CONFLICT
    elif isinstance(error, NotAllowedError):
        status = HTTPStatus.FORBIDDEN
    return JsonResponse({"code": error.code, "message": error.message, **told}, status=status)


def _tagged(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
