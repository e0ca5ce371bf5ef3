"""Each citation to the entry that it means, and what does not fit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from sources.domain.citing.citations import Citation, CitationStyle
from sources.domain.citing.works import Name, Work, fold_key

SHORT_NAME = 4
"""Letters. A name so short has too many neighbours: “Kim” and “Lim” are two people."""
LETTERS_AN_ERROR = 5
"""A name may have one letter wrong for every five: “Easly”, “Lakatosh”."""
YEARS_APART_MAX = 1
"""A citation of a cited work may be off by so much: print and online year. More is another work."""


class LinkProblem(StrEnum):
    """What does not fit between text and list."""

    MISSING_ENTRY = "missing_entry"
    YEAR_DIFFERS = "year_differs"
    AUTHORS_DIFFER = "authors_differ"
    AMBIGUOUS = "ambiguous"
    NEVER_CITED = "never_cited"


class NameFit(StrEnum):
    """How well a citation's names fit an entry's, the best first."""

    EXACT = "exact"
    SPELLING = "spelling"
    NUMBER = "number"


@dataclass(frozen=True)
class Link:
    """What a citation means: `entry` is a place in the list, None without one.

    `candidates` are the entries that it may mean instead, or that come near; `spelling` says that the names are
    written another way than in the list.
    """

    entry: int | None
    problem: LinkProblem | None = None
    candidates: tuple[int, ...] = ()
    spelling: bool = False


@dataclass(frozen=True)
class Linked:
    """A link for each citation, and the entries that nothing cites."""

    links: tuple[Link, ...]
    never_cited: tuple[int, ...]


@dataclass(frozen=True)
class _Fit:
    entry: int
    names: NameFit
    years_apart: int | None


def link_citations(citations: Sequence[Citation], works: Sequence[Work]) -> Linked:
    """Return what each citation means, and the entries never cited.

    Same authors and year: linked. Names spelled another way, or an organisation's name shortened: linked, and said.
    Another number of authors: linked, a problem. Same authors and another year: linked to the entry that nothing else
    cites, or that is a year away, a problem. Several entries fit equally: a problem, and linked to none. Nothing fits:
    a problem. “Ibid.” means what the citation before it means. Without entries there are no links and no problems:
    nobody can say what is missing from a list that is not there. An entry counts as cited by a citation that is
    linked to it or may mean it.
    """
    if not works:
        return Linked(tuple(Link(None) for _ in citations), ())
    fits = [_fits(citation, works) for citation in citations]
    exactly = Counter(fit.entry for found in fits for fit in found if fit.years_apart == 0)
    links: list[Link] = []
    for citation, found in zip(citations, fits, strict=True):
        if citation.style is CitationStyle.IBID:
            links.append(_same_as(links[-1] if links else Link(None, LinkProblem.MISSING_ENTRY)))
        elif citation.number is not None:
            links.append(_by_number(citation.number, works))
        else:
            links.append(_choose(citation, works, found, exactly))
    used = {link.entry for link in links} | {place for link in links if link.entry is None for place in link.candidates}
    return Linked(tuple(links), tuple(place for place in range(len(works)) if place not in used))


def fit_names(citation: Citation, work: Work) -> NameFit | None:
    """Return how well the citation's names fit the work's, None if they do not.

    An entry without authors is cited by its title's first words.
    """
    if not citation.names:
        return None
    if not work.names:
        return _fit_title(citation.names, work.title)
    whole = fold_key(" and ".join(citation.names))
    if work.names[0].literal and whole == fold_key(work.names[0].family):
        return NameFit.EXACT
    first = _fit_name(citation.names[0], work.names[0])
    rest = [_fit_name(cited, name) for cited, name in zip(citation.names[1:], work.names[1:], strict=False)]
    fits = [first, *rest]
    if None in fits:
        return _fit_any_order(citation, work)
    many = len(work.names) > len(citation.names) or work.others
    if len(work.names) < len(citation.names) or citation.others != many:
        return NameFit.NUMBER
    return NameFit.EXACT if all(fit is NameFit.EXACT for fit in fits) else NameFit.SPELLING


def _fits(citation: Citation, works: Sequence[Work]) -> list[_Fit]:
    found = []
    for place, work in enumerate(works):
        names = fit_names(citation, work)
        if names is not None:
            found.append(_Fit(place, names, _years_apart(citation, work)))
    return found


def _years_apart(citation: Citation, work: Work) -> int | None:
    """Return 0 for the same year with no other letter, else the distance, at least 1; None if one is undated."""
    if citation.year == work.year:
        return int(bool(citation.letter) and citation.letter != work.letter)
    if not (citation.year.isdigit() and work.year.isdigit()):
        return None
    return abs(int(citation.year) - int(work.year))


def _same_as(before: Link) -> Link:
    """Return what “ibid.” means; a problem of the citation before it is its own only if it has no entry either."""
    return before if before.entry is None else Link(before.entry)


def _by_number(number: int, works: Sequence[Work]) -> Link:
    found = tuple(place for place, work in enumerate(works) if work.number == number)
    if len(found) == 1:
        return Link(found[0])
    return Link(None, LinkProblem.AMBIGUOUS if found else LinkProblem.MISSING_ENTRY, found)


def _choose(citation: Citation, works: Sequence[Work], found: Sequence[_Fit], exactly: Counter[int]) -> Link:
    ranks = list(NameFit)
    same_year = [fit for fit in found if fit.years_apart == 0]
    if same_year:
        best = min(ranks.index(fit.names) for fit in same_year)
        chosen = [fit for fit in same_year if ranks.index(fit.names) == best]
        if len(chosen) > 1:
            chosen = _by_given_name(citation, works, chosen)
        if len(chosen) > 1:
            return Link(None, LinkProblem.AMBIGUOUS, tuple(fit.entry for fit in chosen))
        problem = LinkProblem.AUTHORS_DIFFER if chosen[0].names is NameFit.NUMBER else None
        return Link(chosen[0].entry, problem, spelling=chosen[0].names is NameFit.SPELLING)
    return _other_year([fit for fit in found if fit.names is not NameFit.NUMBER], exactly)


def _other_year(found: Sequence[_Fit], exactly: Counter[int]) -> Link:
    far = 10_000
    likely = [fit for fit in found if not exactly[fit.entry] or (fit.years_apart or far) <= YEARS_APART_MAX]
    near = tuple(fit.entry for fit in found)
    if not likely:
        return Link(None, LinkProblem.MISSING_ENTRY, near)
    ranked = sorted(
        likely, key=lambda fit: (exactly[fit.entry] > 0, fit.years_apart or far, list(NameFit).index(fit.names))
    )
    best = ranked[0]
    equal = [
        fit
        for fit in ranked
        if (exactly[fit.entry] > 0, fit.years_apart) == (exactly[best.entry] > 0, best.years_apart)
    ]
    if len(equal) > 1:
        return Link(None, LinkProblem.YEAR_DIFFERS, tuple(fit.entry for fit in equal))
    return Link(best.entry, LinkProblem.YEAR_DIFFERS, spelling=best.names is NameFit.SPELLING)


def _by_given_name(citation: Citation, works: Sequence[Work], fits: list[_Fit]) -> list[_Fit]:
    """Return the fits whose first author's given name the citation says, “A. Kim 2020”; all if it says none."""
    cited = set(fold_key(citation.names[0]).split())
    fitting = [
        fit
        for fit in fits
        if works[fit.entry].names
        and any(part in cited or part[:1] in cited for part in fold_key(works[fit.entry].names[0].given).split())
    ]
    return fitting or fits


def _fit_name(cited: str, name: Name) -> NameFit | None:
    written, family = fold_key(cited), fold_key(name.family)
    if not written or not family:
        return None
    if written == family:
        return NameFit.EXACT
    words, own = written.split(), family.split()
    given = fold_key(name.given).split()
    if not name.literal and _has_family(words, own, given):
        return NameFit.EXACT
    if name.literal and _shortens(words, own):
        return NameFit.SPELLING
    return NameFit.SPELLING if _misspelt(written, family) else None


def _has_family(words: list[str], family: list[str], given: list[str]) -> bool:
    """Say whether the words are the family name with given names or initials around it."""
    for start in range(len(words) - len(family) + 1):
        if words[start : start + len(family)] == family:
            others = words[:start] + words[start + len(family) :]
            joined = "".join(given)
            return all(
                word in given or any(part.startswith(word) or word.startswith(part) for part in given) or word in joined
                for word in others
            )
    return False


def _shortens(words: list[str], own: list[str]) -> bool:
    """Say whether the words are a short form of a longer name: some of its words in order, or its initials."""
    if len(words) == 1 and len(own) > 1:
        letters = words[0]
        big = [word for word in own if word not in {"of", "for", "the", "and", "on", "in", "de", "des", "du", "la"}]
        if (
            letters in {"".join(word[0] for word in big), "".join(word[0] for word in own)}
            or letters in own[len(own) - 1 :]
        ):
            return True
    remaining = iter(own)
    return len(words) < len(own) and words[0] == own[0] and all(word in remaining for word in words)


def _misspelt(written: str, family: str) -> bool:
    longest = max(len(written), len(family))
    if min(len(written), len(family)) <= SHORT_NAME:
        return False
    return OSA.distance(written, family) <= longest // LETTERS_AN_ERROR


def _fit_any_order(citation: Citation, work: Work) -> NameFit | None:
    """Return NUMBER when all the citation's authors are the entry's in another order, None otherwise."""
    if len(citation.names) < 2 or len(work.names) < len(citation.names):
        return None
    left = list(work.names)
    for cited in citation.names:
        fitting = next((name for name in left if _fit_name(cited, name)), None)
        if fitting is None:
            return None
        left.remove(fitting)
    return NameFit.NUMBER


def _fit_title(names: Sequence[str], title: str) -> NameFit | None:
    cited, words = fold_key(" and ".join(names)).strip('“”"'), fold_key(title)
    return NameFit.SPELLING if cited and (words == cited or words.startswith(f"{cited} ")) else None
