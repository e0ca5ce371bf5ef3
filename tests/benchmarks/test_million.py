"""Holds that the million is the same rows from the same seed, and rows that the product itself would take."""

import itertools

import pytest

from benchmarks.million import load_million
from benchmarks.million_rows import CLAIMS, identifier, rows_of, sizes_of
from claims.models import Claim, Evidence, Stance
from releases.queries.members import claims_of
from sources.models import Author, Passage, Source
from workspaces.queries import find_token

SIZE = 300


@pytest.fixture
def loaded(db):
    return load_million(SIZE, seed=3)


@pytest.fixture(autouse=True)
def without_vacuum(monkeypatch):
    """A test runs in a transaction, where VACUUM is refused."""
    monkeypatch.setattr("benchmarks.million.FINISH", "ANALYZE")


def test_as_much_as_was_asked_for_is_loaded(loaded):
    assert Claim.objects.count() == Evidence.objects.count() == Passage.objects.count() == SIZE
    assert SIZE * 0.9 < Stance.objects.count() <= SIZE
    assert (Source.objects.count(), Author.objects.count()) == (30, 6)


def test_its_claim_set_has_all_claims_and_its_token_opens_the_api(loaded, client):
    assert claims_of(loaded.claim_set).count() == SIZE
    assert find_token(loaded.key, loaded.workspace.created_at).user == loaded.user
    page = client.get("/api/v1/claims/?limit=3", headers={"authorization": f"Bearer {loaded.key}"}).json()
    assert [one["number"] for one in page["results"]] == [1, 2, 3]
    assert page["results"][1]["id"] == str(loaded.claim_id(2))


def test_its_rows_keep_all_constraints(loaded):
    """Foreign keys were not looked at while loading, so they are here: writing rows again in place looks."""
    for model in (Claim, Evidence, Stance, Passage, Source, Author):
        for row in model.objects.all()[:40]:
            row.full_clean(validate_unique=False)
            row.save()


def test_loading_again_finds_what_is_there_and_refuses_another(loaded):
    assert load_million(SIZE, seed=3).seconds is None
    with pytest.raises(RuntimeError, match="300 claims, seed 3"):
        load_million(SIZE, seed=4)


def test_the_same_seed_gives_the_same_rows_and_another_others():
    def lines(seed):
        return [batch for _, _, batch in itertools.islice(rows_of(sizes_of(SIZE), seed), 6)]

    assert lines(5) == lines(5)
    assert lines(5) != lines(6)


def test_identifiers_sort_as_rows_were_made_and_are_of_version_7():
    ids = [identifier(CLAIMS, at) for at in (0, 1, 4095, 4096, 999_999)]
    assert ids == sorted(ids)
    assert {one.version for one in ids} == {7}
