"""Saves who cites what in a text version. Running it twice changes nothing; people's decisions stay."""

from typing import Any, cast
from uuid import UUID

from django.db import transaction

from sources.domain.citing.reading import CitedPlace, CitedReading, Entry, Part, read_citing
from sources.domain.citing.works import work_keys
from sources.domain.document import BlockKind, Section
from sources.enums import CitationDecision
from sources.models import Citation, Reference, ReferenceReading, TextVersion
from workspaces.jobs import Progress
from workspaces.models import Job

RULES_VERSION = "1"
"""Goes up when the rules of references change: then the rows of every text version are made anew."""
BATCH = 1000
"""Rows written in one statement."""

_REFERENCE_FIELDS = ("position", "end", "number", "label", "csl", "year", "title", "doi", "url", "keys")
_CITATION_FIELDS = (
    "reach_start", "reach_end", "style", "names", "others", "year", "locator", "found_reference", "problem",
    "candidates", "spelling", "reference",
)  # fmt: skip


def read_references(job: Job, progress: Progress) -> dict[str, int]:
    """Read the references of the job's text version anew, and return counts for the page."""
    version = TextVersion.objects.get(pk=cast("UUID", job.subject))
    progress.report(stage="Reading references and citations")
    ensure_references(version, again=True)
    return {"references": version.references.count(), "citations": version.citations.count()}


@transaction.atomic
def ensure_references(version: TextVersion, *, again: bool = False) -> bool:
    """Read the version's references unless the present rules have done so; return whether they were read now.

    Rows are found again by their place: what people decided on them stays. A citation that the rules no longer find
    goes, unless somebody decided on it.
    """
    # Two workers at one text version take turns, so that no row is made twice.
    TextVersion.objects.select_for_update().only("pk").get(pk=version.pk)
    done = ReferenceReading.objects.filter(text_version=version).first()
    if done is not None and done.rules == RULES_VERSION and not again:
        return False
    reading = read_citing(version.text, _parts(version.blocks), _parts(version.sentences))
    references = _save_references(version, reading)
    _save_citations(version, reading, references)
    ReferenceReading.objects.update_or_create(text_version=version, defaults={"rules": RULES_VERSION})
    return True


def _parts(rows: Any) -> list[Part]:  # noqa: ANN401 - blocks or sentences
    block = "" if rows.model.__name__ == "Block" else "block__"
    found = rows.order_by("position").values_list("start", "end", f"{block}kind", f"{block}section")
    return [Part(start, end, BlockKind(kind), Section(section)) for start, end, kind, section in found]


def _save_references(version: TextVersion, reading: CitedReading) -> list[Reference]:
    workspace = version.capture.source.workspace_id
    standing = {one.start: one for one in Reference.objects.filter(text_version=version)}
    rows = []
    for position, entry in enumerate(reading.entries):
        row = standing.pop(entry.start, None) or Reference(workspace_id=workspace, text_version=version)
        _fill_reference(row, position, entry)
        rows.append(row)
    Reference.objects.filter(pk__in=[one.pk for one in standing.values()]).delete()
    _save(Reference, rows, _REFERENCE_FIELDS)
    return rows


def _fill_reference(row: Reference, position: int, entry: Entry) -> None:
    work = entry.work
    row.position, row.start, row.end, row.number = position, entry.start, entry.end, work.number
    row.label = (work.label or work.title or "entry")[:300]
    row.csl, row.year, row.title = work.to_csl(), f"{work.year}{work.letter}", work.title
    row.doi, row.url, row.keys = work.doi[:200], work.url, sorted(work_keys(work))


def _save_citations(version: TextVersion, reading: CitedReading, references: list[Reference]) -> None:
    workspace = version.capture.source.workspace_id
    standing = {(one.start, one.end, one.number): one for one in Citation.objects.filter(text_version=version)}
    rows = []
    for place in reading.places:
        cited = place.citation
        row = standing.pop((cited.start, cited.end, cited.number), None)
        row = row or Citation(workspace_id=workspace, text_version=version, number=cited.number)
        _fill_citation(row, place, references)
        rows.append(row)
    gone = [one.pk for one in standing.values() if not one.decision]
    Citation.objects.filter(pk__in=gone).delete()
    _save(Citation, rows, _CITATION_FIELDS)


def _fill_citation(row: Citation, place: CitedPlace, references: list[Reference]) -> None:
    cited, link = place.citation, place.link
    row.start, row.end, row.reach_start, row.reach_end = cited.start, cited.end, place.reach_start, place.reach_end
    row.style, row.names, row.others = cited.style.value, list(cited.names), cited.others
    row.year, row.locator = f"{cited.year}{cited.letter}", cited.locator[:200]
    row.found_reference = references[link.entry] if link.entry is not None else None
    row.problem = link.problem.value if link.problem else ""
    row.candidates = [references[entry].pk for entry in link.candidates]
    row.spelling = link.spelling
    if row.decision in {CitationDecision.NONE, CitationDecision.DISMISSED}:
        row.reference = row.found_reference


def _save(model: Any, rows: list[Any], fields: tuple[str, ...]) -> None:  # noqa: ANN401 - either model
    made = [row for row in rows if row._state.adding]  # noqa: SLF001 - Django's API
    kept = [row for row in rows if not row._state.adding]  # noqa: SLF001 - Django's API
    model.objects.bulk_create(made, batch_size=BATCH)
    if kept:
        model.objects.bulk_update(kept, fields, batch_size=BATCH)
