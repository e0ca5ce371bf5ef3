"""Who speaks against a claim."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agreement.queries.opposing import opposition_to
from claims.queries import find_claim
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read


@member_page(can_read)
@require_GET
def claim_against(request: MemberRequest, number: int) -> HttpResponse:
    """Show who is known to speak against the claim, and which passages may, for a person to answer."""
    claim = find_claim(request.workspace, number)
    if claim is None:
        raise Http404
    found = opposition_to(claim)
    return render(request, "agreement/claim_against.html", {"claim": claim, "found": found})
