"""Filters over the tables of sources."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery

from workspaces.querysets import InWorkspaceQuerySet

if TYPE_CHECKING:
    from workspaces.models import Workspace


class AuthorQuerySet(InWorkspaceQuerySet):
    """Filters over authors."""

    def with_sources_in(self, workspace: "Workspace") -> Self:
        """Authors of the workspace who wrote at least one of its sources, by name."""
        return self.filter(workspace=workspace, authorships__isnull=False).distinct()


class SourceQuerySet(InWorkspaceQuerySet):
    """Filters over sources."""

    def with_authors(self) -> Self:
        """Sources with their authors loaded in the order of the byline."""
        ordered = apps.get_model("sources", "Authorship").objects.select_related("author").order_by("position")
        return self.prefetch_related(Prefetch("authorships", queryset=ordered))

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
