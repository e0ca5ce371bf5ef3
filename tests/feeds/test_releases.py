"""A release says from where on the feed tells what it does not have."""

import pytest
from rest_framework.test import APIClient

from claims.models import Claim
from releases.building import build_release
from releases.enums import Audience, Gathering
from tests.factories.claims import ClaimFactory
from tests.factories.releases import ClaimSetFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_changes_since_a_release_are_those_that_it_does_not_have():
    claim_set = ClaimSetFactory(gathering=Gathering.BY_FILTER, audience=Audience.PUBLIC)
    known, _ = ClaimFactory.create_batch(2, workspace=claim_set.workspace)

    release = build_release(claim_set=claim_set, by=None)
    Claim.objects.filter(pk=known.pk).update(topic="canals")

    address = f"/api/v1/claim-sets/{claim_set.slug}/changes/"
    changes = APIClient().get(address, {"since": release.since}).json()["changes"]
    assert [change["id"] for change in changes] == [str(known.pk)]
