"""A release as Croissant 1.1 metadata (MLCommons, http://mlcommons.org/croissant/1.1), for machine learning tools.

The records are those of the Parquet files, which alone keep apart what is empty and what lacks.
"""

import json
from types import MappingProxyType
from typing import Any

from releases.domain.formats.tables import CLAIMS, TABLE_BY_NAME, Column, Kind, Table
from releases.domain.licences import licence_address
from releases.domain.metadata.bibtex import write_bibtex
from releases.domain.metadata.facts import FileFacts, ReleaseFacts

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
TYPES = MappingProxyType(
    {
        Kind.TEXT: "sc:Text",
        Kind.WHOLE: "sc:Integer",
        Kind.TRUTH: "sc:Boolean",
        Kind.DATE: "sc:Date",
        Kind.PARTIAL_DATE: "sc:Text",
    }
)
_PARQUET = ".parquet"
# The specification's own context, which readers compare key by key.
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write_croissant(facts: ReleaseFacts) -> bytes:
    """Return croissant.json; files are named relative to it, as they lie in the release."""
    creators = [{"@type": "Organization", "name": name} for name in facts.authors]
    content: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": facts.title,
        "description": facts.abstract,
        "url": facts.address,
        "version": facts.version,
        "datePublished": facts.released_on.isoformat(),
        "license": licence_address(facts.licence) or facts.licence,
        "creator": creators,
        "publisher": {"@type": "Organization", "name": facts.publisher},
        "keywords": ["claims", "evidence", "stances"],
        "citeAs": write_bibtex(facts).decode().strip(),
        "isLiveDataset": False,
        "distribution": [_file_object(file) for file in facts.files],
        "recordSet": [_record_set(table, file) for file in facts.files if (table := _table(file)) is not None],
    }
    filled = {key: value for key, value in content.items() if value not in ("", [])}
    return (json.dumps(filled, ensure_ascii=False, indent=2) + "\n").encode()


def _table(file: FileFacts) -> Table | None:
    return TABLE_BY_NAME.get(file.name.removesuffix(_PARQUET)) if file.name.endswith(_PARQUET) else None


def _file_object(file: FileFacts) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": _encoding(file),
        "sha256": file.sha256,
    }


def _encoding(file: FileFacts) -> str:
    # Croissant's readers know Parquet by the name that came before the registered one.
    return "application/x-parquet" if file.name.endswith(_PARQUET) else file.media_type.partition(";")[0]


def _record_set(table: Table, file: FileFacts) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.title}, one a row.",
        "key": {"@id": f"{table.name}/id"},
        "field": [_field(table, column, file) for column in table.columns],
    }


def _field(table: Table, column: Column, file: FileFacts) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.meaning,
        "dataType": TYPES[column.kind],
        "source": {"fileObject": {"@id": file.name}, "extract": {"column": column.name}},
    }
    if column.name == "claim_id":
        field["references"] = {"field": {"@id": f"{CLAIMS.name}/id"}}
    return field
