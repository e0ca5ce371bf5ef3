"""What happened to a claim."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.queries import list_history
from claims.views.claims import find_claim_or_404
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read


@member_page(can_read)
@require_GET
def claim_history(request: MemberRequest, number: int) -> HttpResponse:
    """Show who did what and when: a fragment inside the claim's page, or a page of its own."""
    claim = find_claim_or_404(request, number)
    template = "claims/_history.html" if request.htmx else "claims/claim_history.html"
    return render(request, template, {"claim": claim, "entries": list_history(claim)})
