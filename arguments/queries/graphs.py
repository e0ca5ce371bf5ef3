"""The graph of a map, read from the tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from arguments.domain.collecting import uncollected
from arguments.domain.graph import ArgumentGraph, ArgumentNode
from arguments.domain.reaching import Place, reach
from arguments.domain.resting import Inference, Resting, rest_on
from arguments.models import ArgumentMap, MapOmission, Premise
from arguments.queries.lists import list_maps
from arguments.queries.nodes import read_arguments, read_claims
from claims.models import Claim
from workspaces.models import Workspace


def load_graph(
    workspace_id: UUID, lead_claim_id: UUID, *, left_out_of: ArgumentMap | None = None, with_evidence: bool = False
) -> ArgumentGraph:
    """Return the graph of all that bears on a claim, at any depth, in four queries whatever its size.

    The lead comes first, then the claims in the order of their numbers; arguments keep their positions. Those that a
    map leaves out are not there, nor is what only they lead to. Only accepted evidence counts; its passages themselves
    are read on demand, and then those on which authors draw arguments in one query more. Stances are each author's one
    that counts, authors by family name.
    """
    with uncollected():
        lead = str(lead_claim_id)
        reached = _reach(read_arguments(workspace_id, left_out_of, with_passages=with_evidence), lead)
        wanted = {lead, *(premise.claim_id for node in reached for premise in node.premises)}
        claims = read_claims(workspace_id, wanted, with_evidence=with_evidence)
        claims.sort(key=lambda node: (node.id != lead, node.number))
        return ArgumentGraph(tuple(claims), tuple(reached))


def load_map_graph(shown: ArgumentMap, *, with_evidence: bool = True) -> ArgumentGraph:
    """Return the graph that a map shows, without what it leaves out, in as many queries as `load_graph`."""
    return load_graph(shown.workspace_id, shown.lead_claim_id, left_out_of=shown, with_evidence=with_evidence)


def arguments_of_map(shown: ArgumentMap) -> list[ArgumentNode]:
    """Return the arguments of a map in their order, without the claims, in two queries."""
    return _reach(read_arguments(shown.workspace_id, shown), str(shown.lead_claim_id))


def arguments_of_maps(workspace: Workspace) -> dict[ArgumentMap, set[str]]:
    """Return the ids of the arguments on each of a workspace's maps, by title, in three queries."""
    nodes = read_arguments(workspace.pk)
    return {
        one: {node.id for node in _reach(nodes, str(one.lead_claim_id))}
        for one in list_maps(workspace).order_by("title", "pk")
    }


def count_arguments(workspace: Workspace, maps: Iterable[ArgumentMap]) -> dict[UUID, int]:
    """Return how many arguments each of a workspace's maps shows, in three queries however many maps there are."""
    nodes = read_arguments(workspace.pk)
    left_out: dict[UUID, set[str]] = defaultdict(set)
    rows = MapOmission.objects.filter(map__workspace=workspace)
    for map_id, argument in rows.values_list("map_id", "argument_id"):
        left_out[map_id].add(str(argument))
    return {
        one.pk: len(_reach([node for node in nodes if node.id not in left_out[one.pk]], str(one.lead_claim_id)))
        for one in maps
    }


def maps_showing(workspace: Workspace, claims: Iterable[Claim]) -> list[ArgumentMap]:
    """Return the maps on which one of the claims stands, by title, in three queries however many maps there are."""
    wanted = {str(claim.pk) for claim in claims}
    if not wanted:
        return []
    nodes = read_arguments(workspace.pk)
    return [
        one
        for one in list_maps(workspace).order_by("title", "pk")
        if str(one.lead_claim_id) in wanted
        or any(
            premise.claim_id in wanted for node in _reach(nodes, str(one.lead_claim_id)) for premise in node.premises
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


def _reach(nodes: Sequence[ArgumentNode], lead: str) -> list[ArgumentNode]:
    """Return the arguments that bear on a claim directly or through others, in their given order."""
    by_aim: dict[str, list[Place]] = defaultdict(list)
    for node in nodes:
        by_aim[node.target_id or node.conclusion_id or ""].append((node.id, [one.claim_id for one in node.premises]))
    reached, _claims = reach(lead, by_aim)
    if len(reached) == len(nodes):
        return list(nodes)
    return [node for node in nodes if node.id in reached]
