"""Claims that fit what a reader types or marks."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.queries.choices import offer_claims
from claims.signals import Wanted
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate


@member_page(can_annotate)
@require_GET
def claim_choices(request: MemberRequest) -> HttpResponse:
    """Show the claims that fit, each with why, and the making of a new one.

    `wanted` asks for a claim that there is, `claim` for one that may be worded now; `source`, `start` and `quote` say
    what is marked.
    """
    is_finder = "wanted" in request.GET
    typed = " ".join(request.GET.get("wanted" if is_finder else "claim", "").split())
    offered = offer_claims(request.workspace, _wanted(request, typed))
    return render(request, "claims/_claim_choices.html", {"offered": offered, "typed": typed, "is_finder": is_finder})


def _wanted(request: MemberRequest, typed: str) -> Wanted:
    start = request.GET.get("start", "").split(",")[0]
    begins = int(start) if start.isdecimal() and len(start) < 10 else None
    return Wanted(
        workspace_id=request.workspace.pk,
        typed=typed,
        source_id=_identifier(request.GET.get("source", "")),
        start=begins,
        end=None if begins is None else begins + len(request.GET.get("quote", "")),
    )


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
