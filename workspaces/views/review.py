"""Everything in a workspace that waits for a person, from all parts of the product, on one page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from workspaces.gates import MemberRequest, member_page
from workspaces.models import Job
from workspaces.policies import can_read
from workspaces.signals import collect_home, group_tasks, home_opened


@member_page(can_read)
@require_GET
def review(request: MemberRequest) -> HttpResponse:
    """Show what waits, sorted into groups, with where to go and what to press."""
    answers: list[tuple[Any, Any]] = home_opened.send(
        sender=type(request.workspace), workspace=request.workspace, user=request.user
    )
    tasks = collect_home([part for _receiver, part in answers], limit=0).tasks
    jobs = Job.objects.filter(workspace=request.workspace).needing_attention().select_related("created_by")
    return render(request, "workspaces/review.html", {"groups": group_tasks(tasks), "jobs": jobs})
