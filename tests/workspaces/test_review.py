"""The page of everything that waits for a person."""

import pytest
from django.test import Client

from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.workspaces import JobFactory, MembershipFactory
from workspaces.enums import JobState
from workspaces.signals import OTHER_TASKS, Task, group_tasks

QUERIES = 15


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


def test_the_number_of_queries_does_not_grow(page, django_assert_num_queries):
    client, workspace = page
    for more in (1, 2):
        for _ in range(more):
            EvidenceFactory(claim=ClaimFactory(workspace=workspace), suggested=True)
            JobFactory(workspace=workspace, state=JobState.FAILED, reason="Why.")
        with django_assert_num_queries(QUERIES):
            client.get(f"/w/{workspace.slug}/review/")
