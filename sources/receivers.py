"""What sources add to the pages of workspaces."""

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.urls import reverse

from sources.models import Author, Passage, Source
from sources.queries.references import open_problems_in
from sources.signals import Dependent, Impact, source_weighed
from workspaces.models import Workspace
from workspaces.signals import Event, HomePart, Task, Tile, home_opened

EVENTS_SENT = 20


@receiver(home_opened)
def tell_home(workspace: Workspace, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many sources and authors there are, and which sources came last; one query."""
    library = reverse("sources:list", args=[workspace.slug])
    found = Source.objects.filter(workspace=workspace)
    authors = Author.objects.filter(authorships__source__workspace=workspace).distinct()
    return HomePart(
        tiles=(
            Tile(order=10, rows=found, one="source", many="sources", url=library),
            Tile(order=20, rows=authors, one="author", many="authors", url=library),
        ),
        events=tuple(
            Event(
                at=source.created_at,
                who=str(source.created_by or "An import"),
                did="added the source",
                what=source.title,
                url=reverse("claims:source_detail", args=[workspace.slug, source.pk]),
            )
            for source in found.select_related("created_by").order_by("-created_at")[:EVENTS_SENT]
        ),
    )


@receiver(source_weighed)
def weigh_passages(source: Source, passages: QuerySet[Passage], **_kwargs: Any) -> Impact:  # noqa: ANN401
    """Name the passages that were taken from the source."""
    page = reverse("claims:source_detail", args=[source.workspace.slug, source.pk])
    found = tuple(
        Dependent(label=f"Passage {number}", text=passage.exact, url=f"{page}#p-{passage.pk}")
        for number, passage in enumerate(passages, start=1)
    )
    return Impact(order=10, one="passage", many="passages", dependents=found)


@receiver(home_opened)
def tell_reference_problems(workspace: Workspace, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many citations do not fit their reference list, and where most of them are; one query."""
    number, source = open_problems_in(workspace)
    if source is None:
        return HomePart()
    return HomePart(
        tasks=(
            Task(
                number=number,
                one="citation that does not fit its reference list",
                many="citations that do not fit their reference lists",
                url=reverse("sources:references", args=[workspace.slug, source]),
                group="Sources",
                order=60,
                hint="Link it to its entry, or say that it is no citation or no problem.",
                keys=("1–9 link", "n no citation", "d no problem"),
            ),
        )
    )
