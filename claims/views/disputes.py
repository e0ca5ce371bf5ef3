"""The queue of disputes: judgements that differ, side by side, for an editor to decide between."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from claims.forms import RulingForm
from claims.models import Adjudication, Evidence
from claims.queries.judging import Dispute, dispute_desk, list_disputes, list_overtaken
from claims.services import adjudicate, undo_adjudication
from common.errors import ParallaxError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit, can_read

DISPUTES_SHOWN = 20
DECISIONS_SHOWN = 10


@member_page(can_read)
@require_GET
def dispute_list(request: MemberRequest) -> HttpResponse:
    """Show disputes, what costs most agreement first, what the text has overtaken, and the latest decisions."""
    desk = dispute_desk(request.workspace, request.user, DECISIONS_SHOWN)
    context = {
        "disputes": desk.disputes[:DISPUTES_SHOWN],
        "number": len(desk.disputes),
        "overtaken": desk.overtaken,
        "adjudications": desk.decided,
    }
    return render(request, "claims/dispute_list.html", context)


@member_page(can_edit)
@require_POST
def dispute_decide(request: MemberRequest, evidence_id: UUID) -> HttpResponse:
    """Decide a dispute with a reason; a refusal shows it again and says why."""
    pair = get_object_or_404(Evidence.objects.select_related("claim"), pk=evidence_id, workspace=request.workspace)
    form = RulingForm(request.POST)
    if not form.is_valid():
        return _refuse(request, pair, "Choose an answer and say why.", form)
    try:
        adjudication = adjudicate(evidence=pair, ruling=form.ruling, by=request.user)
    except ParallaxError as error:
        return _refuse(request, pair, error.message, form)
    if not request.htmx:
        messages.success(request, f"Decided: {adjudication.get_answer_display().lower()}.")
        return redirect("claims:disputes", request.workspace.slug)
    return render(request, "claims/_dispute_decided.html", {"adjudication": adjudication})


@member_page(can_edit)
@require_POST
def decision_undo(request: MemberRequest, adjudication_id: UUID) -> HttpResponse:
    """Take a decision back, which gives the dispute back."""
    mine = Adjudication.objects.select_related("evidence__claim")
    adjudication = get_object_or_404(mine, pk=adjudication_id, workspace=request.workspace)
    try:
        pair = undo_adjudication(adjudication=adjudication, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
        return redirect("claims:disputes", request.workspace.slug)
    dispute = _find(request, pair)
    if not request.htmx or dispute is None:
        messages.success(request, "Taken back: it is in dispute again.")
        return redirect("claims:disputes", request.workspace.slug)
    return render(request, "claims/_dispute.html", {"dispute": dispute})


def _refuse(request: MemberRequest, pair: Evidence, reason: str, form: RulingForm) -> HttpResponse:
    """Show the dispute again with the reason, or what became of it meanwhile."""
    dispute = _find(request, pair)
    if not request.htmx:
        messages.error(request, reason)
        return redirect("claims:disputes", request.workspace.slug)
    if dispute is None:
        return render(request, "claims/_dispute_decided.html", {"evidence": pair, "error": reason}, status=422)
    context = {"dispute": dispute, "error": reason, "given": form.data}
    return render(request, "claims/_dispute.html", context, status=422)


def _find(request: MemberRequest, pair: Evidence) -> Dispute | None:
    disputes = [*list_disputes(request.workspace, request.user), *list_overtaken(request.workspace, request.user)]
    return next((one for one in disputes if one.evidence.pk == pair.pk), None)
