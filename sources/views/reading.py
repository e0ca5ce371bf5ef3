"""What a source's page shows while the text is being read."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRefresh

from sources.models import Preview, Source, TextVersion
from sources.services import extraction_job
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

NO_CONTENT = 204
"""Tells htmx to leave the page as it is, so that a person who reads or selects is not disturbed."""


@member_page(can_read)
@require_GET
def source_preview(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show the first pages of a source once they are read, and its page anew once the whole text is there.

    `shown=1` says that the page shows them already.
    """
    source = get_object_or_404(Source, pk=source_id, workspace=request.workspace)
    if TextVersion.objects.filter(capture__source=source).exists():
        return HttpResponseClientRefresh()
    job = extraction_job(source=source)
    is_active = job is not None and job.is_active
    # What a dead worker left behind is no promise of more.
    preview = Preview.objects.filter(capture__source=source).first() if is_active else None
    if is_active and (preview is not None) is (request.GET.get("shown") == "1"):
        return HttpResponse(status=NO_CONTENT)
    return render(
        request, "sources/_preview.html", {"source": source, "preview": preview, "job": job, "is_active": is_active}
    )
