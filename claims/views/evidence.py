"""Decisions on evidence. Each answers with the claim's board, so that stances and counts follow at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from claims.enums import EvidenceState
from claims.models import Claim, Evidence
from claims.policies import can_change_evidence
from claims.services import decide_evidence, remove_evidence
from claims.views.claims import claim_context, find_claim_or_404, find_evidence
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate

SAID = {
    EvidenceState.ACCEPTED: "Accepted.",
    EvidenceState.REJECTED: "Rejected. It will not be suggested again.",
    EvidenceState.SUGGESTED: "Taken back. It waits for a decision again.",
    EvidenceState.JUDGING: "Your judgement is saved. The passage counts once another annotator has judged alike.",
}


@member_page(can_annotate)
@require_POST
def evidence_decide(request: MemberRequest, number: int, evidence_id: str) -> HttpResponse:
    """Accept, reject or undecide a passage."""
    claim = find_claim_or_404(request, number)
    evidence = _find(request, claim, evidence_id, request.POST.get("state", ""))
    before = {"state": evidence.state, "bearing": evidence.bearing}
    try:
        decided = decide_evidence(
            evidence=evidence,
            state=request.POST.get("state", ""),
            bearing=request.POST.get("bearing") or None,
            by=request.user,
        )
    except InvalidInputError as error:
        return _answer(request, claim, error=error.message)
    undo = None if "undo" in request.POST else {"evidence": decided, **before}
    return _answer(request, claim, said=SAID[EvidenceState(decided.state)], undo=undo)


@member_page(can_annotate)
@require_POST
def evidence_remove(request: MemberRequest, number: int, evidence_id: str) -> HttpResponse:
    """Take a passage off a claim."""
    claim = find_claim_or_404(request, number)
    evidence = _find(request, claim, evidence_id)
    try:
        remove_evidence(evidence=evidence, by=request.user)
    except InvalidInputError as error:
        return _answer(request, claim, error=error.message)
    return _answer(request, claim, said="Removed. The passage stays in its source.")


def _find(request: MemberRequest, claim: Claim, evidence_id: str, state: str = "") -> Evidence:
    evidence = find_evidence(claim, evidence_id)
    if evidence is None:
        raise Http404
    if not can_change_evidence(request.membership, evidence, state):
        raise PermissionDenied
    return evidence


def _answer(
    request: MemberRequest, claim: Claim, *, said: str = "", error: str = "", undo: dict[str, object] | None = None
) -> HttpResponse:
    """Return the board for a fragment's request; else go back to the page with a message."""
    if not request.htmx:
        messages.add_message(request, messages.ERROR if error else messages.SUCCESS, error or said)
        return redirect("claims:detail", request.workspace.slug, claim.number)
    context = {**claim_context(request, claim), "said": said, "error": error, "undo": undo}
    return render(request, "claims/_board.html", context, status=422 if error else 200)
