"""Many writes in one request: each is judged as if it came alone, and all or nothing where that is asked for."""

import pytest
from rest_framework.test import APIClient

from api.batching import MAX_OPERATIONS
from claims.models import Claim
from tests.api.seeding import seed
from tests.factories.workspaces import WorkspaceFactory

BATCH = "/api/v1/batch/"
CLAIMS = "/api/v1/claims/"


@pytest.fixture
def workspace(db, seeded_once):
    return seeded_once.workspace


@pytest.fixture
def seeded(db, seeded_once):
    return seeded_once


def claim(text, **more):
    body = {"workspace": "locks", "text": text, "kind": "factual"}
    return {"method": "POST", "path": CLAIMS, "body": body, **more}


def run(client, *operations, query="", **more):
    return client.post(f"{BATCH}{query}", {"operations": list(operations), **more})


def test_each_operation_has_the_answer_that_it_would_have_alone(admin, seeded):
    address = f"{CLAIMS}{seeded.claim.pk}/"
    tag = admin.get(address).headers["ETag"]
    change = {"method": "PATCH", "path": address, "body": {"topic": "canals"}}
    evidence = f"/api/v1/evidence/{seeded.evidence.pk}/"

    response = run(
        admin,
        claim("One."),
        change | {"if_match": tag},
        change | {"if_match": tag, "body": {"topic": "rivers"}},
        change,
        {"method": "DELETE", "path": evidence, "if_match": "*"},
        {"method": "POST", "path": "/api/v1/nothing/"},
        {"method": "DELETE", "path": CLAIMS},
        claim("One."),
        claim("", idempotency_key="k"),
    )

    results = response.json()["results"]
    assert [one["status"] for one in results] == [201, 200, 412, 428, 204, 404, 405, 409, 400]
    made = admin.get(results[0]["location"])
    assert (results[0]["body"], results[0]["etag"]) == (made.json(), made.headers["ETag"])
    assert results[1]["body"]["topic"] == "canals"
    assert results[4] == {"status": 204, "body": None, "etag": None, "location": None, "replayed": False}
    assert results[8]["body"]["errors"][0]["pointer"] == "/text"
    assert {one["body"]["status"] for one in results[5:]} == {404, 405, 409, 400}


def test_all_or_nothing_is_nothing_when_one_fails(admin, seeded):
    before = Claim.objects.count()

    response = run(admin, claim("One."), claim(seeded.claim.text), claim("Three."), atomic=True)

    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, "batch_failed")
    assert problem["errors"][0]["pointer"] == "/operations/1"
    assert [one["status"] for one in problem["details"]["results"]] == [424, 409, 424]
    assert Claim.objects.count() == before
    assert run(admin, claim("One."), claim("Three."), atomic=True).status_code == 200


def test_a_brief_answer_has_what_failed_and_where_the_rest_is(admin, seeded):
    made, refused = run(admin, claim("One."), claim("One."), brief=True).json()["results"]

    assert (made["status"], made["body"], made["etag"]) == (201, None, None)
    assert admin.get(made["location"]).json()["text"] == "One."
    assert refused["body"]["code"] == "claim_wording_taken"


def test_rights_are_those_of_each_operation(as_role, stranger, workspace):
    theirs = seed(WorkspaceFactory(), "b")
    change = {"method": "PATCH", "path": f"{CLAIMS}{theirs.claim.pk}/", "body": {"topic": "x"}, "if_match": "*"}

    answers = [run(client, claim("One."), change).json()["results"] for client in (as_role("viewer"), stranger)]

    assert [[one["status"] for one in results] for results in answers] == [[403, 404], [404, 404]]
    assert run(APIClient(), claim("One.")).status_code == 401


def test_keys_hold_for_each_operation_and_for_the_whole(admin, workspace):
    first = run(admin, claim("One.", idempotency_key="k-1"), claim("One.", idempotency_key="k-1")).json()["results"]
    whole = [
        admin.post(BATCH, {"operations": [claim("Two.")]}, headers={"idempotency-key": "k-2"}).content for _ in "ab"
    ]

    assert [(one["status"], one["replayed"]) for one in first] == [(201, False), (201, True)]
    assert first[0]["body"] == first[1]["body"]
    assert whole[0] == whole[1]


def test_a_batch_can_be_tried_without_doing_it(admin, workspace):
    before = Claim.objects.count()

    response = run(admin, claim("One."), claim("One."), query="?validate_only=true")

    assert [one["status"] for one in response.json()["results"]] == [201, 409]
    assert (response.headers["Validated-Only"], Claim.objects.count()) == ("true", before)


def test_a_batch_within_a_batch_is_refused(admin, workspace):
    inner = {"method": "POST", "path": "/api/v1/b%61tch/", "body": {"operations": [claim("One.")]}}

    [result] = run(admin, inner).json()["results"]

    assert (result["status"], Claim.objects.filter(text="One.").exists()) == (400, False)


@pytest.mark.parametrize("count", [MAX_OPERATIONS + 1, 10_001])
def test_too_many_operations_are_400(admin, workspace, count):
    response = run(admin, *[claim("One.")] * count)

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "/operations")
    assert not Claim.objects.filter(text="One.").exists()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"method": "GET"}, "/operations/1/method"),
        ({"path": "/w/demo/claims/"}, "/operations/1/path"),
        ({"path": "https://example.org/api/v1/"}, "/operations/1/path"),
        ({"body": []}, "/operations/1/body"),
        ({"colour": "red"}, "/operations/1/colour"),
    ],
)
def test_a_malformed_operation_stops_the_batch_before_it_begins(admin, workspace, change, pointer):
    response = run(admin, claim("One."), claim("Two.") | change)

    assert (response.status_code, [one["pointer"] for one in response.json()["errors"]]) == (400, [pointer])
    assert not Claim.objects.filter(text="One.").exists()


def test_an_address_of_any_script_is_only_not_there(admin, workspace):
    [result] = run(admin, {"method": "DELETE", "path": "/api/v1/청구/?ü=글"}).json()["results"]

    assert result["status"] == 404


def test_a_mistake_of_ours_in_one_operation_leaves_the_others(admin, workspace, monkeypatch):
    monkeypatch.setattr("api.v1.comments.CommentResource.create", lambda *_: 1 / 0)

    results = run(admin, {"method": "POST", "path": "/api/v1/comments/", "body": {}}, claim("One.")).json()["results"]

    assert [one["status"] for one in results] == [500, 201]
    assert "division" not in results[0]["body"]["detail"]


def test_operations_cost_the_same_however_many_there_are(admin, workspace, django_assert_max_num_queries):
    with django_assert_max_num_queries(30 * 10):
        results = run(admin, *[claim(f"Number {place}.") for place in range(10)]).json()["results"]

    assert {one["status"] for one in results} == {201}
