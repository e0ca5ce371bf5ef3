"""What people do with sources and passages."""

from sources.bylines import ensure_author
from sources.services.addresses import add_address, request_fetch
from sources.services.bibliography import BibliographyReport, import_bibliography
from sources.services.captures import REANCHOR_TASK, add_capture, request_reanchoring
from sources.services.grading import grade_source, set_source_status
from sources.services.metadata import discard_source, edit_source, take_found
from sources.services.passages import create_passage
from sources.services.sources import (
    EXTRACT_TASK,
    FETCH_TASK,
    add_source,
    extraction_job,
    request_extraction,
)

__all__ = [
    "EXTRACT_TASK",
    "FETCH_TASK",
    "REANCHOR_TASK",
    "BibliographyReport",
    "add_address",
    "add_capture",
    "add_source",
    "create_passage",
    "discard_source",
    "edit_source",
    "ensure_author",
    "extraction_job",
    "grade_source",
    "import_bibliography",
    "request_extraction",
    "request_fetch",
    "request_reanchoring",
    "set_source_status",
    "take_found",
]
