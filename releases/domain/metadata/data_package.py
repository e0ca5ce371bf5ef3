"""A release as a Frictionless Data Package (Data Package 1.0, Table Schema 1.0, https://specs.frictionlessdata.io)."""

import json
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from releases.domain.formats.tables import CLAIMS, TABLE_BY_NAME, Column, Kind, Table
from releases.domain.licences import licence_address, licence_name
from releases.domain.metadata.facts import FileFacts, ReleaseFacts

TYPES = MappingProxyType(
    {
        Kind.TEXT: "string",
        Kind.WHOLE: "integer",
        Kind.TRUTH: "boolean",
        Kind.DATE: "date",
        Kind.PARTIAL_DATE: "string",
    }
)
_CSV = ".csv"


def write_data_package(facts: ReleaseFacts) -> bytes:
    """Return datapackage.json. CSV files are tables with types and keys; all others are told by hash and size."""
    address = licence_address(facts.licence)
    licence = {"name": facts.licence, "title": licence_name(facts.licence)}
    content: dict[str, Any] = {
        "name": facts.key,
        "id": f"sha256:{facts.root_hash}",
        "title": facts.title,
        "description": facts.abstract,
        "version": facts.version,
        "created": f"{facts.released_on.isoformat()}T00:00:00Z",
        "homepage": facts.address,
        "licenses": [licence | ({"path": address} if address else {})],
        "contributors": list(_contributors(facts)),
        "keywords": ["claims", "evidence", "stances"],
        "resources": [_resource(file) for file in facts.files],
    }
    filled = {key: value for key, value in content.items() if value}
    return (json.dumps(filled, ensure_ascii=False, indent=2) + "\n").encode()


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a CSV file: types, what may lack, the key, and the claim that a row belongs to."""
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "primaryKey": ["id"]}
    if table is not CLAIMS:
        claim = {"resource": _resource_name("claims.csv"), "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["claim_id"], "reference": claim}]
    return schema | {"missingValues": [""]}


def _contributors(facts: ReleaseFacts) -> Iterator[dict[str, str]]:
    for name in facts.authors:
        yield {"title": name, "role": "author"}
    yield {"title": facts.publisher, "role": "publisher"}


def _resource(file: FileFacts) -> dict[str, Any]:
    stem, _, ending = file.name.rpartition(".")
    resource: dict[str, Any] = {
        "name": _resource_name(file.name),
        "path": file.name,
        "format": ending,
        "mediatype": file.media_type.partition(";")[0],
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if file.name.endswith(_CSV) and stem in TABLE_BY_NAME:
        dialect = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True}
        return resource | {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": dialect,
            "schema": table_schema(TABLE_BY_NAME[stem]),
        }
    # Not a table to readers of packages, which would want a plug-in for each format.
    return resource | {"profile": "data-resource", "type": "file"}


def _resource_name(name: str) -> str:
    return name.lower().replace(".", "-")


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": TYPES[column.kind], "description": column.meaning}
    constraints: dict[str, Any] = {}
    if not column.may_lack and column.kind is not Kind.TEXT:
        constraints["required"] = True
    if column.kind is Kind.PARTIAL_DATE:
        constraints["pattern"] = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
    return field | ({"constraints": constraints} if constraints else {})
