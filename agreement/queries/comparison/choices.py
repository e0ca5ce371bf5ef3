"""Who can be compared, and on which topics."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count

from claims.models import Claim
from sources.models import Author
from workspaces.models import Workspace


@dataclass(frozen=True)
class ComparisonChoices:
    """Everybody who writes or speaks in the workspace, by name, with `claim_count`, and the topics of its claims."""

    authors: tuple[Any, ...]
    topics: tuple[str, ...]


def comparison_choices(workspace: Workspace) -> ComparisonChoices:
    """Return what a comparison of the workspace can be made of, in one query.

    The topics ride on every author's row: the database reads them once, and a page of ten queries saves one. Without
    authors there is nothing to compare, so nobody misses the topics.
    """
    topics = Claim.objects.filter(workspace=workspace).exclude(topic="").order_by("topic").values("topic").distinct()
    authors: Any = _comparable(workspace).annotate(claim_topics=ArraySubquery(topics))
    found = tuple(authors)
    return ComparisonChoices(authors=found, topics=tuple(found[0].claim_topics) if found else ())


def list_comparable_authors(workspace: Workspace) -> list[Author]:
    """Return everybody who writes or speaks in the workspace, by name, with `claim_count`, the claims spoken on."""
    return list(_comparable(workspace))


def _comparable(workspace: Workspace) -> Any:  # noqa: ANN401 - an annotated queryset
    return Author.objects.filter(workspace=workspace).annotate(claim_count=Count("stances__claim", distinct=True))
