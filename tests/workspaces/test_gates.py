import pytest
from django.test import Client

from tests.factories.workspaces import MembershipFactory, UserFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_visitor_is_sent_to_log_in_and_back():
    workspace = WorkspaceFactory()

    response = Client().get(f"/w/{workspace.slug}/jobs/?page=2")

    assert response.status_code == 302
    assert response["Location"] == f"/login/?next=/w/{workspace.slug}/jobs/%3Fpage%3D2"


def test_a_visitors_fragment_moves_the_whole_page_to_log_in():
    workspace = WorkspaceFactory()

    response = Client().get(f"/w/{workspace.slug}/jobs/", headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == "/login/"


def test_a_stranger_sees_the_same_as_for_a_workspace_that_does_not_exist():
    client = logged_in(UserFactory())
    workspace = WorkspaceFactory()

    strangers = client.get(f"/w/{workspace.slug}/")
    nobodys = client.get("/w/no-such-team/")

    assert (strangers.status_code, strangers.content) == (404, nobodys.content)


def test_a_member_of_another_workspace_is_a_stranger():
    client = logged_in(MembershipFactory(role="admin").user)

    assert client.get(f"/w/{WorkspaceFactory().slug}/members/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("annotator", 200), ("editor", 200), ("admin", 200)])
def test_adding_sources_is_for_annotators_and_above(role, status):
    member = MembershipFactory(role=role)

    assert logged_in(member.user).get(f"/w/{member.workspace.slug}/library/add/").status_code == status


def test_reading_is_not_writing():
    member = MembershipFactory(role="editor")
    client = logged_in(member.user)
    page = f"/w/{member.workspace.slug}/members/"

    assert client.get(page).status_code == 200
    assert client.post(page, {"email": member.user.email, "role": "admin"}).status_code == 403
    member.refresh_from_db()
    assert member.role == "editor"
