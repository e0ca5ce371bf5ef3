"""The page of one source: its text with marked passages and, beside them, the claims that they serve."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from claims.annotation_forms import PassageForm
from claims.queries import list_authors_beside
from claims.queries.citing import cite_reading
from claims.queries.opening import OpenedText, open_text
from claims.queries.reader import draw_reading
from sources.models import Author, Source, TextVersion
from sources.services import extraction_job
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read


@member_page(can_read)
@require_GET
def source_detail(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show the source's newest text; while there is none, how far the reading of it is."""
    opened = open_text(request.workspace, source_id)
    if opened is None:
        sources = Source.objects.filter(workspace=request.workspace).with_authors()
        source = get_object_or_404(sources, pk=source_id)
        context = {"source": source, "writers": source.ordered_authors, "job": extraction_job(source=source)}
    else:
        context = reading_context(request, opened)
    return render(request, "sources/source_detail.html", context)


def passage_form(source: Source, data: Any = None) -> PassageForm:  # noqa: ANN401
    """Return the form that makes evidence, with everybody who speaks in the workspace."""
    authors, writers = list_authors_beside(source)
    return PassageForm(data, authors=authors, writers=writers)


def reading_context(request: MemberRequest, opened: OpenedText, form: PassageForm | None = None) -> dict[str, Any]:
    """Return what the page needs to show the whole text, with a form as it was sent or a new one."""
    reading = cite_reading(opened, draw_reading(opened, request.user))
    authors, writers = list_authors_beside(opened.version.capture.source)
    return source_context(opened.version, writers) | {
        "reading": reading,
        "counts": reading.counts,
        "places": opened.places,
        "twins": opened.twins,
        "form": form or PassageForm(authors=authors, writers=writers),
    }


def source_context(version: TextVersion, writers: Sequence[Author] | None = None) -> dict[str, Any]:
    """Return what every part of the page needs: the source, its text version, and who wrote it.

    Writers that are not given are those of the source's byline, which is loaded.
    """
    source = version.capture.source
    writers = source.ordered_authors if writers is None else writers
    byline = {author.pk for author in writers}
    return {"source": source, "version": version, "writers": writers, "byline": byline}
