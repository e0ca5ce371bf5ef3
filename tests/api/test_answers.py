"""Answers through the API: the same rules as on the page."""

import pytest

from agreement.domain.answering.answers import answer_for
from agreement.models import Answer
from agreement.services import give_answer
from claims.models import Evidence
from tests.api.conftest import client_of
from tests.factories.answering import make_answer_desk
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_answer_desk()


@pytest.fixture
def client(desk):
    return client_of(desk.ada)


def test_a_question_is_answered_and_does_not_wait_any_more(desk, client):
    address = f"/api/v1/questions/?workspace={desk.workspace.slug}&claim=1"
    asked = client.get(address).json()
    first = asked["questions"][0]
    assert (asked["count"], first["band"], first["claim"]["number"]) == (12, "likely_same", 1)

    body = {"claim": first["claim"]["id"], "sentence": first["sentence"], "about": "opposite", "attitude": "for"}
    given = client.post("/api/v1/answers/", body)

    assert given.status_code == 201
    assert (given.json()["quote"], given.json()["band"]) == (first["quote"], "likely_same")
    assert Evidence.objects.get(pk=given.json()["evidence"]).bearing == "contradicts"
    assert client.get(address).json()["count"] == 11
    assert client.post("/api/v1/answers/", body).json() == given.json()
    assert client.delete(given.headers["Location"]).status_code == 204
    assert (Answer.objects.count(), Evidence.objects.count()) == (0, 0)


def test_anothers_answer_is_a_conflict_that_names_it_and_can_be_answered_over(desk, client):
    sentence = desk.sentence("Moss", 0)
    give_answer(claim=desk.claim, sentence=sentence, said=answer_for(""), by=desk.bo)
    body = {"claim": desk.claim.pk, "sentence": sentence.pk, "about": "claim", "attitude": "for"}

    refused = client.post("/api/v1/answers/", body)

    assert refused.status_code == 409
    told = refused.json()["details"]
    assert (told["who"], told["said"]) == ("Bo Reed", "about neither")
    assert client.post("/api/v1/answers/", body | {"seen": told["seen"]}).status_code == 201


def test_half_an_answer_and_a_strange_sentence_are_refused(desk, client):
    body = {"claim": desk.claim.pk, "sentence": desk.sentence("Moss", 0).pk, "about": "claim"}
    assert client.post("/api/v1/answers/", body).status_code == 422
    strange = make_answer_desk().sentence("Moss", 0)
    answer = client.post("/api/v1/answers/", body | {"sentence": strange.pk, "attitude": "for"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, "/sentence")


def test_where_two_judge_alone_nobody_reads_anothers_answer():
    desk = make_answer_desk(judgements_wanted=2)
    answer = give_answer(claim=desk.claim, sentence=desk.sentence("Moss", 0), said=answer_for(""), by=desk.bo)
    for who in (desk.ada, MembershipFactory().user):
        reader = client_of(who)
        assert reader.get("/api/v1/answers/").json()["results"] == []
        assert reader.get(f"/api/v1/answers/{answer.pk}/").status_code == 404
    assert len(client_of(desk.bo).get("/api/v1/answers/").json()["results"]) == 1


@pytest.mark.parametrize("query", ["", "?workspace=", "?claim=1", "?workspace=x&claim=one", "?workspace=x&what=1"])
def test_a_query_that_says_not_enough_is_refused(client, query):
    assert client.get(f"/api/v1/questions/{query}").status_code == 400
