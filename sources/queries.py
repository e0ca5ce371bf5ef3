"""Reads over sources, their texts and the jobs that read them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

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


def reading_jobs(sources: Iterable[Source], task: str) -> dict[UUID, Job]:
    """Return the newest job of that task for each source that is being read or could not be, in one query."""
    captures = Capture.objects.filter(source__in=[source.pk for source in sources])
    jobs = (
        Job.objects.filter(task=task, subject__in=captures.values("pk"))
        .annotate(source_id=Subquery(Capture.objects.filter(pk=OuterRef("subject")).values("source_id")[:1]))
        .order_by("created_at")
    )
    return {job.source_id: job for job in jobs}


def free_source_key(workspace: Workspace, wanted: str) -> str:
    """Return the citation key, with a number behind it if the workspace has it already."""
    taken = set(Source.objects.filter(workspace=workspace, key__startswith=wanted).values_list("key", flat=True))
    candidates = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in candidates if key not in taken)
