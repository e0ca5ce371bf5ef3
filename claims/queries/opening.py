"""A source's text and what lies on it whatever the reader's rights are, found at once.

The page of a source may ask the database ten times at most, so all small lists of one text come with the text.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery, Value, prefetch_related_objects
from django.db.models.functions import JSONObject

from claims.models import Judgement
from claims.queries.places import tally_places
from sources.enums import AnchorState
from sources.models import Anchor, Authorship, Page, Sentence, Source, Stretch, TextVersion
from workspaces.models import Workspace

Placed = tuple[UUID, int, int, int, bool]
"""A stretch: passage, place in it, start, end, and whether somebody judged or judges the passage."""


@dataclass(frozen=True)
class OpenedText:
    """A text version with its source, sentences (number, start, end), pages, and stretches of passages by start.

    `places` counts the passages by what became of them (`tally_places`); `twins` are the other sources with exactly
    this text, as `pk` and `title`.
    """

    version: TextVersion
    sentences: tuple[tuple[int, int, int], ...]
    pages: tuple[Page, ...]
    stretches: tuple[Placed, ...]
    places: dict[str, int]
    twins: tuple[dict[str, str], ...]


def find_version_to_read(workspace: Workspace, source_id: UUID) -> TextVersion | None:
    """Return the newest text version of the workspace's source with the source and its byline, None without one."""
    version = _newest(workspace, source_id).first()
    if version is not None:
        byline = Authorship.objects.select_related("author").order_by("position")
        prefetch_related_objects([version.capture.source], Prefetch("authorships", queryset=byline))
    return version


def open_text(workspace: Workspace, source_id: UUID) -> OpenedText | None:
    """Return the newest text version of the workspace's source with what lies on it, None without one; one query."""
    of_version = {"text_version": OuterRef("pk")}
    # The digest is two sub-queries away: that of the twins, and that of the versions in it.
    twins = Source.objects.filter(workspace=workspace).with_text_of(OuterRef(OuterRef("sha256")))
    row: Any = (
        _newest(workspace, source_id)
        .annotate(
            sentence_rows=_as_list(Sentence.objects.filter(**of_version), "position", "start", "end"),
            page_rows=_as_list(Page.objects.filter(**of_version), "position", "pk", "label", "start", "end"),
            stretch_rows=_as_list(
                placed_stretches(OuterRef("pk")), "start", "end", "position", "judged", "anchor__passage_id"
            ),
            place_counts=Subquery(tally_places(Anchor.objects.filter(**of_version))),
            twin_rows=_as_list(twins.exclude(pk=OuterRef("capture__source")), "created_at", "pk", "title"),
        )
        .first()
    )
    if row is None:
        return None
    return OpenedText(
        version=row,
        sentences=tuple((one["position"], one["start"], one["end"]) for one in row.sentence_rows or ()),
        pages=tuple(Page(text_version=row, **one) for one in row.page_rows or ()),
        stretches=tuple(
            (UUID(one["anchor__passage_id"]), one["position"], one["start"], one["end"], one["judged"])
            for one in row.stretch_rows or ()
        ),
        places=row.place_counts or {},
        twins=tuple(row.twin_rows or ()),
    )


def placed_stretches(version: TextVersion | OuterRef) -> QuerySet[Any]:
    """Return the stretches that have a certain place in the text, with `judged`, by start."""
    judged = Judgement.objects.filter(passage=OuterRef("anchor__passage"))
    return (
        Stretch.objects.filter(anchor__text_version=version)
        .exclude(anchor__state__in=AnchorState.unplaced())
        .annotate(judged=Exists(judged))
        .order_by("start", "end")
    )


def _newest(workspace: Workspace, source_id: UUID) -> QuerySet[TextVersion]:
    return (
        TextVersion.objects.current()
        .filter(capture__source=source_id, capture__source__workspace=workspace)
        .select_related("capture__source__workspace")
        .defer("capture__content")
    )


def _as_list(rows: QuerySet, *fields: str) -> Subquery:
    """Return a sub-query of the rows as one JSON list of objects, ordered by the fields; null if there are none."""
    listed = JSONBAgg(JSONObject(**{field: field for field in fields}), order_by=fields[:2])
    return Subquery(rows.order_by().annotate(all=Value(1)).values("all").annotate(listed=listed).values("listed"))
