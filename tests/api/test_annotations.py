"""Annotations through the API: linked data for whoever asks for it, plain JSON for everybody else."""

import pytest

from claims.enums import EvidenceState
from exchange.domain.annotation import ANNO_CONTEXT
from sources.services import create_passage
from tests.api.seeding import seed
from tests.factories.sources import current_version

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/annotations/"
LD_JSON = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@pytest.fixture
def plain(seeded):
    return create_passage(text_version=current_version(seeded.source), exact="Nobody reads the count", by=None)


def test_the_list_holds_accepted_evidence_and_plain_passages(admin, seeded, plain):
    rows = admin.get(ADDRESS).json()["results"]

    assert [row["id"] for row in rows] == [f"http://testserver{ADDRESS}{row.pk}/" for row in (seeded.evidence, plain)]
    assert [row["motivation"] for row in rows] == ["assessing", "highlighting"]


@pytest.mark.parametrize("accept", ["application/ld+json", LD_JSON, f"text/html;q=0.1, {LD_JSON}"])
def test_linked_data_is_a_page_of_the_standard(admin, seeded, plain, accept):
    response = admin.get(f"{ADDRESS}?limit=1", headers={"accept": accept})

    page = response.json()
    assert response.headers["Content-Type"] == LD_JSON
    assert page["@context"] == [ANNO_CONTEXT, "http://testserver/ns/parallax.jsonld"]
    assert (page["type"], page["partOf"]) == ("AnnotationPage", f"http://testserver{ADDRESS}")
    assert [item["id"].split("/")[-2] for item in page["items"]] == [str(seeded.evidence.pk)]
    following = admin.get(page["next"], headers={"accept": accept}).json()
    assert [item["id"].split("/")[-2] for item in following["items"]] == [str(plain.pk)]
    assert "next" not in following


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/rdf+xml"])
def test_what_cannot_be_answered_is_not_acceptable(admin, seeded, accept):
    response = admin.get(ADDRESS, headers={"accept": accept})

    assert (response.status_code, response.json()["code"]) == (406, "not_acceptable")


def test_pages_hold_every_annotation_once(admin, workspace):
    for mark in "abc":
        one = seed(workspace, mark)
        create_passage(text_version=current_version(one.source), exact="Nobody reads the count", by=None)
    address, seen = f"{ADDRESS}?limit=2", []
    while address:
        page = admin.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]

    assert len(seen) == len(set(seen)) == 6
    assert seen == sorted(seen)


@pytest.mark.parametrize(("narrowed", "number"), [("source", 2), ("claim", 1)])
def test_the_list_is_narrowed(admin, seeded, plain, narrowed, number):
    seed(seeded.workspace, "b")

    rows = admin.get(f"{ADDRESS}?{narrowed}={getattr(seeded, narrowed).pk}").json()["results"]

    assert len(rows) == number


def test_one_annotation_is_found_by_its_identifier_in_either_form(admin, seeded, plain):
    for row in (seeded.evidence, plain):
        address = f"http://testserver{ADDRESS}{row.pk}/"
        as_json, linked = admin.get(address), admin.get(address, headers={"accept": LD_JSON})
        assert as_json.json() == linked.json()
        assert as_json.json()["id"] == address
        assert linked.headers["Content-Type"] == LD_JSON


def test_suggestions_never_leave(admin, seeded):
    type(seeded.evidence).objects.filter(pk=seeded.evidence.pk).update(
        state=EvidenceState.SUGGESTED, decided_at=None, score=0.5
    )

    assert admin.get(ADDRESS).json()["results"] == []
    assert admin.get(f"{ADDRESS}{seeded.suggestion.pk}/").status_code == 404
    assert admin.get(f"{ADDRESS}{seeded.passage.pk}/").status_code == 404


def test_the_text_that_positions_count_in_is_there_at_the_address_given(admin, seeded):
    target = admin.get(f"{ADDRESS}{seeded.evidence.pk}/").json()["target"]

    text = admin.get(target["state"]["cached"]).json()

    position = target["selector"][1]
    assert text["sha256"] == target["state"]["sha256"]
    assert text["text"][position["start"] : position["end"]] == target["selector"][0]["exact"]


@pytest.mark.parametrize(("version", "status"), [("nonsense", 400), ("01a2b3c4-0000-7000-8000-000000000000", 404)])
def test_a_text_version_that_is_none_of_the_source_is_refused(admin, seeded, version, status):
    assert admin.get(f"/api/v1/sources/{seeded.source.pk}/text/?text_version={version}").status_code == status


def quoted(exact, **members):
    target = {"source": "urn:x", "selector": {"type": "TextQuoteSelector", "exact": exact}}
    return {"id": f"urn:{exact}", "target": target} | members


def post(client, *annotations, **more):
    return client.post(ADDRESS, {"workspace": "locks", "annotations": list(annotations)} | more)


def test_annotations_are_imported_and_each_says_what_became_of_it(admin, seeded):
    evidence = {"body": {"source": f"http://x.example/api/v1/claims/{seeded.claim.pk}/", "bearing": "contradicts"}}
    source = str(seeded.source.pk)

    answer = post(admin, quoted("Nobody reads the count", **evidence), quoted("Nobody writes"), source=source)

    first, second = answer.json()["items"]
    assert answer.status_code == 200
    assert (first["outcome"], first["bearing"], first["claim"]) == ("exact", "contradicts", str(seeded.claim.pk))
    made = type(seeded.evidence).objects.get(pk=first["evidence"])
    assert (made.state, str(made.passage_id)) == ("suggested", first["passage"])
    assert (second["outcome"], second["passage"], second["pointer"]) == ("refused", None, "/1")
    again = post(admin, quoted("Nobody reads the count", **evidence), source=source).json()
    assert again["items"][0]["outcome"] == "known"


def test_a_dry_run_saves_nothing(admin, seeded):
    answer = post(admin, quoted("Nobody reads the count"), source=str(seeded.source.pk), dry_run=True).json()

    assert (answer["id"], [row["outcome"] for row in answer["items"]]) == (None, ["exact"])
    assert seeded.workspace.passages.count() == 1
    assert seeded.workspace.annotation_imports.count() == 0


@pytest.mark.parametrize(
    ("more", "status", "pointer"),
    [
        ({"annotations": []}, 400, "/annotations"),
        ({"annotations": ["urn:1"]}, 400, "/annotations/0"),
        ({"annotations": {}}, 400, "/annotations"),
        ({"own_judgement": "yes"}, 400, "/own_judgement"),
        ({"source": "01a2b3c4-0000-7000-8000-000000000000"}, 404, "/source"),
    ],
)
def test_a_body_that_breaks_the_contract_is_named_by_place(admin, seeded, more, status, pointer):
    answer = post(admin, quoted("Nobody"), **more)

    assert answer.status_code == status
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_what_is_exported_is_known_at_home(admin, seeded, plain):
    exported = admin.get(ADDRESS).json()["results"]

    items = post(admin, *exported, own_judgement=True).json()["items"]

    assert [(row["outcome"], row["losses"], row["distance"]) for row in items] == [("exact", [], 0)] * 2
    assert [row["passage"] for row in items] == [str(seeded.passage.pk), str(plain.pk)]
    assert items[0]["evidence"] == str(seeded.evidence.pk)
