"""What happened to a source: what is known of the work, who wrote it, what was received and read."""

from typing import Any
from uuid import UUID

from django.db.models import Field
from django.template.defaultfilters import filesizeformat

from claims.domain.history import HistoryEntry
from claims.queries.history.events import Kind, events_of, tell
from sources.models import Author, Authorship, Capture, Source, TextVersion

# What a reader knows by another name or sees in other fields of the same change.
UNTOLD = {"id", "created_at", "workspace", "created_by", "csl", "issued_precision", "normal_url", "revision"}
CALLED = {"issued_on": "date", "url": "address", "doi": "DOI", "key": "citation key", "status_on": "date of the status"}


def list_source_history(source: Source) -> tuple[HistoryEntry, ...]:
    """Return what happened to the source, the newest first, in seven queries however long it is."""
    bylines = events_of(Authorship, source_id=source.pk)
    authors = Author.objects.in_bulk({event.author_id for event in bylines})
    made = source.created_at
    captures = events_of(Capture, source_id=source.pk)
    texts = events_of(TextVersion, capture_id__in={event.id for event in captures})
    return tell(
        [
            (Kind("source", _own_row, _source_values), events_of(Source, pgh_obj_id=source.pk)),
            (
                Kind(
                    "byline",
                    lambda event: str(event.author_id),
                    lambda event: _byline_values(event, authors, is_first=event.pgh_created_at <= made),
                ),
                bylines,
            ),
            (Kind("capture", _own_row, _capture_values), captures),
            (Kind("text", _own_row, lambda event: {"length": f"{event.length:,}"}), texts),
        ]
    )


def _own_row(event: Any) -> str:  # noqa: ANN401 - event models are made at run time
    return str(event.id)


def _source_values(event: Any) -> dict[str, str]:  # noqa: ANN401
    """Return every field that a person fills in, by its name on the page."""
    told = [field for field in Source._meta.concrete_fields if field.name not in UNTOLD]  # noqa: SLF001 - Django's API
    return {CALLED.get(field.name, str(field.verbose_name)): _in_words(event, field) for field in told}


def _in_words(event: Any, field: "Field[Any, Any]") -> str:  # noqa: ANN401
    value = getattr(event, field.attname)
    if field.name == "issued_on":
        return Source(issued_on=value, issued_precision=event.issued_precision).issued_label
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "" if value is None else str(value)


def _byline_values(event: Any, authors: dict[UUID, Author], *, is_first: bool) -> dict[str, str]:  # noqa: ANN401
    return {
        "author": str(authors.get(event.author_id, "somebody")),
        "position": str(event.position + 1),
        "is_first": "yes" if is_first else "",
    }


def _capture_values(event: Any) -> dict[str, str]:  # noqa: ANN401
    return {"size": filesizeformat(event.size), "origin": event.origin}
