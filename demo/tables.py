"""Tables of data files, read field by field, with errors that name the file and the entry."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import TextChoices

Word = TypeVar("Word", bound=TextChoices)


class DemoDataError(Exception):
    """A data file cannot be read or contradicts itself."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(": ".join(part for part in (file, key, reason) if part))
        self.file = file
        self.key = key
        self.reason = reason


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file; raises `DemoDataError` naming it."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DemoDataError(path.name, "", f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise DemoDataError(path.name, "", f"is not UTF-8 at byte {error.start}") from error


def read_toml(path: Path) -> Table:
    """Return the whole of a TOML file as one table."""
    try:
        return Table(path.name, "", tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as error:
        raise DemoDataError(path.name, "", f"is no TOML ({error})") from error


@dataclass(frozen=True)
class Table:
    """A table in a file. `key` is what its errors call it; every reader raises `DemoDataError`."""

    file: str
    key: str
    values: Mapping[str, Any]

    def error(self, reason: str) -> DemoDataError:
        """Return an error about this table, for the caller to raise."""
        return DemoDataError(self.file, self.key, reason)

    def allow(self, *names: str) -> None:
        """Refuse fields other than these, so that a slip of the pen does not pass as an empty field."""
        unknown = sorted(set(self.values) - set(names))
        if unknown:
            raise self.error(f"has a field that nobody reads: {', '.join(unknown)}")

    def text(self, name: str) -> str:
        """Return a text that has to be there."""
        value = self.optional_text(name)
        if value is None:
            raise self.error(f"has no `{name}`")
        return value

    def optional_text(self, name: str) -> str | None:
        """Return a text without space around it, or none."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"`{name}` has to be a text and not empty")
        return value.strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty without one."""
        values = self.values.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.error(f"`{name}` has to be a list of texts")
        return tuple(values)

    def word(self, name: str, vocabulary: type[Word], default: Word | None = None) -> Word:
        """Return a word of the vocabulary."""
        if default is not None and name not in self.values:
            return default
        value = self.text(name)
        if value not in vocabulary.values:
            raise self.error(f"`{name}` is {value!r}, which is none of {', '.join(vocabulary.values)}")
        return vocabulary(value)

    def number(self, name: str, *, highest: float) -> float | None:
        """Return a number from 0 to `highest`, or none."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= highest:
            raise self.error(f"`{name}` has to be a number from 0 to {highest:g}")
        return value

    def one_of(self, name: str, known: Container[str]) -> str:
        """Return a key that has to be among those known."""
        value = self.text(name)
        if value not in known:
            raise self.error(f"`{name}` names {value!r}, which is not there")
        return value

    def table(self, name: str) -> Table:
        """Return the table in a field."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise self.error(f"has no table `{name}`")
        return Table(self.file, name, value)

    def tables(self, name: str) -> list[Table]:
        """Return the tables in a list. One with a `key` is called by it, and no key may stand twice."""
        values = self.values.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.error(f"`{name}` has to be a list of tables")
        seen: set[str] = set()
        tables = []
        for place, value in enumerate(values, start=1):
            key = str(value.get("key") or f"{self.key} {name} {place}".strip())
            if key in seen:
                raise DemoDataError(self.file, key, "stands twice")
            seen.add(key)
            tables.append(Table(self.file, key, value))
        return tables
