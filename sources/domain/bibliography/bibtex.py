"""BibTeX and biblatex, by the library bibtexparser 2. Fields: biblatex 3.20, section 2."""

import logging
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import Block, DuplicateBlockKeyBlock, ParsingFailedBlock
from bibtexparser.model import Entry as BibEntry
from bibtexparser.model import Field as BibField

from sources.domain.bibliography.latex import from_latex, to_latex
from sources.domain.bibliography.values import NAME_FIELDS, Entry, Item, Loaded, Refused, as_date, date_parts, settled

TYPE_OF_ENTRY = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "booklet": "book",
    "manual": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "misc": "document",
}
ENTRY_OF_TYPE = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
    "webpage": "online",
    "post-weblog": "online",
    "manuscript": "unpublished",
    "document": "misc",
}
PLAIN = {
    "title": ("title",),
    "publisher-place": ("address", "location"),
    "volume": ("volume",),
    "page": ("pages",),
    "DOI": ("doi",),
    "URL": ("url",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "language": ("language", "langid"),
    "abstract": ("abstract", "annotation"),
    "note": ("note", "annote"),
    "keyword": ("keywords",),
    "edition": ("edition",),
    "collection-title": ("series",),
    "title-short": ("shorttitle",),
}
"""Fields that only have another name; the first one is written, all are read."""
CONTAINERS = ("journal", "journaltitle", "booktitle", "howpublished")
PUBLISHERS = ("publisher", "school", "institution", "organization")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
VERBATIM = {"doi", "url"}
"""Values that are addresses: their characters stand for themselves (biblatex "verbatim" fields)."""

_UNBALANCED = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’.-]*(?: [A-ZÀ-ÖØ-Þ][\w’.-]*)*")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_TYPE = re.compile(r"[a-z]+(?:[-_][a-z]+)*")


def load_bibtex(text: str) -> Loaded:
    """Return the entries of a .bib file; blocks that cannot be read are refused one by one."""
    # The library says of every broken block in the log what the refusal says too.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = bibtexparser.parse_string(text)
    entries, refused, number = [], [], 0
    for block in library.blocks:
        if isinstance(block, BibEntry):
            number += 1
            entries.append(Entry(number, _item(block)))
        elif isinstance(block, DuplicateBlockKeyBlock):
            number += 1
            refused.append(Refused(number, block.key, "The file has an entry with this key before it."))
        elif isinstance(block, ParsingFailedBlock):
            number += 1
            name = re.match(r"@\w+\s*\{\s*([^\s,}]{1,80})", block.raw or "")
            line = (block.start_line or 0) + 1
            refused.append(
                Refused(number, name[1] if name else "?", f"Line {line}: this is not BibTeX that can be read.")
            )
    return Loaded(tuple(entries), tuple(refused))


def dump_bibtex(items: Iterable[Mapping[str, Any]]) -> str:
    """Return the items as a .bib file in UTF-8."""
    entries: list[Block] = [
        BibEntry(_entry_type(item), _key(item), [BibField(name, f"{{{value}}}") for name, value in _fields(item)])
        for item in map(settled, items)
    ]
    return bibtexparser.write_string(Library(entries), unparse_stack=[])


def _item(entry: BibEntry) -> Item:
    fields = {field.key.lower(): str(field.value) for field in entry.fields}
    kind = TYPE_OF_ENTRY.get(entry.entry_type.lower(), "document")
    if _TYPE.fullmatch(fields.get("entrysubtype", "")):
        kind = fields["entrysubtype"]
    item: Item = {"id": entry.key, "type": kind}
    for field, names in PLAIN.items():
        item[field] = _text(fields, names)
    item["container-title"] = _text(fields, CONTAINERS)
    item["publisher"] = _text(fields, PUBLISHERS)
    item["page"] = item["page"].replace("–", "-").replace("--", "-")
    item["number" if kind == "report" else "issue"] = _text(fields, ("number", "issue"))
    for field in NAME_FIELDS:
        item[field] = _names(fields.get(field, ""))
    item["issued"] = _date(fields)
    item["accessed"] = _parsed_date(fields.get("urldate", ""))
    return settled(item)


def _text(fields: Mapping[str, str], names: Iterable[str]) -> str:
    name = next((name for name in names if fields.get(name)), None)
    if name is None:
        return ""
    return fields[name].replace("\\", "") if name in VERBATIM else from_latex(fields[name])


def _names(value: str) -> list[Item]:
    names = []
    for name in split_multiple_persons_names(" ".join(value.split())):
        if name.strip() == "others" or not name.strip():
            continue
        try:
            parts = parse_single_name_into_parts(name, strict=False)
        except InvalidNameError:
            names.append({"literal": from_latex(name)})
            continue
        family = from_latex(" ".join([*parts.von, *parts.last]))
        given, suffix = from_latex(" ".join(parts.first)), from_latex(" ".join(parts.jr))
        braced = len(parts.last) == 1 and parts.last[0].startswith("{") and parts.last[0].endswith("}")
        if braced and not given and not suffix:
            names.append({"literal": family})
        else:
            names.append({"family": family, "given": given, "suffix": suffix})
    return names


def _date(fields: Mapping[str, str]) -> Item:
    stated = _parsed_date(fields.get("date", ""))
    year = re.search(r"\d{4}", fields.get("year", ""))
    if stated or year is None:
        return stated
    month = fields.get("month", "").strip('{}" ').lower()
    number = (
        int(month)
        if month.isdecimal()
        else next((place for place, name in enumerate(MONTHS, start=1) if month.startswith(name)), 0)
    )
    return as_date([int(year[0]), number] if 1 <= number <= 12 else [int(year[0])])


def _parsed_date(value: str) -> Item:
    match = _DATE.match(value.strip('{}" '))
    if match is None:
        return {}
    parts = [int(part) for part in match.groups() if part]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return as_date(parts[:1])
    return as_date(parts)


def _entry_type(item: Item) -> str:
    return ENTRY_OF_TYPE.get(item.get("type", ""), "misc")


def _key(item: Item) -> str:
    """Return the item's id without what BibTeX gives a meaning to."""
    return re.sub(r"[\s,{}()\"#%~\\=']", "", str(item.get("id", ""))) or "entry"


def _fields(item: Item) -> Iterable[tuple[str, str]]:
    kind, entry_type = item.get("type", "document"), _entry_type(item)
    for field in NAME_FIELDS:
        names = [_written_name(name) for name in item.get(field, []) if isinstance(name, Mapping)]
        if any(names):
            yield field, " and ".join(filter(None, names))
    values = {names[0]: item.get(field) for field, names in PLAIN.items()}
    container = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
    publisher = {"phdthesis": "school", "techreport": "institution"}
    values[container.get(entry_type, "howpublished")] = item.get("container-title")
    values[publisher.get(entry_type, "publisher")] = item.get("publisher")
    values["number"] = item.get("number") if kind == "report" else item.get("issue")
    if TYPE_OF_ENTRY[entry_type] != kind:
        values["entrysubtype"] = kind
    for name, value in values.items():
        if isinstance(value, str | int) and str(value):
            yield name, _written(name, str(value))
    yield from _written_dates(item)


def _written(name: str, value: str) -> str:
    if name in VERBATIM:
        return value.translate(_UNBALANCED)
    if name == "title":
        return f"{{{to_latex(value)}}}"  # in braces of its own, so that no style changes its capitals
    return to_latex(value).replace("-", "--") if name == "pages" else to_latex(value)


def _written_dates(item: Item) -> Iterable[tuple[str, str]]:
    issued, accessed = date_parts(item.get("issued")), date_parts(item.get("accessed"))
    if issued:
        yield "date", _iso(issued)
        yield "year", f"{issued[0]:04}"
        if len(issued) > 1 and 1 <= issued[1] <= 12:
            yield "month", MONTHS[issued[1] - 1]
    if accessed:
        yield "urldate", _iso(accessed)


def _iso(parts: list[int]) -> str:
    return "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(parts))


def _written_name(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        return f"{{{to_latex(str(name['literal']))}}}"
    particle = name.get("non-dropping-particle") or name.get("dropping-particle") or ""
    family = " ".join(filter(None, [str(particle), str(name.get("family", ""))]))
    parts = [family, str(name.get("suffix", "")), str(name.get("given", ""))]
    return ", ".join(_part(part) for part in parts if part)


def _part(part: str) -> str:
    """Return a part of a name, in braces where BibTeX would take it apart."""
    return part if _CAPITALISED.fullmatch(part) and " And " not in part else f"{{{to_latex(part)}}}"
