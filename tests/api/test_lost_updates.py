"""Whoever reads, changes and writes under `If-Match` overwrites nobody, however many do it at once."""

import pytest
from rest_framework.test import APIClient

from claims.models import Claim
from tests.api.conftest import client_of
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from tests.support.threads import at_once

CLAIMS = "/api/v1/claims/"
WRITERS, ROUNDS = 4, 5


@pytest.mark.django_db(transaction=True)
def test_of_many_who_read_change_and_write_at_once_none_is_lost():
    workspace = WorkspaceFactory(slug="race")
    claim = ClaimFactory(workspace=workspace, topic="0", status="draft")
    key = client_of(MembershipFactory(workspace=workspace, role="editor").user).key
    address = f"{CLAIMS}{claim.pk}/"

    def count_on():
        client, done = APIClient(headers={"authorization": f"Bearer {key}"}), 0
        while done < ROUNDS:
            read = client.get(address)
            topic = str(int(read.json()["topic"]) + 1)
            answer = client.patch(address, {"topic": topic}, headers={"if-match": read.headers["ETag"]})
            assert answer.status_code in {200, 412}
            done += answer.status_code == 200

    outcomes = at_once(*[count_on] * WRITERS)

    assert outcomes == [None] * WRITERS
    assert Claim.objects.get(pk=claim.pk).topic == str(WRITERS * ROUNDS)
