"""What a document says of itself beside what the library has, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sources.domain.byline import write_day
from sources.domain.csl import read_date, read_names
from sources.errors import InvalidCslItem

FIELD_NAMES = {
    "title": "Title",
    "author": "Authors",
    "issued": "Date",
    "container-title": "Published in",
    "publisher": "Publisher",
    "DOI": "DOI",
    "URL": "Address",
    "language": "Language",
}
"""The fields that may be taken over, in the order of the page, as people call them."""


@dataclass(frozen=True)
class Offer:
    """A field that the document states and the library lacks or has otherwise; `present` is "" where it lacks it."""

    field: str
    name: str
    present: str
    found: str


def list_offers(item: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[Offer, ...]:
    """Return what a document's `found` item would change in a work's `item`, both CSL-JSON.

    Values of a wrong shape count as none.
    """
    offers = []
    for field, name in FIELD_NAMES.items():
        stated, present = in_words(field, found.get(field)), in_words(field, item.get(field))
        if stated and stated.casefold() != present.casefold():
            offers.append(Offer(field=field, name=name, present=present, found=stated))
    return tuple(offers)


def in_words(field: str, value: Any) -> str:  # noqa: ANN401 - what JSON can hold
    """Return a field's value as a person reads it, "" for none and for one of a wrong shape."""
    try:
        if field == "author":
            return "; ".join(f"{name.given} {name.family}".strip() for name in read_names(value or []))
        if field == "issued":
            issued = read_date(value)
            return write_day(issued.day, issued.precision) if issued else ""
    except InvalidCslItem:
        return ""
    return " ".join(value.split()) if isinstance(value, str) else ""
