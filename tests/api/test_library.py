"""Changing, grading and searching sources, and bibliographies, through the API."""

import pytest

from sources.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(seeded):
    return f"/api/v1/sources/{seeded.source.pk}/"


def test_a_work_is_changed_unless_somebody_was_faster(admin, address):
    changed = admin.patch(address, {"item": {"title": "Locks", "DOI": "10.1/x", "id": "no"}, "revision": 1})
    stale = admin.patch(address, {"item": {"title": "Mine"}, "revision": 1})

    assert (changed.status_code, changed.json()["title"], changed.json()["doi"]) == (200, "Locks", "10.1/x")
    assert (changed.json()["revision"], changed.json()["key"]) == (2, "lock-a")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_source")
    assert admin.patch(address, {"item": {"DOI": None}}).json()["doi"] == ""


def test_a_source_is_graded_and_retracted_with_its_impact_known(admin, address, seeded):
    impact = {one["kind"]: len(one["dependents"]) for one in admin.get(f"{address}impact/").json()}
    graded = admin.post(f"{address}grade/", {"reliability": "b", "credibility": "2"}).json()
    refused = admin.post(f"{address}status/", {"status": "retracted", "on": "2026-01-01"})
    retracted = admin.post(f"{address}status/", {"status": "retracted", "on": "2026-01-01", "reason": "Invented."})

    assert impact["passages"] == 1
    assert impact["claims"] >= 1
    assert (graded["reliability"], graded["credibility"]) == ("b", "2")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_status")
    assert retracted.json()["status_reason"] == "Invented."
    assert admin.get("/api/v1/sources/?status=retracted").json()["results"][0]["id"] == str(seeded.source.pk)


def test_sentences_are_found_with_their_place(admin, seeded):
    found = admin.get("/api/v1/search/?workspace=locks&q=barges").json()

    assert found["count"] == len(found["hits"]) >= 1
    hit = found["hits"][0]
    assert (hit["source"], hit["start"], hit["page_label"]) == (str(seeded.source.pk), 0, "")
    assert admin.get("/api/v1/search/?workspace=locks&q=barges&since=1900").json()["count"] == 0


@pytest.mark.parametrize(
    "query", ["workspace=locks", "q=x", "workspace=locks&q=x&since=abc", "workspace=locks&q=x&z=1"]
)
def test_a_search_that_says_too_little_is_400(admin, seeded, query):
    assert admin.get(f"/api/v1/search/?{query}").status_code == 400


def test_a_bibliography_goes_out_and_comes_in(admin, seeded):
    out = admin.get("/api/v1/bibliography/?workspace=locks&style=bibtex").json()
    back = admin.post("/api/v1/bibliography/", {"workspace": "locks", "text": out["text"]}).json()
    new = admin.post("/api/v1/bibliography/", {"workspace": "locks", "text": "@book{n, title={New}}\n@book{m, year=1}"})

    assert out["losses"] == []
    assert {entry["outcome"] for entry in back["entries"]} == {"matched"}
    assert [entry["outcome"] for entry in new.json()["entries"]] == ["added", "refused"]
    assert new.json()["entries"][0]["source"] == str(Source.objects.get(key="n").pk)
    assert admin.get("/api/v1/bibliography/?workspace=locks&style=word").status_code == 400
    assert admin.post("/api/v1/bibliography/", {"workspace": "locks", "text": "No."}).status_code == 422
