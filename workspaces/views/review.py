"""Everything in a workspace that waits for a person, from all parts of the product, on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from workspaces.gates import MemberRequest, member_page
from workspaces.models import Job
from workspaces.policies import can_read
from workspaces.queries import home_of
from workspaces.signals import group_tasks


@member_page(can_read)
@require_GET
def review(request: MemberRequest) -> HttpResponse:
    """Show what waits, sorted into groups, with where to go and what to press."""
    tasks = home_of(request.membership, request.user, limit=0).tasks
    jobs = Job.objects.filter(workspace=request.workspace).needing_attention().select_related("created_by")
    return render(request, "workspaces/review.html", {"groups": group_tasks(tasks), "jobs": jobs})
