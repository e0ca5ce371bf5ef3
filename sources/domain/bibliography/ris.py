"""RIS, by the library rispy. Tags: the RIS format as of 2011, which reference managers share."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import rispy

from sources.domain.bibliography.values import Entry, Item, Loaded, Refused, as_date, date_parts, settled

RIS_OF_TYPE = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "thesis": "THES",
    "report": "RPRT",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
    "manuscript": "MANSCPT",
    "document": "GEN",
    "dataset": "DATA",
    "map": "MAP",
    "patent": "PAT",
    "software": "COMP",
    "motion_picture": "MPCT",
    "legal_case": "CASE",
    "bill": "BILL",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "personal_communication": "PCOMM",
}
TYPE_OF_RIS = {tag: kind for kind, tag in RIS_OF_TYPE.items()} | {
    "CONF": "paper-conference",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
    "EBOOK": "book",
    "EDBOOK": "book",
    "ECHAP": "chapter",
    "UNPB": "manuscript",
    "GOVDOC": "report",
}
PLAIN = {
    "id": ("id",),
    "title": ("title", "primary_title"),
    "container-title": ("secondary_title", "journal_name", "alternate_title3", "alternate_title2"),
    "collection-title": ("tertiary_title",),
    "title-short": ("short_title",),
    "publisher": ("publisher",),
    "publisher-place": ("place_published",),
    "volume": ("volume",),
    "issue": ("number",),
    "DOI": ("doi",),
    "language": ("language",),
    "abstract": ("abstract", "notes_abstract"),
    "edition": ("edition",),
}
"""Names that rispy gives to the tags; the first one is written, all are read."""
NAMES = {
    "author": ("authors", "first_authors"),
    "editor": ("secondary_authors",),
    "translator": ("subsidiary_authors",),
}
DATES = {"issued": ("date", "publication_year", "year"), "accessed": ("access_date",)}
ARTICLES = {"article-journal", "article-magazine", "article-newspaper"}

_END = re.compile(r"^ER {1,2}-.*$", re.MULTILINE)
_START = re.compile(r"^\ufeff?TY {1,2}- ", re.MULTILINE)


def load_ris(text: str) -> Loaded:
    """Return the entries of a .ris file; one that cannot be read is refused and the next is tried."""
    entries, refused = [], []
    for number, chunk in enumerate(_chunks(text), start=1):
        try:
            [record] = rispy.loads(f"{chunk.strip()}\nER  - \n")
        except (ValueError, OSError, KeyError, IndexError) as error:
            first = " ".join(chunk.split())[:60]
            refused.append(Refused(number, first, f"This is not RIS that can be read ({error})."))
        else:
            entries.append(Entry(number, _item(record)))
    return Loaded(tuple(entries), tuple(refused))


def dump_ris(items: Iterable[Mapping[str, Any]]) -> str:
    """Return the items as a .ris file in UTF-8."""
    return str(rispy.dumps([_record(settled(item)) for item in items], enforce_list_tags=False))


def _chunks(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = (_START.split(part, maxsplit=1) for part in _END.split(text))
    return [f"TY  - {part[1]}" for part in parts if len(part) == 2]


def _item(record: Mapping[str, Any]) -> Item:
    kind = TYPE_OF_RIS.get(str(record.get("type_of_reference", "")), "document")
    item: Item = {"type": kind}
    for field, names in PLAIN.items():
        item[field] = _first(record, names)
    for field, names in NAMES.items():
        item[field] = [_name(name) for tag in names for name in record.get(tag, [])]
    for field, names in DATES.items():
        item[field] = next(filter(None, (_date(str(record.get(name, ""))) for name in names)), {})
    pages = [str(record[name]) for name in ("start_page", "end_page") if record.get(name)]
    item["page"] = "-".join(pages)
    item["ISSN" if kind in ARTICLES else "ISBN"] = _first(record, ("issn",))
    item["URL"] = next(iter(record.get("urls", [])), "")
    item["note"] = " ".join(map(str, record.get("notes", [])))
    item["keyword"] = ", ".join(map(str, record.get("keywords", [])))
    return settled(item)


def _first(record: Mapping[str, Any], names: Iterable[str]) -> str:
    return next((str(record[name]) for name in names if record.get(name)), "")


def _name(written: str) -> Item:
    parts = [part.strip() for part in written.split(",")]
    if len(parts) == 1:
        return {"literal": parts[0]}
    return {"family": parts[0], "given": parts[1], "suffix": " ".join(parts[2:])}


def _date(written: str) -> Item:
    parts = [int(part) for part in re.split(r"[/-]", written)[:3] if part.strip().isdecimal()]
    try:
        date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        return {}
    return as_date(parts)


def _record(item: Item) -> dict[str, Any]:
    kind = str(item.get("type", "document"))
    record: dict[str, Any] = {"type_of_reference": RIS_OF_TYPE.get(kind, "GEN")}
    for field, names in PLAIN.items():
        if isinstance(item.get(field), str | int):
            record[names[0]] = str(item[field])
    for field, names in NAMES.items():
        written = [_written_name(name) for name in item.get(field, []) if isinstance(name, Mapping)]
        record[names[0]] = [name for name in written if name]
    issued, accessed = date_parts(item.get("issued")), date_parts(item.get("accessed"))
    if issued:
        record["year"], record["date"] = f"{issued[0]:04}", _slashes(issued)
    if accessed:
        record["access_date"] = _slashes(accessed)
    first, _, last = str(item.get("page", "")).partition("-")
    record |= {"start_page": first, "end_page": last}
    record["issn"] = str(item.get("ISSN" if kind in ARTICLES else "ISBN", ""))
    record["urls"] = [str(item["URL"])] if item.get("URL") else []
    record["notes"] = [str(item["note"])] if item.get("note") else []
    record["keywords"] = [word.strip() for word in str(item.get("keyword", "")).split(",") if word.strip()]
    return {name: value for name, value in record.items() if value}


def _written_name(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        return str(name["literal"])
    particle = name.get("non-dropping-particle") or name.get("dropping-particle") or ""
    family = " ".join(filter(None, [str(particle), str(name.get("family", ""))]))
    given, suffix = str(name.get("given", "")), str(name.get("suffix", ""))
    return f"{family}, {given}, {suffix}" if suffix else ", ".join(filter(None, [family, given]))


def _slashes(parts: list[int]) -> str:
    return "/".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(parts))
