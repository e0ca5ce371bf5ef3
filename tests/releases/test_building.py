"""Releases: what is in them, that the same content has the same hash, and that they never change."""

import hashlib
import json

import pytest
from django.db import DatabaseError, transaction

from claims.models import Claim
from releases import storing
from releases.building import build_release
from releases.domain.canonical import canonical_json
from releases.errors import NothingToReleaseError
from releases.models import Release, ReleaseFile
from tests.factories.arguments import ArgumentFactory, PremiseFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.releases import ClaimSetEntryFactory, ClaimSetFactory
from tests.factories.releasing import filled_claim_set

pytestmark = pytest.mark.django_db

CANONICAL = ["arguments.ndjson", "authors.ndjson", "claims.ndjson", "sources.ndjson"]


def lines_of(release, name):
    with storing.open_stored(release.files.get(name=name).sha256) as file:
        return file.read().splitlines()


def records_of(release, name):
    return [json.loads(line) for line in lines_of(release, name)]


def canonical_files(release):
    return release.files.filter(role="canonical").order_by("name")


def test_release_holds_what_is_in_the_claim_set_at_that_moment():
    claim_set = filled_claim_set(claims=3, creators=["Ada Moss"])
    ClaimFactory(workspace=claim_set.workspace, number=9)

    release = build_release(claim_set=claim_set, notes="First.", by=None)

    assert (release.number, release.previous, release.title, release.creators) == (
        1,
        None,
        claim_set.title,
        ["Ada Moss"],
    )
    assert release.counts == {"arguments": 2, "authors": 3, "claims": 3, "sources": 3, "evidence": 3, "stances": 3}
    assert [file.name for file in canonical_files(release)] == CANONICAL
    assert [record["number"] for record in records_of(release, "claims.ndjson")] == [1, 2, 3]
    assert {file.name: file.records for file in canonical_files(release)} == dict(
        zip(CANONICAL, (2, 3, 3, 3), strict=True)
    )


def test_every_line_of_a_release_is_canonical_json_in_the_order_of_identifiers():
    release = build_release(claim_set=filled_claim_set(claims=2), by=None)

    for name in CANONICAL:
        lines, records = lines_of(release, name), records_of(release, name)
        assert lines == [canonical_json(record) for record in records], name
        assert [record["id"] for record in records] == sorted(record["id"] for record in records), name


def test_root_hash_can_be_made_again_from_the_files_alone():
    release = build_release(claim_set=filled_claim_set(), by=None)
    listed = ""

    for name in CANONICAL:
        with storing.open_stored(release.files.get(name=name).sha256) as file:
            listed += f"{hashlib.sha256(file.read()).hexdigest()}  {name}\n"

    assert hashlib.sha256(listed.encode()).hexdigest() == release.root_hash


def test_the_same_content_has_the_same_root_hash_however_often_it_is_released():
    claim_set = filled_claim_set()

    first, second = (build_release(claim_set=claim_set, by=None, force=True) for _ in range(2))

    assert (second.number, second.previous) == (2, first)
    assert second.root_hash == first.root_hash


def test_nothing_is_released_when_nothing_changed_or_nothing_is_there():
    claim_set = filled_claim_set()
    build_release(claim_set=claim_set, by=None)

    with pytest.raises(NothingToReleaseError, match="Nothing changed since release 1"):
        build_release(claim_set=claim_set, by=None)
    with pytest.raises(NothingToReleaseError, match="no claims"):
        build_release(claim_set=ClaimSetFactory(), by=None)

    assert Release.objects.count() == 1


def test_a_change_in_content_gives_another_root_hash_and_one_in_working_data_does_not():
    claim_set = filled_claim_set()
    first = build_release(claim_set=claim_set, by=None)
    claim = Claim.objects.get(number=1)

    EvidenceFactory(claim=claim, suggested=True)
    claim.save()
    with pytest.raises(NothingToReleaseError):
        build_release(claim_set=claim_set, by=None)
    Claim.objects.filter(pk=claim.pk).update(text="Another wording.")

    assert build_release(claim_set=claim_set, by=None).root_hash != first.root_hash


def test_an_argument_is_released_only_if_all_that_it_ties_together_is():
    claim_set = filled_claim_set(claims=1)
    inside = Claim.objects.get()
    outside = ClaimFactory(workspace=claim_set.workspace, number=7)
    half = ArgumentFactory(conclusion=inside)
    PremiseFactory(argument=half, claim=outside)
    ArgumentFactory(conclusion=None, target=half, workspace=claim_set.workspace, relation="undercuts")
    other = ClaimFactory(workspace=claim_set.workspace, number=8)
    ClaimSetEntryFactory(claim_set=claim_set, claim=other)
    whole = ArgumentFactory(conclusion=inside)
    PremiseFactory(argument=whole, claim=other)
    undercut = ArgumentFactory(conclusion=None, target=whole, workspace=claim_set.workspace, relation="undercuts")
    PremiseFactory(argument=undercut, claim=inside)

    records = records_of(build_release(claim_set=claim_set, by=None), "arguments.ndjson")

    assert [record["id"] for record in records] == sorted([str(whole.pk), str(undercut.pk)])
    assert {record["target"] for record in records} == {None, str(whole.pk)}


def test_sources_are_csl_items_without_prose_and_notes():
    claim_set = filled_claim_set(claims=1)
    source = Claim.objects.get().evidence.get().passage.source
    source.csl = {"id": "x", "title": "T", "type": "book", "abstract": "Long.", "note": "Ours.", "volume": 1.5}
    source.save()

    [record] = records_of(build_release(claim_set=claim_set, by=None), "sources.ndjson")

    assert record == {
        "id": str(source.pk), "citation-key": source.key, "title": "T", "type": "book", "volume": "1.5",
        "custom": {
            "authors": [str(pk) for pk in source.authors.values_list("pk", flat=True)],
            "nature": "original", "status": "active",
        },
    }  # fmt: skip


def test_the_database_refuses_to_change_a_release_or_a_file_of_it():
    release = build_release(claim_set=filled_claim_set(claims=1), by=None)

    for rows, change in (
        (Release.objects.filter(pk=release.pk), {"title": "Other"}),
        (ReleaseFile.objects.filter(release=release), {"size": 0}),
    ):
        with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
            rows.update(**change)


def test_a_release_costs_the_same_number_of_queries_for_few_claims_and_for_more(django_assert_max_num_queries):
    for count in (1, 6):
        claim_set = filled_claim_set(claims=count)
        with django_assert_max_num_queries(32):
            build_release(claim_set=claim_set, by=None)
