"""Reads about one source: what was received, the texts made of it, its twins, how it was judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, OuterRef, Prefetch, QuerySet, Subquery, UUIDField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf

from sources.models import Capture, Passage, Source, TextVersion
from sources.signals import Impact, source_weighed
from workspaces.models import User, Workspace


@dataclass(frozen=True)
class Judgement:
    """How a source was judged from one moment on: grade such as "B2", status with its day and reason, and by whom."""

    at: datetime
    who: str
    grade: str
    status: str
    on: date | None
    reason: str


def sources_in_full(workspace: Workspace) -> QuerySet[Source]:
    """Return the workspace's sources with authors, who added them, and captures without the captured bytes."""
    captures = Capture.objects.defer("content").select_related("received_by")
    return (
        Source.objects.filter(workspace=workspace)
        .with_authors()
        .select_related("created_by")
        .prefetch_related(Prefetch("captures", queryset=captures))
    )


def list_text_versions(source: Source) -> list[TextVersion]:
    """Return the source's texts without their words, the newest first, with `sentence_count`."""
    return list(
        TextVersion.objects.filter(capture__source=source)
        .select_related("capture")
        .defer("text", "furniture", "capture__content")
        .annotate(sentence_count=Count("sentences"))
        .order_by("-created_at", "-id")
    )


def list_twins(source: Source, versions: Iterable[TextVersion]) -> list[Source]:
    """Return the workspace's other sources that have a text of exactly these characters."""
    digests = {version.sha256 for version in versions}
    twins = Source.objects.filter(workspace=source.workspace_id).with_text_of(*digests)
    return list(twins.exclude(pk=source.pk).order_by("created_at")) if digests else []


def list_judgements(source: Source) -> tuple[Judgement, ...]:
    """Return how the source has been judged, the newest first; edits of other data are left out."""
    model: Any = Source
    acting = Cast(KeyTextTransform("user", OuterRef("pgh_context__metadata")), UUIDField())
    names = User.objects.filter(pk=acting).values(
        called=Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
    )
    events = model.pgh_event_model.objects.filter(pgh_obj_id=source.pk).annotate(who=Subquery(names))
    told: list[Judgement] = []
    before: tuple[Any, ...] = ("f6", "active", None, "")
    for event in events.order_by("pgh_created_at", "pgh_id"):
        after = (f"{event.reliability}{event.credibility}", event.status, event.status_on, event.status_reason)
        if after != before:
            told.append(Judgement(event.pgh_created_at, event.who or "Somebody", after[0].upper(), *after[1:]))
        before = after
    return tuple(reversed(told))


def weigh(source: Source) -> tuple[Impact, ...]:
    """Return all that hangs on the source, kind by kind: its passages and what the apps above make of them."""
    passages = Passage.objects.filter(source=source).order_by("created_at")
    answers: list[tuple[Any, Any]] = source_weighed.send(sender=Source, source=source, passages=passages)
    impacts = [one for _receiver, answer in answers for one in (answer if isinstance(answer, list) else [answer])]
    return tuple(sorted((one for one in impacts if one.dependents), key=lambda one: one.order))
