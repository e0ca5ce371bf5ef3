"""Fixtures of the API's tests: a workspace with something of everything, and somebody who asks."""

from pathlib import Path

import pytest
from django.core.cache import cache, caches
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient, ForceAuthClientHandler

from tests.api.seeding import seed
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from workspaces.models import ApiToken
from workspaces.services import create_token

HANDLER = ForceAuthClientHandler(enforce_csrf_checks=False)


@pytest.fixture(autouse=True)
def _no_throttle_left_over():
    cache.clear()
    caches["rates"].clear()


@pytest.fixture
def workspace(db):
    return WorkspaceFactory(slug="locks")


@pytest.fixture
def seeded(workspace):
    return seed(workspace)


@pytest.fixture(scope="module")
def seeded_once(django_db_setup, django_db_blocker):
    """The same for a whole module: each test's own changes are rolled back to it, and it with the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield seed(WorkspaceFactory(slug="locks"))
        transaction.set_rollback(True)


@pytest.fixture
def as_role(workspace):
    """A client of a member with that role, by token."""

    def client(role):
        return client_of(MembershipFactory(workspace=workspace, role=role).user)

    return client


@pytest.fixture
def admin(as_role):
    return as_role("admin")


@pytest.fixture
def stranger(db):
    """A client of somebody who is admin of another workspace."""
    return client_of(MembershipFactory(role="admin").user)


def client_of(user, **limits):
    """Return a client that speaks for the user through a token, with its `scope` and `workspace` if they are given."""
    new = create_token(user=user, name="test", **limits)
    # A use is noted once in some minutes: not now, where queries are counted.
    ApiToken.objects.filter(pk=new.token.pk).update(last_used_at=timezone.now())
    key = new.key
    # Writes go through whatever the state; `test_conditional` is about those that name one.
    client = APIClient(headers={"authorization": f"Bearer {key}", "if-match": "*"})
    client.user, client.key = user, key
    # One stack of middlewares for all: loading it anew costs more than most tests here.
    client.handler = HANDLER
    return client


@pytest.fixture(scope="session")
def project_path():
    return Path(__file__).resolve().parents[2]
