"""Reads over what is exported: accepted evidence, and passages that nothing has been said of yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from claims.models import Claim, Evidence
from claims.querysets import EvidenceQuerySet
from sources.models import Anchor, Passage, Source
from workspaces.models import Workspace
from workspaces.querysets import InWorkspaceQuerySet

BATCH = 500
"""Annotations read at once: a workspace of any size is exported in little memory."""


@dataclass(frozen=True)
class Scope:
    """What is exported: a workspace, or of it one source or one claim."""

    workspace: Workspace
    source: Source | None = None
    claim: Claim | None = None


def exported_evidence() -> EvidenceQuerySet:
    """Return accepted evidence with what its annotation says. A suggestion is nobody's word yet and never leaves."""
    return (
        Evidence.objects.accepted()
        .select_related("workspace", "claim", "speaker", "created_by", "passage__source")
        .prefetch_related(_anchors("passage__"))
    )


def exported_passages() -> InWorkspaceQuerySet:
    """Return passages that are evidence for nothing, in any state: what people marked and left at that."""
    return (
        Passage.objects.filter(evidence__isnull=True)
        .select_related("workspace", "source", "created_by")
        .prefetch_related(_anchors(""))
    )


def annotation_rows(scope: Scope) -> Iterator[Evidence | Passage]:
    """Yield what the scope's annotations are made of, in the order in which it was made, batch by batch."""
    evidence = Evidence.objects.accepted().filter(workspace=scope.workspace)
    passages = Passage.objects.filter(workspace=scope.workspace, evidence__isnull=True)
    if scope.source is not None:
        evidence, passages = evidence.filter(passage__source=scope.source), passages.filter(source=scope.source)
    if scope.claim is not None:
        evidence, passages = evidence.filter(claim=scope.claim), passages.none()
    order = sorted(
        [*evidence.order_by().values_list("pk", flat=True), *passages.order_by().values_list("pk", flat=True)]
    )
    for keys in _batches(order):
        rows: dict[UUID, Evidence | Passage] = {row.pk: row for row in exported_evidence().filter(pk__in=keys)}
        rows |= {row.pk: row for row in exported_passages().filter(pk__in=keys)}
        yield from (rows[key] for key in keys if key in rows)


def _batches(keys: list[UUID]) -> Iterator[list[UUID]]:
    for first in range(0, len(keys), BATCH):
        yield keys[first : first + BATCH]


def _anchors(path: str) -> Prefetch:
    bulky = ("text_version__text", "text_version__furniture", "text_version__capture__content")
    anchors = (
        Anchor.objects.select_related("text_version__capture")
        .defer(*bulky)
        .prefetch_related("stretches")
        .order_by("-text_version__created_at", "-id")
    )
    return Prefetch(f"{path}anchors", queryset=anchors)
