"""Reading the graph of a map."""

from itertools import pairwise

import pytest
from django.urls import reverse

from arguments.domain.graph import PassageCount, PremiseNode, Relation
from arguments.domain.schemes import SCHEMES
from arguments.enums import PremiseStatus, QuestionVerdict
from arguments.models import Argument, MapFold, MapOmission, QuestionAnswer
from arguments.queries import count_arguments, find_map, list_map_tiles, list_maps, load_graph, load_map_graph
from arguments.services import create_argument
from claims.enums import Bearing, Position
from sources.enums import SourceStatus
from sources.models import Source
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
        graph = load_graph(claims[0].workspace_id, claims[0].pk, with_evidence=size > 2)

    assert len(graph.claims) == size


@pytest.mark.parametrize("count", [1, 3])
def test_a_map_is_found_with_what_says_how_it_opens_in_one_query(count, django_assert_num_queries):
    lead, *claims = claims_of_one_workspace(count + 1)
    chain([lead, *claims])
    shown = ArgumentMapFactory(lead_claim=lead)
    MapFold.objects.bulk_create(MapFold(map=shown, claim=claim) for claim in claims)

    with django_assert_num_queries(1):
        found = find_map(lead.workspace, shown.slug)

    assert found.folded_numbers == [claim.number for claim in claims]


def test_what_a_map_leaves_out_is_not_there_nor_what_only_it_leads_to():
    lead, middle, deep = claims_of_one_workspace(3)
    chain([lead, middle, deep])

    shown = ArgumentMapFactory(lead_claim=lead)
    MapOmission.objects.create(map=shown, argument=lead.arguments.get())

    graph = load_map_graph(shown)

    assert [node.id for node in graph.claims] == [str(lead.pk)]
    assert graph.arguments == ()


def test_passages_are_read_with_their_source_the_supporting_ones_first():
    (claim,) = claims_of_one_workspace(1)
    author = AuthorFactory(workspace=claim.workspace, family="Abel", given="Uri")
    against = EvidenceFactory(claim=claim, bearing=Bearing.CONTRADICTS, speaker=author)
    support = EvidenceFactory(claim=claim, bearing=Bearing.SUPPORTS, speaker=author)
    EvidenceFactory(claim=claim, suggested=True)
    source = against.passage.source
    Source.objects.filter(pk=source.pk).update(
        status=SourceStatus.RETRACTED,
        status_on="2026-01-01",
        status_reason="Made up.",
        issued_on="2014-05-01",
        issued_precision=1,
    )

    (node,) = load_graph(claim.workspace_id, claim.pk, with_evidence=True).claims

    assert [one.id for one in node.evidence] == [str(support.pk), str(against.pk)]
    assert (node.passages, node.retracted_count) == (PassageCount(1, 1), 1)
    shown = node.evidence[1]
    assert (shown.bearing, shown.quote, shown.author, shown.is_retracted) == (
        "contradicts",
        against.passage.exact,
        "Uri Abel",
        True,
    )
    assert shown.source.endswith(" 2014")
    assert (
        shown.path
        == reverse("claims:source_detail", args=[claim.workspace.slug, source.pk]) + f"#p-{against.passage_id}"
    )


def test_an_argument_knows_its_passage_scheme_version_and_open_questions():
    lead, premise = claims_of_one_workspace(2)
    made = argue(Relation.SUPPORTS, [premise], conclusion=lead)
    passage = EvidenceFactory(claim=premise).passage
    Argument.objects.filter(pk=made.pk).update(passage=passage, scheme="expert-opinion", version=4, note="So they say.")
    question = SCHEMES["expert-opinion"].questions[0]
    QuestionAnswer.objects.create(argument=made, question=question.key, verdict=QuestionVerdict.ANSWERED_WELL)

    (node,) = load_graph(lead.workspace_id, lead.pk, with_evidence=True).arguments

    assert (node.scheme, node.version, node.note) == ("expert-opinion", 4, "So they say.")
    assert node.open_questions == len(SCHEMES["expert-opinion"].questions) - 1
    assert node.passage.quote == passage.exact


@pytest.mark.parametrize("count", [1, 3])
def test_maps_are_listed_by_title_with_their_lead_in_one_query(count, django_assert_num_queries):
    workspace = WorkspaceFactory()
    for number in range(count):
        lead = ClaimFactory(workspace=workspace)
        ArgumentMapFactory(lead_claim=lead, title=f"Map {count - number}")

    with django_assert_num_queries(1):
        listed = [(row.title, row.lead_claim.label) for row in list_maps(workspace)]

    assert [title for title, _ in listed] == sorted(title for title, _ in listed)


@pytest.mark.parametrize("count", [1, 3])
def test_arguments_of_maps_are_counted_in_three_queries(count, django_assert_num_queries):
    workspace = WorkspaceFactory()
    for _ in range(count):
        lead, middle, deep = ClaimFactory.create_batch(3, workspace=workspace)
        chain([lead, middle, deep])
        shown = ArgumentMapFactory(lead_claim=lead)
    MapOmission.objects.create(map=shown, argument=middle.arguments.get())
    maps = list(list_map_tiles(workspace))

    with django_assert_num_queries(3):
        counts = count_arguments(workspace, maps)

    assert sorted(counts.values()) == [1] + [2] * (count - 1)
    assert all(one.changed_at for one in maps)
