"""Holds that `fields=` and `expand=` give parts of the same answers, to nobody more than they may see, at a fixed cost."""

import pytest

from api.selecting import MAX_EXPANSIONS
from claims.enums import Bearing
from tests.api.seeding import seed
from tests.factories.claims import EvidenceFactory, StanceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import WorkspaceFactory

pytestmark = pytest.mark.django_db

SELECTABLE = [
    "workspaces", "authors", "sources", "references", "citations", "passages", "claims", "evidence", "comments",
    "judgements", "answers", "adjudications", "stances", "clusters", "decisions", "names", "maps", "jobs",
]  # fmt: skip


def faults(response):
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    return {one["parameter"]: one["detail"] for one in response.json()["errors"]}


@pytest.mark.parametrize("resource", SELECTABLE)
def test_fields_of_every_list_and_detail_are_parts_of_the_whole(admin, seeded, resource):
    whole = admin.get(f"/api/v1/{resource}/").json()["results"]
    names = sorted(whole[0])[::2]

    parts = admin.get(f"/api/v1/{resource}/?fields={','.join(names)}").json()["results"]
    assert parts == [{name: one[name] for name in one if name in names} for one in whole]

    address = f"/api/v1/{resource}/{whole[0]['id']}/"
    one = admin.get(address).json()
    assert admin.get(f"{address}?fields=id").json() == {"id": one["id"]}
    assert admin.get(f"{address}?fields={','.join(one)}").json() == one


def test_parts_of_objects_are_named_with_dots(admin, seeded):
    [row, *_] = admin.get("/api/v1/evidence/?fields=bearing,passage.source.title,passage.exact,speaker").json()[
        "results"
    ]

    passage = {"exact": seeded.passage.exact, "source": {"title": seeded.source.title}}
    speaker = {"id": str(seeded.author.pk), "slug": seeded.author.slug, "name": seeded.author.name}
    assert row == {"passage": passage, "speaker": speaker, "bearing": "supports"}


def test_a_whole_swallows_its_parts_whatever_the_order(admin, seeded):
    for asked in ("speaker,speaker.name", "speaker.name,speaker"):
        row = admin.get(f"/api/v1/evidence/{seeded.evidence.pk}/?fields={asked}").json()
        assert set(row["speaker"]) == {"id", "slug", "name"}


@pytest.mark.parametrize(
    ("query", "parameter", "told"),
    [
        ("fields=text,colour", "fields", "There is no “colour”. Known: contradicting_count, created_at"),
        ("fields=text.length", "fields", "There is no “length” in “text”. It has no parts"),
        ("fields=id,,text", "fields", "Give names with commas"),
        ("fields=" + ",".join(["id"] * 101), "fields", "at most 100"),
        ("fields=expanded.evidence", "fields", "There is no “expanded”"),
        ("fields=id&fields=text", "fields", "once"),
        ("expand=harbour", "expand", "Known: evidence, stances."),
        ("expand=evidence.harbour", "expand", "There is no “harbour” in “evidence”. Known: claim, passage"),
        ("expand=evidence.claim.evidence", "expand", "goes further than 2 steps"),
        ("expand=" + ",".join(["evidence"] * 6), "expand", f"at most {MAX_EXPANSIONS}"),
        ("expand=evidence.", "expand", "There is no “” in “evidence”"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_problem_that_names_what_is(admin, seeded, query, parameter, told):
    for address in ("/api/v1/claims/", f"/api/v1/claims/{seeded.claim.pk}/"):
        assert told in faults(admin.get(f"{address}?{query}"))[parameter]


def test_resources_without_fields_or_expansions_take_neither(admin, seeded):
    assert "fields" in faults(admin.get("/api/v1/annotations/?fields=id"))
    assert "expand" in faults(admin.get("/api/v1/jobs/?expand=workspace"))
    assert "fields" in faults(admin.get(f"/api/v1/sources/{seeded.source.pk}/text/?fields=text"))


def test_expansions_bring_what_the_lists_of_the_others_show(admin, seeded):
    def listed(query):
        return admin.get(f"/api/v1/{query}").json()["results"]

    claim = admin.get(f"/api/v1/claims/{seeded.claim.pk}/?expand=evidence.speaker,stances").json()["expanded"]
    assert claim["stances"] == listed(f"stances/?claim={seeded.claim.pk}")
    plain = [{name: one[name] for name in one if name != "expanded"} for one in claim["evidence"]]
    assert plain == listed(f"evidence/?claim={seeded.claim.pk}")
    [author] = listed(f"authors/?slug={seeded.author.slug}")
    assert [one["expanded"] for one in claim["evidence"]] == [{"speaker": author}]


def test_an_expansion_leaves_the_fields_as_they_are(admin, seeded):
    plain = admin.get("/api/v1/evidence/").json()["results"]
    more = admin.get("/api/v1/evidence/?expand=claim,passage,source,speaker").json()["results"]

    assert [{name: one[name] for name in one if name != "expanded"} for one in more] == plain
    for one in more:
        brought = one["expanded"]
        assert brought["claim"]["id"] == one["claim"]
        assert brought["passage"]["id"] == one["passage"]["id"]
        assert brought["source"]["id"] == one["passage"]["source"]["id"]
        assert brought["speaker"]["id"] == one["speaker"]["id"]


def test_fields_and_expansions_go_together(admin, seeded):
    address = f"/api/v1/stances/{seeded.stance.pk}/?expand=claim,author&fields=position"

    assert set(admin.get(address).json()) == {"position", "expanded"}
    assert admin.get(f"{address},expanded.claim.text").json() == {
        "position": "affirms", "expanded": {"claim": {"text": seeded.claim.text}},
    }  # fmt: skip
    assert "Known" in faults(admin.get(f"{address},expanded.claim.colour"))["fields"]


def test_every_expansion_of_every_resource_can_be_followed(admin, seeded):
    for resource in ("claims", "evidence", "stances", "passages", "sources", "authors", "maps"):
        asked = faults(admin.get(f"/api/v1/{resource}/?expand=nothing"))["expand"].partition("Known: ")[2].rstrip(".")
        [row, *_] = admin.get(f"/api/v1/{resource}/?expand={asked.replace(' ', '')}").json()["results"]
        assert set(row["expanded"]) == set(asked.split(", "))


def test_expansions_show_nobody_what_is_still_judged_by_others(as_role, seeded):
    """A pair that others judge is in no list of an annotator who has not judged it, and so in no expansion."""
    asked = f"/api/v1/claims/{seeded.dispute.claim_id}/?expand=evidence&fields=id"
    brought = as_role("annotator").get(asked).json()["expanded"]["evidence"]
    assert str(seeded.dispute.pk) not in [one["id"] for one in brought]
    assert brought


def test_expansions_stay_in_ones_workspaces(admin, seeded):
    other = seed(WorkspaceFactory(), "b")
    rows = admin.get("/api/v1/claims/?expand=evidence,stances").json()["results"]
    brought = {one["workspace"] for row in rows for kind in ("evidence", "stances") for one in row["expanded"][kind]}
    assert brought == {seeded.workspace.slug} != {other.workspace.slug}


def test_expansions_cost_as_many_queries_for_many_rows_as_for_one(admin, workspace, django_assert_num_queries):
    for mark in ("a", "b"):
        one = seed(workspace, mark)
        with django_assert_num_queries(13):
            admin.get("/api/v1/claims/?expand=evidence.passage,evidence.speaker,stances.author")
        for _ in range(4):
            author = AuthorFactory(workspace=workspace)
            EvidenceFactory(claim=one.claim, passage=one.passage, speaker=author, bearing=Bearing.CONTEXT)
            StanceFactory(claim=one.claim, author=author)


def test_an_expansion_that_brings_in_too_much_is_refused(admin, seeded, monkeypatch):
    monkeypatch.setattr("api.selecting.MAX_EXPANDED", 3)
    monkeypatch.setattr("api.v1.selected.MAX_EXPANDED", 3)

    assert "more than 3 objects" in faults(admin.get("/api/v1/claims/?expand=evidence.passage,stances"))["expand"]
    assert admin.get(f"/api/v1/claims/{seeded.claim.pk}/?expand=evidence").status_code == 200
