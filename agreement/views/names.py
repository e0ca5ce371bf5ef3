"""The table of names of a workspace: which forms mean one thing, proposed by the texts and kept by people."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from agreement.enums import AliasOrigin, AliasState
from agreement.forms import NameForm
from agreement.models import WorkspaceAlias
from agreement.queries.clusters import head_facts
from agreement.queries.names import OWN, USUAL, Name, changes_since, list_names, occurrences_of
from agreement.services import ANALYSE_TASK
from agreement.services.names import NameStep, merge_names, remove_name, rename_form, set_name, undo_names
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

NAMES_A_PAGE = 40
STEPS_KEPT = 100
"""Acts that can be undone one after the other within one session."""

Act = Callable[..., list[NameStep]]


@member_page(can_read)
@require_GET
def name_list(request: MemberRequest) -> HttpResponse:
    """Show the table: the workspace's own names, what waits first, or the usual names of states."""
    return render(request, "agreement/name_list.html", _board(request))


@member_page(can_annotate)
@require_POST
def name_change(request: MemberRequest) -> HttpResponse:
    """Add, accept, reject, edit, merge or remove a name, as `act` says."""
    form = NameForm(request.POST)
    act = request.POST.get("act", "")
    if not form.is_valid() or act not in ACTS:
        messages.error(request, "Give a name and another form of it, each with at most 80 characters.")
        return _answer(request)
    try:
        steps = ACTS[act](request, form.cleaned_data)
    except InvalidInputError as error:
        messages.error(request, error.message)
    else:
        if steps:
            kept = [*request.session.get(_key(request), []), [asdict(step) for step in steps]]
            request.session[_key(request)] = kept[-STEPS_KEPT:]
    return _answer(request)


@member_page(can_annotate)
@require_POST
def name_undo(request: MemberRequest) -> HttpResponse:
    """Take back the last change of names in this session; pressed again, the one before it."""
    kept = request.session.get(_key(request), [])
    if not kept:
        messages.info(request, "There is nothing left to undo.")
        return _answer(request)
    request.session[_key(request)] = kept[:-1]
    steps = [NameStep(**step) for step in kept[-1]]
    try:
        undo_names(workspace=request.workspace, steps=steps, by=request.user)
    except InvalidInputError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Undone: {', '.join(sorted({f'“{step.form}”' for step in steps}))}.")
    return _answer(request)


def _add(request: MemberRequest, given: dict[str, Any]) -> list[NameStep]:
    return set_name(
        workspace=request.workspace, name=given["name"], form=given["form"], state=AliasState.ACCEPTED, by=request.user
    )


def _reject(request: MemberRequest, given: dict[str, Any]) -> list[NameStep]:
    origin = AliasOrigin.DEFAULT if given["usual"] else AliasOrigin.PERSON
    return set_name(
        workspace=request.workspace,
        name=given["name"],
        form=given["form"],
        state=AliasState.REJECTED,
        origin=origin,
        by=request.user,
    )


def _remove(request: MemberRequest, given: dict[str, Any]) -> list[NameStep]:
    return remove_name(workspace=request.workspace, name=given["name"], form=given["form"], by=request.user)


def _edit(request: MemberRequest, given: dict[str, Any]) -> list[NameStep]:
    alias = WorkspaceAlias.objects.filter(workspace=request.workspace, name=given["name"], form=given["form"]).first()
    if alias is None:
        raise InvalidInputError("This name is not in the table any more.", field="form")
    return rename_form(
        workspace=request.workspace, alias=alias, name=given["new_name"], form=given["new_form"], by=request.user
    )


def _merge(request: MemberRequest, given: dict[str, Any]) -> list[NameStep]:
    return merge_names(workspace=request.workspace, name=given["name"], into=given["new_name"], by=request.user)


ACTS: dict[str, Act] = {
    "add": _add,
    "accept": _add,
    "reject": _reject,
    "remove": _remove,
    "edit": _edit,
    "merge": _merge,
}


def _board(request: MemberRequest) -> dict[str, Any]:
    given = request.POST if request.method == "POST" else request.GET
    show = USUAL if given.get("show") == USUAL else OWN
    sought = given.get("q", "").strip()
    facts = head_facts(request.workspace, ANALYSE_TASK)
    page = Paginator(list_names(request.workspace, show, sought), NAMES_A_PAGE).get_page(given.get("page"))
    names: list[Name] = list(page.object_list)
    changes = changes_since(facts.run)
    found = occurrences_of(request.workspace, [*(name.form for name in names), *(form for _name, form in changes)])
    return {
        "facts": facts,
        "show": show,
        "sought": sought,
        "page": page,
        "query": f"{urlencode({'show': show, 'q': sought})}&",
        "rows": [(name, found.get(name.form)) for name in names],
        "changes": [(name, form, found[form].count if form in found else 0) for name, form in changes],
        "can_undo": bool(request.session.get(_key(request))),
    }


def _answer(request: MemberRequest) -> HttpResponse:
    """Return the table for a fragment's request; else go back to it."""
    if not request.htmx:
        return redirect("agreement:names", request.workspace.slug)
    return render(request, "agreement/_names.html", {**_board(request), "is_answer": True})


def _key(request: MemberRequest) -> str:
    return f"names-{request.workspace.pk}"
