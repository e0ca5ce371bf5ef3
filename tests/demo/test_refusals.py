"""What loading refuses, and that a refusal leaves nothing behind."""

import pytest
from django.core.management import CommandError, call_command

from demo.loading import load_demo
from demo.reading import read_demo
from tests.factories.workspaces import WorkspaceFactory
from workspaces.models import User, Workspace

pytestmark = pytest.mark.django_db


def test_workspace_of_others_at_the_address_is_left_alone():
    theirs = WorkspaceFactory(slug="demo", name="Our demonstrations")

    for options in ({}, {"reset": True, "yes": True}):
        with pytest.raises(CommandError, match="is not the demonstration"):
            call_command("load_demo", **options)

    assert Workspace.objects.get(slug="demo") == theirs
    assert not theirs.claims.exists()


def test_loading_that_fails_half_way_leaves_nothing(monkeypatch):
    def refuse(**_):
        message = "no map today"
        raise RuntimeError(message)

    monkeypatch.setattr("demo.loading.create_map", refuse)

    with pytest.raises(RuntimeError, match="no map today"):
        load_demo(read_demo())

    assert not Workspace.objects.filter(slug="demo").exists()
    assert not User.objects.filter(email__endswith="@demo.example").exists()
