"""Checks of a release's files with tools that others made."""

import csv
import json

import bibtexparser
import frictionless
import mlcroissant
import pytest
import yaml
from pyarrow import parquet
from pyld import jsonld

from arguments.domain.interchange import argdown

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def assert_release_is_valid(folder, counts):
    """Read every file of a release in the folder with a tool of others; `counts` are the release's own."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert_croissant(folder / "croissant.json", counts)
    for table in ("claims", "evidence", "stances"):
        assert parquet.read_table(folder / f"{table}.parquet").num_rows == counts[table]
        assert_csv(folder / f"{table}.csv", counts[table])
    assert_linked_data(folder / "claims.jsonld", counts)
    loaded = argdown.load((folder / "claims.argdown").read_text(encoding="utf-8"))
    assert (loaded.notices, len(loaded.debate.arguments)) == ((), counts["arguments"])
    assert not bibtexparser.parse_string((folder / "citation.bib").read_text(encoding="utf-8")).failed_blocks
    assert json.loads((folder / "citation.csl.json").read_bytes())[0]["type"] == "dataset"
    cff = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(cff)


def assert_croissant(path, counts):
    dataset = mlcroissant.Dataset(jsonld=str(path))
    assert not dataset.metadata.ctx.issues.errors
    for table in ("claims", "evidence", "stances"):
        assert sum(1 for _ in dataset.records(table)) == counts[table]


def assert_csv(path, rows):
    with path.open(newline="", encoding="utf-8") as file:
        header, *found = csv.reader(file)
    assert len(found) == rows
    assert all(len(row) == len(header) for row in found)
    assert not [cell for row in found for cell in row if cell.startswith(FORMULA_STARTS)]


def assert_linked_data(path, counts):
    nodes = jsonld.expand(json.loads(path.read_bytes()), {"documentLoader": pytest.fail})
    kinds = [kind for node in nodes for kind in node["@type"]]
    assert kinds.count("https://schema.org/Claim") == counts["claims"]
    assert kinds.count("http://www.w3.org/ns/oa#Annotation") == counts["evidence"]
