"""Claims that fit what a reader types or reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.queries import ClaimFilters, filter_claims, find_similar_wordings
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate

CHOICES_SHOWN = 7


@member_page(can_annotate)
@require_GET
def claim_choices(request: MemberRequest) -> HttpResponse:
    """Show the claims that fit what was typed, the likest wording as well, and the making of a new one.

    `wanted` asks for a claim that there is, `claim` for one that may be worded now.
    """
    is_finder = "wanted" in request.GET
    typed = " ".join(request.GET.get("wanted" if is_finder else "claim", "").split())
    claims = list(filter_claims(request.workspace, ClaimFilters(search=typed)).order_by("-updated_at")[:CHOICES_SHOWN])
    if typed and len(claims) < CHOICES_SHOWN:
        found = {claim.pk for claim in claims}
        claims += [claim for claim in find_similar_wordings(request.workspace, typed) if claim.pk not in found]
    return render(request, "claims/_claim_choices.html", {"claims": claims, "typed": typed, "is_finder": is_finder})
