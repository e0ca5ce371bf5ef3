"""The graph of a map, read from the tables."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from arguments.domain.graph import (
    ArgumentGraph,
    ArgumentNode,
    AuthorStance,
    ClaimNode,
    PassageCount,
    PremiseNode,
    Relation,
)
from arguments.domain.resting import Inference, Resting, rest_on
from arguments.enums import PremiseStatus
from arguments.models import Argument, ArgumentMap, Premise
from arguments.queries.lists import list_maps
from claims.models import Claim, Stance
from claims.queries import effective_stances
from workspaces.models import Workspace

_ARGUMENT_FIELDS = ("id", "relation", "conclusion_id", "target_id", "author__slug", "scheme", "note", "version")


@dataclass(frozen=True, slots=True)
class _ArgumentRow:
    """What the graph needs of one argument."""

    id: UUID
    relation: str
    conclusion_id: UUID | None
    target_id: UUID | None
    author_id: str | None
    scheme: str
    note: str
    version: int
    given: str | None
    family: str | None


def load_graph(workspace_id: UUID, lead_claim_id: UUID) -> ArgumentGraph:
    """Return the graph of all that bears on a claim, at any depth, in four queries whatever its size.

    The lead comes first, then the claims in the order of their numbers; arguments keep their positions.
    Only accepted evidence counts. Stances are each author's one that counts, authors by family name.
    """
    rows, premises = _load_arguments(workspace_id)
    reached = _reach(rows, premises, lead_claim_id)
    claim_ids = {str(lead_claim_id)} | {premise.claim_id for row in reached for premise in premises[row.id]}
    claims = _claim_nodes(claim_ids)
    claims.sort(key=lambda node: (node.id != str(lead_claim_id), node.number))
    return ArgumentGraph(tuple(claims), tuple(_argument_node(row, premises[row.id]) for row in reached))


def arguments_of_map(shown: ArgumentMap) -> list[ArgumentNode]:
    """Return the arguments of a map in their order, without the claims, in two queries."""
    rows, premises = _load_arguments(shown.workspace_id)
    reached = _reach(rows, premises, shown.lead_claim_id)
    return [_argument_node(row, premises[row.id]) for row in reached]


def arguments_of_maps(workspace: Workspace) -> dict[ArgumentMap, set[str]]:
    """Return the ids of the arguments on each of a workspace's maps, by title, in three queries."""
    rows, premises = _load_arguments(workspace.pk)
    return {
        one: {str(row.id) for row in _reach(rows, premises, one.lead_claim_id)}
        for one in list_maps(workspace).order_by("title", "pk")
    }


def maps_showing(workspace: Workspace, claims: Iterable[Claim]) -> list[ArgumentMap]:
    """Return the maps on which one of the claims stands, by title, in three queries however many maps there are."""
    wanted = {str(claim.pk) for claim in claims}
    if not wanted:
        return []
    rows, premises = _load_arguments(workspace.pk)
    return [
        one
        for one in list_maps(workspace).order_by("title", "pk")
        if str(one.lead_claim_id) in wanted
        or any(
            premise.claim_id in wanted
            for row in _reach(rows, premises, one.lead_claim_id)
            for premise in premises[row.id]
        )
    ]


def resting_on(workspace: Workspace, claims: Iterable[UUID]) -> dict[UUID, Resting[UUID]]:
    """Return what rests on each claim by the workspace's arguments, in one query."""
    places = Premise.objects.filter(argument__workspace=workspace).order_by("argument_id", "position")
    premises: dict[UUID, list[UUID]] = defaultdict(list)
    aims: dict[UUID, tuple[UUID | None, UUID | None]] = {}
    fields = ("claim_id", "argument_id", "argument__conclusion_id", "argument__target_id")
    for claim, argument, conclusion, target in places.values_list(*fields):
        premises[argument].append(claim)
        aims[argument] = conclusion, target
    inferences = [Inference(argument, tuple(held), *aims[argument]) for argument, held in premises.items()]
    return rest_on(inferences, claims)


def _load_arguments(workspace_id: UUID) -> tuple[list[_ArgumentRow], dict[UUID, list[PremiseNode]]]:
    """Return all arguments of the workspace in their order, and the premises of each."""
    rows = [
        _ArgumentRow(*row)
        for row in Argument.objects.filter(workspace=workspace_id)
        .order_by("position", "created_at", "id")
        .values_list(*_ARGUMENT_FIELDS, "author__given", "author__family")
    ]
    premises: dict[UUID, list[PremiseNode]] = defaultdict(list)
    places = Premise.objects.filter(argument__workspace=workspace_id).order_by("argument_id", "position")
    for argument_id, claim_id, status in places.values_list("argument_id", "claim_id", "status"):
        premises[argument_id].append(PremiseNode(str(claim_id), status == PremiseStatus.IMPLICIT))
    return rows, premises


def _reach(
    rows: list[_ArgumentRow], premises: dict[UUID, list[PremiseNode]], lead_claim_id: UUID
) -> list[_ArgumentRow]:
    """Return the arguments that bear on a claim directly or through others, in their given order."""
    by_aim: dict[UUID | None, list[_ArgumentRow]] = defaultdict(list)
    for row in rows:
        by_aim[row.target_id or row.conclusion_id].append(row)
    reached: set[UUID] = set()
    seen = {lead_claim_id}
    waiting = [lead_claim_id]
    while waiting:
        for row in by_aim.get(waiting.pop(), ()):
            reached.add(row.id)
            following = {row.id, *(UUID(premise.claim_id) for premise in premises[row.id])} - seen
            seen |= following
            waiting.extend(following)
    return [row for row in rows if row.id in reached]


def _argument_node(row: _ArgumentRow, premises: Iterable[PremiseNode]) -> ArgumentNode:
    return ArgumentNode(
        id=str(row.id),
        relation=Relation(row.relation),
        premises=tuple(premises),
        conclusion_id=str(row.conclusion_id) if row.conclusion_id else None,
        target_id=str(row.target_id) if row.target_id else None,
        author=" ".join(filter(None, (row.given, row.family))),
        author_id=row.author_id or "",
        scheme=row.scheme,
        note=row.note,
        version=row.version,
    )


def _claim_nodes(claim_ids: Iterable[str]) -> list[ClaimNode]:
    claims: list[Any] = list(Claim.objects.filter(pk__in=claim_ids).with_evidence_counts())
    stances = effective_stances(claims)
    return [
        ClaimNode(
            id=str(claim.pk),
            number=claim.number,
            text=claim.text,
            kind=claim.kind,
            status=claim.status,
            stances=tuple(_author_stances(stances.get(claim.pk, {}).values())),
            passages=PassageCount(claim.supporting_count, claim.contradicting_count),
            retracted_count=claim.retracted_count,
        )
        for claim in claims
    ]


def _author_stances(stances: Iterable[Stance]) -> list[AuthorStance]:
    ordered = sorted(stances, key=lambda stance: (stance.author.family, stance.author.slug))
    return [AuthorStance(stance.author.slug, stance.author.name, stance.position) for stance in ordered]
