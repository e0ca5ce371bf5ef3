"""The page of one source: its text with marked passages and, beside them, the claims that they serve."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from claims.annotation_forms import PassageForm
from claims.queries import list_authors
from claims.queries.citing import cite_reading
from claims.queries.places import count_places
from claims.queries.reader import draw_reading, find_version_to_read
from sources.models import Source, TextVersion
from sources.queries import list_twins
from sources.services import extraction_job
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read


@member_page(can_read)
@require_GET
def source_detail(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show the source's newest text; while there is none, how far the reading of it is."""
    version = find_version_to_read(request.workspace, source_id)
    if version is None:
        sources = Source.objects.filter(workspace=request.workspace).with_authors()
        source = get_object_or_404(sources, pk=source_id)
        context: dict[str, Any] = {"source": source, "job": extraction_job(source=source)}
    else:
        context = reading_context(request, version) | {"form": passage_form(request, version.capture.source)}
    context["twins"] = list_twins(context["source"], [version] if version else [])
    return render(request, "sources/source_detail.html", context)


def passage_form(request: MemberRequest, source: Source, data: Any = None) -> PassageForm:  # noqa: ANN401
    """Return the form that makes evidence, with everybody who speaks in the workspace."""
    return PassageForm(data, authors=list_authors(request.workspace), writers=source.ordered_authors)


def reading_context(request: MemberRequest, version: TextVersion) -> dict[str, Any]:
    """Return what the page needs to show the whole text."""
    reading = cite_reading(version, draw_reading(version, request.user))
    return source_context(version) | {"reading": reading, "counts": reading.counts, "places": count_places(version)}


def source_context(version: TextVersion) -> dict[str, Any]:
    """Return what every part of the page needs: the source, its text version, and who wrote it."""
    source = version.capture.source
    return {"source": source, "version": version, "byline": {author.pk for author in source.ordered_authors}}
