"""Two who send the same key at the same moment do the work once."""

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from api.idempotency import Attempt, find_replay
from claims.models import Claim
from tests.api.conftest import client_of
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from tests.support.threads import at_once

CLAIMS = "/api/v1/claims/"
GOOD = {"workspace": "race", "text": "Locks need keepers.", "kind": "causal"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_have_one_effect():
    user = MembershipFactory(workspace=WorkspaceFactory(slug="race"), role="editor").user
    key = client_of(user).key

    def send():
        client = APIClient(headers={"authorization": f"Bearer {key}", "idempotency-key": "k-1"})
        answer = client.post(CLAIMS, GOOD)
        while answer.status_code == 409:
            assert (answer.json()["code"], answer.headers["Retry-After"]) == ("idempotency_in_flight", "1")
            answer = client.post(CLAIMS, GOOD)
        return answer.status_code, answer.content

    outcomes = at_once(send, send, send)

    assert {status for status, _ in outcomes} == {201}
    assert len({content for _, content in outcomes}) == 1
    assert Claim.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_while_the_first_is_at_work_the_second_is_told_to_wait():
    user = MembershipFactory(workspace=WorkspaceFactory(slug="race"), role="editor").user
    client = client_of(user)

    def send():
        return client.post(CLAIMS, GOOD, headers={"idempotency-key": "k-1"})

    with transaction.atomic():
        find_replay(Attempt(user.pk, "k-1", b""))
        [meanwhile] = at_once(send)

    assert (meanwhile.status_code, meanwhile.json()["code"]) == (409, "idempotency_in_flight")
    assert send().status_code == 201
