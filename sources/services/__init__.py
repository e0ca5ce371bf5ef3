"""What people do with sources and passages."""

from sources.services.addresses import add_address, request_fetch
from sources.services.passages import create_passage
from sources.services.sources import (
    EXTRACT_TASK,
    FETCH_TASK,
    add_source,
    ensure_author,
    extraction_job,
    request_extraction,
)

__all__ = [
    "EXTRACT_TASK",
    "FETCH_TASK",
    "add_address",
    "add_source",
    "create_passage",
    "ensure_author",
    "extraction_job",
    "request_extraction",
    "request_fetch",
]
