"""The change feed as a consumer meets it."""

import json

import pytest
from rest_framework.test import APIClient

from claims.enums import ClaimStatus
from claims.models import Claim
from feeds.models import FeedHead
from releases.enums import Audience, Gathering
from releases.queries.members import claims_of
from releases.queries.records import claim_records
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.releases import ClaimSetFactory
from tests.factories.workspaces import WorkspaceFactory
from workspaces.services import create_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim_set(workspace):
    return ClaimSetFactory(workspace=workspace, slug="tides", gathering=Gathering.BY_FILTER)


@pytest.fixture
def claims(claim_set):
    return ClaimFactory.create_batch(3, workspace=claim_set.workspace)


@pytest.fixture
def viewer(as_role):
    return as_role("viewer")


def ask(client, since=None, slug="tides", **parameters):
    parameters |= {"since": since} if since else {}
    return client.get(f"/api/v1/claim-sets/{slug}/changes/", parameters)


def read(client, since=None, **parameters):
    answer = ask(client, since, **parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_first_walk_gives_every_claim_with_its_record_in_pages(viewer, claim_set, claims):
    EvidenceFactory(claim=claims[0])
    first = read(viewer, limit=2)
    second = read(viewer, first["next"], limit=2)
    told = first["changes"] + second["changes"]

    assert (first["caught_up"], second["caught_up"]) == (False, True)
    assert [change["kind"] for change in told] == ["upsert"] * 3
    records = {str(pk): record for pk, record in claim_records(claims_of(claim_set)).items()}
    assert {change["id"]: change["claim"] for change in told} == {
        pk: json.loads(record) for pk, record in records.items()
    }
    assert [change["position"] for change in told] == sorted(change["position"] for change in told)


def test_only_what_changed_comes_afterwards(viewer, claim_set, claims):
    token = read(viewer)["next"]
    Claim.objects.filter(pk=claims[1].pk).update(text="Worded anew.")
    claims[2].delete()
    merged = Claim.objects.filter(pk=claims[0].pk)
    merged.update(status=ClaimStatus.RETIRED, merged_into=claims[1])

    page = read(viewer, token)

    kinds = {change["kind"]: change for change in page["changes"]}
    assert len(page["changes"]) == 3
    assert kinds["upsert"]["claim"]["text"] == "Worded anew."
    assert "claim" not in kinds["tombstone"]
    assert kinds["merge"]["into"] == str(claims[1].pk)
    assert read(viewer, page["next"]) == {"changes": [], "next": page["next"], "caught_up": True}


def test_who_begins_is_not_told_of_what_went_before(viewer, claim_set, claims):
    read(viewer)
    claims[0].delete()

    first = read(viewer, limit=1)
    last = read(viewer, first["next"])

    assert {change["kind"] for change in first["changes"] + last["changes"]} == {"upsert"}


def test_a_claim_that_goes_while_one_walks_is_told(viewer, claim_set, claims):
    first = read(viewer, limit=1)
    gone = Claim.objects.get(pk=first["changes"][0]["id"])
    pk = str(gone.pk)
    gone.delete()

    rest = read(viewer, first["next"])

    assert [change["id"] for change in rest["changes"] if change["kind"] == "tombstone"] == [pk]


def test_poll_without_news_is_one_query(viewer, claim_set, claims, django_assert_num_queries):
    token = read(viewer)["next"]
    viewer.get("/api/v1/workspaces/")

    with django_assert_num_queries(1):
        page = read(viewer, token)

    assert page == {"changes": [], "next": token, "caught_up": True}


def test_anonymous_poll_of_a_public_set_is_one_query(claim_set, claims, django_assert_num_queries):
    claim_set.audience = Audience.PUBLIC
    claim_set.save()
    anybody = APIClient()
    token = read(anybody)["next"]

    with django_assert_num_queries(1):
        read(anybody, token)


def test_page_with_news_costs_few_queries_however_many(viewer, claim_set, claims, django_assert_max_num_queries):
    read(viewer)
    with django_assert_max_num_queries(2):
        assert len(read(viewer)["changes"]) == 3


def test_who_sees_the_feed_is_who_sees_the_set(viewer, stranger, workspace, claim_set, claims):
    limited = {
        where: APIClient(headers={"authorization": f"Bearer {key}"})
        for where, key in {
            "here": create_token(user=viewer.user, name="a", workspace=workspace).key,
            "elsewhere": create_token(user=viewer.user, name="b", workspace=viewer_elsewhere(viewer)).key,
        }.items()
    }
    clients = {"viewer": viewer, "stranger": stranger, "anybody": APIClient(), **limited}
    for audience in (Audience.MEMBERS, Audience.PUBLIC):
        type(claim_set).objects.update(audience=audience)
        # With and without marks: two ways to the same answer.
        for _ in range(2):
            answers = {name: ask(client).status_code for name, client in clients.items()}
            is_public = audience == Audience.PUBLIC
            shut, closed = (200, 200) if is_public else (404, 401)
            assert answers == {"viewer": 200, "here": 200, "stranger": shut, "anybody": closed, "elsewhere": shut}
            Claim.objects.filter(pk=claims[0].pk).update(topic=f"{audience} again")


def viewer_elsewhere(viewer):
    other = WorkspaceFactory()
    viewer.user.memberships.create(workspace=other, role="viewer")
    return other


def test_a_member_who_leaves_sees_nothing_from_then_on(viewer, claim_set, claims):
    token = read(viewer)["next"]
    viewer.user.memberships.all().delete()

    assert ask(viewer, token).status_code == 404


@pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda token: f"1{token}", lambda token: token[5:]])
def test_changed_token_is_refused(viewer, claim_set, claims, spoil):
    answer = ask(viewer, spoil(read(viewer)["next"]))

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert answer.json()["errors"][0]["parameter"] == "since"


def test_token_of_another_set_is_refused(viewer, claim_set, claims):
    ClaimSetFactory(workspace=claim_set.workspace, slug="ebbs", gathering=Gathering.BY_FILTER)

    assert ask(viewer, read(viewer)["next"], slug="ebbs").status_code == 400


def test_token_of_an_earlier_life_or_from_beyond_the_head_says_read_everything(viewer, claim_set, claims):
    token = read(viewer)["next"]
    FeedHead.objects.update(position=1)
    beyond = ask(viewer, token)
    FeedHead.objects.update(position=10, epoch="00000000-0000-4000-8000-000000000000")
    renewed = ask(viewer, token)

    for answer in (beyond, renewed):
        assert (answer.status_code, answer.json()["code"]) == (410, "feed_renewed")
    assert ask(viewer).status_code == 200


@pytest.mark.parametrize(
    "parameters", [{"limit": "0"}, {"limit": "1001"}, {"limit": "ten"}, {"after": "1"}, {"since": " "}]
)
def test_bad_parameters_are_refused(viewer, claim_set, parameters):
    assert viewer.get("/api/v1/claim-sets/tides/changes/", parameters).status_code == 400


def test_wrong_token_is_401_and_unknown_set_404(viewer, claim_set):
    assert ask(APIClient(headers={"authorization": "Bearer nonsense"})).status_code == 401
    assert ask(viewer, slug="ebbs").status_code == 404


def test_empty_set_is_caught_up_at_once(viewer, workspace):
    ClaimSetFactory(workspace=workspace, slug="tides")

    page = read(viewer)

    assert (page["changes"], page["caught_up"]) == ([], True)
    assert read(viewer, page["next"])["caught_up"]
