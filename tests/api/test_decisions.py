"""Decisions on statements and names through the API: the same rules as on the pages."""

import pytest

from agreement.models import StatementDecision, WorkspaceAlias
from agreement.services import decide_statements
from tests.api.conftest import client_of
from tests.factories.rows import SentenceFactory
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def annotator():
    return MembershipFactory(role="annotator")


@pytest.fixture
def client(annotator):
    return client_of(annotator.user)


@pytest.fixture
def sentences(annotator):
    return [SentenceFactory(block__text_version__capture__source__workspace=annotator.workspace) for _ in range(2)]


def test_a_decision_is_given_read_and_taken_back(client, sentences):
    a, b = sentences
    body = {"first": b.pk, "second": a.pk, "relation": "narrower", "narrower": b.pk}
    given = client.post("/api/v1/decisions/", body)
    assert given.status_code == 201
    told = given.json()
    assert (told["first"]["id"], told["second"]["id"], told["narrower"]) == (a.pk, b.pk, b.pk)
    assert client.post("/api/v1/decisions/", body).json() == told
    assert [one["id"] for one in client.get(f"/api/v1/decisions/?sentence={a.pk}").json()["results"]] == [told["id"]]
    assert client.delete(given.headers["Location"]).status_code == 204
    assert StatementDecision.objects.count() == 0


def test_anothers_decision_is_a_conflict_that_names_it_and_can_be_gone_over(client, annotator, sentences):
    a, b = sentences
    mia = MembershipFactory(workspace=annotator.workspace, user__name="Mia Falk").user
    decide_statements(workspace=annotator.workspace, one=a, other=b, relation="same", by=mia)
    body = {"first": a.pk, "second": b.pk, "relation": "different"}
    refused = client.post("/api/v1/decisions/", body)
    assert (refused.status_code, refused.json()["details"]["who"]) == (409, "Mia Falk")
    assert client.post("/api/v1/decisions/", {**body, "seen": refused.json()["details"]["seen"]}).status_code == 201


@pytest.mark.parametrize(
    ("change", "status"), [({"relation": "narrower"}, 422), ({"second": 10**15}, 404), ({"relation": "alike"}, 400)]
)
def test_what_is_no_decision_is_refused(client, sentences, change, status):
    body = {"first": sentences[0].pk, "second": sentences[1].pk, "relation": "same", **change}
    assert client.post("/api/v1/decisions/", body).status_code == status


def test_a_name_is_put_decided_and_taken_off(client, annotator):
    body = {"workspace": annotator.workspace.slug, "name": "Harbour  Board", "form": "HB"}
    given = client.post("/api/v1/names/", body)
    assert (given.status_code, given.json()["name"], given.json()["state"]) == (201, "Harbour Board", "accepted")
    address = given.headers["Location"]
    assert client.patch(address, {"state": "rejected"}).json()["state"] == "rejected"
    assert client.post("/api/v1/names/", {**body, "form": "Ottawa"}).status_code == 409
    assert client.delete(address).status_code == 204
    assert WorkspaceAlias.objects.count() == 0
