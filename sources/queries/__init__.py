"""Reads over sources, their texts and the jobs that read them."""

from sources.queries.details import (
    Judgement,
    list_judgements,
    list_text_versions,
    list_twins,
    sources_in_full,
    weigh,
)
from sources.queries.library import (
    LibraryFilters,
    bibliography_items,
    find_by_url,
    free_source_key,
    list_library,
    reading_jobs,
)
from sources.queries.search import HIT_STARTS, HIT_STOPS, IN_TEXT_ORDER, SearchFilters, search_sentences

__all__ = [
    "HIT_STARTS",
    "HIT_STOPS",
    "IN_TEXT_ORDER",
    "Judgement",
    "LibraryFilters",
    "SearchFilters",
    "bibliography_items",
    "find_by_url",
    "free_source_key",
    "list_judgements",
    "list_library",
    "list_text_versions",
    "list_twins",
    "reading_jobs",
    "search_sentences",
    "sources_in_full",
    "weigh",
]
