"""A list of three costs the database no more questions than a list of one, and a full object no more than a small."""

import pytest

from claims.enums import Bearing, Position
from tests.api.seeding import seed
from tests.factories.agreement import ClusterMemberFactory
from tests.factories.arguments import ArgumentFactory, PremiseFactory
from tests.factories.claims import EvidenceFactory, StanceFactory
from tests.factories.sources import AuthorFactory

pytestmark = pytest.mark.django_db

# The token costs one query, which says in which workspaces the user is, too; the rest are the rows and what hangs on
# them.
QUERIES_OF_LIST = {
    "workspaces": 2,
    "authors": 2,
    "sources": 2,
    "references": 2,
    "citations": 2,
    "passages": 3,
    "annotations": 5,
    "claims": 2,
    "evidence": 3,
    "comments": 3,
    "judgements": 2,
    "answers": 2,
    "adjudications": 3,
    "stances": 2,
    "clusters": 2,
    "decisions": 2,
    "names": 2,
    "maps": 2,
    "claim-sets": 2,
    "jobs": 2,
    "webhooks": 2,
    "deliveries": 2,
}
QUERIES_OF_DETAIL = {
    "workspace": 2,
    "author": 2,
    "source": 6,
    "reference": 2,
    "citation": 2,
    "passage": 6,
    "claim": 10,
    "evidence": 4,
    "comment": 3,
    "judgement": 2,
    "answer": 2,
    "adjudication": 3,
    "stance": 2,
    "cluster": 3,
    "decision": 2,
    "name": 2,
    "map": 4,
    "job": 2,
    "webhook": 2,
    "delivery": 2,
}


def test_lists_cost_the_same_number_of_queries_with_one_row_and_with_more(admin, workspace, django_assert_num_queries):
    for marks in ("a", "bcd"):
        for mark in marks:
            seed(workspace, mark)
        for resource, queries in QUERIES_OF_LIST.items():
            with django_assert_num_queries(queries, info=resource):
                rows = admin.get(f"/api/v1/{resource}/").json()["results"]
            assert len(rows) >= len(marks) or resource == "workspaces"


def test_details_cost_the_same_number_of_queries_with_little_and_with_much(admin, seeded, django_assert_num_queries):
    for more in (0, 3):
        grow(seeded, more)
        for name, queries in QUERIES_OF_DETAIL.items():
            prefix = {"evidence": "evidence", "delivery": "deliveries"}.get(name, f"{name}s")
            with django_assert_num_queries(queries, info=name):
                answer = admin.get(f"/api/v1/{prefix}/{getattr(seeded, name).pk}/")
            assert answer.status_code == 200


def grow(seeded, more):
    """Hang more evidence, stances, statements and arguments on the seeded objects."""
    sentence = seeded.cluster.members.first().sentence
    for place in range(more):
        author = AuthorFactory(workspace=seeded.workspace)
        EvidenceFactory(claim=seeded.claim, passage=seeded.passage, speaker=author, bearing=Bearing.CONTEXT)
        StanceFactory(claim=seeded.claim, author=author, position=Position.DENIES)
        ClusterMemberFactory(cluster=seeded.cluster, author=author, sentence=sentence, position=place + 9)
        PremiseFactory(argument=ArgumentFactory(conclusion=seeded.claim), claim=seeded.suggestion.claim)


def test_comparison_costs_the_same_number_of_queries_for_two_authors_and_for_five(
    admin, seeded, django_assert_max_num_queries
):
    grow(seeded, 3)
    slugs = list(seeded.workspace.authors.values_list("slug", flat=True))

    for count in (2, 5):
        query = "&".join(f"author={slug}" for slug in slugs[:count])
        with django_assert_max_num_queries(10):
            answer = admin.get(f"/api/v1/comparison/?workspace=locks&{query}")
        assert len(answer.json()["authors"]) == count


@pytest.mark.parametrize("resource", ["claims", "maps"])
def test_filter_by_workspace_costs_no_query_more(admin, seeded, django_assert_num_queries, resource):
    with django_assert_num_queries(QUERIES_OF_LIST[resource]):
        admin.get(f"/api/v1/{resource}/?workspace=locks")


def test_an_unchanged_page_costs_its_rows_and_who_asks(admin, seeded, django_assert_num_queries):
    tag = admin.get("/api/v1/claims/").headers.get("ETag", "")
    with django_assert_num_queries(QUERIES_OF_LIST["claims"]):
        admin.get("/api/v1/claims/", headers={"if-none-match": tag})
