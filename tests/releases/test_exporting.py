"""The derived files of a release: what is written, equal each time, and valid for tools of others."""

import hashlib
import json
from dataclasses import replace

import frictionless
import mlcroissant
import pytest
from pyld import jsonld

from arguments.domain.interchange import argdown
from releases.domain.canonical import canonical_json
from releases.domain.metadata.facts import FileFacts
from releases.exporting import write_derived
from tests.support.claim_records import AWKWARD, record
from tests.support.release_facts import FACTS

RECORDS = [record(number, text) for number, text in enumerate(filter(None, AWKWARD), start=1)]


def _canonical(folder, name, values):
    data = b"".join(canonical_json(value) + b"\n" for value in values)
    (folder / name).write_bytes(data)
    return FileFacts(
        name, "application/x-ndjson", hashlib.sha256(data).hexdigest(), len(data), len(values), is_canonical=True
    )


@pytest.fixture
def written(tmp_path):
    facts = replace(FACTS, files=(_canonical(tmp_path, "claims.ndjson", RECORDS),))
    return tmp_path, write_derived(tmp_path, facts), facts


def test_derived_files_are_written_and_counted(written):
    folder, derived, _ = written

    assert {one.name for one in derived} | {"claims.ndjson"} == {path.name for path in folder.iterdir()}
    assert {one.name: one.records for one in derived if one.records is not None} == {
        f"{table}.{ending}": len(RECORDS)
        for table in ("claims", "evidence", "stances")
        for ending in ("csv", "parquet")
    }


def test_written_again_every_byte_is_the_same(written):
    folder, derived, facts = written
    before = {one.name: (folder / one.name).read_bytes() for one in derived}

    write_derived(folder, facts)

    assert before == {one.name: (folder / one.name).read_bytes() for one in derived}


def test_frictionless_finds_package_and_tables_valid(written):
    report = frictionless.validate(str(written[0] / "datapackage.json"))

    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    # Every file is there, with the hash and the size that are told.
    assert report.valid
    assert {task.name for task in report.tasks} >= {"claims-ndjson", "claims-csv", "claims-parquet"}


def test_croissant_is_valid_and_its_records_are_the_claims(written):
    dataset = mlcroissant.Dataset(jsonld=str(written[0] / "croissant.json"))

    assert not dataset.metadata.ctx.issues.errors
    assert not dataset.metadata.ctx.issues.warnings
    rows = list(dataset.records("claims"))
    assert [row["claims/text"].decode() for row in rows] == [one["text"] for one in RECORDS]
    assert next(iter(dataset.records("stances")))["stances/counts"] == True  # noqa: E712 - a NumPy bool


def test_croissant_of_a_release_without_address_is_valid(tmp_path):
    facts = replace(FACTS, address="", creators=(), files=(_canonical(tmp_path, "claims.ndjson", RECORDS[:1]),))

    write_derived(tmp_path, facts)

    assert not mlcroissant.Dataset(jsonld=str(tmp_path / "croissant.json")).metadata.ctx.issues.errors
    assert json.loads((tmp_path / "croissant.json").read_text())["creator"][0]["name"] == "Harbour Group"


def test_linked_data_and_argdown_are_read_by_others_and_by_us(written):
    folder = written[0]

    # The context stands in the file: nothing is fetched.
    nodes = jsonld.expand(json.loads((folder / "claims.jsonld").read_bytes()), {"documentLoader": pytest.fail})
    assert sum("https://schema.org/Claim" in node["@type"] for node in nodes) == len(RECORDS)
    loaded = argdown.load((folder / "claims.argdown").read_text())
    assert loaded.notices == ()
    assert [one.data["id"] for one in loaded.debate.statements] == [one["id"] for one in RECORDS]
    losses = json.loads((folder / "losses.json").read_text())
    assert "line breaks in texts" in [loss["what"] for loss in losses["argdown"]]


def test_set_without_claims_has_tables_without_rows(tmp_path):
    derived = write_derived(tmp_path, replace(FACTS, files=(_canonical(tmp_path, "claims.ndjson", []),)))

    assert {one.records for one in derived if one.name.endswith((".csv", ".parquet"))} == {0}
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
