"""A request that is sent again under its key is done once, and answered both times with the same bytes."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from api.models import StoredResponse
from api.tasks import remove_expired_responses
from claims.models import Claim
from sources.models import Source
from tests.api.conftest import client_of

CLAIMS = "/api/v1/claims/"
GOOD = {"workspace": "locks", "text": "Locks need keepers.", "kind": "causal"}


@pytest.fixture
def workspace(db, seeded_once):
    return seeded_once.workspace


@pytest.fixture
def seeded(db, seeded_once):
    return seeded_once


def under(key):
    return {"idempotency-key": key}


def test_the_same_again_is_answered_with_the_same_bytes_and_done_once(admin, workspace):
    first = admin.post(CLAIMS, GOOD, headers=under("k-1"))
    again = admin.post(CLAIMS, dict(reversed(GOOD.items())), headers=under('"k-1"'))

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert {name: again.headers[name] for name in ("Content-Type", "ETag", "Location")} == {
        name: first.headers[name] for name in ("Content-Type", "ETag", "Location")
    }
    assert ("Idempotent-Replayed" in first.headers, again.headers["Idempotent-Replayed"]) == (False, "true")
    assert Claim.objects.filter(text=GOOD["text"]).count() == 1


def test_a_change_is_replayed_though_the_state_it_was_based_on_is_gone(admin, seeded):
    address = f"{CLAIMS}{seeded.claim.pk}/"
    asked = {"headers": {"if-match": admin.get(address).headers["ETag"], **under("k-2")}}

    answers = [admin.patch(address, {"topic": "canals"}, **asked) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content


def test_an_empty_answer_is_replayed_too(admin, seeded):
    address = f"/api/v1/evidence/{seeded.evidence.pk}/"

    answers = [admin.delete(address, headers=under("k-3")) for _ in range(2)]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b""), (204, b"")]


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("post", CLAIMS, GOOD | {"kind": "factual"}),
        ("post", f"{CLAIMS}?validate_only=true", GOOD),
        ("post", "/api/v1/comments/", GOOD),
        ("patch", "{claim}", GOOD),
    ],
)
def test_a_key_is_for_one_request(admin, seeded, method, address, body):
    admin.post(CLAIMS, GOOD, headers=under("k-4"))
    place = address.replace("{claim}", f"{CLAIMS}{seeded.claim.pk}/")

    response = getattr(admin, method)(place, body, headers=under("k-4"))

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")


def test_a_key_is_the_users_own_and_of_the_token_it_came_with(admin, as_role, workspace):
    admin.post(CLAIMS, GOOD, headers=under("k-5"))

    assert client_of(admin.user).post(CLAIMS, GOOD, headers=under("k-5")).status_code == 422
    assert as_role("editor").post(CLAIMS, GOOD, headers=under("k-5")).status_code == 409  # there is such a claim


@pytest.mark.parametrize("key", ["", '""', "two words", "é", "x" * 256, "tab\there"])
def test_a_key_of_another_form_is_400(admin, workspace, key):
    response = admin.post(CLAIMS, GOOD, headers=under(key))

    assert (response.status_code, response.json()["errors"][0]["header"]) == (400, "Idempotency-Key")


def test_the_longest_key_is_taken(admin, workspace):
    assert admin.post(CLAIMS, GOOD, headers=under("~" * 255)).status_code == 201


def test_a_refusal_is_not_kept_since_it_changed_nothing(admin, workspace):
    taken = admin.post(CLAIMS, GOOD).json()
    refused = admin.post(CLAIMS, GOOD, headers=under("k-6"))
    admin.patch(f"{CLAIMS}{taken['id']}/", {"text": "Another."})

    done = admin.post(CLAIMS, GOOD, headers=under("k-6"))

    assert (refused.status_code, done.status_code) == (409, 201)


def test_what_was_only_validated_is_not_kept(admin, workspace):
    admin.post(f"{CLAIMS}?validate_only=true", GOOD, headers=under("k-7"))

    assert not StoredResponse.objects.exists()


def test_a_file_is_part_of_the_request_and_its_boundary_is_not(admin, workspace):
    def send(text):
        file = SimpleUploadedFile("barges.txt", text.encode(), "text/plain")
        item = json.dumps({"id": "barge", "title": "Barges"})
        given = {"workspace": "locks", "item": item, "file": file}
        return admin.post("/api/v1/sources/", given, format="multipart", headers=under("k-8"))

    answers = [send("Barges are slow."), send("Barges are slow."), send("Barges are fast.")]

    assert [answer.status_code for answer in answers] == [202, 202, 422]
    assert answers[1].content == answers[0].content
    assert bytes(Source.objects.get(key="barge").captures.get().content) == b"Barges are slow."


def test_answers_are_kept_for_a_day(admin, workspace):
    for key, age in (("old", timedelta(hours=25)), ("young", timedelta(hours=23))):
        admin.post(f"{CLAIMS}", GOOD | {"text": key}, headers=under(key))
        StoredResponse.objects.filter(key=key).update(created_at=timezone.now() - age)

    remove_expired_responses()

    assert [stored.key for stored in StoredResponse.objects.all()] == ["young"]


def test_reading_heeds_no_key(admin, workspace):
    assert admin.get(CLAIMS, headers=under("two words")).status_code == 200
