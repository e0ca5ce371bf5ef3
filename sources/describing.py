"""What a document says of itself, given to a source of which it is not known. Running it twice changes nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from common.outbound import normal_url
from sources.bylines import add_byline
from sources.domain.csl import SourceRecord, read_item
from sources.domain.file_names import title_of_file
from sources.errors import InvalidCslItem
from sources.models import Source, TextVersion


@transaction.atomic
def describe_source(version: TextVersion) -> None:
    """Fill the empty fields of the version's source from what the document states, and nothing that a person gave.

    A title is taken only where the file's name or the address stands in for one. A document whose statement makes no
    sense as an item is taken to state nothing.
    """
    found = {name: value for name, value in version.found.items() if value}
    if not found:
        return
    source = Source.objects.select_for_update().select_related("workspace").get(pk=version.capture.source_id)
    keeps_title = not (source.is_unnamed or source.title == title_of_file(version.capture.origin))
    if keeps_title:
        found.pop("title", None)
    has_authors = source.authorships.exists()
    if has_authors or source.csl.get("author"):
        found.pop("author", None)
    item = _merged(source.csl, found, has_title=keeps_title)
    try:
        record = read_item({**item, "id": source.key, "title": item.get("title") or source.title})
    except InvalidCslItem:
        return
    if _fill(source, record) or item != source.csl:
        source.csl = item
        source.revision += 1
        source.save()
    if not has_authors:
        add_byline(source, record.authors)


def _merged(item: Mapping[str, Any], found: Mapping[str, Any], *, has_title: bool) -> dict[str, Any]:
    """Return the item with what was found where it states nothing; "document" is no statement of a type."""
    stated = {name: value for name, value in item.items() if value and (has_title or name != "title")}
    if stated.get("type") == "document":
        stated = {name: value for name, value in stated.items() if name != "type"}
    return {**item, **found, **stated}


def _fill(source: Source, record: SourceRecord) -> bool:
    """Give the source the record's values for its empty fields; say whether any changed."""
    wanted: dict[str, Any] = {
        "title": record.title,
        "container": source.container or record.container,
        "url": source.url or record.url,
        "doi": source.doi or record.doi,
        "language": source.language or record.language,
    }
    if source.issued_on is None and record.issued is not None:
        wanted |= {"issued_on": record.issued.day, "issued_precision": record.issued.precision}
    changed = {name: value for name, value in wanted.items() if getattr(source, name) != value}
    for name, value in changed.items():
        setattr(source, name, value)
    if "url" in changed:
        source.normal_url = normal_url(source.url)[:2000]
    return bool(changed)
