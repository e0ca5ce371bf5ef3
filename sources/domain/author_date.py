"""Works cited by author and date, with a list that the citations lead to.

One style, after the author-date system of the Chicago Manual of Style (17th ed., 2017, chapter 15), simplified: what a
source is stored with does not tell an edition or a volume's editor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.domain.csl import AuthorName

UNDATED = "n.d."
MOST_NAMED = 10
"""With more authors the entry names seven and says that there are others (15.9)."""
NAMED_OF_MANY = 7
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class CitableWork:
    """What is known of a work: `key` tells it from others, `year` is "" and `issued` its fuller date if unknown."""

    key: str
    names: tuple[AuthorName, ...]
    year: str
    title: str
    container: str = ""
    issued: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True)
class CitedWork:
    """A work with its citation, such as "Lankov 2023a", and the pieces of its entry: before, title, after, address."""

    work: CitableWork
    citation: str
    before: str
    title: str
    after: str
    address: str


def cite_works(works: Iterable[CitableWork]) -> tuple[CitedWork, ...]:
    """Return the works in the order of a reference list, each with a citation of its own.

    Works that would be cited alike get letters after the year, by title (15.20). The order in which they come does not
    matter; a key that comes twice is one work.
    """
    listed = sorted({work.key: work for work in works}.values(), key=_place)
    alike: defaultdict[str, list[CitableWork]] = defaultdict(list)
    for work in listed:
        alike[_mark(work, "")].append(work)
    return tuple(_cited(work, _letter(alike[_mark(work, "")], work)) for work in listed)


def with_locator(citation: str, locator: str) -> str:
    """Return the citation with where in the work, such as "Lankov 2023, 12"; without a locator as it is."""
    return f"{citation}, {locator}" if locator else citation


def _cited(work: CitableWork, letter: str) -> CitedWork:
    year = _year(work, letter)
    named = _full_names(work.names)
    dated = work.issued if work.issued not in {"", UNDATED, work.year} else ""
    after = ", ".join(part for part in (work.container, dated) if part)
    return CitedWork(
        work=work,
        citation=_mark(work, letter),
        before=f"{named}{'' if named.endswith('.') else '.'} {year}. " if named else "",
        title=work.title,
        after="".join(
            [
                "." if work.title[-1:] not in tuple("?!.…") else "",
                f" {after}." if after else "",
                f" {year}." if not named else "",
                f" {work.note}" if work.note else "",
            ]
        ),
        address=work.address,
    )


def _mark(work: CitableWork, letter: str) -> str:
    names = [name.family for name in work.names]
    if not names:
        return f"“{_short(work.title)}” {_year(work, letter)}"
    if len(names) > 3:
        return f"{names[0]} et al. {_year(work, letter)}"
    return f"{_joined(names)} {_year(work, letter)}"


def _letter(alike: Sequence[CitableWork], work: CitableWork) -> str:
    if len(alike) < 2:
        return ""
    place = alike.index(work)
    # Beyond z: aa, ab … as spreadsheets count.
    return (LETTERS[place // 26 - 1] if place >= 26 else "") + LETTERS[place % 26]


def _year(work: CitableWork, letter: str) -> str:
    if not work.year:
        return f"{UNDATED}-{letter}" if letter else UNDATED
    return f"{work.year}{letter}"


def _full_names(names: Sequence[AuthorName]) -> str:
    shown = names if len(names) <= MOST_NAMED else names[:NAMED_OF_MANY]
    told = [_inverted(name) if place == 0 else _plain(name) for place, name in enumerate(shown)]
    return f"{', '.join(told)}, et al." if len(names) > len(shown) else _joined(told)


def _joined(told: Sequence[str]) -> str:
    if len(told) < 3:
        return " and ".join(told)
    return f"{', '.join(told[:-1])}, and {told[-1]}"


def _inverted(name: AuthorName) -> str:
    return name.family if name.is_organisation or not name.given else f"{name.family}, {name.given}"


def _plain(name: AuthorName) -> str:
    return f"{name.given} {name.family}".strip()


def _short(title: str) -> str:
    words = title.split()
    return " ".join(words[:4]) + ("…" if len(words) > 4 else "")


def _place(work: CitableWork) -> tuple[str, ...]:
    named = " ".join(f"{name.family} {name.given}" for name in work.names) or work.title
    # Undated works follow the dated ones of the same authors (15.44).
    return (named.casefold(), work.year or "9999", work.title.casefold(), work.key)
