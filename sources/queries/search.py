"""Full-text search over the sentences of the texts that are read now."""

from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from sources.domain.search_words import Sought
from sources.models import SENTENCE_VECTOR, Page, Sentence, TextVersion
from workspaces.models import Workspace

HIT_STARTS, HIT_STOPS = "\ue000", "\ue001"
"""Stand around a hit in `Sentence.marked`: characters of the private use area, which no text has."""

IN_TEXT_ORDER = ("text_version", "position")


@dataclass(frozen=True)
class SearchFilters:
    """Whose sentences are looked through: by the author at that address, of works of those years, of that status."""

    author: str = ""
    since: int | None = None
    until: int | None = None
    status: str = ""


def search_sentences(workspace: Workspace, sought: Sought, filters: SearchFilters) -> QuerySet[Sentence]:
    """Return the sentences that have all of what is sought, the best first, with source, `marked` and `page_label`.

    A word is found by its stem or as the beginning of another, a phrase word by word, a piece anywhere. Nothing sought
    finds nothing. The index `sentence_words` answers words and phrases.
    """
    if sought.is_empty:
        return Sentence.objects.none()
    versions = TextVersion.objects.current().filter(capture__source__workspace=workspace)
    found = Sentence.objects.filter(text_version__in=_narrowed(versions, filters).values("pk"))
    for piece in sought.pieces:
        found = found.filter(text__icontains=piece)
    query = words_query(sought)
    marked: Any = F("text")
    rank: Any = Value(0.0)
    if query is not None:
        found = found.annotate(vector=SENTENCE_VECTOR).filter(vector=query)
        rank = SearchRank(F("vector"), query)
        marked = SearchHeadline(
            "text", query, config="english", start_sel=HIT_STARTS, stop_sel=HIT_STOPS, highlight_all=True
        )
    pages = Page.objects.filter(text_version=OuterRef("text_version"), start__lte=OuterRef("start")).order_by("-start")
    return (
        found.annotate(rank=rank, marked=marked, page_label=Coalesce(Subquery(pages.values("label")[:1]), Value("")))
        .select_related("text_version__capture__source")
        .defer("text_version__text", "text_version__furniture", "text_version__capture__content")
        .order_by("-rank", *IN_TEXT_ORDER)
    )


def _narrowed(versions: QuerySet[TextVersion], filters: SearchFilters) -> QuerySet[TextVersion]:
    if filters.author:
        versions = versions.filter(capture__source__authorships__author__slug=filters.author)
    if filters.since:
        versions = versions.filter(capture__source__issued_on__year__gte=filters.since)
    if filters.until:
        versions = versions.filter(capture__source__issued_on__year__lte=filters.until)
    if filters.status:
        versions = versions.filter(capture__source__status=filters.status)
    return versions


def words_query(sought: Sought) -> Any:  # noqa: ANN401 - combined queries have a type of their own
    """Return all words and phrases as one query, None if there are only pieces."""
    terms: list[Any] = [
        SearchQuery(word, config="english") | SearchQuery(f"'{word}':*", config="simple", search_type="raw")
        for word in sought.words
    ]
    terms += [SearchQuery(phrase, config="simple", search_type="phrase") for phrase in sought.phrases]
    return reduce(and_, terms) if terms else None
