"""The page that makes one claim of two that say the same."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from claims.queries.merging import find_other, weigh_merge
from claims.services import merge_claims
from claims.views.claims import find_claim_or_404
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def claim_merge(request: MemberRequest, number: int) -> HttpResponse:
    """Ask which claim says the same and show what would move there; merge when that is confirmed."""
    claim = find_claim_or_404(request, number)
    typed = (request.POST if request.method == "POST" else request.GET).get("into", "")[:20]
    into = find_other(request.workspace, typed, claim)
    error = "" if into or not typed else f"There is no other claim “{typed}” here."
    if request.method == "POST" and into is not None:
        try:
            merge_claims(claim=claim, into=into, by=request.user)
        except InvalidInputError as refused:
            error = refused.message
        else:
            messages.success(request, f"{claim.label} is merged into {into.label}.")
            return redirect("claims:detail", request.workspace.slug, into.number)
    merge = weigh_merge(claim, into) if into else None
    context = {"claim": claim, "typed": typed, "merge": merge, "error": error}
    return render(request, "claims/claim_merge.html", context, status=422 if error else 200)
