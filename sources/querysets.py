"""Filters over the tables of sources."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery

from sources.enums import AnchorState
from workspaces.querysets import InWorkspaceQuerySet

if TYPE_CHECKING:
    from sources.models import Source, TextVersion
    from workspaces.models import Workspace


class AuthorQuerySet(InWorkspaceQuerySet):
    """Filters over authors."""

    def with_place_in(self, source: "Source") -> Self:
        """Authors with `place`, theirs in the byline of the source, or None if they did not write it."""
        authorships = apps.get_model("sources", "Authorship").objects.filter(source=source, author=OuterRef("pk"))
        return self.annotate(place=Subquery(authorships.values("position")))

    def with_sources_in(self, workspace: "Workspace") -> Self:
        """Authors of the workspace who wrote at least one of its sources, by name."""
        return self.filter(workspace=workspace, authorships__isnull=False).distinct()


class SourceQuerySet(InWorkspaceQuerySet):
    """Filters over sources."""

    def with_authors(self) -> Self:
        """Sources with their authors loaded in the order of the byline."""
        ordered = apps.get_model("sources", "Authorship").objects.select_related("author").order_by("position")
        return self.prefetch_related(Prefetch("authorships", queryset=ordered))

    def with_text_of(self, *digests: str | OuterRef) -> Self:
        """Sources that have a text of exactly these characters, given as SHA-256."""
        versions = apps.get_model("sources", "TextVersion").objects.filter(sha256__in=digests)
        return self.filter(pk__in=versions.values("capture__source"))

    def with_current_version_id(self) -> Self:
        """Sources with `current_version_id`, the newest text version's, or None without a text."""
        newest = (
            apps.get_model("sources", "TextVersion")
            .objects.filter(capture__source=OuterRef("pk"))
            .order_by("-created_at", "-id")
        )
        return self.annotate(current_version_id=Subquery(newest.values("pk")[:1]))


class TextVersionQuerySet(models.QuerySet):
    """Filters over text versions."""

    def current(self) -> Self:
        """The newest text version of each source."""
        newest = (
            self.model._default_manager.filter(capture__source=OuterRef("capture__source"))  # noqa: SLF001 - Django's API
            .order_by("-created_at", "-id")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest))

    def newer_than(self, version: "TextVersion") -> Self:
        """Later text versions of the same source."""
        later = Q(created_at__gt=version.created_at) | Q(created_at=version.created_at, pk__gt=version.pk)
        return self.filter(later, capture__source=version.capture.source_id)


class AnchorQuerySet(models.QuerySet):
    """Filters over anchors."""

    def current(self) -> Self:
        """Anchors in the newest text version of their source."""
        newest = (
            apps.get_model("sources", "TextVersion")
            .objects.filter(capture__source=OuterRef("text_version__capture__source"))
            .order_by("-created_at", "-id")
            .values("pk")[:1]
        )
        return self.filter(text_version=Subquery(newest))

    def waiting(self) -> Self:
        """Anchors that a person has to decide on: asked, or orphaned and not confirmed."""
        return self.filter(state__in=AnchorState.unplaced(), decided_at__isnull=True)

    def placed(self) -> Self:
        """Anchors with a certain place."""
        return self.exclude(state__in=AnchorState.unplaced())
