"""Reads over pairs that annotators judge: what they amount to, who is asked what, and what is in dispute."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from claims.domain.judging import DISPUTED, Judged, Verdict, verdict
from claims.models import Adjudication, Evidence, Judgement
from claims.querysets import EvidenceQuerySet
from sources.enums import AnchorState
from sources.models import Anchor
from workspaces.models import Membership, User, Workspace
from workspaces.policies import can_edit

Span = tuple[int, int]
TEXT_CHANGED = (AnchorState.CHANGED, AnchorState.ASKED, AnchorState.ORPHANED)
"""What a new version of the text did to a passage when its words are no longer those that were judged."""


_TEXT_HAS_CHANGED = Exists(
    Anchor.objects.filter(passage=OuterRef("passage"), state__in=TEXT_CHANGED, created_at__gt=OuterRef("created_at"))
)


@dataclass(frozen=True)
class Dispute:
    """A pair whose judges differ: what it costs, and their standing judgements, the first judge first.

    `is_own` says that the member who looks is one of the judges, `is_blocked` that another editor has to decide for
    that reason.
    """

    evidence: Evidence
    judgements: tuple[Judgement, ...]
    cost: float
    is_own: bool
    is_blocked: bool

    @property
    def differs_in(self) -> tuple[str, ...]:
        """What the judges differ in, in words, the dearest first."""
        found = []
        if len({one.answer for one in self.judgements}) > 1:
            found.append("bearing")
        if len({one.speaker_id for one in self.judgements}) > 1:
            found.append("speaker")
        if len({one.passage_id for one in self.judgements}) > 1:
            found.append("span")
        return tuple(found)


@dataclass(frozen=True)
class DisputeDesk:
    """What editors decide on: disputes, decisions that the text has overtaken, and the latest decisions."""

    disputes: list[Dispute]
    overtaken: list[Dispute]
    decided: list[Adjudication]


def verdict_of(pair: Evidence) -> Verdict:
    """Return what the judgements of the pair amount to, in three queries."""
    return verdicts_of([pair])[pair.pk]


def verdicts_of(pairs: Sequence[Evidence]) -> dict[UUID, Verdict]:
    """Return what the judgements of each pair amount to, in three queries however many pairs there are."""
    return _verdicts(pairs, Judgement.objects.filter(evidence__in=pairs).order_by("created_at", "id"))


def _verdicts(pairs: Sequence[Evidence], rows: Iterable[Judgement]) -> dict[UUID, Verdict]:
    """Return the verdicts from the judgements of the pairs, which come in their order; two queries."""
    judgements: dict[UUID, list[Judgement]] = defaultdict(list)
    for one in rows:
        judgements[one.evidence_id].append(one)
    rulings = _rulings(pairs)
    anchors = _anchors({one.passage_id for row in judgements.values() for one in row})
    return {
        pair.pk: verdict(
            _as_judged(judgements[pair.pk], anchors),
            wanted=pair.workspace.judgements_wanted,
            ruling=rulings.get(pair.pk),
        )
        for pair in pairs
    }


def spans_of_passages(passages: Iterable[UUID]) -> dict[UUID, Span]:
    """Return where the passages stand in the one text version that has most of them, the newest of equals."""
    wanted = set(passages)
    return _common_spans(wanted, _anchors(wanted))


def questions_for(workspace: Workspace, user: User) -> EvidenceQuerySet:
    """Return the pairs that the user is asked to judge, those that wait longest first; none where one is enough."""
    return (
        Evidence.objects.filter(workspace=workspace)
        .judging()
        .answered_by(user, answered=False)
        .judged_by(at_least=1, fewer_than=workspace.judgements_wanted)
        .with_quotes()
        .select_related("claim", "workspace")
        .order_by("created_at", "id")
    )


def waiting_for_others(workspace: Workspace, user: User) -> int:
    """Return how many pairs that the user has judged wait for another annotator."""
    mine = Evidence.objects.filter(workspace=workspace).judging().answered_by(user)
    return mine.judged_by(at_least=1, fewer_than=workspace.judgements_wanted).count()


def disputed_pairs(workspace: Workspace) -> EvidenceQuerySet:
    """Return the pairs that two or more have judged and that are still open."""
    return Evidence.objects.filter(workspace=workspace).judging().judged_by(at_least=2)


def list_disputes(workspace: Workspace, user: User) -> list[Dispute]:
    """Return the disputes of the workspace, what costs most agreement first, the oldest first among equals.

    Five queries, however many there are.
    """
    return _disputes(workspace, user, _editors(workspace))


def _disputes(workspace: Workspace, user: User, editors: set[UUID]) -> list[Dispute]:
    pairs = list(disputed_pairs(workspace).with_quotes().select_related("claim", "workspace").order_by("created_at"))
    rows = {one.pk: one for one in _judgements_in_full().filter(evidence__in=pairs)}
    verdicts = _verdicts(pairs, rows.values())
    open_ones = [(pair, verdicts[pair.pk]) for pair in pairs if verdicts[pair.pk].state == DISPUTED]
    disputes = [
        _dispute(pair, [rows[UUID(one.key)] for one in found.standing], found.cost, user, editors)
        for pair, found in open_ones
    ]
    return sorted(disputes, key=lambda one: -one.cost)


def list_overtaken(workspace: Workspace, user: User) -> list[Dispute]:
    """Return what was decided before the text of the passage changed or was lost, the newest decision first.

    Its judgements are those that were decided between; it costs nothing, for it is settled.
    """
    return _overtaken(list_changed_since(workspace), user, _editors(workspace))


def _overtaken(decisions: Iterable[Adjudication], user: User, editors: set[UUID]) -> list[Dispute]:
    return [_dispute(one.evidence, list(one.judgements.all()), 0.0, user, editors) for one in decisions]


def dispute_desk(workspace: Workspace, user: User, limit: int) -> DisputeDesk:
    """Return `list_disputes`, `list_overtaken` and the latest `limit` decisions, in seven queries."""
    editors = _editors(workspace)
    latest = _latest_adjudications(workspace)
    wanted = Q(is_overtaken=True) | Q(pk__in=latest.values("pk")[:limit])
    decided: list[Any] = list(latest.annotate(is_overtaken=_TEXT_HAS_CHANGED).filter(wanted))
    return DisputeDesk(
        disputes=_disputes(workspace, user, editors),
        overtaken=_overtaken((one for one in decided if one.is_overtaken), user, editors),
        decided=decided[:limit],
    )


def _dispute(pair: Evidence, judgements: list[Judgement], cost: float, user: User, editors: set[UUID]) -> Dispute:
    judges = {one.judge_id for one in judgements}
    return Dispute(
        evidence=pair,
        judgements=tuple(judgements),
        cost=cost,
        is_own=user.pk in judges,
        is_blocked=user.pk in judges and bool(editors - judges),
    )


def _editors(workspace: Workspace) -> set[UUID]:
    return {one.user_id for one in Membership.objects.filter(workspace=workspace) if can_edit(one)}


def list_changed_since(workspace: Workspace) -> list[Adjudication]:
    """Return the decisions whose passage a later version of the text changed or lost, the newest first."""
    return list(_latest_adjudications(workspace).filter(_TEXT_HAS_CHANGED))


def changed_since(adjudication: Adjudication) -> bool:
    """Whether a later version of the text changed or lost the passage that was decided on."""
    return Adjudication.objects.filter(_TEXT_HAS_CHANGED, pk=adjudication.pk).exists()


def may_adjudicate(membership: Membership | None, evidence: Evidence) -> bool:
    """Whether the member may decide the dispute: an editor who has not judged it, or any editor if all of them have."""
    if membership is None or not can_edit(membership):
        return False
    judges = set(Judgement.objects.standing().filter(evidence=evidence).values_list("judge", flat=True))
    if membership.user_id not in judges:
        return True
    return not _editors(membership.workspace) - judges


def hidden_passages(user: User) -> QuerySet[Any]:
    """Return the ids of passages that only pairs use which others judge: the user must not know of them yet."""
    seen = Evidence.objects.seen_by(user).filter(passage=OuterRef("passage"))
    hidden = Evidence.objects.judging().answered_by(user, answered=False)
    return hidden.filter(~Exists(seen)).order_by().values("passage")


def judged_alike(pairs: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the names of those whose judgements of a pair stand, in the order in which they judged."""
    names: dict[UUID, list[str]] = defaultdict(list)
    rows = Judgement.objects.standing().filter(evidence__in=list(pairs)).order_by("created_at", "id")
    for evidence_id, name in rows.values_list("evidence_id", "judge__name"):
        names[evidence_id].append(name)
    return names


def _judgements_in_full() -> QuerySet[Judgement]:
    return Judgement.objects.select_related("judge", "speaker", "passage__source").order_by("created_at", "id")


def _latest_adjudications(workspace: Workspace) -> QuerySet[Adjudication]:
    later = Adjudication.objects.filter(evidence=OuterRef("evidence")).filter(
        Q(created_at__gt=OuterRef("created_at")) | Q(created_at=OuterRef("created_at"), pk__gt=OuterRef("pk"))
    )
    return (
        Adjudication.objects.filter(~Exists(later), workspace=workspace)
        .select_related("evidence__claim", "evidence__speaker", "evidence__passage__source", "passage__source")
        .select_related("speaker", "decided_by")
        .prefetch_related(Prefetch("judgements", queryset=_judgements_in_full()))
        .order_by(F("created_at").desc(), "-id")
    )


def _rulings(pairs: Sequence[Evidence]) -> dict[UUID, frozenset[str]]:
    """Return the judgements that the latest decision on each pair settles."""
    settled: dict[UUID, dict[UUID, set[str]]] = defaultdict(dict)
    rows = Adjudication.objects.filter(evidence__in=pairs).order_by("created_at", "id")
    for evidence_id, pk, judgement in rows.values_list("evidence_id", "pk", "judgements"):
        settled[evidence_id].setdefault(pk, set()).add(str(judgement))
    return {evidence_id: frozenset(list(found.values())[-1]) for evidence_id, found in settled.items()}


Anchors = dict[UUID, dict[UUID, Span]]
"""Where passages stand: by text version, the oldest first, then by passage."""


def _anchors(passages: set[UUID]) -> Anchors:
    found: Anchors = {}
    rows = Anchor.objects.filter(passage__in=passages, start__isnull=False).order_by("text_version__created_at")
    places: Iterable[Any] = rows.values_list("text_version_id", "passage_id", "start", "end")
    for version, passage, start, end in places:
        found.setdefault(version, {})[passage] = (start, end)
    return found


def _common_spans(passages: set[UUID], anchors: Anchors) -> dict[UUID, Span]:
    best: dict[UUID, Span] = {}
    for spans in anchors.values():
        here = {passage: span for passage, span in spans.items() if passage in passages}
        if len(here) >= len(best):
            best = here
    return best


def _as_judged(judgements: Sequence[Judgement], anchors: Anchors) -> list[Judged]:
    spans = _common_spans({one.passage_id for one in judgements}, anchors)
    return [
        Judged(
            key=str(one.pk),
            judge=str(one.judge_id),
            answer=one.answer,
            speaker=str(one.speaker_id),
            span=spans.get(one.passage_id),
        )
        for one in judgements
    ]
