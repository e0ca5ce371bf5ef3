"""A work in one line, as a reference list names it (author-date, after the Chicago Manual of Style, 17th edition)."""

import re
from collections.abc import Mapping
from typing import Any

from sources.domain.bibliography.values import date_parts
from sources.domain.csl import read_names
from sources.errors import InvalidCslItem

QUOTED = {"article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference", "webpage"}
"""Kinds of works whose titles stand in quotation marks: parts of something larger."""
NAMED_IN_FULL = 3
"""More authors than this are cut to the first "et al."."""


def cite(item: Mapping[str, Any], letter: str = "") -> str:
    """Return the citation of a CSL-JSON item; what the item does not state is left out.

    `letter` follows the year, where works would else be cited alike.
    """
    title = str(item.get("title", "")).rstrip(".")
    told = f"“{title}.”" if item.get("type") in QUOTED else f"{title}."
    names = _names(item)
    parts = [f"{names.rstrip('.')}." if names else "", f"{year_of(item, letter).rstrip('.')}.", told, _container(item)]
    if item.get("DOI"):
        parts.append(f"https://doi.org/{item['DOI']}.")
    elif item.get("URL"):
        parts.append(f"{item['URL']}.")
    return " ".join(filter(None, parts))


def year_of(item: Mapping[str, Any], letter: str = "") -> str:
    """Return the year with its letter, such as "2023a"; "n.d." without a date, "n.d.-a" with a letter."""
    year = date_parts(item.get("issued"))[:1]
    if year:
        return f"{year[0]}{letter}"
    return f"n.d.-{letter}" if letter else "n.d."


def title_and_year(title: str, year: int | None) -> str:
    """Return the form by which two entries are the same work: letters and digits of the title, and the year."""
    words = re.findall(r"[^\W_]+", title.casefold())
    return f"{''.join(words)} {year or ''}"


def _names(item: Mapping[str, Any]) -> str:
    try:
        names = read_names(item.get("author", []))
    except InvalidCslItem:
        return ""
    written = [f"{name.given} {name.family}".strip() for name in names]
    if names and names[0].given:
        written[0] = f"{names[0].family}, {names[0].given}"
    if len(written) > NAMED_IN_FULL:
        return f"{written[0]}, et al."
    return written[0] if len(written) == 1 else " and ".join(filter(None, [", ".join(written[:-1]), *written[-1:]]))


def _container(item: Mapping[str, Any]) -> str:
    said = str(item.get("container-title", ""))
    number = " ".join(filter(None, [str(item.get("volume", "")), f"({item['issue']})" if item.get("issue") else ""]))
    place = " ".join(filter(None, [said, number]))
    if item.get("page"):
        place = f"{place}: {item['page']}" if place else f"pp. {item['page']}"
    publisher = str(item.get("publisher", ""))
    return " ".join(f"{part}." for part in (place, publisher) if part and part != "")
