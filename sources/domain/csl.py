"""A CSL-JSON item to what a source needs to know of it.

CSL-JSON is the data format of the Citation Style Language 1.0.2 (docs.citationstyles.org).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sources.errors import InvalidCslItem

TITLE_MAX_LENGTH = 500
_KEY = re.compile(r"[\w.:/+-]{1,120}")


@dataclass(frozen=True)
class AuthorName:
    """Name of a person, or of an organisation, whose whole name is in `family` and `given` is empty."""

    family: str
    given: str
    is_organisation: bool


@dataclass(frozen=True)
class PartialDate:
    """First day of a date as far as it is stated: `precision` 1 is the year, 2 the month, 3 the day."""

    day: date
    precision: int


@dataclass(frozen=True)
class SourceRecord:
    """What is known of a work."""

    key: str
    title: str
    authors: tuple[AuthorName, ...]
    container: str
    issued: PartialDate | None
    url: str
    doi: str
    language: str


def read_item(item: Mapping[str, Any]) -> SourceRecord:
    """Return the record of a CSL-JSON item; InvalidCslItem names the field that is missing or of a wrong shape.

    `id` and `title` are needed. Where no container is stated the publisher stands in for it.
    """
    key = _string(item, "id")
    if not _KEY.fullmatch(key):
        raise InvalidCslItem(
            f"The id “{key[:60]}” is empty, longer than 120 characters or has spaces in it.", field="id"
        )
    title = _string(item, "title")
    if not title:
        raise InvalidCslItem(f"The item “{key}” has no title.", field="title")
    return SourceRecord(
        key=key,
        title=title[:TITLE_MAX_LENGTH],
        authors=read_names(item.get("author", []), key),
        container=(_string(item, "container-title") or _string(item, "publisher"))[:300],
        issued=read_date(item.get("issued"), key),
        url=_string(item, "URL")[:2000],
        doi=_string(item, "DOI")[:200],
        language=_string(item, "language")[:12],
    )


def read_names(names: Any, key: str = "") -> tuple[AuthorName, ...]:  # noqa: ANN401 - what JSON can hold
    """Return the names of a CSL name list in order, each once; InvalidCslItem if it is no such list."""
    if not isinstance(names, list) or not all(isinstance(name, Mapping) for name in names):
        raise InvalidCslItem(f"The authors of “{key}” are not a list of names.", field="author")
    found: list[AuthorName] = []
    for name in names:
        literal, family, given = (_string(name, field)[:120] for field in ("literal", "family", "given"))
        particle = _string(name, "non-dropping-particle")
        if literal or (given and not family):
            author = AuthorName(family=literal or given, given="", is_organisation=bool(literal))
        elif family:
            author = AuthorName(family=f"{particle} {family}".strip(), given=given, is_organisation=False)
        else:
            raise InvalidCslItem(f"An author of “{key}” has no name.", field="author")
        if author not in found:
            found.append(author)
    return tuple(found)


def read_date(value: Any, key: str = "") -> PartialDate | None:  # noqa: ANN401 - what JSON can hold
    """Return the first date of a CSL date variable, None if there is none; InvalidCslItem if it is no date."""
    if value is None:
        return None
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    if not parts:
        return None
    try:
        numbers = [int(part) for part in parts[0][:3]]
        day = date(*[*numbers, 1, 1][:3])
    except (TypeError, ValueError, KeyError, IndexError) as error:
        raise InvalidCslItem(f"The date of “{key}” is not a date.", field="issued") from error
    return PartialDate(day=day, precision=len(numbers))


def bare_doi(doi: str) -> str:
    """Return a DOI without the resolver's address or "doi:" before it; what is no DOI comes back as it is."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi.strip(), flags=re.IGNORECASE)


def _string(item: Mapping[str, Any], field: str) -> str:
    value = item.get(field, "")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise InvalidCslItem(f"“{field}” is not a text.", field=field)
    if "\x00" in value:
        raise InvalidCslItem(f"“{field}” has a NUL character in it.", field=field)
    return " ".join(value.split())
