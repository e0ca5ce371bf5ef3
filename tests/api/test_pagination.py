"""Pages go on after the last row seen: nothing twice, nothing lost, and no cursor but our own."""

import pytest
from django.core import signing

from tests.api.seeding import seed
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import JobFactory

pytestmark = pytest.mark.django_db

ROWS = 7


@pytest.fixture
def claims(workspace):
    return [ClaimFactory(workspace=workspace) for _ in range(ROWS)]


def walk(client, address):
    """Return the pages of a list, each as its rows' identifiers."""
    pages = []
    while address:
        body = client.get(address).json()
        pages.append([row["id"] for row in body["results"]])
        address = body["next"]
    return pages


def test_pages_hold_every_row_once_in_the_order_of_making(admin, claims):
    pages = walk(admin, "/api/v1/claims/?limit=3")

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row for page in pages for row in page] == [str(claim.pk) for claim in claims]


def test_the_last_page_says_so_even_when_it_is_full(admin, claims):
    assert admin.get(f"/api/v1/claims/?limit={ROWS}").json()["next"] is None


def test_rows_made_while_somebody_reads_come_on_a_later_page(admin, claims, workspace):
    first = admin.get("/api/v1/claims/?limit=5").json()
    late = ClaimFactory(workspace=workspace)

    rest = walk(admin, first["next"])

    assert rest == [[*(str(claim.pk) for claim in claims[5:]), str(late.pk)]]


def test_the_next_address_keeps_the_filters(admin, claims):
    ClaimFactory(workspace=claims[0].workspace, status="draft")

    pages = walk(admin, "/api/v1/claims/?status=accepted&limit=4")

    assert [row for page in pages for row in page] == [str(claim.pk) for claim in claims]


def test_jobs_come_newest_first(admin, workspace):
    jobs = [JobFactory(workspace=workspace) for _ in range(3)]

    assert walk(admin, "/api/v1/jobs/?limit=2") == [[str(jobs[2].pk), str(jobs[1].pk)], [str(jobs[0].pk)]]


def test_clusters_come_in_the_order_of_their_rank(admin, workspace):
    clusters = [seed(workspace, mark).cluster for mark in "abc"]
    clusters[0].position = 900_000
    clusters[0].save()

    pages = walk(admin, "/api/v1/clusters/?limit=1")

    assert pages == [[str(clusters[place].pk)] for place in (1, 2, 0)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cursor: cursor[:-1] + ("A" if cursor[-1] != "A" else "B"),
        lambda cursor: cursor[:5],
        lambda _: "x",
        lambda _: "cD0x",
        lambda _: "\x00",
        lambda _: signing.dumps(["1"]),
        lambda _: signing.dumps(["no uuid"], salt="api.pagination.cursor:/api/v1/claims/"),
        lambda _: signing.dumps([], salt="api.pagination.cursor:/api/v1/claims/"),
    ],
)
def test_a_cursor_that_is_not_ours_is_400(admin, claims, spoil):
    cursor = admin.get("/api/v1/claims/?limit=1").json()["next"].split("cursor=")[1].split("&")[0]

    response = admin.get("/api/v1/claims/", {"cursor": spoil(cursor)})

    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_of_another_list_is_400(admin, seeded):
    ClaimFactory(workspace=seeded.workspace)
    cursor = admin.get("/api/v1/claims/?limit=1").json()["next"].split("cursor=")[1].split("&")[0]

    assert admin.get(f"/api/v1/stances/?cursor={cursor}").status_code == 400
