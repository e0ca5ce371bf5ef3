"""Claim sets and releases through the API: gathered, released, read without a token, compared."""

import pytest
from rest_framework.test import APIClient

from claims.models import Claim
from releases.building import build_release
from releases.models import ClaimSet
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.releasing import filled_claim_set
from workspaces.models import Job

pytestmark = pytest.mark.django_db

SETS = "/api/v1/claim-sets/"


@pytest.fixture
def editor(as_role):
    return as_role("editor")


@pytest.fixture
def released(workspace):
    claim_set = filled_claim_set(claims=2, workspace=workspace, slug="open-locks", audience="public")
    build_release(claim_set=claim_set, by=None)
    return claim_set


def change(client, address, body):
    """PATCH with the version that was read, as the contract asks."""
    tag = client.get(address).headers.get("ETag", "")
    return client.patch(address, body, headers={"If-Match": tag} if tag else {})


def test_a_set_is_made_by_filter_and_changed(editor, workspace):
    body = {"workspace": "locks", "slug": "weirs", "title": "Weirs", "gathering": "by_filter",
            "filter": {"topic": ["weirs"], "status": ["accepted"]}, "licence": "CC0-1.0", "creators": ["Ada Moss"]}  # fmt: skip
    ClaimFactory(workspace=workspace, number=1, topic="weirs")

    made = editor.post(SETS, body)
    changed = change(editor, f"{SETS}weirs/", {"audience": "public"})

    assert (made.status_code, made.json()["claim_count"], made.json()["latest_release"]) == (201, 1, None)
    assert made["Location"].endswith("/api/v1/claim-sets/weirs/")
    assert changed.json()["audience"] == "public"
    assert changed.json()["filter"] == {"topic": ["weirs"], "status": ["accepted"]}
    assert editor.post(SETS, body).status_code == 409


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"slug": "No", "title": "T"}, 422), ({"slug": "a", "title": "T", "licence": "mine"}, 422),
        ({"slug": "a", "title": "T", "audience": "friends"}, 400), ({"slug": "a", "title": "T", "more": 1}, 400),
        ({"slug": "a", "title": "T", "filter": {"kind": ["joke"]}}, 400), ({"slug": "a", "title": "T", "filter": []}, 400),
        ({"slug": "a", "title": "T", "filter": {"more": []}}, 400), ({"slug": "a"}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_a_set_is_told_with_a_pointer(editor, body, status):
    answer = editor.post(SETS, {"workspace": "locks", **body})

    assert answer.status_code == status
    assert answer.json()["errors"][0]["pointer"]


def test_many_claims_go_in_and_out_at_once_or_not_at_all(editor, workspace):
    editor.post(SETS, {"workspace": "locks", "slug": "weirs", "title": "Weirs"})
    claims = [str(ClaimFactory(workspace=workspace, number=number).pk) for number in range(1, 6)]
    foreign = str(ClaimFactory().pk)

    first = editor.post(f"{SETS}weirs/entries/", {"add": claims})
    second = editor.post(f"{SETS}weirs/entries/", {"add": claims[:1], "remove": claims[:2]})
    wrong = editor.post(f"{SETS}weirs/entries/", {"remove": claims, "add": [claims[0], foreign]})

    assert (first.json(), second.json()) == ({"added": 5, "removed": 0}, {"added": 0, "removed": 2})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (404, "/add/1")
    assert ClaimSet.objects.get(slug="weirs").entries.count() == 3


def test_a_release_is_asked_for_and_made_by_a_job(editor, released):
    asked = editor.post(f"{SETS}open-locks/releases/", {"notes": "Again.", "force": True})

    assert (asked.status_code, asked.json()["task"]) == (202, "releases.build_release")
    assert Job.objects.get(pk=asked.json()["id"]).options == {"notes": "Again.", "force": True}


def test_everybody_reads_a_public_set_its_claims_and_releases_and_nobody_else_a_private_one(released):
    anybody = APIClient()
    [row] = anybody.get(SETS).json()["results"]
    claims = anybody.get(f"{SETS}open-locks/claims/?limit=1").json()
    release = anybody.get(f"{SETS}open-locks/releases/1/").json()

    assert (row["slug"], row["latest_release"]) == ("open-locks", 1)
    assert [claim["number"] for claim in claims["results"]] == [1]
    assert anybody.get(claims["next"]).json()["results"][0]["number"] == 2
    assert f"Release 1 [Data set]. {released.workspace.name}." in release["citation"]
    assert {file["name"] for file in release["files"]} >= {"claims.ndjson", "claims.csv"}
    assert release["files"][0]["url"].startswith("http://testserver/api/v1/claim-sets/open-locks/releases/1/")
    assert anybody.post(f"{SETS}open-locks/releases/", {}).status_code == 401
    ClaimSet.objects.update(audience="members")
    assert anybody.get(SETS).json()["results"] == []
    assert {
        anybody.get(f"{SETS}{path}").status_code for path in ("open-locks/", "nothing/", "open-locks/releases/1/")
    } == {401}


def test_claims_of_a_set_are_the_records_of_its_release(admin, released):
    EvidenceFactory(claim=Claim.objects.get(number=1))
    build_release(claim_set=released, by=None)

    shown = admin.get(f"{SETS}open-locks/claims/").json()["results"]
    change = admin.get(f"{SETS}open-locks/releases/2/diff/").json()

    assert [len(claim["evidence"]) for claim in shown] == [2, 1]
    assert (change["old"], change["new"], change["counts"]["evidence_added"]) == (1, 2, 1)
    assert change["results"][0]["evidence"][0]["new"] in shown[0]["evidence"]


def test_a_difference_is_read_page_by_page_against_any_release(admin, released):
    claims = [ClaimFactory(workspace=released.workspace, number=number) for number in (3, 4, 5)]
    for claim in claims:
        released.entries.create(workspace=released.workspace, claim=claim)
    build_release(claim_set=released, by=None)
    seen, address = [], f"{SETS}open-locks/releases/2/diff/?from=1&limit=2"

    while address:
        page = admin.get(address).json()
        seen += [(row["change"], row["label"]) for row in page["results"]]
        assert page["counts"]["added"] == 3
        address = page["next"]

    assert seen == [("added", "C-3"), ("added", "C-4"), ("added", "C-5")]
    assert admin.get(f"{SETS}open-locks/releases/1/diff/").json()["counts"]["added"] == 2
    for query in ("from=9", "from=0", "from=x", f"from={'9' * 40}", "cursor=made-up", "limit=1001", "to=2"):
        assert admin.get(f"{SETS}open-locks/releases/2/diff/?{query}").status_code == 400, query


def test_a_notice_stands_in_the_release_and_in_the_list(editor, released):
    wrong = editor.post(
        f"{SETS}open-locks/releases/1/notices/", {"kind": "retraction", "text": "No.", "replaced_by": 7}
    )
    said = editor.post(f"{SETS}open-locks/releases/1/notices/", {"kind": "retraction", "text": "Counted twice."})

    assert (wrong.status_code, said.status_code) == (404, 201)
    [row] = editor.get(f"{SETS}open-locks/releases/").json()["results"]
    assert (row["is_retracted"], [notice["text"] for notice in row["notices"]]) == (True, ["Counted twice."])


def test_a_set_with_a_release_stays_and_numbers_out_of_range_are_not_there(admin, released):
    tag = admin.get(f"{SETS}open-locks/").headers.get("ETag", "")
    headers = {"If-Match": tag} if tag else {}

    assert admin.delete(f"{SETS}open-locks/", headers=headers).status_code == 409
    assert admin.get(f"{SETS}open-locks/releases/{2**40}/").status_code == 404
