"""Invented reference lists and texts that cite them, in the common styles, with the truth about both.

Everything comes from a seed: names, titles and sentences are made of word lists of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sources.domain.citing.works import Name, Work, byline

AUTHOR_DATE = ("apa", "chicago", "harvard")
NUMBERED = ("ieee", "vancouver")
BY_TITLE = ("mla",)
STYLES = (*AUTHOR_DATE, *BY_TITLE, *NUMBERED)

_FAMILIES = (
    "Moss", "Reed", "Quill", "Ó Súilleabháin", "García-Márquez", "van der Berg", "O’Neill", "Łukasz", "Müller",
    "Okafor", "Haddad", "Tanaka", "Brandt", "Vance", "Silva", "Nakamura", "Lindqvist", "Ferrari", "de la Torre",
    "Abernathy",
)  # fmt: skip
_GIVEN = ("Ada", "Jon", "Li-Wei", "Carl", "Imogen", "Tariq", "Noor", "Ewa", "Sang-min", "Pavel")
_ORGANISATIONS = ("Harbour Board", "Ministry of Tides", "Institute for Quay Studies", "Dredging Council", "Sea Bank")
_FIRST = ("Tides", "Harbours", "Dredging", "Pilots", "Tolls", "Lighthouses", "Ferries", "Canals", "Docks", "Moorings")
_LINK = ("and the Price of", "under", "without", "after the End of", "as a Question of", "beyond")
_LAST = ("Trade", "Silt", "Empire", "Winter Storms", "Public Money", "Neutral Ports", "Salt", "Long Peace")
_JOURNALS = ("Harbour Review", "Journal of Quays", "Coastal Studies Quarterly", "Annals of Dredging")
_SENTENCES = (
    "The harbour paid for its own dredging{}.",
    "Pilots in the north earned twice as much as those in the south{}.",
    "A toll on every keel kept small boats away{}, and the docks stayed empty.",
    "Nobody asked the ferrymen{}.",
)
_NARRATIVE = ("{} shows that the quay was older than the town.", "As {} argues, silt is a matter of money.")
_DISTRACTORS = (
    "The board (founded in 1964) met twice that year.",
    "The treaty (March 2019) had three parties.",
    "Captain Brandt (1871–1932) never saw the bridge.",
    "The resolution (UNSCR 1718) was read aloud in 2006.",
    "The Harbour Act (1994) changed little.",
    "Exports grew by 14 % (in 2021) and fell again (2022).",
    "The dock (see Figure 3) was rebuilt in May 2020.",
)


@dataclass(frozen=True)
class WrittenCitation:
    """What the text says about one work: the place in the list that is meant, and the span in the text."""

    entry: int
    start: int
    end: int


@dataclass(frozen=True)
class Bibliography:
    """A list in one style, a text that cites it, and the truth."""

    style: str
    works: tuple[Work, ...]
    entries: tuple[str, ...]
    text: str
    citations: tuple[WrittenCitation, ...]


def make_bibliography(seed: int, style: str, size: int = 12) -> Bibliography:
    """Return an invented list of at most `size` works and a text in which each is cited one to three times."""
    random = Random(seed)
    works = _works(random, style, size)
    entries = tuple(_entry(style, work) for work in works)
    text, citations = _text(random, style, works)
    return Bibliography(style, works, entries, text, citations)


def _works(random: Random, style: str, size: int) -> tuple[Work, ...]:
    found: dict[tuple[str, ...], Work] = {}
    while len(found) < size:
        work = _work(random)
        # Two lists of authors that are cited alike need different years, as an editor would see to.
        key = (*(name.family for name in work.names[:1]), str(len(work.names) > 1), work.year)
        found.setdefault(key, work)
    ordered = sorted(found.values(), key=lambda work: (work.names[0].family, work.year, len(work.names)))
    if style not in NUMBERED:
        return tuple(ordered)
    return tuple(Work(**{**work.__dict__, "number": place}) for place, work in enumerate(ordered, start=1))


def _work(random: Random) -> Work:
    title = f"{random.choice(_FIRST)} {random.choice(_LINK)} {random.choice(_LAST)}"
    year = str(random.randint(1988, 2025))
    if random.random() < 0.2:
        return Work(
            (Name(random.choice(_ORGANISATIONS), literal=True),), year=year, title=title, publisher="Quay Press"
        )
    families = random.sample(_FAMILIES, random.choice((1, 1, 2, 2, 3, 4)))
    names = tuple(Name(family, random.choice(_GIVEN)) for family in families)
    first = random.randint(1, 400)
    return Work(
        names,
        year=year,
        title=title,
        container=random.choice(_JOURNALS),
        volume=str(random.randint(1, 60)),
        issue=str(random.randint(1, 6)),
        pages=f"{first}–{first + random.randint(3, 40)}",
        doi=f"10.{random.randint(1000, 9999)}/quay.{random.randint(1, 9999)}" if random.random() < 0.5 else "",
    )


def _initials(given: str) -> str:
    return "-".join(f"{part[0]}." for part in given.split("-"))


def _join(names: list[str], last: str) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}{last}{names[-1]}"


def _byline(style: str, work: Work) -> str:
    names = work.names
    if names[0].literal:
        return names[0].family
    if style in {"apa", "harvard"}:
        last = ", & " if style == "apa" else " and "
        return _join([f"{name.family}, {_initials(name.given)}" for name in names], last)
    if style == "ieee":
        return _join([f"{_initials(name.given)} {name.family}" for name in names], " and ")
    if style == "vancouver":
        return ", ".join(
            f"{name.family} {_initials(name.given).replace('.', '').replace('-', '').upper()}" for name in names
        )
    turned = [f"{names[0].family}, {names[0].given}", *(f"{name.given} {name.family}" for name in names[1:])]
    if style == "mla" and len(names) > 2:
        return f"{turned[0]}, et al."
    return _join(turned, ", and ")


def _entry(style: str, work: Work) -> str:
    by = _byline(style, work)
    stop = "" if by.endswith(".") else "."
    doi = f" https://doi.org/{work.doi}" if work.doi else ""
    if not work.container:
        return _book(style, work, by, stop)
    volume, issue, pages = work.volume, work.issue, work.pages
    shapes = {
        "apa": f"{by} ({work.year}). {work.title}. {work.container}, {volume}({issue}), {pages}.{doi}",
        "harvard": f"{by} ({work.year}) ‘{work.title}’, {work.container}, {volume}({issue}), pp. {pages}.{doi}",
        "chicago": f"{by}{stop} {work.year}. “{work.title}.” {work.container} {volume} ({issue}): {pages}.{doi}",
        "mla": f"{by}{stop} “{work.title}.” {work.container}, vol. {volume}, no. {issue}, {work.year}, pp. {pages}."
        f"{doi}",
        "ieee": f"[{work.number}] {by}, “{work.title},” {work.container}, vol. {volume}, no. {issue}, pp. {pages}, "
        f"{work.year}.{doi}",
        "vancouver": f"{work.number}. {by}. {work.title}. {work.container}. {work.year};{volume}({issue}):{pages}."
        f"{doi}",
    }
    return shapes[style]


def _book(style: str, work: Work, by: str, stop: str) -> str:
    shapes = {
        "apa": f"{by}. ({work.year}). {work.title}. {work.publisher}.",
        "harvard": f"{by} ({work.year}) {work.title}. {work.publisher}.",
        "chicago": f"{by}{stop} {work.year}. {work.title}. Porthaven: {work.publisher}.",
        "mla": f"{by}{stop} {work.title}. {work.publisher}, {work.year}.",
        "ieee": f"[{work.number}] {by}, “{work.title},” Porthaven: {work.publisher}, {work.year}.",
        "vancouver": f"{work.number}. {by}. {work.title}. Porthaven: {work.publisher}; {work.year}.",
    }
    return shapes[style]


def _text(random: Random, style: str, works: tuple[Work, ...]) -> tuple[str, tuple[WrittenCitation, ...]]:
    order = [place for place in range(len(works)) for _ in range(random.randint(1, 3))]
    random.shuffle(order)
    text, citations = "", []
    while order:
        if random.random() < 0.4:
            text += random.choice(_DISTRACTORS) + " "
        taken = [order.pop() for _ in range(min(len(order), random.choice((1, 1, 1, 2, 3))))]
        sentence, spans = _sentence(random, style, works, taken)
        citations += [WrittenCitation(entry, len(text) + start, len(text) + end) for entry, start, end in spans]
        text += sentence + " "
    return text.rstrip(), tuple(citations)


def _sentence(
    random: Random, style: str, works: tuple[Work, ...], taken: list[int]
) -> tuple[str, list[tuple[int, int, int]]]:
    if style in NUMBERED:
        pieces = [str(works[place].number) for place in taken]
        return _bracketed(random, taken, pieces, "[]", ", ")
    if len(taken) == 1 and random.random() < 0.3:
        work = works[taken[0]]
        said = f"{_cited_names(style, work)} ({work.year}{', 12' if random.random() < 0.3 else ''})"
        template = random.choice(_NARRATIVE)
        start = template.index("{}")
        end = start + (len(said) if said.endswith(f"{work.year})") else said.index(work.year) + 4)
        return template.format(said), [(taken[0], start, end)]
    comma = ", " if style == "apa" else " "
    pieces = [f"{_cited_names(style, works[place])}{comma}{works[place].year}" for place in taken]
    return _bracketed(random, taken, pieces, "()", "; ")


def _bracketed(
    random: Random, taken: list[int], pieces: list[str], brackets: str, separator: str
) -> tuple[str, list[tuple[int, int, int]]]:
    template = random.choice(_SENTENCES)
    at = template.index("{}") + 2
    group, spans = "", []
    for place, piece in zip(taken, pieces, strict=True):
        group += separator if group else ""
        prefix = "see also " if not group and brackets == "()" and random.random() < 0.15 else ""
        group += prefix
        spans.append((place, at + len(group), at + len(group) + len(piece)))
        group += piece
    return template.format(f" {brackets[0]}{group}{brackets[1]}"), spans


def _cited_names(style: str, work: Work) -> str:
    names = [name.family for name in work.names]
    joined = byline(names)
    return joined.replace(" and ", " & ") if style == "apa" and len(names) == 2 else joined
