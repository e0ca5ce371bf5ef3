"""Reads over sources, their texts and the jobs that read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce, Lower

from common.outbound import normal_url
from sources.models import Authorship, Capture, Passage, Source, TextVersion
from workspaces.models import Job, Workspace


@dataclass(frozen=True)
class LibraryFilters:
    """What a list of the library is narrowed to, and its order; empty values narrow nothing.

    `title` keeps the sources that have every one of its words in their title or container, `author` those by the
    author at that address, `graded` those with this reliability or better, `text` those "with" or "without" one.
    """

    title: str = ""
    author: str = ""
    status: str = ""
    graded: str = ""
    nature: str = ""
    text: str = ""
    order: str = "added"


ORDERS = {
    "added": ("-created_at", "-id"),
    "newest": (F("issued_on").desc(nulls_last=True), "title", "id"),
    "oldest": (F("issued_on").asc(nulls_last=True), "title", "id"),
    "title": (Lower("title"), "id"),
    "author": (F("first_author").asc(nulls_last=True), F("issued_on").asc(nulls_last=True), "id"),
    "passages": ("-passage_count", Lower("title"), "id"),
    "reliability": ("reliability", "credibility", Lower("title"), "id"),
}
"""Orders of the library by the word that asks for them."""


def list_library(workspace: Workspace, filters: LibraryFilters = LibraryFilters()) -> QuerySet[Source]:
    """Return the workspace's sources with authors, `passage_count` and `has_text`."""
    passages = Passage.objects.filter(source=OuterRef("pk")).order_by().values("source")
    first = Authorship.objects.filter(source=OuterRef("pk")).order_by("position").values(name=Lower("author__family"))
    found = (
        Source.objects.filter(workspace=workspace)
        .with_authors()
        .annotate(
            passage_count=Coalesce(Subquery(passages.annotate(number=Count("pk")).values("number")), 0),
            has_text=Exists(TextVersion.objects.filter(capture__source=OuterRef("pk"))),
            first_author=Subquery(first[:1]),
        )
    )
    for word in filters.title.split():
        found = found.filter(Q(title__icontains=word) | Q(container__icontains=word))
    if filters.author:
        found = found.filter(authorships__author__slug=filters.author)
    if filters.graded:
        found = found.filter(reliability__lte=filters.graded)
    if filters.text:
        found = found.filter(has_text=filters.text == "with")
    for field in ("status", "nature"):
        if value := getattr(filters, field):
            found = found.filter(**{field: value})
    return found.order_by(*ORDERS.get(filters.order, ORDERS["added"]))


def reading_jobs(sources: Iterable[Source], extract_task: str, fetch_task: str) -> dict[UUID, Job]:
    """Return the newest job that fetches or reads each source, in one query."""
    wanted = [source.pk for source in sources]
    captures = Capture.objects.filter(source__in=wanted)
    jobs = (
        Job.objects.filter(
            Q(task=extract_task, subject__in=captures.values("pk")) | Q(task=fetch_task, subject__in=wanted)
        )
        .annotate(
            source_id=Coalesce(
                Subquery(Capture.objects.filter(pk=OuterRef("subject")).values("source_id")[:1]),
                F("subject"),
                output_field=UUIDField(),
            )
        )
        .order_by("created_at")
    )
    return {job.source_id: job for job in jobs}


def find_by_url(workspace: Workspace, url: str) -> Source | None:
    """Return the workspace's source that has this address, in whatever spelling, None without one."""
    normal = normal_url(url)[:2000]
    return Source.objects.filter(workspace=workspace, normal_url=normal).first() if normal else None


def free_source_key(workspace: Workspace, wanted: str) -> str:
    """Return the citation key, with a number behind it if the workspace has it already."""
    taken = set(Source.objects.filter(workspace=workspace, key__startswith=wanted).values_list("key", flat=True))
    candidates = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in candidates if key not in taken)


def bibliography_items(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """Return the CSL-JSON items of the sources, with what has been edited since they came."""
    return [source.csl | {"id": source.key, "title": source.title} for source in sources]
