"""Agreement clusters as a page shows them: narrowed, counted, each statement with what was decided on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agreement.domain.clusters.decided import DecidedPairs, PairDecision, Relation, Said
from agreement.domain.clusters.heads import Place, head_of
from agreement.domain.likeness.bands import Band, band_of
from agreement.enums import RunState, StatementRelation
from agreement.models import AgreementCluster, AnalysisRun, CandidateClaim, ClusterMember, StatementDecision
from agreement.queries.proposals import with_places
from agreement.querysets import IS_WAITING, ClusterQuerySet
from sources.models import Author
from workspaces.models import Job, Workspace

WAITING, DECIDED, ALL = "waiting", "decided", "all"


@dataclass(frozen=True)
class ClusterFilters:
    """What a list of clusters is narrowed to: by what waits, by an author's slug, by a word of name or statements."""

    show: str = WAITING
    author: str = ""
    term: str = ""


@dataclass(frozen=True)
class HeadFacts:
    """What every page about proposals says at its top.

    `run` is the newest one that is done, `job` the newest analysis job whatever its state. `candidate_count` and
    `waiting_count` are of the candidates and clusters that wait.
    """

    run: AnalysisRun | None
    job: Job | None
    candidate_count: int
    waiting_count: int


@dataclass(frozen=True)
class ClusterFacts(HeadFacts):
    """What the page of clusters says before it shows any.

    `authors` have the first place in some byline. `counts` are those of the filters' author and term, by what is shown.
    """

    authors: Sequence[Author]
    counts: Mapping[str, int]

    @property
    def author_count(self) -> int:
        """How many authors there are."""
        return len(self.authors)


@dataclass(frozen=True)
class ShownDecision:
    """How a statement stands to the head: the word for it, who said so and when, and the mark of that decision.

    What follows from other decisions is not `direct` and has nobody's name. `pressed` is the button that says the same.
    """

    words: str
    pressed: str
    direct: bool
    who: str = ""
    at: datetime | None = None
    mark: str = ""


@dataclass(frozen=True)
class ShownMember:
    """A member of a cluster: its band, the words it shares with its nearest one, and how it stands to the head."""

    member: ClusterMember
    band: Band
    shared: tuple[str, ...]
    nearest_text: str
    nearest_author: str
    decision: ShownDecision | None


@dataclass(frozen=True)
class ShownCluster:
    """A cluster with its head, which the others are decided against, and the others."""

    cluster: AgreementCluster
    band: Band
    head: ShownMember | None
    others: tuple[ShownMember, ...]

    @property
    def open_count(self) -> int:
        """How many statements wait for a decision."""
        return sum(1 for other in self.others if other.decision is None)

    @property
    def is_decided(self) -> bool:
        """Whether nothing waits: all are decided, or a claim was made of it."""
        return self.cluster.claim_id is not None or not self.open_count

    @property
    def members(self) -> tuple[ShownMember, ...]:
        """Every member, the head first."""
        return ((self.head,) if self.head else ()) + self.others


class Decisions:
    """The workspace's decisions on statements, who gave them, and what follows. One query."""

    def __init__(self, workspace: Workspace) -> None:
        rows = list(
            StatementDecision.objects.filter(workspace=workspace)
            .select_related("decided_by")
            .order_by("decided_at", "id")
        )
        self._rows = {(row.first_id, row.second_id): row for row in rows}
        self.pairs = DecidedPairs(
            PairDecision(row.first_id, row.second_id, Said(row.relation), row.narrower_id) for row in rows
        )

    def shown(self, head: int, statement: int) -> ShownDecision | None:
        """Return how a statement stands to the head, None if nothing is known."""
        relation = self.pairs.between(head, statement)
        if relation is None:
            return None
        words, pressed = _worded(relation, statement)
        if not relation.direct or relation.decision is None:
            return ShownDecision(words, pressed, direct=False)
        row = self._rows[relation.decision.pair]
        who = row.decided_by.name if row.decided_by else "somebody"
        return ShownDecision(words, pressed, direct=True, who=who, at=row.decided_at, mark=row.mark)

    def overruled(self) -> list[StatementDecision]:
        """Return the decisions that newer ones contradict, with their sentences, the newest first: a query if any."""
        pks = [self._rows[decision.pair].pk for decision in self.pairs.overruled]
        rows = StatementDecision.objects.filter(pk__in=pks).select_related("decided_by", "first", "second")
        return list(rows.order_by("-decided_at", "-id")) if pks else []


def head_facts(workspace: Workspace, task: str) -> HeadFacts:
    """Return what every page about proposals says at its top, in two queries; `task` names the analysis job's."""
    candidates = CandidateClaim.objects.filter(workspace=OuterRef("workspace")).waiting().leading()
    clusters = AgreementCluster.objects.filter(run=OuterRef("pk")).waiting()
    done = AnalysisRun.objects.filter(workspace=workspace, state=RunState.DONE)
    run = done.annotate(
        candidate_count=_count_of(candidates, "workspace"), waiting_count=_count_of(clusters, "run")
    ).first()
    return HeadFacts(
        run=run,
        job=Job.objects.filter(workspace=workspace, task=task).select_related("created_by").first(),
        candidate_count=run.candidate_count if run else 0,
        waiting_count=run.waiting_count if run else 0,
    )


def cluster_facts(workspace: Workspace, task: str, filters: ClusterFilters) -> ClusterFacts:
    """Return what the page of clusters says before it shows any, in four queries."""
    head = head_facts(workspace, task)
    counts = dict.fromkeys((WAITING, DECIDED, ALL), 0)
    if head.run is not None:
        found = _narrowed(head.run, filters)
        counts = found.aggregate(**{WAITING: Count("pk", filter=IS_WAITING), ALL: Count("pk")})
        counts[DECIDED] = counts[ALL] - counts[WAITING]
    return ClusterFacts(**vars(head), authors=lead_authors(workspace), counts=counts)


def lead_authors(workspace: Workspace) -> list[Author]:
    """Return who stands first in a byline, by name: whose statements are compared."""
    return list(workspace.authors.filter(authorships__position=0).distinct().order_by("family", "given"))


def list_clusters(run: AnalysisRun, filters: ClusterFilters | None = None) -> QuerySet[AgreementCluster]:
    """Return the run's clusters, the surest first, with members, their sentences, authors and sources."""
    filters = filters or ClusterFilters(show=ALL)
    clusters = _narrowed(run, filters)
    if filters.show == WAITING:
        clusters = clusters.waiting()
    elif filters.show == DECIDED:
        clusters = clusters.exclude(IS_WAITING)
    return _with_members(clusters).order_by("position")


def find_cluster(workspace: Workspace, cluster_id: UUID) -> AgreementCluster | None:
    """Return the workspace's cluster with what `list_clusters` loads, or None."""
    return _with_members(AgreementCluster.objects.filter(workspace=workspace, pk=cluster_id)).first()


def clusters_with(workspace: Workspace, statements: Iterable[int]) -> QuerySet[AgreementCluster]:
    """Return the clusters of the newest analysis that hold all of the statements."""
    newest = AnalysisRun.objects.filter(workspace=workspace, state=RunState.DONE).order_by("-created_at", "-id")
    found = AgreementCluster.objects.filter(run=Subquery(newest.values("pk")[:1]))
    for statement in statements:
        found = found.filter(members__sentence=statement)
    return _with_members(found)


def show_cluster(cluster: AgreementCluster, decisions: Decisions, head: int | None = None) -> ShownCluster:
    """Return the cluster as a page shows it; reads only what `list_clusters` has loaded.

    `head` is the statement that somebody chose to compare the others with; one that is no member counts for nothing.
    """
    members = list(cluster.members.all())
    places = [Place(member.sentence_id, member.nearest_id, member.score) for member in members]
    if head not in {place.statement for place in places}:
        head = head_of(places)
    authors = {member.sentence_id: member.author.name for member in members}
    shown = [
        ShownMember(
            member=member,
            band=band_of(member.score),
            shared=tuple(map(str, _why(member).get("shared", ()))),
            nearest_text=member.nearest.text if member.nearest else "",
            nearest_author=authors.get(member.nearest_id, "") if member.nearest_id is not None else "",
            decision=None if head in (None, member.sentence_id) else decisions.shown(head, member.sentence_id),
        )
        for member in members
    ]
    return ShownCluster(
        cluster=cluster,
        band=band_of(cluster.score),
        head=next((one for one in shown if one.member.sentence_id == head), None),
        others=tuple(one for one in shown if one.member.sentence_id != head),
    )


def _worded(relation: Relation, statement: int) -> tuple[str, str]:
    """Return the word for a relation as seen from the statement, and the button that says it."""
    if relation.said == Said.NARROWER and relation.narrower != statement:
        return "wider", "wider"
    return StatementRelation(relation.said).label.lower(), str(relation.said)


def _count_of(rows: QuerySet[Any], by: str) -> Coalesce:
    """Return a subquery that counts rows, which `by` ties to the outer row."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


def _narrowed(run: AnalysisRun, filters: ClusterFilters) -> ClusterQuerySet:
    clusters = AgreementCluster.objects.filter(run=run)
    if filters.author:
        clusters = clusters.filter(pk__in=_clusters_of(run).filter(author__slug=filters.author).values("cluster"))
    if filters.term:
        telling = _clusters_of(run).filter(sentence__text__icontains=filters.term)
        clusters = clusters.filter(Q(label__icontains=filters.term) | Q(pk__in=telling.values("cluster")))
    return clusters


def _clusters_of(run: AnalysisRun) -> QuerySet[ClusterMember]:
    return ClusterMember.objects.filter(cluster__run=run)


def _with_members(clusters: QuerySet[AgreementCluster]) -> QuerySet[AgreementCluster]:
    members = with_places(ClusterMember.objects.select_related("nearest").order_by("position"))
    return clusters.select_related("claim", "run").prefetch_related(Prefetch("members", queryset=members))


def _why(member: ClusterMember) -> dict[str, Any]:
    return member.why if isinstance(member.why, dict) else {}
