"""Reads what a folder or a file offers for import. Each trouble is a value that names the file and the reason."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from sources.domain.file_names import title_of_file
from sources.domain.media_types import ENDINGS, largest_by_name, too_large
from sources.errors import FileTooLarge, ImportListUnreadable, TextTooLarge, UnreadableText

LIST_NAME = "sources.json"


@dataclass(frozen=True)
class ImportItem:
    """A document that can be imported: its bibliographic item and where its bytes lie."""

    path: Path
    item: Mapping[str, Any]

    def read(self) -> bytes:
        """Return the file's bytes; UnreadableText if it cannot be opened or is too large to be a document."""
        claimed = largest_by_name(self.path.name)
        try:
            size = self.path.stat().st_size
            if size > claimed.largest:
                raise too_large(size, claimed)
            return self.path.read_bytes()
        except (TextTooLarge, FileTooLarge) as error:
            raise type(error)(f"{self.path.name}: {error.message}", **error.details) from error
        except OSError as error:
            raise UnreadableText(f"{self.path.name}: {(error.strerror or str(error)).lower()}.") from error


@dataclass(frozen=True)
class ImportProblem:
    """Something that cannot be imported, in one line that names the file and the reason."""

    message: str


def find_items(path: Path) -> Iterator[ImportItem | ImportProblem]:
    """Yield what the path offers: a folder's list, the folder's texts if it has no list, or one file."""
    if path.is_dir():
        listed = path / LIST_NAME
        yield from _listed(listed) if listed.exists() else _unlisted(path)
    elif path.name == LIST_NAME:
        yield from _listed(path)
    elif path.exists():
        yield ImportItem(path=path, item=item_of_file(path.name))
    else:
        yield ImportProblem(f"{path}: there is no such file or folder.")


def item_of_file(name: str) -> dict[str, Any]:
    """Return the bibliographic item of a file of which only the name is known."""
    stem = Path(name).stem
    return {"id": slugify(stem) or "untitled", "type": "document", "title": title_of_file(name)}


def _listed(listed: Path) -> Iterator[ImportItem | ImportProblem]:
    try:
        entries = _read_list(listed)
    except ImportListUnreadable as error:
        yield ImportProblem(error.message)
        return
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("file"), str) or not entry["file"]:
            yield ImportProblem(f"{listed.name}: entry {number} names no file.")
            continue
        path = listed.parent / entry["file"]
        if not path.resolve().is_relative_to(listed.parent.resolve()):
            yield ImportProblem(f"{listed.name}: entry {number} names a file outside the folder: {entry['file']}.")
        elif not path.is_file():
            yield ImportProblem(f"{listed.name}: entry {number} names a missing file: {entry['file']}.")
        else:
            yield ImportItem(path=path, item=entry)


def _unlisted(folder: Path) -> Iterator[ImportItem | ImportProblem]:
    texts = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    if not texts:
        yield ImportProblem(f"{folder}: there is neither a {LIST_NAME} nor any text in this folder.")
    for path in texts:
        yield ImportItem(path=path, item=item_of_file(path.name))


def _read_list(listed: Path) -> list[Any]:
    try:
        entries = json.loads(listed.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportListUnreadable(f"{listed.name}: this is no JSON ({error}).") from error
    except OSError as error:
        raise ImportListUnreadable(f"{listed.name}: {(error.strerror or str(error)).lower()}.") from error
    if not isinstance(entries, list):
        raise ImportListUnreadable(f"{listed.name}: a list of CSL-JSON items is expected.")
    return entries
