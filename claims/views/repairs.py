"""The queue of passages whose place in a new text is not certain: accept, move, give up, undo."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reselect, reswap, retarget

from claims.queries.repairs import find_repair, list_repairs, place_choices, show_repair
from claims.repair_forms import MoveForm, RepairFilterForm
from common.errors import ParallaxError
from sources.enums import AnchorState
from sources.models import Anchor
from sources.services.repairs import accept_place, give_up_passage, move_passage, undo_repair
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

REPAIRS_A_PAGE = 20
DECISIONS = {"accept": accept_place, "give_up": give_up_passage, "undo": undo_repair}


@member_page(can_read)
@require_GET
def repair_list(request: MemberRequest) -> HttpResponse:
    """Show the passages that wait, of one source or on one claim if asked, old and new text side by side."""
    form = RepairFilterForm(request.GET)
    narrowed = form.narrowing
    page = Paginator(list_repairs(request.workspace, **narrowed), REPAIRS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "repairs": [show_repair(anchor) for anchor in page.object_list],
        "narrowed": narrowed,
        "query": f"{urlencode(narrowed)}&" if narrowed else "",
    }
    return render(request, "claims/repair_list.html", context)


@member_page(can_annotate)
@require_POST
def repair_decide(request: MemberRequest, anchor_id: UUID) -> HttpResponse:
    """Accept the proposed place, give the passage up, or take a decision back."""
    anchor = _find(request, anchor_id)
    decide = DECISIONS.get(request.POST.get("decision", ""))
    if decide is None:
        raise Http404
    refusal = ""
    try:
        decide(anchor=anchor, by=request.user)
    except ParallaxError as error:
        refusal = error.message
    return _answer(request, anchor_id, refusal)


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def repair_move(request: MemberRequest, anchor_id: UUID) -> HttpResponse:
    """Show other places for the passage, by words if asked; put it where a quotation stands."""
    anchor = _find(request, anchor_id)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            move_passage(anchor=anchor, by=request.user, **form.cleaned_data)
        except ParallaxError as error:
            if not error.code.startswith("quote_"):
                return _answer(request, anchor_id, error.message)
            form.add_error("exact", error.message)
            nearest = error.details.get("nearest")
        else:
            answer = _answer(request, anchor_id, "")
            return retarget(reswap(answer, "outerHTML"), f"#repair-{anchor_id}") if request.htmx else answer
    else:
        nearest = None
    search = request.GET.get("q", "")
    context: dict[str, Any] = {
        "anchor": anchor,
        "form": form,
        "nearest": nearest,
        "q": search,
        "choices": place_choices(anchor, search),
    }
    template = "claims/_repair_move.html" if request.htmx else "claims/repair_move.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _answer(request: MemberRequest, anchor_id: UUID, refusal: str) -> HttpResponse:
    """Return the passage as it stands now, with what was refused; without htmx the way back to the list."""
    anchor = _find(request, anchor_id)
    if not request.htmx:
        if refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, _said(anchor))
        return redirect("claims:repairs", request.workspace.slug)
    template = "claims/_repair.html" if anchor.waits else "claims/_repair_decided.html"
    context = {"repair": show_repair(anchor), "refusal": refusal}
    answer = render(request, template, context)
    return retarget(reselect(reswap(answer, "outerHTML"), f"#repair-{anchor_id}"), f"#repair-{anchor_id}")


def _said(anchor: Anchor) -> str:
    if anchor.waits:
        return "The passage waits for a decision again."
    return (
        "Given up: the passage is not in this text." if anchor.state == AnchorState.ORPHANED else "The place is saved."
    )


def _find(request: MemberRequest, anchor_id: UUID) -> Anchor:
    anchor = find_repair(request.workspace, anchor_id)
    if anchor is None:
        raise Http404
    return anchor
