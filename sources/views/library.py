"""The library: the workspace's sources."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from sources.domain.bibliography import FORMATS
from sources.forms import LibraryForm
from sources.models import Author, Source
from sources.queries import list_library, reading_jobs
from sources.services import EXTRACT_TASK, FETCH_TASK
from sources.signals import library_listed
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

SOURCES_A_PAGE = 50


@member_page(can_read)
@require_GET
def source_list(request: MemberRequest) -> HttpResponse:
    """Show the sources that the filters let through, in the order asked for."""
    form = library_form(request)
    page = Paginator(list_library(request.workspace, form.filters), SOURCES_A_PAGE).get_page(request.GET.get("page"))
    _attach(page.object_list)
    held = form.held
    context = {
        "page": page,
        "form": form,
        "narrowed": bool(set(held) - {"order"}),
        "folded": bool(set(held) - {"order", "q", "author"}),
        "query": f"{urlencode(held)}&" if held else "",
        "formats": FORMATS.values(),
    }
    return render(request, "sources/source_list.html", context)


@member_page(can_read)
@require_GET
def source_row(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show one row of the library as it stands; while its text is read the row asks for itself again."""
    source = get_object_or_404(list_library(request.workspace), pk=source_id)
    _attach([source])
    return render(request, "sources/_source.html", {"source": source})


def library_form(request: MemberRequest) -> LibraryForm:
    """Return the filters that the address names."""
    return LibraryForm(request.GET, authors=Author.objects.with_sources_in(request.workspace))


def _attach(sources: Iterable[Source]) -> None:
    """Give each source `job`, the one that reads its text, and `suggestion_count`."""
    jobs = reading_jobs(sources, EXTRACT_TASK, FETCH_TASK)
    suggestions: Counter[UUID] = Counter()
    answers: list[tuple[Any, Any]] = library_listed.send(sender=Source, sources=sources)
    for _receiver, counts in answers:
        suggestions.update(counts)
    shown: Iterable[Any] = sources
    for source in shown:
        source.job = jobs.get(source.pk)
        source.suggestion_count = suggestions[source.pk]
