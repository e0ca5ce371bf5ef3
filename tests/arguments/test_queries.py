"""Reading the graph of a map."""

from itertools import pairwise

import pytest

from arguments.domain.graph import PassageCount, PremiseNode, Relation
from arguments.enums import PremiseStatus
from arguments.queries import list_maps, load_graph
from arguments.services import create_argument
from claims.enums import Bearing, Position
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import WorkspaceFactory

pytestmark = pytest.mark.django_db


def argue(relation, premises, *, conclusion=None, target=None, author=None):
    workspace = (conclusion or target).workspace
    return create_argument(
        workspace=workspace,
        relation=relation,
        conclusion=conclusion,
        target=target,
        premises=[(claim, PremiseStatus.STATED) for claim in premises],
        author=author,
        by=None,
    )


def claims_of_one_workspace(count):
    return ClaimFactory.create_batch(count, workspace=WorkspaceFactory())


def chain(claims):
    for conclusion, premise in pairwise(claims):
        argue(Relation.SUPPORTS, [premise], conclusion=conclusion)


def test_the_graph_holds_what_bears_on_the_lead_at_any_depth_and_nothing_else():
    lead, middle, deep, above, apart = claims_of_one_workspace(5)
    chain([above, lead, middle, deep])

    graph = load_graph(lead.workspace_id, lead.pk)

    assert [node.id for node in graph.claims] == [str(lead.pk), str(middle.pk), str(deep.pk)]
    assert str(apart.pk) not in graph.claim_by_id


def test_undercuts_and_their_premises_are_reached_through_the_argument():
    lead, premise, doubt, doubt_of_doubt = claims_of_one_workspace(4)
    argument = argue(Relation.SUPPORTS, [premise], conclusion=lead)
    attack = argue(Relation.UNDERCUTS, [doubt], target=argument)
    argue(Relation.UNDERCUTS, [doubt_of_doubt], target=attack)

    graph = load_graph(lead.workspace_id, lead.pk)

    assert len(graph.arguments) == 3
    assert str(doubt_of_doubt.pk) in graph.claim_by_id


def test_a_circle_is_read_once():
    one, other = claims_of_one_workspace(2)
    chain([one, other, one])

    graph = load_graph(one.workspace_id, one.pk)

    assert (len(graph.claims), len(graph.arguments)) == (2, 2)


def test_only_accepted_evidence_and_only_effective_stances_count():
    (claim,) = claims_of_one_workspace(1)
    EvidenceFactory.create_batch(2, claim=claim)
    EvidenceFactory(claim=claim, bearing=Bearing.CONTRADICTS)
    EvidenceFactory(claim=claim, suggested=True)
    last = AuthorFactory(workspace=claim.workspace, family="Zander", given="Ida")
    first = AuthorFactory(workspace=claim.workspace, family="Abel", given="Uri")
    StanceFactory(claim=claim, author=last, position=Position.DENIES)
    StanceFactory(claim=claim, author=first)

    (node,) = load_graph(claim.workspace_id, claim.pk).claims

    assert node.passages == PassageCount(supports=2, contradicts=1)
    assert [(stance.author, stance.position) for stance in node.stances] == [
        ("Uri Abel", "affirms"),
        ("Ida Zander", "denies"),
    ]


def test_arguments_keep_their_author_their_order_and_unstated_premises():
    lead, stated, unstated = claims_of_one_workspace(3)
    author = AuthorFactory(workspace=lead.workspace, family="Abel", given="Uri")
    create_argument(
        workspace=lead.workspace,
        relation=Relation.OPPOSES,
        conclusion=lead,
        premises=[(unstated, PremiseStatus.IMPLICIT), (stated, PremiseStatus.STATED)],
        author=author,
        by=None,
    )

    (argument,) = load_graph(lead.workspace_id, lead.pk).arguments

    assert argument.author == "Uri Abel"
    assert argument.premises == (PremiseNode(str(unstated.pk), is_implicit=True), PremiseNode(str(stated.pk)))


@pytest.mark.parametrize("size", [2, 12])
def test_the_graph_is_read_in_four_queries_whatever_its_size(size, django_assert_num_queries):
    claims = claims_of_one_workspace(size)
    chain(claims)

    with django_assert_num_queries(4):
        graph = load_graph(claims[0].workspace_id, claims[0].pk)

    assert len(graph.claims) == size


@pytest.mark.parametrize("count", [1, 3])
def test_maps_are_listed_by_title_with_their_lead_in_one_query(count, django_assert_num_queries):
    workspace = WorkspaceFactory()
    for number in range(count):
        lead = ClaimFactory(workspace=workspace)
        ArgumentMapFactory(lead_claim=lead, title=f"Map {count - number}")

    with django_assert_num_queries(1):
        listed = [(row.title, row.lead_claim.label) for row in list_maps(workspace)]

    assert [title for title, _ in listed] == sorted(title for title, _ in listed)
