"""Searching in the texts."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from sources.domain.search_words import SnippetPart, Sought, cut_snippet, read_search
from sources.forms import SearchForm
from sources.models import Author, Sentence, Source
from sources.queries import HIT_STARTS, HIT_STOPS, IN_TEXT_ORDER, search_sentences
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

HITS_A_PAGE = 40
MOST_RANKED = 3000
"""More sentences than that come in the order of the texts: ranking them takes seconds and tells nobody anything."""


@dataclass(frozen=True)
class Hit:
    """A sentence that was found, its source, the page it begins on ("" without pages), and its text cut at hits."""

    sentence: Sentence
    source: Source
    page_label: str
    parts: tuple[SnippetPart, ...]


@member_page(can_read)
@require_GET
def text_search(request: MemberRequest) -> HttpResponse:
    """Show the sentences that have what was typed."""
    authors = Author.objects.with_sources_in(request.workspace)
    form = SearchForm(request.GET, authors=authors)
    sought = read_search(request.GET.get("q", "")[:400])
    found = search_sentences(request.workspace, sought, form.filters)
    paginator = Paginator(found, HITS_A_PAGE)
    if paginator.count > MOST_RANKED:
        paginator.object_list = found.order_by(*IN_TEXT_ORDER)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "sought": sought,
        "page": page,
        "hits": [_hit(sentence, sought) for sentence in page],
        "query": f"{urlencode(form.held)}&" if form.held else "",
    }
    return render(request, "sources/text_search.html", context)


def _hit(sentence: Sentence, sought: Sought) -> Hit:
    found = cast("Any", sentence)
    return Hit(
        sentence=sentence,
        source=sentence.text_version.capture.source,
        page_label=found.page_label,
        parts=cut_snippet(found.marked, HIT_STARTS, HIT_STOPS, sought.pieces),
    )
