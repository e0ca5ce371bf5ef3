"""Writes go through the services: what they answer, and what stands in the database afterwards."""

import json
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.models import Claim, Evidence, Stance
from sources.models import Passage, Source
from tests.api.seeding import QUOTE, seed
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import JobFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db


def test_a_new_claim_is_answered_in_full_with_its_address(admin, workspace):
    response = admin.post("/api/v1/claims/", {"workspace": "locks", "text": "Locks  need keepers.", "kind": "causal"})

    claim = Claim.objects.get()
    assert response.status_code == 201
    assert response.headers["Location"] == f"http://testserver/api/v1/claims/{claim.pk}/"
    assert response.json() == admin.get(response.headers["Location"]).json()
    assert (claim.text, claim.kind, claim.status, claim.created_by) == (
        "Locks need keepers.", "causal", "draft", admin.user,
    )  # fmt: skip


def test_history_knows_whose_token_it_was(admin, workspace):
    admin.post("/api/v1/claims/", {"workspace": "locks", "text": "Locks need keepers.", "kind": "causal"})

    event = Claim.objects.get().events.get()
    assert event.pgh_context.metadata["user"] == str(admin.user.pk)


def test_a_claim_changes_only_where_it_is_told(admin, seeded):
    address = f"/api/v1/claims/{seeded.claim.pk}/"
    before = admin.get(address).json()

    after = admin.patch(address, {"topic": "canals"}).json()

    assert after["topic"] == "canals"
    unchanged = before.keys() - {"topic", "updated_at"}
    assert {name: after[name] for name in unchanged} == {name: before[name] for name in unchanged}


@pytest.mark.parametrize(
    ("role", "change", "expected"),
    [
        ("annotator", ("draft", "proposed"), 200),
        ("annotator", ("proposed", "draft"), 200),
        ("annotator", ("proposed", "accepted"), 403),
        ("annotator", ("accepted", "draft"), 403),
        ("annotator", ("accepted", "accepted"), 200),
        ("editor", ("proposed", "accepted"), 200),
        ("editor", ("accepted", "retired"), 200),
        ("viewer", ("draft", "proposed"), 403),
    ],
)
def test_signing_off_a_claim_is_for_editors(as_role, seeded, role, change, expected):
    before, after = change
    Claim.objects.filter(pk=seeded.claim.pk).update(status=before)

    response = as_role(role).patch(f"/api/v1/claims/{seeded.claim.pk}/", {"status": after})

    assert response.status_code == expected
    assert Claim.objects.get(pk=seeded.claim.pk).status == (after if expected == 200 else before)


@pytest.mark.parametrize(("role", "expected"), [("annotator", 403), ("editor", 200)])
def test_rewording_what_is_signed_off_is_for_editors(as_role, seeded, role, expected):
    response = as_role(role).patch(f"/api/v1/claims/{seeded.claim.pk}/", {"text": "Counting is idle."})

    assert response.status_code == expected
    assert (Claim.objects.get(pk=seeded.claim.pk).text == "Counting is idle.") == (expected == 200)


@pytest.mark.parametrize(("status", "expected"), [("draft", 201), ("proposed", 201), ("accepted", 403)])
def test_an_annotator_adds_no_claim_that_is_signed_off(as_role, workspace, status, expected):
    given = {"workspace": "locks", "text": "Locks need keepers.", "kind": "causal", "status": status}

    assert as_role("annotator").post("/api/v1/claims/", given).status_code == expected


def test_a_change_that_is_half_refused_changes_nothing(admin, seeded):
    taken = Claim.objects.exclude(pk=seeded.claim.pk).get()

    response = admin.patch(f"/api/v1/claims/{seeded.claim.pk}/", {"text": taken.text.upper(), "status": "retired"})

    assert response.status_code == 409
    assert Claim.objects.get(pk=seeded.claim.pk).status == "accepted"


def test_a_new_passage_is_verified_and_anchored(admin, seeded):
    response = admin.post("/api/v1/passages/", {"source": str(seeded.source.pk), "exact": "Nobody reads the count"})

    assert response.status_code == 201
    passage = response.json()
    assert passage["anchors"][0]["grade"] == "exact"
    assert Passage.objects.get(pk=passage["id"]).created_by == admin.user


def test_the_same_quote_gives_the_same_passage(admin, seeded):
    response = admin.post("/api/v1/passages/", {"source": str(seeded.source.pk), "exact": QUOTE})

    assert response.json()["id"] == str(seeded.passage.pk)


def test_a_refused_quote_leaves_nothing(admin, seeded):
    before = Passage.objects.count()

    response = admin.post("/api/v1/passages/", {"source": str(seeded.source.pk), "exact": "Nothing like it anywhere"})

    assert (response.status_code, Passage.objects.count()) == (422, before)


def test_a_text_version_of_another_source_is_404(admin, seeded):
    other = seed(seeded.workspace, "b")
    version = other.passage.anchors.get().text_version_id

    response = admin.post(
        "/api/v1/passages/", {"source": str(seeded.source.pk), "text_version": str(version), "exact": QUOTE}
    )

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (404, "/text_version")


def test_new_evidence_counts_at_once_and_derives_the_stance(admin, seeded):
    claim = admin.post(
        "/api/v1/claims/", {"workspace": "locks", "text": "Keepers can count.", "kind": "factual"}
    ).json()

    response = admin.post(
        "/api/v1/evidence/",
        {"claim": claim["id"], "passage": str(seeded.passage.pk), "bearing": "contradicts"},
    )

    assert response.status_code == 201
    assert (response.json()["state"], response.json()["speaker"]["id"]) == ("accepted", str(seeded.author.pk))
    stance = Stance.objects.get(claim_id=UUID(claim["id"]))
    assert (stance.author, stance.position, stance.basis) == (seeded.author, "denies", "derived")


def test_reported_speech_has_another_speaker(admin, seeded):
    reported = AuthorFactory(workspace=seeded.workspace)
    given = {
        "claim": str(seeded.claim.pk),
        "passage": str(seeded.passage.pk),
        "bearing": "supports",
        "speaker": str(reported.pk),
    }

    assert admin.post("/api/v1/evidence/", given).json()["speaker"]["id"] == str(reported.pk)


@pytest.mark.parametrize("field", ["passage", "speaker"])
def test_evidence_never_ties_two_workspaces_together(admin, seeded, field):
    mine = seed(WorkspaceFactory(), "b")
    mine.workspace.memberships.create(user=admin.user, role="admin")
    given = {"claim": str(seeded.claim.pk), "passage": str(seeded.passage.pk), "bearing": "context"}
    given[field] = str({"passage": mine.passage, "speaker": mine.author}[field].pk)

    response = admin.post("/api/v1/evidence/", given)

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (404, f"/{field}")


def test_a_decision_is_kept_with_who_and_when(admin, seeded):
    address = f"/api/v1/evidence/{seeded.suggestion.pk}/"

    response = admin.post(f"{address}decision/", {"state": "accepted", "bearing": "supports"})

    evidence = Evidence.objects.get(pk=seeded.suggestion.pk)
    assert response.status_code == 200
    assert response.json() == admin.get(address).json()
    assert (evidence.state, evidence.bearing, evidence.decided_by) == ("accepted", "supports", admin.user)
    assert response.json()["decided_by"] == {"id": str(admin.user.pk), "name": admin.user.name}


def test_a_decision_can_be_taken_back_only_where_the_machine_had_proposed(admin, seeded):
    proposed, linked = (f"/api/v1/evidence/{row.pk}/decision/" for row in (seeded.suggestion, seeded.evidence))
    admin.post(proposed, {"state": "rejected"})

    assert admin.post(proposed, {"state": "suggested"}).json()["decided_at"] is None
    assert admin.post(linked, {"state": "suggested"}).status_code == 422


def test_a_set_stance_stands_above_the_derived_one(admin, seeded):
    given = {
        "claim": str(seeded.claim.pk),
        "author": str(seeded.author.pk),
        "position": "denies",
        "likelihood": 30,
        "likelihood_term": "unlikely",
        "as_of": "2024-05-01",
        "reason": "Took it back in the discussion.",
    }

    response = admin.post("/api/v1/stances/", given)

    assert response.status_code == 201
    assert {name: response.json()[name] for name in ("position", "likelihood", "likelihood_scale", "as_of", "basis")} == {
        "position": "denies", "likelihood": 30, "likelihood_scale": "icd_203", "as_of": "2024-05-01", "basis": "set",
    }  # fmt: skip
    claim = admin.get(f"/api/v1/claims/{seeded.claim.pk}/").json()
    assert claim["effective_stances"] == {str(seeded.author.pk): response.json()["id"]}


ITEM = {
    "id": "barge-2020",
    "title": "On barges",
    "author": [{"family": "Rill", "given": "Ben"}],
    "issued": {"date-parts": [[2020, 4]]},
}


def as_json(text):
    return {"data": {"workspace": "locks", "item": ITEM, "text": text, "nature": "summary"}}


def as_file(text):
    file = SimpleUploadedFile("barges.txt", text.encode(), "text/plain")
    given = {"workspace": "locks", "item": json.dumps(ITEM), "file": file, "nature": "summary"}
    return {"data": given, "format": "multipart"}


@pytest.mark.parametrize("form", [as_json, as_file])
def test_a_new_source_is_kept_as_it_came_and_its_reading_queued(admin, workspace, form):
    text = "Barges are slow. They carry 𝔐uch."

    response = admin.post("/api/v1/sources/", **form(text))

    source = Source.objects.get()
    assert response.status_code == 202
    assert response.headers["Location"] == f"http://testserver/api/v1/sources/{source.pk}/"
    assert bytes(source.captures.get().content).decode() == text
    answered = response.json()
    assert (answered["key"], answered["nature"], answered["issued_label"]) == (
        "barge-2020", "summary", "April 2020",
    )  # fmt: skip
    assert [author["name"] for author in answered["authors"]] == ["Ben Rill"]
    assert answered["csl"] == ITEM
    assert admin.get(answered["job"]).json()["state"] in {"waiting", "queued"}
    assert admin.get(f"{response.headers['Location']}text/").status_code == 404


def test_the_same_source_twice_is_409_and_names_the_first(admin, workspace):
    first = admin.post("/api/v1/sources/", **as_json("Barges are slow.")).json()

    response = admin.post("/api/v1/sources/", **as_json("Barges are slow."))

    assert (response.status_code, response.json()["details"]) == (409, {"source": first["id"]})


@pytest.mark.parametrize(
    ("item", "code"),
    [({"title": "No key"}, "invalid_csl_item"), ({"id": "x"}, "invalid_csl_item")],
)
def test_an_item_that_is_no_work_is_422(admin, workspace, item, code):
    response = admin.post("/api/v1/sources/", {"workspace": "locks", "item": item, "text": "Barges."})

    assert (response.status_code, response.json()["code"]) == (422, code)


def test_bytes_that_are_no_text_are_422(admin, workspace):
    file = SimpleUploadedFile("barges.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "text/plain")
    given = {"workspace": "locks", "item": json.dumps(ITEM), "file": file}

    response = admin.post("/api/v1/sources/", given, format="multipart")

    assert (response.status_code, response.json()["code"]) == (422, "binary_text")


def test_a_failed_job_is_tried_again_and_a_waiting_one_not(admin, seeded):
    address = f"/api/v1/jobs/{seeded.job.pk}/retry/"

    first, second = admin.post(address), admin.post(address)

    assert (first.status_code, first.json()["state"]) == (202, "queued")
    assert (second.status_code, second.json()["code"]) == (409, "job_not_retryable")


def test_a_job_says_how_far_it_is(admin, workspace):
    job = JobFactory(workspace=workspace, progress_done=3, progress_total=9, stage="Splitting sentences")

    answered = admin.get(f"/api/v1/jobs/{job.pk}/").json()

    assert (answered["progress_done"], answered["progress_total"], answered["stage"]) == (
        3, 9, "Splitting sentences",
    )  # fmt: skip


def test_source_by_its_address_is_taken_and_the_same_one_refused(admin, seeded):
    given = {"workspace": "locks", "url": "https://quay.example/a"}
    response = admin.post("/api/v1/sources/fetch/", given)

    assert response.status_code == 202
    assert (response.json()["title"], response.json()["captures"]) == (given["url"], [])
    assert response.json()["job"]

    again = admin.post("/api/v1/sources/fetch/", given | {"url": "https://quay.example/a#b"})
    assert (again.status_code, again.json()["code"]) == (409, "duplicate_source")
    assert again.json()["details"]["source"] == response.json()["id"]


def test_source_by_an_address_in_disguise_is_refused(admin, seeded):
    response = admin.post("/api/v1/sources/fetch/", {"workspace": "locks", "url": "http://2130706433/"})

    assert (response.status_code, response.json()["code"]) == (422, "address_refused")


def test_evidence_is_taken_off_its_claim_and_the_passage_stays(admin, seeded):
    address = f"/api/v1/evidence/{seeded.evidence.pk}/"

    assert admin.delete(address).status_code == 204
    assert admin.get(address).status_code == 404
    assert Passage.objects.filter(pk=seeded.passage.pk).exists()
