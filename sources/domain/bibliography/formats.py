"""The formats by name, and what each of them loses: found by reading back what was written."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sources.domain.bibliography.bibtex import dump_bibtex, load_bibtex
from sources.domain.bibliography.csl_json import dump_csl_json, load_csl_json
from sources.domain.bibliography.ris import dump_ris, load_ris
from sources.domain.bibliography.values import Dumped, Item, Loaded, Loss, settled


@dataclass(frozen=True)
class BibliographyFormat:
    """A format: its name in addresses, for people, the ending and the media type of its files."""

    name: str
    label: str
    ending: str
    media_type: str
    load: Callable[[str], Loaded]
    dump: Callable[[Iterable[Mapping[str, Any]]], str]


FORMATS = {
    one.name: one
    for one in (
        BibliographyFormat("bibtex", "BibTeX", ".bib", "application/x-bibtex", load_bibtex, dump_bibtex),
        BibliographyFormat("ris", "RIS", ".ris", "application/x-research-info-systems", load_ris, dump_ris),
        BibliographyFormat(
            "csl-json", "CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", load_csl_json, dump_csl_json
        ),
    )
}


def detect_format(name: str, text: str) -> BibliographyFormat | None:
    """Return the format of a file by its name's ending, else by how its text begins; None if it is none of ours."""
    for one in FORMATS.values():
        if name.lower().endswith(one.ending):
            return one
    if text.lstrip("\ufeff \t\r\n").startswith(("[", "{")):
        return FORMATS["csl-json"]
    if re.search(r"^\ufeff?TY {1,2}- ", text, re.MULTILINE):
        return FORMATS["ris"]
    return FORMATS["bibtex"] if re.search(r"@\s*\w+\s*[{(]", text) else None


def load(style: BibliographyFormat, text: str) -> Loaded:
    """Return what the text offers; `Loaded.refused` names each entry that cannot be read."""
    return style.load(text)


def dump(style: BibliographyFormat, items: Sequence[Mapping[str, Any]]) -> Dumped:
    """Return the items in that format and what it does not carry: each field that does not come back as it was."""
    text = style.dump(items)
    losses: list[Loss] = []
    for item in map(settled, items):
        back = style.load(style.dump([item])).entries
        losses += _losses(item, back[0].item if back else {})
    return Dumped(text=text, losses=tuple(losses))


def _losses(item: Item, back: Item) -> list[Loss]:
    key = str(item.get("id", ""))
    found = []
    for field, value in item.items():
        if field not in back:
            found.append(Loss(key, field, "left out: the format has no place for it"))
        elif back[field] != value:
            found.append(Loss(key, field, "comes back in another form"))
    return found
