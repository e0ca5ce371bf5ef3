import json

import pytest

from api.v1 import claim_imports
from claims.models import Claim
from workspaces.models import Job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workspace")]

ADDRESS = "/api/v1/claims/import/?workspace=locks"
NDJSON = "application/x-ndjson"


def lines(*rows):
    return "\n".join(json.dumps({"kind": "factual"} | row) for row in rows)


def test_what_became_of_each_line_is_answered(admin, workspace):
    body = lines({"text": "Rain."}, {"text": "rain."}, {"text": "Snow.", "colour": "white"})

    answer = admin.post(ADDRESS, body, content_type=NDJSON)

    assert answer.status_code == 200
    assert answer.json() == {
        "lines": 3,
        "created": 1,
        "known": 1,
        "refused": 1,
        "evidence_created": 0,
        "evidence_known": 0,
        "stances_created": 0,
        "stances_known": 0,
        "parts_refused": 0,
        "refusals": [{"line": 3, "pointer": "/colour", "detail": "There is no such field."}],
    }
    assert admin.post(ADDRESS, body, content_type=NDJSON).json()["created"] == 0


def test_an_empty_file_holds_nothing(admin):
    answer = admin.generic("POST", ADDRESS, b"", content_type=NDJSON)

    assert (answer.status_code, answer.json()["lines"]) == (200, 0)


def test_a_large_dry_run_leaves_no_job(admin, monkeypatch):
    monkeypatch.setattr(claim_imports, "AT_ONCE_BYTES", 10)

    answer = admin.post(f"{ADDRESS}&validate_only=true", lines({"text": "Rain."}), content_type=NDJSON)

    assert (answer.status_code, answer["Validated-Only"]) == (200, "true")
    assert not Job.objects.exists()
    monkeypatch.setattr(claim_imports, "MAX_TRIED_BYTES", 10)
    again = admin.post(f"{ADDRESS}&validate_only=true", lines({"text": "Rain."}), content_type=NDJSON)
    assert (again.status_code, again.json()["code"]) == (413, "too_large")


def test_a_dry_run_saves_nothing(admin, workspace):
    answer = admin.post(f"{ADDRESS}&validate_only=true", lines({"text": "Rain."}), content_type=NDJSON)

    assert answer.json()["created"] == 1
    assert not Claim.objects.exists()


def test_a_table_is_taken_too(admin, workspace):
    answer = admin.post(ADDRESS, "text,kind\nRain.,factual\n", content_type="text/csv")

    assert answer.json()["created"] == 1


def test_an_annotator_imports_drafts_and_proposals_only(as_role, workspace):
    body = lines({"text": "Rain."}, {"text": "Snow.", "status": "accepted"})

    answer = as_role("annotator").post(ADDRESS, body, content_type=NDJSON).json()

    assert (answer["created"], answer["refusals"][0]["pointer"]) == (1, "/status")


def test_a_large_file_becomes_a_job(admin, workspace, monkeypatch):
    monkeypatch.setattr(claim_imports, "AT_ONCE_BYTES", 10)

    answer = admin.post(ADDRESS, lines({"text": "Rain."}), content_type=NDJSON)

    assert answer.status_code == 202
    job = Job.objects.get(pk=answer.json()["id"])
    assert (job.task, job.workspace) == ("claims.import_claims", workspace)


@pytest.mark.parametrize(
    ("address", "body", "content_type", "problem"),
    [
        (ADDRESS, "{}", "application/json", (415, "unsupported_media_type")),
        ("/api/v1/claims/import/", "{}", NDJSON, (400, "invalid")),
        (f"{ADDRESS}&validate_only=yes", "{}", NDJSON, (400, "invalid")),
        (f"{ADDRESS}&dry=true", "{}", NDJSON, (400, "invalid")),
        ("/api/v1/claims/import/?workspace=nowhere", "{}", NDJSON, (404, "not_found")),
        (ADDRESS, "words\nRain.\n", "text/csv", (422, "unreadable_claims")),
        (ADDRESS, b"\xff\xfe{}", NDJSON, (422, "unreadable_claims")),
        (ADDRESS, "\n" * 250_010, NDJSON, (413, "claims_too_many")),
    ],
)
def test_what_cannot_be_taken_is_a_problem_of_the_one_shape(admin, address, body, content_type, problem):
    answer = admin.post(address, body, content_type=content_type)

    assert (answer.status_code, answer.json()["code"]) == problem
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_beyond_the_limit_is_refused(admin, workspace, monkeypatch):
    monkeypatch.setattr(claim_imports, "MAX_BODY_BYTES", 10)

    answer = admin.post(ADDRESS, lines({"text": "Rain."}), content_type=NDJSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
