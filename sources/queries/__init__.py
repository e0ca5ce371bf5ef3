"""Reads over sources, their texts and the jobs that read them."""

from sources.queries.details import (
    Judgement,
    list_judgements,
    list_text_versions,
    list_twins,
    sources_in_full,
    weigh,
)
from sources.queries.library import find_by_url, free_source_key, list_library, reading_jobs

__all__ = [
    "Judgement",
    "find_by_url",
    "free_source_key",
    "list_judgements",
    "list_library",
    "list_text_versions",
    "list_twins",
    "reading_jobs",
    "sources_in_full",
    "weigh",
]
