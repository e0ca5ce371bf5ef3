"""Whatever goes wrong comes back in one shape (RFC 9457), and nothing that is sent makes the server fall."""

import json
import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client
from rest_framework.test import APIClient

from api import problems
from api.parsers import MAX_DEPTH, MAX_JSON_BYTES
from api.v1.claims import ClaimResource
from tests.api.conftest import client_of
from tests.factories.workspaces import UserFactory
from workspaces.services import create_token, revoke_token

pytestmark = pytest.mark.django_db

CLAIMS = "/api/v1/claims/"
GOOD = {"workspace": "locks", "text": "Locks need keepers.", "kind": "causal"}


@pytest.fixture
def workspace(db, seeded_once):
    return seeded_once.workspace


@pytest.fixture
def seeded(db, seeded_once):
    return seeded_once


def assert_problem(response, status, slug):
    body = response.json()
    assert (response.status_code, body["status"]) == (status, status), body
    assert response.headers["Content-Type"] == "application/problem+json"
    assert body["type"] == f"/api/docs/problems/{slug}"
    assert body["code"] == slug.replace("-", "_")
    assert body["title"] == problems.catalogue()[slug].title
    assert body["detail"]
    assert set(body) <= {"type", "title", "status", "detail", "code", "errors", "details"}
    assert Client().get(body["type"]).status_code == 200
    return body


def post_raw(client, body, content_type="application/json"):
    return client.post(CLAIMS, data=body, content_type=content_type)


def pointers(body):
    return [fault["pointer"] for fault in body["errors"]]


def revoked(user):
    created = create_token(user=user, name="old")
    revoke_token(token=created.token)
    return f"Bearer {created.key}"


@pytest.mark.parametrize(
    "header",
    [None, "Bearer wrong", "Bearer", "Bearer two words", "Basic YTpi", "Bearer \u00e9\u00e9", revoked],
)
def test_a_missing_wrong_or_revoked_token_is_401_and_says_how_to_log_in(header):
    value = header(UserFactory()) if callable(header) else header
    headers = {} if value is None else {"authorization": value}

    response = APIClient(headers=headers).get(CLAIMS)

    assert_problem(response, 401, "not-authenticated")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_another_workspaces_object_looks_like_none(stranger, seeded):
    theirs = stranger.get(f"{CLAIMS}{seeded.claim.pk}/")
    nobodys = stranger.get(f"{CLAIMS}{uuid4()}/")

    assert_problem(theirs, 404, "not-found")
    assert theirs.json() == nobodys.json()


@pytest.mark.parametrize("address", ["/api/v1/claims/7/", "/api/v1/nothing/", "/api/v2/", "/api/"])
def test_an_address_that_is_none_is_404(admin, address):
    assert_problem(admin.get(address), 404, "not-found")


def test_a_forgotten_last_stroke_is_named(admin):
    body = assert_problem(admin.get("/api/v1/claims"), 404, "not-found")

    assert "/api/v1/claims/?" in body["detail"]


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_a_method_that_is_not_taken_is_405_with_allow(admin, method):
    response = getattr(admin, method)(CLAIMS)

    assert_problem(response, 405, "method-not-allowed")
    assert response.headers["Allow"] == "GET, POST, HEAD"


def test_a_form_that_cannot_be_given_is_406(admin):
    assert_problem(admin.get(CLAIMS, headers={"accept": "text/csv"}), 406, "not-acceptable")


def test_a_form_that_cannot_be_read_is_415(admin, workspace):
    assert_problem(post_raw(admin, "text=x", "text/plain"), 415, "unsupported-media-type")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"text": NaN}',
        b'{"text": Infinity}',
        b'{"text": "\xff"}',
        b'{"text": "nul \\u0000"}',
        b'{"text": "half \\ud800"}',
        b'{"\\u0000": 1}',
        b"[" * 200_000,
        b'{"item":' * (MAX_DEPTH + 1) + b"1" + b"}" * (MAX_DEPTH + 1),
        b'{"text": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda body: str(body[:24]),
)
def test_malformed_json_is_400(admin, workspace, body):
    assert_problem(post_raw(admin, body), 400, "invalid")


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null", "true"])
def test_a_body_that_is_no_object_is_400(admin, workspace, body):
    assert_problem(post_raw(admin, body), 400, "invalid")


def test_a_body_that_is_too_large_is_413(admin, workspace):
    assert_problem(post_raw(admin, b'"' + b"x" * MAX_JSON_BYTES + b'"'), 413, "too-large")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"text": ""}, "/text"),
        ({"text": "   "}, "/text"),
        ({"text": "x" * 1001}, "/text"),
        ({"text": 7}, "/text"),
        ({"text": None}, "/text"),
        ({"text": ["x"]}, "/text"),
        ({"kind": "grand"}, "/kind"),
        ({"kind": 1}, "/kind"),
        ({"status": "done"}, "/status"),
        ({"colour": "red"}, "/colour"),
        ({"a/b~c": "red"}, "/a~1b~0c"),
    ],
)
def test_a_field_that_cannot_be_taken_is_400_with_its_pointer(admin, workspace, change, pointer):
    body = assert_problem(admin.post(CLAIMS, GOOD | change), 400, "invalid")

    assert pointers(body) == [pointer]


def test_all_faults_are_told_at_once(admin, workspace):
    body = assert_problem(admin.post(CLAIMS, {"kind": 1, "colour": "red"}), 400, "invalid")

    assert set(pointers(body)) == {"/kind", "/colour", "/text", "/workspace"}


@pytest.mark.parametrize(
    ("resource", "change", "pointer"),
    [
        ("stances", {"likelihood": 10**30}, "/likelihood"),
        ("stances", {"likelihood": 101}, "/likelihood"),
        ("stances", {"likelihood_term": "perhaps"}, "/likelihood_term"),
        ("stances", {"likelihood": True}, "/likelihood"),
        ("stances", {"likelihood": "7"}, "/likelihood"),
        ("stances", {"likelihood": 7.5}, "/likelihood"),
        ("stances", {"as_of": "2024-13-01"}, "/as_of"),
        ("stances", {"reason": ""}, "/reason"),
        ("stances", {"claim": 5}, "/claim"),
        ("passages", {"start": 10**30}, "/start"),
        ("passages", {"start": -1}, "/start"),
        ("passages", {"exact": ""}, "/exact"),
        ("sources", {"item": []}, "/item"),
        ("sources", {"item": "{}"}, "/item"),
        ("sources", {"text": ""}, "/text"),
    ],
)
def test_wrong_types_and_huge_numbers_are_400_with_their_pointer(admin, seeded, resource, change, pointer):
    good = {
        "stances": {
            "claim": str(seeded.claim.pk),
            "author": str(seeded.author.pk),
            "position": "denies",
            "reason": "They said so.",
        },
        "passages": {"source": str(seeded.source.pk), "exact": "Nobody reads"},
        "sources": {"workspace": "locks", "item": {"id": "x", "title": "X"}, "text": "Locks."},
    }[resource]

    body = assert_problem(admin.post(f"/api/v1/{resource}/", good | change), 400, "invalid")

    assert pointers(body) == [pointer]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("statis=draft", "statis"),
        ("status=grand", "status"),
        ("status=", "status"),
        ("q=%20", "q"),
        ("status=draft&status=accepted", "status"),
        ("number=0", "number"),
        ("number=99999999999999999999", "number"),
        ("number=1e400", "number"),
        ("number=NaN", "number"),
        ("q=%00", "q"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=ten", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("limit=²", "limit"),
        ("workspace=%00", "workspace"),
        ("format=xml", "format"),
    ],
)
def test_a_parameter_that_cannot_be_taken_is_400_with_its_name(admin, query, parameter):
    body = assert_problem(admin.get(f"{CLAIMS}?{query}"), 400, "invalid")

    assert {fault["parameter"] for fault in body["errors"]} == {parameter}


def test_parameters_of_a_list_are_refused_at_a_detail(admin, seeded):
    assert_problem(admin.get(f"{CLAIMS}{seeded.claim.pk}/?status=draft"), 400, "invalid")


def test_a_thing_of_the_body_that_is_not_there_is_404_with_its_pointer(admin, stranger, seeded):
    given = {"claim": str(uuid4()), "passage": str(seeded.passage.pk), "bearing": "supports"}

    body = assert_problem(admin.post("/api/v1/evidence/", given), 404, "not-found")

    assert pointers(body) == ["/claim"]


def test_an_unfit_quote_is_422_with_the_nearest_text(admin, seeded):
    given = {"source": str(seeded.source.pk), "exact": "The lock keeper counts every boat."}

    body = assert_problem(admin.post("/api/v1/passages/", given), 422, "quote-not-found")

    assert body["details"]["nearest"]["text"].startswith("The lock keeper counts every barge")


def test_the_same_wording_twice_is_409_and_names_the_claim(admin, workspace):
    first = admin.post(CLAIMS, GOOD).json()

    body = assert_problem(admin.post(CLAIMS, GOOD), 409, "claim-wording-taken")

    assert (body["details"]["number"], pointers(body)) == (first["number"], ["/text"])


def test_a_database_that_is_down_is_503_and_says_when_to_try_again(admin, monkeypatch):
    def fail(*_):
        raise OperationalError("connection refused")

    monkeypatch.setattr(ClaimResource, "list", fail)

    response = admin.get(CLAIMS)

    assert_problem(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "10"
    assert "refused" not in response.content.decode()


def test_a_rule_of_the_database_is_422_and_a_double_409(admin, monkeypatch):
    class Cause(Exception):
        sqlstate = "23514"

    def fail(*_):
        raise IntegrityError from Cause()

    monkeypatch.setattr(ClaimResource, "list", fail)
    assert_problem(admin.get(CLAIMS), 422, "rule-broken")
    Cause.sqlstate = "23505"
    assert_problem(admin.get(CLAIMS), 409, "conflict")


def test_a_mistake_of_ours_is_500_without_a_trace(seeded, as_role, monkeypatch):
    client = as_role("viewer")
    client.raise_request_exception = False
    monkeypatch.setattr(ClaimResource, "list", lambda *_: 1 / 0)

    response = client.get(CLAIMS)

    assert (response.status_code, response.json()["type"]) == (500, "/api/docs/problems/server-error")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "division" not in response.content.decode()


def test_a_logged_in_browser_must_prove_that_the_request_is_its_own(seeded, as_role):
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(as_role("admin").user)

    assert browser.get(CLAIMS).status_code == 200
    assert_problem(browser.post(CLAIMS, GOOD), 403, "forbidden")


def test_every_problem_type_has_a_page_of_its_own_and_stands_in_the_list():
    listed = Client().get("/api/docs/problems/").content.decode()

    for problem in problems.catalogue().values():
        page = Client().get(problem.address)
        assert page.status_code == 200
        assert problem.title in page.content.decode()
        assert problem.address in listed
    assert Client().get("/api/docs/problems/no-such-problem").status_code == 404


def test_every_problem_type_stands_in_the_manual(project_path):
    manual = (project_path / "docs" / "api.md").read_text()

    table = manual.partition("| status | type | when |")[2].partition("\n\n")[0]
    named = {
        word
        for line in table.splitlines()
        for word in re.findall(r"`([a-z]+(?:-[a-z]+)+|invalid|forbidden|conflict|unavailable)`", line)
    }

    assert {problem.slug for problem in problems.HTTP_PROBLEMS} <= named <= set(problems.catalogue())


def test_a_token_of_an_account_that_was_closed_is_401():
    user = UserFactory()
    client = client_of(user)
    user.is_active = False
    user.save()

    assert_problem(client.get(CLAIMS), 401, "not-authenticated")


def test_form_of_an_error_in_a_file_form_is_the_same(admin, workspace):
    given = {"workspace": "locks", "item": json.dumps([1]), "text": "x"}

    response = admin.post("/api/v1/sources/", given, format="multipart")

    assert set(pointers(assert_problem(response, 400, "invalid"))) == {"/item", "/text", "/file"}
