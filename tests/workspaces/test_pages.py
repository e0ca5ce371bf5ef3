import pytest
from django.test import Client

from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return MembershipFactory(role="admin")


@pytest.fixture
def client(admin):
    client = Client()
    client.force_login(admin.user)
    return client


def test_log_in_page_opens():
    assert Client().get("/login/").status_code == 200


@pytest.mark.parametrize("page", ["", "jobs/", "members/"])
def test_pages_of_a_workspace_open(client, admin, page):
    response = client.get(f"/w/{admin.workspace.slug}/{page}")

    assert response.status_code == 200


@pytest.mark.parametrize("page", ["/?all=1", "/new-workspace/", "/account/"])
def test_pages_outside_a_workspace_open(client, page):
    assert client.get(page).status_code == 200
