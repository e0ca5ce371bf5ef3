"""A folder of documents as statements, by the product's own readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from agreement.domain.wording.candidates import Statement
from benchmarks.label_files import read_labels
from benchmarks.labelling import LABELS, LabelledClaim, Labels, fingerprint
from benchmarks.tables import BadDataError, parse_json, read_text
from sources.domain.canonical import canonicalise
from sources.domain.decoding import decode
from sources.domain.document import BlockKind
from sources.domain.sentences import split_sentences

__all__ = ["LABELS", "LabelledClaim", "Labels", "author_names", "fingerprint", "read_folder", "read_labels"]


def read_folder(folder: Path) -> list[Statement]:
    """Return every sentence of the documents that `sources.json` lists; authors by the items' ids.

    Raises `BadDataError` where there is no such list or one of its files is missing.
    """
    statements: list[Statement] = []
    for item in _items(folder):
        try:
            data = (folder / item["file"]).read_bytes()
        except (KeyError, OSError) as error:
            message = f"{folder / 'sources.json'}: the item {item.get('id')!r} names no file that can be read."
            raise BadDataError(message) from error
        document = canonicalise(decode(data).text)
        # Taken before the list grows: ids must be told apart and follow the reading order.
        first = len(statements)
        statements.extend(
            Statement(
                id=first + number,
                author=item["id"],
                text=document.text[span.start : span.end],
                section=span.section.value,
                heading=span.kind is BlockKind.HEADING,
            )
            for number, span in enumerate(split_sentences(document))
        )
    return statements


def author_names(folder: Path) -> dict[str, str]:
    """Return the id of an item by the other names that labels may use: the first author's family and full name."""
    names: dict[str, str] = {}
    for item in _items(folder):
        for author in item.get("author", [])[:1]:
            family, given = author.get("family", ""), author.get("given", "")
            names |= {name: item["id"] for name in (family, f"{given} {family}".strip(), item.get("file", "")) if name}
    return names


def _items(folder: Path) -> Iterator[Mapping[str, Any]]:
    path = folder / "sources.json"
    if not path.is_file():
        message = f"{folder} is no folder of documents: it has no sources.json."
        raise BadDataError(message)
    found = parse_json(path, read_text(path))
    if not isinstance(found, list) or not all(isinstance(item, dict) and "id" in item for item in found):
        message = f"{path} is no list of items with an id and a file."
        raise BadDataError(message)
    yield from found
