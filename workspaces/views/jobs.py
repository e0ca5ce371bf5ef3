"""Background jobs as a person sees them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from common.errors import ParallaxError
from workspaces import services
from workspaces.gates import MemberRequest, member_page
from workspaces.models import Job
from workspaces.policies import can_annotate, can_read

JOBS_A_PAGE = 50


@member_page(can_read)
@require_GET
def job_list(request: MemberRequest) -> HttpResponse:
    """Show the workspace's jobs, the latest first."""
    jobs = Job.objects.filter(workspace=request.workspace).select_related("created_by")
    page = Paginator(jobs, JOBS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "workspaces/job_list.html", {"page": page})


@member_page(can_read)
@require_GET
def job_fragment(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Show one job as it stands; while it is active the fragment asks for itself again."""
    job = get_object_or_404(Job.objects.select_related("created_by"), pk=job_id, workspace=request.workspace)
    return render(request, "workspaces/_job.html", {"job": job})


@member_page(can_annotate)
@require_POST
def job_retry(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Try a failed or quarantined job again."""
    job = get_object_or_404(Job, pk=job_id, workspace=request.workspace)
    try:
        job = services.retry_job(job=job, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
    if request.htmx:
        return render(request, "workspaces/_job.html", {"job": job, "with_toasts": True})
    return redirect("workspaces:jobs", request.workspace.slug)
