"""JSON-LD of a claim set is one valid document that says the same to a processor that fetches nothing."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pyld import jsonld

from releases.domain.formats.json_ld import Whole, reviews, source_node, write_json_ld
from releases.domain.formats.json_ld import release_node as dataset_of
from releases.domain.formats.linked_terms import CONTEXT_PATH, context, context_document
from releases.domain.metadata.facts import FileFacts
from tests.support.claim_records import record, records
from tests.support.release_facts import FACTS

NAMESPACE = "https://parallax.example/ns/parallax#"
ADDRESS = f"https://parallax.example{CONTEXT_PATH}"
SCHEMA, OA, PROV = "https://schema.org/", "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#"


def _load(url, _options):
    # The only document that there is; anything else would be the network.
    assert url == ADDRESS
    return {"contextUrl": None, "documentUrl": url, "document": context_document(NAMESPACE)}


def _expanded(data):
    return jsonld.expand(json.loads(data), {"documentLoader": _load})


def _written(claims, used=ADDRESS, **more):
    return b"".join(write_json_ld(Whole(dataset_of(FACTS), claims, **more), used))


def _of(nodes, kind):
    return [node for node in nodes if kind in node["@type"]]


def test_claims_evidence_and_stances_are_said_in_common_words():
    claim = record(1)
    nodes = _expanded(_written([claim]))

    (said,) = _of(nodes, f"{SCHEMA}Claim")
    assert said["@id"] == f"urn:uuid:{claim['id']}"
    assert said[f"{SCHEMA}text"] == [{"@value": "Harbours freeze."}]
    stance = said[f"{NAMESPACE}stance"][0]
    assert stance[f"{NAMESPACE}position"] == [{"@id": f"{NAMESPACE}affirms"}]
    (annotation,) = _of(nodes, f"{OA}Annotation")
    target = annotation[f"{OA}hasTarget"][0]
    assert target[f"{OA}hasSource"][0]["@id"] == "https://example.org/ice"
    assert target[f"{OA}hasSelector"][0][f"{OA}exact"] == [{"@value": "the harbour freezes"}]
    assert annotation[f"{OA}motivatedBy"] == [{"@id": f"{OA}assessing"}]
    assert annotation[f"{OA}hasBody"][0][f"{OA}hasSource"] == [{"@id": said["@id"]}]


def test_release_says_what_it_was_made_of_and_what_it_revises():
    facts = replace(
        FACTS, files=(FileFacts("claims.ndjson", "application/x-ndjson", "b" * 64, 7, 1, is_canonical=True),)
    )
    (node,) = _expanded(b"".join(write_json_ld(Whole(dataset_of(facts), []), ADDRESS)))

    assert node["@type"] == [f"{SCHEMA}Dataset", f"{PROV}Entity"]
    assert node[f"{PROV}wasRevisionOf"] == [{"@id": "https://parallax.example/sets/harbours/releases/2/"}]
    assert node[f"{PROV}wasDerivedFrom"][0]["@id"] == node[f"{SCHEMA}distribution"][0]["@id"]
    assert node[f"{SCHEMA}distribution"][0][f"{NAMESPACE}sha256"] == [{"@value": "b" * 64}]
    assert node[f"{SCHEMA}license"] == [{"@id": "https://spdx.org/licenses/CC-BY-4.0.html"}]


def test_context_in_the_file_and_at_its_address_mean_the_same():
    assert _expanded(_written([record(1)])) == _expanded(_written([record(1)], context(NAMESPACE)))


@settings(max_examples=25, deadline=None)
@given(records())
def test_nothing_is_dropped_by_a_processor(found):
    claims = {node["@id"]: node for node in _of(_expanded(_written(found)), f"{SCHEMA}Claim")}

    assert {key: node[f"{SCHEMA}text"][0]["@value"] for key, node in claims.items()} == {
        f"urn:uuid:{claim['id']}": claim["text"] for claim in found
    }


def test_every_key_is_a_term_of_the_context():
    # A key that is no term vanishes without a word: strict expansion of a full document says so.
    claim = record(1)
    claim["stances"][0] |= {"position": "denies", "likelihood": 70, "likelihood_term": "likely", "reason": "Said so."}
    person = {"family": "Moss", "given": "Ada", "id": claim["id"], "kind": "person", "name": "Ada Moss", "slug": "moss"}
    argument = {
        "author": {"id": claim["id"], "name": "Ada Moss"},
        "conclusion": claim["id"],
        "id": claim["id"],
        "note": "n",
        "premises": [{"claim": claim["id"], "status": "implicit"}],
        "relation": "supports",
        "scheme": "analogy",
        "target": None,
    }
    item = {
        "id": claim["id"],
        "title": "Ice",
        "type": "report",
        "citation-key": "moss",
        "DOI": "10.1/x",
        "custom": {"status": "active"},
    }
    data = _written([claim], authors=[person], sources=[item], arguments=[argument])

    assert jsonld.expand(json.loads(data), {"documentLoader": _load, "on_property_dropped": pytest.fail})


@pytest.mark.parametrize(
    ("change", "reviewed"),
    [
        ({}, True),
        ({"position": "qualifies"}, True),
        ({"position": "affirms"}, False),
        ({"counts": False}, False),
        ({"author": {"id": "00000000-0000-0000-0001-000000000099", "name": "Bo Heath"}}, False),
    ],
)
def test_review_is_of_an_author_who_examined_the_claim_in_print(change, reviewed):
    claim = record(1)
    claim["stances"][0] |= {"position": "denies"} | change

    found = list(reviews(claim))
    assert bool(found) == reviewed
    if reviewed:
        assert (found[0]["claimReviewed"], found[0]["citation"]) == (claim["text"], ["https://example.org/ice"])
        assert "reviewRating" not in found[0]
    assert not list(reviews(claim | {"status": "draft"}))


def test_address_of_a_work_holds_nothing_that_no_address_may():
    node = source_node(
        {"id": "1", "title": "Ice", "URL": "https://example.org/a b<c>é", "issued": {"date-parts": [[2020, 5]]}}
    )

    assert (node["id"], node["datePublished"]) == ("https://example.org/a%20b%3Cc%3Eé", "2020-05")
