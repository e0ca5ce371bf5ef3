"""Changing what is known of a work."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from common.history import recorded_as
from common.outbound import normal_url
from sources.bylines import ensure_author
from sources.domain.csl import SourceRecord, read_item
from sources.domain.found import FIELD_NAMES
from sources.enums import SourceNature
from sources.errors import DuplicateSource, SourceInUse, StaleSource
from sources.models import Authorship, Passage, Source, TextVersion
from sources.queries import find_by_url
from workspaces.models import User, Workspace


@transaction.atomic
def edit_source(
    *,
    source: Source,
    changes: Mapping[str, Any],
    revision: int | None = None,
    nature: SourceNature | str | None = None,
    by: User | None = None,
) -> Source:
    """Return the source with these fields of its CSL-JSON item changed; a field without a value is taken out.

    The key stays, whatever `id` says.
    `revision` is the one that the person's form was opened with: StaleSource if the stored one is another, and nothing
    is written. None does not ask. InvalidCslItem for a value of a wrong shape, DuplicateSource for another source's
    address.
    """
    stored = lock_source(source, revision)
    given = {**stored.csl, "title": stored.title, **changes, "id": stored.key}
    item = {field: value for field, value in given.items() if value not in ("", [], None)}
    record = read_item(item)
    _refuse_taken_address(stored, record)
    stored.title, stored.container, stored.url = record.title, record.container, record.url
    stored.doi, stored.language = record.doi, record.language
    stored.normal_url = normal_url(record.url)[:2000]
    stored.issued_on = record.issued.day if record.issued else None
    stored.issued_precision = record.issued.precision if record.issued else 0
    stored.nature = nature or stored.nature
    stored.csl = item
    with recorded_as(by):
        save_source(stored)
        if "author" in changes:
            _set_authors(stored, record)
    return stored


def take_found(
    *, source: Source, found: Mapping[str, Any], fields: Collection[str], revision: int | None = None, by: User | None
) -> Source:
    """Return the source with these fields as its document states them; fields that it does not state change nothing."""
    changes = {field: found[field] for field in FIELD_NAMES if field in fields and found.get(field)}
    return edit_source(source=source, changes=changes, revision=revision, by=by)


@transaction.atomic
def discard_source(*, source: Source, by: User | None = None) -> None:
    """Take a source without a text out of the library, such as one whose address was mistyped; else SourceInUse."""
    Source.objects.select_for_update().get(pk=source.pk)
    has_text = TextVersion.objects.filter(capture__source=source).exists()
    if has_text or Passage.objects.filter(source=source).exists():
        raise SourceInUse(f"“{source.title}” has a text, which passages may hang on: it stays in the library.")
    with recorded_as(by):
        source.delete()


def lock_source(source: Source, revision: int | None) -> Source:
    """Return the stored row, locked until the transaction ends; StaleSource if its revision is another than given."""
    stored = Source.objects.select_for_update().get(pk=source.pk)
    if revision is not None and stored.revision != revision:
        raise StaleSource(
            f"“{stored.title}” was changed by somebody else while you were editing it.", revision=stored.revision
        )
    return stored


def save_source(stored: Source) -> None:
    """Write the locked row as its next revision."""
    stored.revision += 1
    stored.save()


def _refuse_taken_address(stored: Source, record: SourceRecord) -> None:
    # Only a new address is asked about, so that an old double can still be edited.
    if not record.url or normal_url(record.url)[:2000] == stored.normal_url:
        return
    Workspace.objects.select_for_update().get(pk=stored.workspace_id)
    twin = find_by_url(stored.workspace, record.url)
    if twin is not None and twin.pk != stored.pk:
        raise DuplicateSource(f"This is the address of “{twin.title}”.", source=str(twin.pk), field="url")


def _set_authors(stored: Source, record: SourceRecord) -> None:
    authors = [ensure_author(workspace=stored.workspace, name=name) for name in record.authors]
    unique = list(dict.fromkeys(authors))
    if [authorship.author_id for authorship in stored.authorships.order_by("position")] == [one.pk for one in unique]:
        return
    stored.authorships.all().delete()
    Authorship.objects.bulk_create(
        Authorship(source=stored, author=author, position=position) for position, author in enumerate(unique)
    )
