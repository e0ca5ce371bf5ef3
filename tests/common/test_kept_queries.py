"""Holds that a kept query asks with what is given, and that none is kept of which that cannot be said."""

from uuid import uuid4

import pytest

from common.kept_queries import keep
from tests.factories.workspaces import MembershipFactory
from workspaces.models import Membership

pytestmark = pytest.mark.django_db

STAND_IN = uuid4()


def roles_of(user, **conditions):
    return Membership.objects.filter(user_id=user, **conditions).order_by("role").values_list("role")


def test_each_run_gives_its_own_values():
    one, other = MembershipFactory(role="editor"), MembershipFactory(role="viewer")
    kept = keep(roles_of(STAND_IN), {"user": STAND_IN})

    assert kept.rows({"user": one.user_id}) == [("editor",)]
    assert kept.rows({"user": other.user_id}) == [("viewer",)]
    assert kept.rows({"user": uuid4()}) == []


def test_what_is_no_stand_in_stays():
    member = MembershipFactory(role="editor")
    kept = keep(roles_of(STAND_IN, role="viewer"), {"user": STAND_IN})

    assert kept.rows({"user": member.user_id}) == []


def test_a_query_without_its_stand_in_is_not_kept():
    assert keep(roles_of(STAND_IN), {"user": STAND_IN, "other": uuid4()}) is None


def test_a_query_with_what_must_not_be_kept_is_not():
    member = MembershipFactory()
    asked = roles_of(STAND_IN, workspace_id=member.workspace_id)

    assert keep(asked, {"user": STAND_IN}, never=[member.workspace_id]) is None


def test_a_query_that_asks_nothing_is_not_kept():
    assert keep(roles_of(STAND_IN).filter(pk__in=[]), {"user": STAND_IN}) is None


def test_a_word_that_reads_like_a_stand_in_is_none():
    member = MembershipFactory()
    kept = keep(roles_of(STAND_IN, user__name=repr(STAND_IN)), {"user": STAND_IN})

    assert kept.rows({"user": member.user_id}) == []
