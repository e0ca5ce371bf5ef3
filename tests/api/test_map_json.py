"""Holds that the graph of a map which the database writes is what the serializers make of the graph's objects."""

import random
from datetime import date

import pytest
from django.db import transaction

from api.v1 import maps as resource
from arguments.enums import PremiseStatus, Relation
from arguments.models import Argument, ArgumentMap, MapFold, MapOmission, Premise
from arguments.queries import load_map_graph, written
from claims.enums import Bearing, ClaimKind, ClaimStatus, EvidenceState, Position, StanceBasis
from tests.api.conftest import client_of
from tests.api.test_database_json import text
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.rows import PassageFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db

SEEDS = 25
CHOICES = [
    "fields=claims",
    "fields=arguments",
    "fields=title,lead_claim.text",
    "fields=arguments.premises.claim,claims.id",
    "fields=claims.stances.name,claims.passages.contradicts,id",
    "fields=arguments.premises,arguments.target,claims.text,arguments.author",
    "fields=claims.number,expanded.lead_claim.text&expand=lead_claim",
    "expand=lead_claim",
    "expand=lead_claim&fields=slug,arguments.id",
]


@pytest.fixture(scope="module")
def membership_once(django_db_setup, django_db_blocker):
    """A reader, and authors and a passage of the workspace, which no test changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        membership = MembershipFactory(role="viewer")
        chance = random.Random(4)  # noqa: S311 - rows of a test
        for number in range(4):
            given = text(chance) if number % 2 else ""
            AuthorFactory(workspace=membership.workspace, family=text(chance), given=given)
        PassageFactory(source__workspace=membership.workspace)
        yield membership
        transaction.set_rollback(True)


def random_map(workspace, chance):
    """Return a map amid claims and arguments of every shape: circles, undercuts of undercuts, some left out."""
    authors = list(workspace.authors.all())
    first = 100 * workspace.claims.count()
    claims = [
        ClaimFactory(
            workspace=workspace, number=first + number, text=f"{text(chance)} {first + number}",
            kind=chance.choice(ClaimKind.values), status=chance.choice(ClaimStatus.values),
        )
        for number in chance.sample(range(1, 99), chance.randint(2, 7))
    ]  # fmt: skip
    relations = [chance.choice(Relation.values) for _ in range(chance.randint(0, 12))]
    arguments = [Argument(workspace=workspace, relation=relation) for relation in relations]
    for place, argument in enumerate(arguments):
        argument.position = chance.randint(0, 3)
        argument.author = chance.choice([None, *authors])
        others = arguments[:place] + arguments[place + 1 :]
        if argument.relation == Relation.UNDERCUTS and others:
            argument.target = chance.choice(others)
        else:
            argument.relation = chance.choice((Relation.SUPPORTS, Relation.OPPOSES))
            argument.conclusion = chance.choice(claims)
    Argument.objects.bulk_create(arguments)
    Premise.objects.bulk_create(
        Premise(argument=argument, claim=claim, position=9 - place, status=chance.choice(PremiseStatus.values))
        for argument in arguments
        for place, claim in enumerate(chance.sample(claims, chance.randint(0, min(3, len(claims)))))
    )
    judge(claims, authors, chance)
    shown = ArgumentMapFactory(lead_claim=chance.choice(claims), title=text(chance))
    left_out = chance.sample(arguments, chance.randint(0, len(arguments) // 4))
    MapOmission.objects.bulk_create(MapOmission(map=shown, argument=argument) for argument in left_out)
    MapFold.objects.create(map=shown, claim=chance.choice(claims))
    return shown


def judge(claims, authors, chance):
    """Give claims stances, several of an author's among them, and evidence in every state."""
    passage = authors[0].workspace.sources.first().passages.first()
    for place in range(chance.randint(0, 7)):
        StanceFactory(
            claim=chance.choice(claims), author=chance.choice(authors), position=chance.choice(Position.values),
            basis=chance.choice(StanceBasis.values), as_of=chance.choice((None, date(1900, 1, 1))) if not place else date(1950 + place, 1, 1),
        )  # fmt: skip
    for _ in range(chance.randint(0, 4)):
        EvidenceFactory(
            claim=chance.choice(claims), passage=passage, speaker=AuthorFactory(workspace=passage.workspace),
            bearing=chance.choice(Bearing.values), state=chance.choice((EvidenceState.ACCEPTED, EvidenceState.REJECTED)),
        )  # fmt: skip


def both_ways(client, shown, monkeypatch, asked=""):
    """Return the answer as the database writes its graph, and as the serializers do."""
    address = f"/api/v1/maps/{shown.pk}/?{asked}"
    made = client.get(address)
    with monkeypatch.context() as patch:
        patch.setattr(resource.MapResource, "retrieve", resource.Resource.retrieve)
        patch.setattr(resource.MapResource, "found", with_graph)
        reference = client.get(address)
    assert made.status_code == reference.status_code == 200
    return made, reference


def with_graph(_view, shown):
    shown.graph = load_map_graph(shown, with_evidence=False)
    return shown


@pytest.mark.parametrize("many", [0, 200])
def test_the_database_writes_what_the_serializers_write(membership_once, monkeypatch, many):
    monkeypatch.setattr(written, "_MANY_CLAIMS", many)
    client = client_of(membership_once.user)
    most = 0
    for seed in range(SEEDS):
        chance = random.Random(seed + many)  # noqa: S311 - rows of a test
        shown = random_map(membership_once.workspace, chance)
        made, reference = both_ways(client, shown, monkeypatch)
        # Names in their order as well.
        assert list(made.json().items()) == list(reference.json().items()), seed
        assert [list(one) for one in made.json()["claims"]] == [list(one) for one in reference.json()["claims"]]
        assert revision(made) == revision(reference)
        most = max(most, len(made.json()["arguments"]))
        asked = chance.choice(CHOICES)
        made, reference = both_ways(client, shown, monkeypatch, asked)
        assert list(made.json().items()) == list(reference.json().items()), (seed, asked)
    assert most > 5


@pytest.mark.parametrize("asked", CHOICES)
def test_parts_of_a_map_are_the_same_whichever_way(membership_once, monkeypatch, asked):
    shown = random_map(membership_once.workspace, random.Random(11))  # noqa: S311 - the same

    made, reference = both_ways(client_of(membership_once.user), shown, monkeypatch, asked)

    assert list(made.json().items()) == list(reference.json().items())


def test_a_map_has_a_tag_of_its_row_and_its_graph(membership_once):
    client = client_of(membership_once.user)
    shown = random_map(membership_once.workspace, random.Random(2))  # noqa: S311 - the same
    address = f"/api/v1/maps/{shown.pk}/"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304

    shown.lead_claim.text = "The lead says something else now."
    shown.lead_claim.save()
    other = client.get(address, headers={"if-none-match": tag})
    assert (other.status_code, revision(other)) == (200, tag.split(".")[0])

    ArgumentMap.objects.filter(pk=shown.pk).update(title="Other")
    assert revision(client.get(address)) != tag.split(".")[0]


def test_an_indented_map_is_the_same(membership_once):
    client = client_of(membership_once.user)
    shown = random_map(membership_once.workspace, random.Random(3))  # noqa: S311 - the same
    plain = client.get(f"/api/v1/maps/{shown.pk}/")
    indented = client.get(f"/api/v1/maps/{shown.pk}/", headers={"accept": "application/json; indent=2"})
    assert indented.json() == plain.json()
    assert indented.content.count(b"\n") > 10 > plain.content.count(b"\n")


@pytest.mark.parametrize(
    ("asked", "queries"), [("", 4), ("fields=claims", 4), ("fields=arguments", 3), ("fields=title", 2)]
)
def test_a_map_costs_four_queries_at_most_with_the_one_that_says_who_asks(
    membership_once, django_assert_num_queries, asked, queries
):
    client = client_of(membership_once.user)
    shown = random_map(membership_once.workspace, random.Random(5))  # noqa: S311 - the same
    with django_assert_num_queries(queries):
        client.get(f"/api/v1/maps/{shown.pk}/?{asked}")


def test_nobody_else_reads_a_map(membership_once, stranger):
    shown = random_map(membership_once.workspace, random.Random(6))  # noqa: S311 - the same
    assert stranger.get(f"/api/v1/maps/{shown.pk}/").status_code == 404


def revision(answer):
    return answer.headers["ETag"].split(".")[0]
