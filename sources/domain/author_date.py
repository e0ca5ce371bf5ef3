"""Works cited in a text by author and date, with the list that the citations lead to.

After the author-date system of the Chicago Manual of Style (17th ed., 2017, chapter 15). Entries come from `citation`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sources.domain.citation import cite, year_of
from sources.domain.csl import read_names
from sources.errors import InvalidCslItem

Item = Mapping[str, Any]
MOST_NAMED = 3
"""With more authors a citation names the first (15.29)."""
TITLE_WORDS = 4
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class CitedWork:
    """A work by its key, how a text cites it, such as "Lankov 2023a", and its entry in the list."""

    key: str
    citation: str
    entry: str


def cite_works(items: Mapping[str, Item]) -> tuple[CitedWork, ...]:
    """Return the works, CSL-JSON items by key, in the order of a reference list, each with a citation of its own.

    Works that would be cited alike get letters after the year, by title (15.20). The order in which they come does not
    matter.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(items, key=lambda key: (str(items[key].get("title", "")).casefold(), key)):
        alike[_mark(items[key], "")].append(key)
    letters = {
        key: _letter(place) if len(keys) > 1 else "" for keys in alike.values() for place, key in enumerate(keys)
    }
    cited = [CitedWork(key, _mark(item, letters[key]), cite(item, letters[key])) for key, item in items.items()]
    return tuple(sorted(cited, key=lambda one: (one.entry.casefold(), one.key)))


def with_locator(citation: str, locator: str) -> str:
    """Return the citation with where in the work, such as "Lankov 2023, 12"; without a locator as it is."""
    return f"{citation}, {locator}" if locator else citation


def _mark(item: Item, letter: str) -> str:
    return f"{_named(item)} {year_of(item, letter)}"


def _named(item: Item) -> str:
    try:
        names = [name.family for name in read_names(item.get("author", []))]
    except InvalidCslItem:
        names = []
    if not names:
        words = str(item.get("title", "")).split()
        return f"“{' '.join(words[:TITLE_WORDS])}{'…' if len(words) > TITLE_WORDS else ''}”"
    if len(names) > MOST_NAMED:
        return f"{names[0]} et al."
    return names[0] if len(names) == 1 else " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _letter(place: int) -> str:
    """Return a, b … z, aa, ab … for 0, 1 …, as spreadsheets count."""
    letters = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, len(LETTERS))
        letters = LETTERS[digit] + letters
    return letters
