"""Holds that labels find the sentences that they mean, by hash or by words, and say which ones they did not find."""

import json

import pytest

from agreement.domain.wording.candidates import Statement
from benchmarks.label_files import read_labels
from benchmarks.labelling import LABELS, SECOND_LABELS, fingerprint, resolve_labels
from benchmarks.tables import BadDataError

TIDE = "The tide turns twice a day in every harbour of the coast."
MOON = "Nobody doubts that the moon is what moves the “water”."
WIND = "Wind matters more to a sailor than any moon."
SAID = [Statement(1, "ames", TIDE), Statement(2, "ames", MOON), Statement(3, "brook", WIND)]


def written(tmp_path, found, name="labels.json"):
    path = tmp_path / name
    path.write_text(found if isinstance(found, str) else json.dumps(found), encoding="utf-8")
    return path


def resolved(path):
    return resolve_labels(read_labels(path), SAID, {"Brook": "brook"})


@pytest.mark.parametrize("row", [fingerprint(MOON), MOON, 'nobody doubts that the moon is what moves the "water"',
                                 "the moon is what moves the water", "Nobody doubts that the moon is what moved the water"])  # fmt: skip
def test_a_sentence_is_named_by_hash_or_by_words(tmp_path, row):
    labels = resolved(
        written(tmp_path, {"claims": [{"text": "a", "evidence": {"AMES": [row]}, "stance": {row: "affirms"}}]})
    )
    assert labels.claims[0].evidence == {"ames": {fingerprint(MOON)}}
    assert labels.claims[0].stance == {fingerprint(MOON): "affirms"}
    assert labels.lost == ()


def test_a_passage_over_two_sentences_names_both(tmp_path):
    labels = resolved(written(tmp_path, {"claims": [{"text": "a", "evidence": {"ames": [f"{TIDE} {MOON}"]}}]}))
    assert labels.claims[0].bearing == {fingerprint(TIDE), fingerprint(MOON)}


def test_what_names_no_sentence_of_its_author_is_lost(tmp_path):
    labels = resolved(written(tmp_path, {"claims": [{"text": "a", "evidence": {"Brook": [fingerprint(MOON), WIND]}}]}))
    assert labels.claims[0].evidence == {"brook": {fingerprint(WIND)}}
    assert labels.lost == (fingerprint(MOON),)


def test_evidence_may_be_objects_with_quotes_and_sides(tmp_path):
    rows = [
        {"author": "ames", "quote": MOON, "stance": "affirms"},
        {"author": "Brook", "sentence": WIND, "reported": True},
    ]
    labels = resolved(written(tmp_path, [{"claim": "a", "evidence": rows}]))
    assert labels.claims[0].evidence == {"ames": {fingerprint(MOON)}, "brook": {fingerprint(WIND)}}
    assert labels.claims[0].stance == {fingerprint(MOON): "affirms"}
    assert labels.claims[0].reported == {fingerprint(WIND)}


def test_rows_of_claim_author_and_sentence_are_labels_too(tmp_path):
    text = f"Claim,Author,Sentence,Stance,Label\nthe moon rules,ames,{MOON},affirms,1\nthe moon rules,ames,{TIDE},,0\nthe moon rules,Brook,{WIND},denies,1\n"
    (claim,) = resolved(written(tmp_path, text, "labels.csv")).claims
    assert claim.evidence == {"ames": {fingerprint(MOON)}, "brook": {fingerprint(WIND)}}
    assert claim.stance == {fingerprint(MOON): "affirms", fingerprint(WIND): "denies"}


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ({}, 'has no "claims"'),
        ({"claims": [{"text": "a"}]}, "claim 1: wanted"),
        ({"claims": [{"text": "a", "evidence": {"ames": "x"}}]}, "claim 1: wanted"),
        ({"claims": [{"text": "a", "evidence": {}}], "worth_a_claim": 3}, "is no list"),
    ],
)
def test_labels_of_another_shape_are_refused(tmp_path, found, reason):
    with pytest.raises(BadDataError, match=reason):
        read_labels(written(tmp_path, found))


@pytest.mark.parametrize("path", [LABELS, SECOND_LABELS])
def test_the_label_sets_hold_nobodys_sentences(path):
    labels = read_labels(path)
    rows = {row for claim in labels.claims for row in claim.bearing} | labels.worth_a_claim
    assert {len(row) for row in rows} == {16}
    assert all(set(claim.stance) <= claim.bearing and claim.reported <= claim.bearing for claim in labels.claims)
