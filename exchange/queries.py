"""Reads over what is exported (accepted evidence, and passages that are evidence for nothing) and over imports."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from claims.enums import EvidenceState
from claims.models import Claim, Evidence
from claims.querysets import EvidenceQuerySet
from exchange.enums import TAKEN, ImportState, ItemOutcome
from exchange.models import AnnotationImport, ImportedAnnotation
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


@dataclass(frozen=True)
class Made:
    """What an import makes, or made: how much of each, and how much evidence people have decided on since."""

    passages: int
    evidence: int
    claims: int
    decided: int

    @property
    def anything(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.passages or self.evidence or self.claims)


def untouched_states(batch: AnnotationImport) -> tuple[EvidenceState, ...]:
    """Return the states of the import's evidence on which nobody has decided since.

    Where two judgements are wanted, the importer's own is the first of them.
    """
    own = (EvidenceState.ACCEPTED, EvidenceState.JUDGING)
    return own if batch.own_judgement else (EvidenceState.SUGGESTED,)


def list_imports(workspace: Workspace) -> QuerySet[AnnotationImport]:
    """Return the workspace's imports, the newest first, with `taken_count` and `refused_count`."""
    taken = Q(items__outcome__in=TAKEN)
    refused = Q(items__outcome=ItemOutcome.REFUSED)
    return (
        AnnotationImport.objects.filter(workspace=workspace)
        .defer("content")
        .select_related("created_by")
        .annotate(taken_count=Count("items", filter=taken), refused_count=Count("items", filter=refused))
        .order_by("-created_at", "-id")
    )


def items_of(batch: AnnotationImport, outcome: str = "") -> QuerySet[ImportedAnnotation]:
    """Return the import's rows in the order of the file, of one outcome if asked, with what they name."""
    rows = batch.items.defer("node").select_related("source", "claim", "passage", "evidence").order_by("position")
    return rows.filter(outcome=outcome) if outcome in ItemOutcome.values else rows


def count_outcomes(batch: AnnotationImport) -> dict[str, int]:
    """Return how many of the import's rows have each outcome."""
    return dict(batch.items.order_by().values_list("outcome").annotate(number=Count("pk")))


def count_made(batch: AnnotationImport) -> Made:
    """Return what a confirmed import made; of one that waits, what it would make at most."""
    if batch.state in {ImportState.RECEIVED, ImportState.READY}:
        planned = batch.items.filter(outcome__in=TAKEN).aggregate(
            new=Count(Lower("wording"), filter=~Q(wording="") & Q(claim__isnull=True), distinct=True),
            tied=Count("pk", filter=~Q(bearing="")),
            taken=Count("pk"),
        )
        return Made(passages=planned["taken"], evidence=planned["tied"], claims=planned["new"], decided=0)
    decided = Q(made_evidence=True, evidence__isnull=False) & ~Q(evidence__state__in=untouched_states(batch))
    counts = batch.items.aggregate(
        decided=Count("pk", filter=decided),
        passages=Count("pk", filter=Q(made_passage=True)),
        evidence=Count("pk", filter=Q(made_evidence=True)),
        claims=Count("pk", filter=Q(made_claim=True)),
    )
    return Made(**counts)
