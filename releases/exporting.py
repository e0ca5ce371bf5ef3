"""The files of a release that are made from its canonical ones: tables, linked data, argument text, metadata."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from releases.domain.formats import argdown_text, csv_files, json_ld, parquet
from releases.domain.formats.argdown_text import LossReport, write_argdown
from releases.domain.formats.linked_terms import NAMESPACE_PATH, UNKNOWN_SITE, context
from releases.domain.formats.losses import write_losses
from releases.domain.formats.tables import TABLES, Table
from releases.domain.metadata.bibtex import write_bibtex
from releases.domain.metadata.cff import write_cff
from releases.domain.metadata.citation import write_csl
from releases.domain.metadata.croissant import write_croissant
from releases.domain.metadata.data_package import write_data_package
from releases.domain.metadata.facts import FileFacts, ReleaseFacts

METADATA = (
    ("datapackage.json", "application/json", write_data_package),
    ("croissant.json", "application/ld+json", write_croissant),
    ("CITATION.cff", "application/yaml", write_cff),
    ("citation.bib", "application/x-bibtex; charset=utf-8", write_bibtex),
    ("citation.csl.json", "application/vnd.citationstyles.csl+json", write_csl),
)


CLAIMS, AUTHORS, SOURCES, ARGUMENTS = "claims.ndjson", "authors.ndjson", "sources.ndjson", "arguments.ndjson"


@dataclass(frozen=True)
class DerivedFile:
    """A file that was written into the folder; `records` are its rows, None where it has no such."""

    name: str
    media_type: str
    records: int | None = None


def write_derived(folder: Path, facts: ReleaseFacts) -> list[DerivedFile]:
    """Write into the folder all that is made from its canonical files; return what was written, in that order.

    The folder holds `claims.ndjson` and the other canonical files, which `facts.files` tells of. Memory stays the same
    for any number of claims. Written twice, the files are the same, byte for byte.
    """
    derived = [derived for table in TABLES for derived in _write_table(folder, table)]
    derived.append(_write_json_ld(folder, facts))
    derived.extend(_write_argdown(folder, facts))
    told = replace(facts, files=(*facts.files, *(_told(folder, one) for one in derived)))
    for name, media_type, write in METADATA:
        (folder / name).write_bytes(write(told))
        derived.append(DerivedFile(name, media_type))
    return derived


@dataclass(frozen=True)
class Lines:
    """The records of an NDJSON file, one at a time, as often as one likes; none if there is no such file."""

    path: Path

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Yield the records in the order of the file."""
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            yield from map(orjson.loads, lines)


def _write_table(folder: Path, table: Table) -> Iterator[DerivedFile]:
    counted = _Counted(table.rows(Lines(folder / CLAIMS)))
    name = f"{table.name}.csv"
    _write(folder / name, csv_files.write_csv(table, counted))
    yield DerivedFile(name, csv_files.MEDIA_TYPE, counted.count)
    name = f"{table.name}.parquet"
    rows = table.rows(Lines(folder / CLAIMS))
    _write(folder / name, parquet.write_parquet(table, rows))
    yield DerivedFile(name, parquet.MEDIA_TYPE, counted.count)


def _write_json_ld(folder: Path, facts: ReleaseFacts) -> DerivedFile:
    whole = json_ld.Whole(
        dataset=json_ld.release_node(facts),
        claims=Lines(folder / CLAIMS),
        authors=Lines(folder / AUTHORS),
        sources=Lines(folder / SOURCES),
        arguments=Lines(folder / ARGUMENTS),
    )
    # The file has to mean the same when no site is there any more: the context stands in it.
    namespace = facts.site + NAMESPACE_PATH if facts.site else UNKNOWN_SITE
    _write(folder / "claims.jsonld", json_ld.write_json_ld(whole, context(namespace)))
    return DerivedFile("claims.jsonld", json_ld.MEDIA_TYPE)


def _write_argdown(folder: Path, facts: ReleaseFacts) -> Iterator[DerivedFile]:
    report = LossReport()
    text = write_argdown(Lines(folder / CLAIMS), Lines(folder / ARGUMENTS), report, title=facts.title)
    _write(folder / "claims.argdown", text)
    yield DerivedFile("claims.argdown", argdown_text.MEDIA_TYPE)
    (folder / "losses.json").write_bytes(write_losses(report.as_json()))
    yield DerivedFile("losses.json", "application/json")


class _Counted:
    """Rows that are counted as they go by."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.count += 1
            yield row


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(chunks)


def _told(folder: Path, derived: DerivedFile) -> FileFacts:
    path = folder / derived.name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileFacts(derived.name, derived.media_type, digest, path.stat().st_size, derived.records)
