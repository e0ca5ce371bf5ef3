"""Taking bibliographies: each entry becomes a work without a text, or is found to be one that is there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from common.errors import ParallaxError
from common.history import recorded_as
from common.outbound import normal_url
from sources.domain.bibliography import BibliographyFormat, Entry, detect_format, load
from sources.domain.citation import title_and_year
from sources.domain.csl import SourceRecord, bare_doi, read_item
from sources.enums import EntryOutcome, SourceNature
from sources.errors import BibliographyUnreadable
from sources.models import Source
from sources.services.sources import create_source
from workspaces.models import User, Workspace

MOST_ENTRIES = 2000
"""Entries of one file: they are taken while somebody waits, at some 100 a second or more."""


@dataclass(frozen=True)
class ReportedEntry:
    """What became of one entry: its place in the file, its title or key, and why it was matched or refused.

    `source` is the work that it became or was found to be, None for one that was refused.
    """

    number: int
    entry: str
    outcome: EntryOutcome
    reason: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class BibliographyReport:
    """What became of every entry of a file, in the file's order."""

    file: str
    style: BibliographyFormat
    entries: tuple[ReportedEntry, ...]

    def count(self, outcome: EntryOutcome) -> int:
        """Return how many entries ended so."""
        return sum(entry.outcome == outcome for entry in self.entries)


@dataclass
class _Known:
    """The workspace's works by what entries are matched with; grows with every addition."""

    dois: dict[str, Source] = field(default_factory=dict)
    urls: dict[str, Source] = field(default_factory=dict)
    keys: dict[str, Source] = field(default_factory=dict)
    titles: dict[str, Source] = field(default_factory=dict)

    def add(self, source: Source) -> None:
        """Know one more; of two that are alike the first stays."""
        year = source.issued_on.year if source.issued_on else None
        if source.doi:
            self.dois.setdefault(bare_doi(source.doi).lower(), source)
        if source.normal_url:
            self.urls.setdefault(source.normal_url, source)
        self.keys.setdefault(source.key, source)
        self.titles.setdefault(title_and_year(source.title, year), source)

    def match(self, record: SourceRecord) -> tuple[Source, str] | None:
        """Return the work that the entry is and how that is known, None for a new one.

        A key alone says little, since every bibliography has its "smith2020": it counts only where the title agrees.
        """
        same_doi = self.dois.get(bare_doi(record.doi).lower()) if record.doi else None
        if same_doi is not None:
            return same_doi, "the same DOI"
        same_url = self.urls.get(normal_url(record.url)[:2000]) if record.url else None
        if same_url is not None:
            return same_url, "the same address"
        same_key = self.keys.get(record.key)
        if same_key is not None and title_and_year(same_key.title, None) == title_and_year(record.title, None):
            return same_key, "the same key and title"
        year = record.issued.day.year if record.issued else None
        same_title = self.titles.get(title_and_year(record.title, year))
        return (same_title, "the same title and year" if year else "the same title") if same_title else None

    def free_key(self, wanted: str) -> str:
        """Return the key, with a number behind it if it is taken."""
        candidates = [wanted, *(f"{wanted[:110]}-{number}" for number in range(2, len(self.keys) + 3))]
        return next(key for key in candidates if key not in self.keys)


@transaction.atomic
def import_bibliography(
    *, workspace: Workspace, text: str, name: str = "", style: BibliographyFormat | None = None, by: User | None = None
) -> BibliographyReport:
    """Add the entries that the workspace lacks as works without a text, and report what became of each.

    The format is told by `name`, a file's, and by the text unless `style` says it. BibliographyUnreadable for a text of
    no such format, and for one with more than `MOST_ENTRIES`; then nothing is added.
    """
    style = style or detect_format(name, text)
    if style is None:
        raise BibliographyUnreadable(f"{name or 'The text'}: this is neither BibTeX nor RIS nor CSL-JSON.")
    loaded = load(style, text)
    if not loaded.entries and not loaded.refused:
        raise BibliographyUnreadable(f"{name or 'The text'}: there is no entry in it.")
    if len(loaded.entries) > MOST_ENTRIES:
        raise BibliographyUnreadable(
            f"{name or 'The text'}: {len(loaded.entries)} entries are more than {MOST_ENTRIES}; send it in parts."
        )
    # One addition at a time in a workspace, so that two people cannot add the same works at once.
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    known = _Known()
    for source in Source.objects.filter(workspace=workspace).order_by("created_at"):
        known.add(source)
    refused = [ReportedEntry(one.number, one.entry, EntryOutcome.REFUSED, one.reason) for one in loaded.refused]
    with recorded_as(by):
        taken = list(_take(workspace, loaded.entries, known, by))
    entries = sorted([*taken, *refused], key=lambda one: one.number)
    return BibliographyReport(file=name or "pasted text", style=style, entries=tuple(entries))


def _take(workspace: Workspace, entries: tuple[Entry, ...], known: _Known, by: User | None) -> Iterator[ReportedEntry]:
    for entry in entries:
        item = entry.item
        called = str(item.get("title") or item.get("id") or "?")[:200]
        try:
            item = _with_key(item)
            record = read_item(item)
            match = known.match(record)
            if match is not None:
                yield ReportedEntry(entry.number, called, EntryOutcome.MATCHED, match[1], match[0])
                continue
            with transaction.atomic():
                source = create_source(
                    workspace=workspace,
                    item=item | {"id": known.free_key(record.key)},
                    nature=SourceNature.ORIGINAL,
                    by=by,
                )
        except ParallaxError as error:
            yield ReportedEntry(entry.number, called, EntryOutcome.REFUSED, error.message)
        else:
            known.add(source)
            yield ReportedEntry(entry.number, called, EntryOutcome.ADDED, source=source)


def _with_key(item: dict[str, Any]) -> dict[str, Any]:
    """Return the item with a DOI and a key that sources can have; a key is made of the title where there is none."""
    key = slugify(str(item.get("title", "")))[:60].strip("-") or "work"
    given = re.sub(r"[^\w.:/+-]+", "-", str(item.get("id", ""))).strip("-")[:110]
    changed = {**item, "id": given or key}
    if isinstance(item.get("DOI"), str):
        changed["DOI"] = bare_doi(item["DOI"])
    return changed
