"""Several who release at once, and one who writes meanwhile: every release is whole and of one moment."""

import json

import pytest

from claims.models import Claim
from releases import building, storing
from releases.building import build_release
from releases.errors import NothingToReleaseError
from releases.models import Release
from releases.queries import snapshots
from tests.factories.claims import StanceFactory
from tests.factories.releasing import filled_claim_set
from tests.support.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_release_at_once_make_one_release_and_one_finds_nothing_new():
    claim_set = filled_claim_set(claims=2)

    def release():
        try:
            return build_release(claim_set=claim_set, by=None).number
        except NothingToReleaseError:
            return "nothing new"

    outcomes = at_once(*[release] * 3)

    assert sorted(map(str, outcomes)) == ["1", "nothing new", "nothing new"]
    assert Release.objects.get().files.filter(role="canonical").count() == 4


def test_a_release_is_of_one_moment_though_others_commit_while_it_is_written(monkeypatch):
    claim_set = filled_claim_set(claims=2)
    statement_of_claims = snapshots.claims_file

    def write_meanwhile(claims):
        """Commit a rewording and a stance of a new author after the authors were written."""

        def write():
            claim = Claim.objects.get(number=1)
            claim.text = "Worded while a release is made."
            claim.save()
            StanceFactory(claim=claim)

        at_once(write)
        return statement_of_claims(claims)

    monkeypatch.setattr(snapshots, "claims_file", write_meanwhile)
    release = build_release(claim_set=claim_set, by=None)

    with storing.open_stored(release.files.get(name="claims.ndjson").sha256) as file:
        records = [json.loads(line) for line in file]
    assert [record["text"] for record in records] == ["Harbour 1 \\ silts “up”.", "Harbour 2 \\ silts “up”."]
    assert [len(record["stances"]) for record in records] == [1, 1]


def test_a_release_that_breaks_before_it_is_recorded_leaves_no_row_and_the_next_one_is_whole(monkeypatch):
    claim_set = filled_claim_set(claims=1)

    def die(*_arguments, **_options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(building, "_record", die)
        with pytest.raises(KeyboardInterrupt):
            build_release(claim_set=claim_set, by=None)

    assert not Release.objects.exists()
    assert build_release(claim_set=claim_set, by=None).number == 1
