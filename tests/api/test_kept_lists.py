"""Holds that lists whose SQL is kept show each who asks what is theirs, and nothing longer than it is theirs."""

import random

import pytest

from api.v1 import kept_lists
from api.v1.urls import RESOURCES
from tests.api.conftest import client_of
from tests.api.seeding import seed
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from workspaces.models import Membership
from workspaces.services import revoke_token

pytestmark = pytest.mark.django_db

KEPT = [name for name, (resource, _) in RESOURCES.items() if resource.columns]


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """Nothing is kept from other tests."""
    forms = {}
    monkeypatch.setattr(kept_lists, "_KEPT", forms)
    return forms


def ids(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


@pytest.mark.parametrize("name", KEPT)
def test_one_form_serves_all_with_their_own_rows(admin, stranger, seeded, kept, name):
    other = WorkspaceFactory()
    seed(other, "b")
    reader = client_of(MembershipFactory(workspace=other, role="viewer").user)
    own, others = ids(admin, f"/api/v1/{name}/"), ids(reader, f"/api/v1/{name}/")

    assert own
    assert others
    assert not {*own} & {*others}
    assert ids(stranger, f"/api/v1/{name}/") == []
    assert len(kept) == 1
    assert all(kept.values())
    assert ids(admin, f"/api/v1/{name}/") == own


def test_a_membership_that_ended_shows_nothing_more(workspace, seeded):
    membership = MembershipFactory(workspace=workspace)
    client = client_of(membership.user)
    assert ids(client, "/api/v1/claims/")

    membership.delete()

    assert ids(client, "/api/v1/claims/") == []
    assert client.get("/api/v1/claims/?workspace=locks").status_code == 404


def test_a_token_of_one_workspace_shows_that_one_alone(workspace, seeded):
    user = MembershipFactory(workspace=workspace).user
    other = MembershipFactory(user=user, workspace=WorkspaceFactory()).workspace
    third = MembershipFactory(user=user, workspace=WorkspaceFactory()).workspace
    mine, theirs = ClaimFactory(workspace=other), ClaimFactory(workspace=third)
    everywhere = client_of(user)
    for limited, claim in ((other, mine), (third, theirs)):
        client = client_of(user, workspace=limited)
        assert ids(client, "/api/v1/claims/") == [str(claim.pk)]
        assert client.get("/api/v1/claims/?workspace=locks").status_code == 404
        revoke_token(token=user.api_tokens.get(workspace=limited))
        assert client.get("/api/v1/claims/").status_code == 401
    assert {str(mine.pk), str(theirs.pk)} < {*ids(everywhere, "/api/v1/claims/")}
    for slug, claim in ((other.slug, mine), (third.slug, theirs)):
        assert ids(everywhere, f"/api/v1/claims/?workspace={slug}") == [str(claim.pk)]

    Membership.objects.filter(user=user, workspace=other).delete()

    assert str(mine.pk) not in ids(everywhere, "/api/v1/claims/")


def test_pages_and_filters_are_those_of_the_list_as_it_is_without(admin, workspace, kept, monkeypatch):
    chance = random.Random(7)  # noqa: S311 - rows of a test
    for _ in range(23):
        kind, topic = chance.choice(("factual", "normative")), chance.choice(("", "Locks"))
        ClaimFactory(workspace=workspace, kind=kind, topic=topic)
    questions = [
        "limit=5", "limit=7&kind=factual", "topic=Locks&limit=3", "fields=id,text&limit=4", "workspace=locks&limit=9",
        "limit=6&kind=normative&workspace=locks",
    ]  # fmt: skip
    for question in questions:
        found = [walk(admin, question) for _ in range(2)]
        with monkeypatch.context() as patch:
            patch.setattr("api.v1.base.kept_page", lambda _view: None)
            assert [walk(admin, question)] * 2 == found
    assert all(kept.values())


def walk(client, question):
    """Return all pages of a list."""
    address, pages = f"/api/v1/claims/?{question}", []
    while address:
        page = client.get(address).json()
        pages.append(page)
        address = page["next"]
    return pages


def test_what_is_refused_stays_refused(admin, seeded, kept):
    for question in ("kind=odd", "fields=nothing", "limit=0", "cursor=odd", "workspace=nobodys", "odd=1"):
        answers = [admin.get(f"/api/v1/claims/?{question}").status_code for _ in range(2)]
        assert answers in ([400, 400], [404, 404])
        assert admin.get("/api/v1/claims/").status_code == 200
    assert {form[4:] for form in kept} == {()}


def test_the_memory_is_bounded(admin, seeded, kept, monkeypatch):
    monkeypatch.setattr(kept_lists, "MOST_KEPT", 3)
    for limit in range(1, 9):
        admin.get(f"/api/v1/claims/?limit={limit}")
    assert len(kept) <= 3
    kept.clear()
    admin.get(f"/api/v1/claims/?q={'a' * 501}")
    assert not kept
