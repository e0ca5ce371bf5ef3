"""The library: the workspace's sources, and adding some."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from sources.domain.media_types import MAX_FILE_BYTES, TEXT
from sources.forms import PASTED, SourceForm
from sources.importing import item_of_file
from sources.models import Author, Source
from sources.queries import list_library, reading_jobs
from sources.services import EXTRACT_TASK
from sources.services.receiving import ReceivedText, Reception, receive_texts
from sources.signals import library_listed
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

SOURCES_A_PAGE = 50


@member_page(can_read)
@require_GET
def source_list(request: MemberRequest) -> HttpResponse:
    """Show the sources, by author and words of the title if asked."""
    title, author = request.GET.get("q", "").strip(), request.GET.get("author", "")
    sources = list_library(request.workspace, title=title, author=author)
    page = Paginator(sources, SOURCES_A_PAGE).get_page(request.GET.get("page"))
    _attach(page.object_list)
    held = {name: value for name, value in (("q", title), ("author", author)) if value}
    context = {
        "page": page,
        "authors": Author.objects.with_sources_in(request.workspace),
        "q": title,
        "author": author,
        "query": f"{urlencode(held)}&" if held else "",
    }
    return render(request, "sources/source_list.html", context)


@member_page(can_read)
@require_GET
def source_row(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show one row of the library as it stands; while its text is read the row asks for itself again."""
    source = get_object_or_404(list_library(request.workspace), pk=source_id)
    _attach([source])
    return render(request, "sources/_source.html", {"source": source})


@member_page(can_annotate)
def source_create(request: MemberRequest) -> HttpResponse:
    """Add one or several texts: the good ones are taken, each bad one is named with the reason."""
    form = SourceForm(request.POST or None, request.FILES or None)
    reception = None
    if form.is_valid():
        reception = receive_texts(
            workspace=request.workspace,
            texts=_texts(form),
            nature=form.cleaned_data["nature"],
            by=request.user,
        )
        _announce(request, reception)
        if not reception.problems:
            return redirect("sources:list", request.workspace.slug)
    status = 200 if request.method == "GET" else 422
    context = {"form": form, "reception": reception, "largest": MAX_FILE_BYTES}
    return render(request, "sources/source_create.html", context, status=status)


def _attach(sources: Iterable[Source]) -> None:
    """Give each source `job`, the one that reads its text, and `suggestion_count`."""
    jobs = reading_jobs(sources, EXTRACT_TASK)
    suggestions: Counter[UUID] = Counter()
    answers: list[tuple[Any, Any]] = library_listed.send(sender=Source, sources=sources)
    for _receiver, counts in answers:
        suggestions.update(counts)
    shown: Iterable[Any] = sources
    for source in shown:
        source.job = jobs.get(source.pk)
        source.suggestion_count = suggestions[source.pk]


def _texts(form: SourceForm) -> Iterator[ReceivedText]:
    files: list[UploadedFile] = form.cleaned_data["files"]
    typed, pasted = form.cleaned_data["title"], form.cleaned_data["pasted"]
    for file in files:
        name = file.name or ""
        item: dict[str, Any] = item_of_file(name)
        if typed and len(files) == 1 and not pasted.strip():
            item["title"] = typed
        yield ReceivedText(
            origin=name,
            # One byte more than is allowed is enough to be refused as too large.
            data=file.read(MAX_FILE_BYTES + 1),
            media_type=file.content_type or "",
            item={**item, **form.item},
        )
    if pasted.strip():
        yield ReceivedText(
            origin=PASTED,
            data=pasted.encode(),
            media_type=TEXT,
            item={**form.item, "title": typed},
        )


def _announce(request: MemberRequest, reception: Reception) -> None:
    number = len(reception.added)
    if number == 1:
        messages.success(request, f"“{reception.added[0].title}” is in the library; its text is being read.")
    elif number:
        messages.success(request, f"{number} sources are in the library; their texts are being read.")
