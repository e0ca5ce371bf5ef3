"""Records made by the database are canonical JSON, and say of a claim what its rows say."""

import json
from datetime import date

import pytest
import rfc8785

from claims.enums import Position, StanceBasis
from claims.models import Claim
from claims.queries import effective_stances
from releases.domain.canonical import canonical_json
from releases.queries.members import claims_of
from releases.queries.records import claim_records
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.releases import ClaimSetEntryFactory, ClaimSetFactory

pytestmark = pytest.mark.django_db

AWKWARD = 'Tab\t"quote" back\\slash\nline \x01 \x7f é 漢 😀 \u2028 </script>'


@pytest.fixture
def claim(db):
    claim = ClaimFactory(text=AWKWARD)
    evidence = EvidenceFactory(claim=claim)
    EvidenceFactory(claim=claim, suggested=True)
    author = evidence.speaker
    StanceFactory(claim=claim, author=author, as_of=date(2020, 1, 2))
    StanceFactory(claim=claim, author=author, as_of=date(2021, 1, 2), position=Position.DENIES, likelihood=7)
    StanceFactory(claim=claim, author=author, basis=StanceBasis.SET, position=Position.QUALIFIES)
    StanceFactory(claim=claim)
    return claim


def test_record_of_the_database_is_canonical_json(claim):
    ClaimFactory(workspace=claim.workspace)

    for record in claim_records(Claim.objects.all()).values():
        value = json.loads(record)
        assert record.encode() == canonical_json(value) == rfc8785.dumps(value)


def test_record_says_what_the_rows_say(claim):
    record = json.loads(claim_records(Claim.objects.all())[claim.pk])

    evidence = claim.evidence.accepted().get()
    passage, source = evidence.passage, evidence.passage.source
    assert (record["id"], record["label"], record["text"]) == (str(claim.pk), claim.label, AWKWARD)
    assert record["evidence"] == [
        {
            "bearing": "supports",
            "id": str(evidence.pk),
            "passage": str(passage.pk),
            "prefix": passage.prefix,
            "quote": passage.exact,
            "suffix": passage.suffix,
            "speaker": {"id": str(evidence.speaker_id), "name": evidence.speaker.name},
            "source": {
                "doi": source.doi,
                "id": str(source.pk),
                "issued": record["evidence"][0]["source"]["issued"],
                "key": source.key,
                "status": source.status,
                "title": source.title,
                "url": source.url,
            },
        }
    ]


def test_stances_that_count_are_those_of_the_comparison(claim):
    record = json.loads(claim_records(Claim.objects.all())[claim.pk])

    counting = {stance["author"]["id"]: stance["id"] for stance in record["stances"] if stance["counts"]}
    effective = effective_stances([claim])[claim.pk]
    assert counting == {str(author): str(stance.pk) for author, stance in effective.items()}
    assert len(record["stances"]) == 4


def test_set_by_hand_has_what_was_put_into_it_unless_it_was_merged(claim):
    claim_set = ClaimSetFactory(workspace=claim.workspace)
    kept = ClaimSetEntryFactory(claim_set=claim_set).claim
    merged = ClaimFactory(workspace=claim.workspace, status="retired", merged_into=kept)
    ClaimSetEntryFactory(claim_set=claim_set, claim=merged)

    assert list(claims_of(claim_set)) == [kept]


@pytest.mark.parametrize(
    ("saved", "found"),
    [
        ({}, "abc"),
        ({"topic": ["fish"]}, "b"),
        ({"status": ["retired"]}, "d"),
        ({"kind": ["causal"], "q": "CATCH"}, "b"),
        ({"author": ["moss"]}, "c"),
    ],
)
def test_set_by_filter_has_what_meets_it(db, saved, found):
    claim_set = ClaimSetFactory(gathering="by_filter", filter=saved)
    rows = {"workspace": claim_set.workspace}
    claims = {
        "a": ClaimFactory(**rows),
        "b": ClaimFactory(topic="fish", kind="causal", text="The catch grows.", **rows),
        "c": StanceFactory(claim=ClaimFactory(**rows), author__slug="moss").claim,
        "d": ClaimFactory(status="retired", **rows),
    }
    ClaimFactory()

    assert set(claims_of(claim_set)) == {claims[name] for name in found}
