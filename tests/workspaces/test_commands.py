from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories.workspaces import UserFactory
from workspaces.queries import find_token
from workspaces.services import create_token, revoke_token

pytestmark = pytest.mark.django_db


def test_create_token_prints_a_key_that_opens_the_api():
    user = UserFactory(email="ada@example.org")
    out = StringIO()

    call_command("create_token", "Ada@Example.org", name="notebook", days=7, stdout=out)

    token = find_token(out.getvalue().strip(), timezone.now())
    assert (token.user, token.name) == (user, "notebook")


def test_create_token_refuses_a_stranger():
    with pytest.raises(CommandError, match="Nobody logs in"):
        call_command("create_token", "nobody@example.org")


def test_a_key_is_stored_as_its_hash_only():
    new = create_token(user=UserFactory(), name="notebook")

    assert new.key not in str(vars(new.token))


def test_a_revoked_or_expired_token_opens_nothing():
    user = UserFactory()
    revoked, expired = (
        create_token(user=user, name="one"),
        create_token(user=user, name="two", expires_at=timezone.now()),
    )
    revoke_token(token=revoked.token)

    assert find_token(revoked.key, timezone.now()) is None
    assert find_token(expired.key, timezone.now()) is None
