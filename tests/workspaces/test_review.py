"""The page of everything that waits for a person."""

import pytest
from django.test import Client

from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.workspaces import JobFactory, MembershipFactory
from workspaces.enums import JobState
from workspaces.models import Workspace
from workspaces.queries import home_of
from workspaces.signals import OTHER_TASKS, HomePart, Task, Tile, group_tasks, home_opened

QUERIES = 9


def task(one, **more):
    return Task(number=2, one=one, many=f"{one}s", url="/", **more)


def test_tasks_are_grouped_where_their_first_one_stands_and_those_without_a_group_come_last():
    groups = group_tasks(
        [task("stray", order=1), task("late", group="B", order=30), task("first", group="A", order=10),
         task("second", group="B", order=20)]
    )  # fmt: skip

    assert [(group.heading, [one.one for one in group.tasks]) for group in groups] == [
        ("A", ["first"]),
        ("B", ["second", "late"]),
        (OTHER_TASKS, ["stray"]),
    ]
    assert groups[1].number == 4


@pytest.fixture
def page(db):
    membership = MembershipFactory(role="annotator")
    client = Client()
    client.force_login(membership.user)
    return client, membership.workspace


def test_what_waits_shows_with_its_number_where_to_go_and_what_to_press(page):
    client, workspace = page
    claim = ClaimFactory(workspace=workspace)
    EvidenceFactory(claim=claim, suggested=True)
    JobFactory(workspace=workspace, state=JobState.FAILED, reason="The disk was full.")

    html = client.get(f"/w/{workspace.slug}/review/").content.decode()

    assert "suggested passage to accept or reject" in html
    assert f"/w/{workspace.slug}/claims/?waiting=on" in html
    assert "accept</span>" in html
    assert "The disk was full." in html


def test_nothing_that_waits_says_so_and_what_to_do(page):
    client, workspace = page

    html = client.get(f"/w/{workspace.slug}/review/").content.decode()

    assert "Nothing waits for you" in html
    assert f"/w/{workspace.slug}/library/" in html


def test_numbers_that_are_given_stand_beside_those_that_are_counted(page):
    _client, workspace = page
    membership = workspace.memberships.get()
    for _ in range(2):
        ClaimFactory(workspace=workspace)

    def tell(**_kwargs):
        return HomePart(tiles=(Tile(order=31, number=7, one="quay", many="quays", url="/"),), tasks=(task("errand"),))

    home_opened.connect(tell)
    try:
        home = home_of(membership, membership.user, limit=0)
    finally:
        home_opened.disconnect(tell)

    numbers = {tile.one: tile.number for tile in home.tiles}
    assert (numbers["claim"], numbers["quay"], numbers["piece of evidence"]) == (2, 7, 0)
    assert [(one.one, one.number) for one in home.tasks] == [("errand", 2)]


@pytest.mark.parametrize("wanted", [1, 2])
def test_the_number_of_queries_does_not_grow(page, wanted, django_assert_num_queries):
    client, workspace = page
    Workspace.objects.filter(pk=workspace.pk).update(judgements_wanted=wanted)
    for more in (1, 2):
        for _ in range(more):
            EvidenceFactory(claim=ClaimFactory(workspace=workspace), suggested=True)
            JobFactory(workspace=workspace, state=JobState.FAILED, reason="Why.")
        with django_assert_num_queries(QUERIES):
            client.get(f"/w/{workspace.slug}/review/")
