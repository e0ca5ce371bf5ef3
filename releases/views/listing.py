"""The claim sets of a workspace."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from releases.queries.membership import count_claims
from releases.queries.showing import list_sets
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read


@member_page(can_read)
@require_GET
def set_list(request: MemberRequest) -> HttpResponse:
    """Show the workspace's claim sets: how each is gathered, how many claims it has, its last release, who reads it."""
    sets = list(list_sets(request.workspace))
    counts = count_claims(sets)
    return render(request, "releases/set_list.html", {"rows": [(one, counts[one.pk]) for one in sets]})
