"""What a document states about itself, as a CSL-JSON item."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sources.domain.byline import read_byline
from sources.domain.characters import clean_characters

# A DOI as Crossref recommends to match one (crossref.org, "DOIs and matching regular expressions", 2015).
_DOI = re.compile(r"\b10\.\d{4,9}/[-._;()/:A-Z0-9<>\[\]]+", re.IGNORECASE)
_DOI_IN_LINK = re.compile(r"(?:doi\.org/|doi:?\s?)(10\.\d{4,9}/[-._;()/:A-Z0-9]+)", re.IGNORECASE)
_ISO_DATE = re.compile(r"(?:D:)?\b(\d{4})(?:[-/.]?(\d{2})(?:[-/.]?(\d{2}))?)?(?!\d{3})")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_NAME_WORDS_MAX = 6
_NAMES_MAX = 60
_NO_NAME = re.compile(
    r"https?://|www\.|@|\d{3}|\b(?:admin|administrator|user|unknown|anonymous|microsoft|office|owner|windows|editor"
    r"|staff|webmaster|author|default|root)\b",
    re.IGNORECASE,
)
# Titles that programs write when nobody stated one.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\s?-.*|untitled.*|document\s?\d*"
    r"|.*\.(?:docx?|pdf|indd|odt|tex|dvi|qxd|rtf|html?)"
    r"|title|\(?anonymous\)?|slide\s?\d+|powerpoint presentation|unbenannt.*|layout \d+)",
    re.IGNORECASE,
)
_LENGTHS = {"title": 500, "container-title": 300, "publisher": 300, "URL": 2000, "DOI": 200, "language": 12}
OLDEST_YEAR = 1400


def item(**stated: Any) -> dict[str, Any]:  # noqa: ANN401 - what CSL-JSON can hold
    """Return the CSL-JSON item of what is stated; fields without a value are left out.

    A low line in a keyword stands for the hyphen of CSL's name: `container_title`.
    """
    fields = {name.replace("_", "-"): _cleaned(name.replace("_", "-"), value) for name, value in stated.items()}
    return {name: value for name, value in fields.items() if value}


def first_of(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the items laid over one another: each field from the first item that states it."""
    merged: dict[str, Any] = {}
    for one in items:
        merged |= {name: value for name, value in one.items() if name not in merged}
    return merged


def title(stated: str | None) -> str:
    """Return the title, "" for one that a program made up."""
    text = clean_characters(stated or "")
    return "" if _NO_TITLE.fullmatch(text) else text


def names(stated: Sequence[str]) -> list[dict[str, str]]:
    """Return a CSL name list of what may be names, each once; what cannot be one is left out.

    A string may hold several names: parted by semicolons, "and", or by commas when each part is a whole name.
    """
    found: list[dict[str, str]] = []
    for one in stated:
        text = re.sub(r"^(?:by|von|par|por)\s+", "", clean_characters(one), flags=re.IGNORECASE)
        for part in _single_names(text):
            if _NO_NAME.search(part) or len(part.split()) > _NAME_WORDS_MAX or not any(map(str.isalpha, part)):
                continue
            found += [name for name in read_byline(part.replace(" and ", " & ")) if name not in found]
    return found[:_NAMES_MAX]


def _single_names(text: str) -> list[str]:
    parts = [part.strip(" ,") for part in re.split(r";|\s+(?:and|und|et|y|&)\s+|\s\|\s", text)]
    single = []
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",")]
        several = len(pieces) > 1 and all(" " in piece for piece in pieces)
        single += pieces if several else [part]
    return [part for part in single if part]


def day(stated: str | None) -> dict[str, Any] | None:
    """Return the CSL date at the start of an ISO 8601 or PDF date, as far as it is stated; None if it is none."""
    match = _ISO_DATE.match((stated or "").strip())
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part]
    while len(parts) > 1 and not _is_date(parts):
        parts.pop()
    return {"date-parts": [parts]} if _is_date(parts) else None


def _is_date(parts: Sequence[int]) -> bool:
    try:
        return date(*[*parts, 1, 1][:3]).year >= OLDEST_YEAR
    except ValueError:
        return False


def doi(stated: str | None, *, anywhere: bool = False) -> str:
    """Return the DOI in the text, "" without one; unless `anywhere`, it has to follow "doi" or be the text."""
    text = stated or ""
    match = _DOI_IN_LINK.search(text)
    if match:
        return match[1].rstrip(".,;:)")
    bare = _DOI.search(text) if anywhere else _DOI.fullmatch(text.strip())
    return bare[0].rstrip(".,;:)") if bare else ""


def language(stated: str | None) -> str:
    """Return the BCP 47 tag, "" if it is none."""
    text = (stated or "").strip()
    return (
        text.replace("_", "-")[:12].rstrip("-")
        if _LANGUAGE.fullmatch(text) and text.lower() not in ("und", "zxx")
        else ""
    )


def web_address(stated: str | None) -> str:
    """Return the address if it is one of the web, else ""."""
    text = (stated or "").strip()
    return text if re.fullmatch(r"https?://[^\s<>\"]{3,1990}", text) else ""


def _cleaned(name: str, value: Any) -> Any:  # noqa: ANN401 - what CSL-JSON can hold
    if isinstance(value, str):
        return clean_characters(value)[: _LENGTHS.get(name, 300)]
    return value
