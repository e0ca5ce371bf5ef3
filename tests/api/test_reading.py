"""Lists and details: what they hold, whose they are and how they are narrowed."""

import pytest

from tests.api.seeding import QUOTE, TEXT, WHY, seed
from tests.factories.agreement import AgreementClusterFactory, AnalysisRunFactory
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db

OF_WORKSPACE = [
    "authors", "sources", "references", "citations", "passages", "claims", "evidence", "comments", "stances", "clusters", "maps", "jobs",
]  # fmt: skip


@pytest.fixture
def workspace(db, seeded_once):
    return seeded_once.workspace


@pytest.fixture
def seeded(db, seeded_once):
    return seeded_once


def ids(response):
    return [row["id"] for row in response.json()["results"]]


@pytest.mark.parametrize("resource", OF_WORKSPACE)
def test_list_holds_only_the_workspaces_of_who_asks(admin, seeded, resource):
    other = seed(WorkspaceFactory(), "b")

    response = admin.get(f"/api/v1/{resource}/")

    assert response.status_code == 200
    assert {row["workspace"] for row in response.json()["results"]} == {seeded.workspace.slug}
    assert admin.get(f"/api/v1/{resource}/?workspace={other.workspace.slug}").status_code == 404


@pytest.mark.parametrize("resource", OF_WORKSPACE)
def test_list_is_narrowed_to_one_of_ones_workspaces(admin, seeded, resource):
    second = MembershipFactory(user=admin.user, role="viewer").workspace
    seed(second, "b")

    both = admin.get(f"/api/v1/{resource}/").json()["results"]
    one = admin.get(f"/api/v1/{resource}/?workspace={second.slug}").json()["results"]

    assert {row["workspace"] for row in both} == {seeded.workspace.slug, second.slug}
    assert one == [row for row in both if row["workspace"] == second.slug]


@pytest.mark.parametrize("resource", [*OF_WORKSPACE, "workspaces"])
def test_detail_of_each_row_of_a_list_opens_and_says_the_same(admin, seeded, resource):
    rows = admin.get(f"/api/v1/{resource}/").json()["results"]

    assert rows
    for row in rows:
        detail = admin.get(f"/api/v1/{resource}/{row['id']}/").json()
        assert {name: detail[name] for name in row} == row


def test_workspaces_say_the_role_of_who_asks(as_role, workspace):
    response = as_role("annotator").get("/api/v1/workspaces/")

    assert [(row["slug"], row["role"]) for row in response.json()["results"]] == [(workspace.slug, "annotator")]


def test_passage_carries_selectors_whose_positions_slice_the_text(admin, seeded):
    passage = admin.get(f"/api/v1/passages/{seeded.passage.pk}/").json()
    text = admin.get(f"/api/v1/sources/{seeded.source.pk}/text/").json()

    [anchor] = passage["anchors"]
    [position] = anchor["selectors"]
    assert passage["selector"] == {
        "type": "TextQuoteSelector", "exact": QUOTE, "prefix": passage["prefix"], "suffix": passage["suffix"],
    }  # fmt: skip
    assert (anchor["state"], anchor["grade"], anchor["text_version"]) == ("exact", "exact", text["id"])
    assert position["type"] == "TextPositionSelector"
    assert text["text"][position["start"] : position["end"]] == QUOTE
    assert text["text"].startswith(TEXT)


def test_source_says_its_captures_text_versions_and_job(admin, seeded):
    source = admin.get(f"/api/v1/sources/{seeded.source.pk}/").json()

    assert source["csl"]["id"] == source["key"] == "lock-a"
    assert [author["slug"] for author in source["authors"]] == [seeded.author.slug]
    assert [version["capture"] for version in source["text_versions"]] == [source["captures"][0]["id"]]
    assert admin.get(source["job"]).json()["workspace"] == "locks"


def test_claim_expands_evidence_and_stances_and_says_which_stance_counts(admin, seeded):
    claim = admin.get(f"/api/v1/claims/{seeded.claim.pk}/").json()

    assert [row["passage"]["exact"] for row in claim["evidence"]] == [QUOTE]
    assert claim["supporting_count"] == 1
    by_basis = {stance["basis"]: stance["id"] for stance in claim["stances"]}
    assert set(by_basis) == {"derived", "set"}
    assert claim["effective_stances"] == {str(seeded.author.pk): by_basis["set"]}


def test_cluster_says_its_statements_and_what_drew_them_in(admin, seeded):
    cluster = admin.get(f"/api/v1/clusters/{seeded.cluster.pk}/").json()

    assert cluster["members"][0]["sentence"]["text"] == QUOTE
    assert cluster["member_count"] == len(cluster["members"]) == 2
    assert cluster["members"][0]["why"] == WHY


def test_clusters_are_those_of_the_newest_finished_analysis(admin, seeded):
    unfinished = AgreementClusterFactory(
        run=AnalysisRunFactory(workspace=seeded.workspace, state="running", finished_at=None)
    )

    assert ids(admin.get("/api/v1/clusters/")) == [str(seeded.cluster.pk)]
    assert ids(admin.get(f"/api/v1/clusters/?run={unfinished.run_id}")) == [str(unfinished.pk)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("claims/?status=accepted", 2),
        ("claims/?status=draft", 0),
        ("claims/?kind=factual", 2),
        ("claims/?topic=harbours", 2),
        ("claims/?topic=harbour", 0),
        ("claims/?q=COUNTING", 2),
        ("claims/?number=1", 1),
        ("evidence/?state=suggested", 1),
        ("evidence/?bearing=supports", 1),
        ("evidence/?claim={claim}", 1),
        ("evidence/?speaker={author}", 2),
        ("evidence/?source={source}", 2),
        ("comments/?claim={claim}", 1),
        ("comments/?evidence={claim}", 0),
        ("comments/?mentioned={claim}", 0),
        ("stances/?claim={claim}", 2),
        ("stances/?author={author}", 2),
        ("stances/?position=qualifies", 1),
        ("stances/?basis=derived", 2),
        ("sources/?author={author}", 1),
        ("sources/?author={claim}", 0),
        ("sources/?key=lock-a", 1),
        ("passages/?source={source}", 1),
        ("passages/?q=barge", 1),
        ("maps/?slug=map-none", 0),
        ("clusters/?claim={claim}", 0),
        ("jobs/?state=failed", 1),
    ],
)
def test_filters_narrow_a_list(admin, seeded, query, expected):
    address = query.format(claim=seeded.claim.pk, author=seeded.author.pk, source=seeded.source.pk)

    assert len(ids(admin.get(f"/api/v1/{address}"))) == expected


def test_a_map_is_evaluated_under_its_own_semantics_or_another(admin, seeded):
    address = f"/api/v1/maps/{seeded.map.pk}/evaluation/"

    own, other = admin.get(address).json(), admin.get(f"{address}?semantics=df-quad").json()

    assert (own["semantics"], other["semantics"]) == ("quadratic-energy", "df-quad")
    assert own["lead"] == seeded.claim.number
    assert own["claims"][0].keys() == {
        "claim", "text", "strength", "words", "disagreement", "base_score", "base_score_by_hand", "grounded",
        "preferred", "stable",
    }  # fmt: skip
    assert all(0 <= one["strength"] <= 1 for one in own["claims"])
    assert [one["relation"] for one in own["arguments"]] == ["supports"]
    assert admin.get(f"{address}?semantics=oracle").status_code == 400


def test_map_says_its_graph(admin, seeded):
    body = admin.get(f"/api/v1/maps/{seeded.map.pk}/").json()

    premise = seeded.suggestion.claim
    assert body["lead_claim"]["id"] == str(seeded.claim.pk)
    assert [claim["id"] for claim in body["claims"]] == [str(seeded.claim.pk), str(premise.pk)]
    assert body["claims"][0]["stances"] == [
        {"slug": seeded.author.slug, "name": seeded.author.name, "position": "qualifies"}
    ]
    assert body["claims"][0]["passages"] == {"supports": 1, "contradicts": 0}
    assert [
        {name: argument[name] for name in ("relation", "conclusion", "target", "premises")}
        for argument in body["arguments"]
    ] == [
        {
            "relation": "supports",
            "conclusion": str(seeded.claim.pk),
            "target": None,
            "premises": [{"claim": str(premise.pk), "is_implicit": False}],
        }
    ]


def test_root_leads_to_every_resource_and_to_the_documentation(client):
    addresses = client.get("/api/v1/").json()

    assert addresses["claims"] == "http://testserver/api/v1/claims/"
    assert {client.get(addresses[name]).status_code for name in ("schema", "docs")} == {200}


def test_citations_say_what_they_mean_and_what_does_not_fit(admin, seeded):
    one = admin.get(f"/api/v1/citations/{seeded.citation.pk}/").json()
    entry = admin.get(f"/api/v1/references/{seeded.reference.pk}/").json()

    assert (one["reference"], one["problem"], one["source"]) == (entry["id"], "year_differs", str(seeded.source.pk))
    assert (entry["citation_count"], entry["library_source"], entry["csl"]) == (1, None, {"title": "Pilots"})
    assert admin.get("/api/v1/citations/?problem=missing_entry").json()["results"] == []


def test_passages_evidence_and_claims_say_what_they_lean_on(admin, seeded):
    type(seeded.citation).objects.filter(pk=seeded.citation.pk).update(reach_start=0)

    [origin] = admin.get(f"/api/v1/passages/{seeded.passage.pk}/").json()["origins"]
    [same] = admin.get(f"/api/v1/evidence/{seeded.evidence.pk}/").json()["origins"]
    claim = admin.get(f"/api/v1/claims/{seeded.claim.pk}/").json()

    assert origin == {"label": "Quill 2011", "title": "Pilots", "cited": True, "reference": str(seeded.reference.pk)}
    assert same == origin
    assert claim["evidence"][0]["origins"] == [origin]
    assert claim["independence"]["supports"] == {"passages": 1, "independent": 1}
