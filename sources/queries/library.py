"""Reads over sources, their texts and the jobs that read them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from common.outbound import normal_url
from sources.models import Capture, Passage, Source, TextVersion
from workspaces.models import Job, Workspace


def list_library(workspace: Workspace, *, title: str = "", author: str = "") -> QuerySet[Source]:
    """Return the workspace's sources, the newest first, with authors, `passage_count` and `has_text`.

    `title` keeps the sources that have every one of its words in their title or container, `author` those by the
    author at that address.
    """
    passages = Passage.objects.filter(source=OuterRef("pk")).order_by().values("source")
    found = (
        Source.objects.filter(workspace=workspace)
        .with_authors()
        .annotate(
            passage_count=Coalesce(Subquery(passages.annotate(number=Count("pk")).values("number")), 0),
            has_text=Exists(TextVersion.objects.filter(capture__source=OuterRef("pk"))),
        )
    )
    for word in title.split():
        found = found.filter(title__icontains=word) | found.filter(container__icontains=word)
    if author:
        found = found.filter(authorships__author__slug=author)
    return found


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
