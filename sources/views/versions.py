"""Receiving a source again: a file or a pasted text becomes its new version."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.errors import ParallaxError
from sources.domain.media_types import MAX_FILE_BYTES
from sources.forms import VersionForm
from sources.models import Source
from sources.services import add_capture
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate


@member_page(can_annotate)
def version_add(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show the form of a new version; take it, have it read and the passages found again in it."""
    source = get_object_or_404(Source.objects.filter(workspace=request.workspace), pk=source_id)
    form = VersionForm(request.POST, request.FILES) if request.method == "POST" else VersionForm()
    if form.is_valid():
        origin, data, media_type = form.received
        try:
            add_capture(source=source, data=data, media_type=media_type, origin=origin, by=request.user)
        except ParallaxError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Received. Its text is being read, and the passages are looked for in it.")
            return redirect("sources:details", request.workspace.slug, source.pk)
    context = {
        "source": source,
        "form": form,
        "passage_count": source.passages.count(),
        "is_first": not source.captures.exists(),
        "largest": MAX_FILE_BYTES,
    }
    return render(request, "sources/version_add.html", context, status=422 if form.errors else 200)
