"""A reference entry's text to the work that it names."""

import re
from dataclasses import dataclass, replace

from sources.domain.citing.names import read_names
from sources.domain.citing.words import PARTICLES
from sources.domain.citing.works import Name, Work, find_doi

_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_UNDATED = r"n\.\s?d\.|forthcoming|in press|미간행"
_DATE = re.compile(
    rf"(?P<open>[(\[])?\b(?P<year>{_YEAR}|{_UNDATED})(?P<letter>[a-z])?(?![\w’'-])"
    rf"(?(open)(?:[,:;/–-]\s?[^)\]]{{0,30}})?[)\]])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(?:\[(\d{1,3})\]|\(?(\d{1,3})[.)](?=\s)|([¹²³⁴-⁹⁰]+))\s*")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_REPEATED = re.compile(r"(?:_{2,}|[-–—―]{2,}|[—―]|\"\s?\")(?P<more>[^\d.]*)[.,]?\s*")
# An address that the page broke goes on with a piece that only an address has: “/www/art”, “mode=view&id=1”.
_LINK = re.compile(r"(?:https?://|www\.)\S+(?:\s+(?!https?:|www\.|doi\b)\S*[/=&%#?_]\S*)*", re.IGNORECASE)
_BARE_DOI = re.compile(r"(?:\bdoi(?:\.org)?[:/\s]*)?\b10\.\d{4,9}/\S+", re.IGNORECASE)
_ACCESS = re.compile(
    r"[\[(]?\b(?:accessed|retrieved|last visited|viewed|available (?:at|from))\b[^\])]{0,40}[\])]?", re.IGNORECASE
)
_OPENING = "“\"«„「『《〈‘'"
_CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“”", "「": "」", "『": "』", "《": "》", "〈": "〉", "‘": "’", "'": "'"}
# A full stop that ends something: not that of an initial, of “U.S.”, “et al.”, “vs.” or “Jr.”.
_STOP = re.compile(
    r"(?<![.\s(‐-][^\W\d_])(?<!^[^\W\d_])(?<!\bet al)(?<!\bvs)(?<!\b[JjSs]r)(?<!\b[Ee]d)(?<!\b[Ee]ds)(?<!\bNo)"
    r"[.?!](?=\s|$)|(?<=[?!])(?=\s)"
)
_VOLUME_ISSUE = re.compile(r"(?:(?<=[\s,;.])|^)(\d{1,4})\s?\((\d{1,3}(?:[-–/]\d{1,3})?)\)")
_VOLUME = re.compile(
    r"\bvol(?:ume|\.)?\s?(\d{1,4})|제?\s?(\d{1,3})권|;(\d{1,4})(?=[(:])|,\s(\d{1,4})(?=,\s(?:no|pp?)\.|:)",
    re.IGNORECASE,
)
_VOLUME_BEFORE_ISSUE = re.compile(r"\s(\d{1,4})(?=,\sno\.)", re.IGNORECASE)
_ISSUE = re.compile(r"\b(?:no|nr|issue)\.?\s?(\d{1,4}(?:[-–/]\d{1,4})?)|제?\s?(\d{1,3})호", re.IGNORECASE)
_PAGES = re.compile(
    r"(?:\bpp?\.\s?|[:,]\s?)(?P<pages>[A-Za-z]?\d{1,5}\s?[-–]\s?[A-Za-z]?\d{1,5}|(?<=p\.\s)\d{1,5}|(?<=p\.)\d{1,5})(?![\d/])"
)
_LOCATOR = re.compile(
    r"[,.;\s]*(?:\bvol(?:ume|\.)?\s?\d|\bno\.\s?\d|\bpp?\.\s?\d|\d{1,4}\s?\(|\(\d|\d{1,4}\s?[,:;]|\d{1,4}\s?[-–]|제?\s?\d+[권호]|"
    r"\(?\b(?:1[5-9]|20)\d\d\b|$)",
    re.IGNORECASE,
)
_PLACE_AND_PUBLISHER = re.compile(r"^[^\W\d_][\w .,’'-]{1,40}:\s*(?P<publisher>[^\W\d_][^.;:]{1,80})")
_CONTAINER_IN = re.compile(r"^(?:In:?\s)(?:(?P<editors>.{2,80}?)\s\(Eds?\.\),\s)?", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\s\d{1,2})?\b[.,]?|\b\d{1,2}월(?:\s\d{1,2}일)?",
    re.IGNORECASE,
)
_IBID = re.compile(r"ibid\b", re.IGNORECASE)
# “Moss A, Reed JK.”: initials without full stops, which the last full stop ends.
_BARE_INITIALS = re.compile(
    r"((?:[^\W\d_][\w’'-]*\s){1,4}[^\W\d_a-z]{1,3}(?:,\s(?:[^\W\d_][\w’'-]*\s){1,4}[^\W\d_a-z]{1,3})*(?:,\set\sal)?)\.\s"
)
_NAMES_LENGTH_MAX = 240
_SMALL_NAME_WORDS = PARTICLES | frozenset(
    ["and", "&", "et", "al", "al.", "und", "y", "of", "for", "the", "on", "in", "others", "ed", "eds", "ed.", "eds."]
)


@dataclass(frozen=True)
class _Head:
    """What an entry begins with, and what is left behind it; `dated` says that the year belongs to the head."""

    names: str
    year: str
    letter: str
    rest: str
    dated: bool


def read_entry(text: str, previous: Work | None = None) -> Work:
    """Return the work that the entry names; what cannot be told stays empty, nothing is guessed.

    `previous` is the work of the entry before, whose authors a dash repeats: “———. 2023.” Knows APA, Harvard, Chicago
    (author-date and bibliography), MLA, IEEE and Vancouver, and Korean, Chinese and Japanese brackets for titles.
    """
    number, body = _take_number(" ".join(text.split()))
    doi = find_doi(body)
    link = _LINK.search(body)
    url = "".join(link.group().split()).rstrip(".,;)") if link else ""
    body = _ACCESS.sub(" ", _BARE_DOI.sub(" ", _LINK.sub(" ", body)))
    body = re.sub(r"(?:\s+doi/?:?)+\s*$|\s+(?:URL|DOI):\s*$", "", " ".join(body.split()), flags=re.IGNORECASE)
    repeated = _REPEATED.match(body) if previous is not None else None
    head = _head(body[repeated.end() :] if repeated else body, headless=repeated is not None)
    names, others = read_names(head.names)
    if repeated and previous is not None:
        names, others = _repeat(previous, repeated["more"], names, others=others)
    work = Work(names, others, head.year, head.letter, doi=doi, url=url, number=number)
    return _with_rest(work, head)


def read_entries(texts: list[str]) -> list[Work]:
    """Return the works of a reference list in its order.

    A dash repeats the authors of the entry before, “Ibid.” the whole work.
    """
    works: list[Work] = []
    for text in texts:
        number, body = _take_number(text)
        if works and _IBID.match(body):
            works.append(replace(works[-1], number=number))
        else:
            works.append(read_entry(text, works[-1] if works else None))
    return works


def _take_number(text: str) -> tuple[int | None, str]:
    match = _NUMBER.match(text)
    if match is None:
        return None, text.strip()
    digits = match[1] or match[2] or match[3].translate(_SUPERSCRIPTS)
    return int(digits), text[match.end() :].strip()


def _repeat(previous: Work, more: str, own: tuple[Name, ...], *, others: bool) -> tuple[tuple[Name, ...], bool]:
    # Names behind the dash stand in reading order, as all but the first of a list do.
    plain = re.sub(r"^[\s,]*(?:and|&)?\s*", "", more.strip())
    added, more_others = read_names(f"Nobody, N. and {plain}") if plain else ((), False)
    return (*previous.names, *added[1:], *own), previous.others or others or more_others


def _head(body: str, *, headless: bool) -> _Head:
    """Return the entry's authors and year, whichever stands where in its style."""
    quote = next((i for i, character in enumerate(body) if character in _OPENING and _opens(body, i)), len(body))
    first = _DATE.search(body)
    if first is not None and first.start() <= min(quote, _NAMES_LENGTH_MAX):
        names = body[: first.start()].rstrip(" ,(")
        if headless or _are_names(names):
            return _Head(names, _plain_year(first["year"]), first["letter"] or "", body[first.end() :], dated=True)
    if quote < len(body) and (headless or _are_names(body[:quote].rstrip(" ,"))):
        names, rest = body[:quote].rstrip(" ,"), body[quote:]
    elif headless:
        names, rest = "", body
    else:
        names, rest = _names_and_title(body)
    year = _late_date(rest)
    if year is None:
        return _Head(names, "", "", rest, dated=False)
    return _Head(names, _plain_year(year["year"]), year["letter"] or "", rest, dated=False)


def _names_and_title(body: str) -> tuple[str, str]:
    """Return the names that a full stop ends, and what follows; no names if there is none such."""
    bare = _BARE_INITIALS.match(body)
    if bare:
        return bare[1], body[bare.end() :]
    stop = next((match for match in _STOP.finditer(body) if match.end() < len(body)), None)
    if stop is None or not _are_names(body[: stop.start()]):
        return "", body
    return body[: stop.start()], body[stop.end() :]


def _late_date(rest: str) -> re.Match[str] | None:
    """Return the date behind the title: the last one, since a title may hold a year."""
    found = list(_DATE.finditer(rest))
    return found[-1] if found else None


def _plain_year(year: str) -> str:
    lowered = year.lower().replace(" ", "")
    return {"n.d.": "n.d.", "inpress": "forthcoming", "미간행": "forthcoming"}.get(lowered, lowered)


def _are_names(text: str) -> bool:
    """Say whether the text is a list of names and not already a title: no prose, no full stop behind a word."""
    if not text or len(text) > _NAMES_LENGTH_MAX or _STOP.search(text.rstrip(".")):
        return False
    words = re.sub(r"[,()]", " ", text).split()
    small = [word for word in words if word[0].islower() and word.lower() not in _SMALL_NAME_WORDS]
    return not any(character.isdigit() for character in text) and not small


def _opens(body: str, index: int) -> bool:
    return index == 0 or body[index - 1] in " (,."


def _with_rest(work: Work, head: _Head) -> Work:
    rest = head.rest.strip(" .,:;)")
    title, behind, quoted = _take_title(rest)
    behind = behind.strip(" .,:;")
    if not head.dated and (date := _DATE.match(behind)):
        behind = behind[date.end() :].strip(" .,:;")
    volume, issue = _volume_and_issue(behind)
    pages = _PAGES.search(behind)
    work = replace(
        work,
        title=title,
        volume=volume,
        issue=issue,
        pages=re.sub(r"\s?[-–]\s?", "–", pages["pages"]) if pages else "",
    )
    place = _PLACE_AND_PUBLISHER.match(behind)
    if place and not volume:
        return replace(work, publisher=_clean(re.sub(rf",?\s\(?{_YEAR}.*", "", place["publisher"])))
    locator = _LOCATOR.search(behind)
    named = _CONTAINER_IN.sub("", behind[: locator.start()] if locator else behind)
    stop = _STOP.search(named)
    container = _clean(_MONTH.sub("", named[: stop.start()] if stop else named))
    if quoted or volume or issue or pages or work.url:
        return replace(work, container=container)
    return replace(work, publisher=container)


def _take_title(rest: str) -> tuple[str, str, bool]:
    """Return title, what follows it, and whether it stood in quotation marks."""
    if rest and rest[0] in _OPENING:
        closing = _CLOSING[rest[0]]
        ends = [i for i, c in enumerate(rest) if i and c in closing and not rest[i + 1 : i + 2].isalnum()]
        if ends:
            title = rest[1 : ends[0]]
            return title.strip(" .,"), rest[ends[0] + 1 :], True
    stop = _STOP.search(rest)
    if stop is None:
        return _title_by_commas(rest)
    mark = rest[stop.start() : stop.end()]
    title = rest[: stop.start()] + (mark if mark in {"?", "!"} else "")
    if _VOLUME_ISSUE.search(title) or _VOLUME.search(title):
        return _title_by_commas(rest)
    return title.strip(" ,"), rest[stop.end() :], False


def _title_by_commas(rest: str) -> tuple[str, str, bool]:
    """Return the title of an entry that parts its fields by commas alone."""
    locator = _LOCATOR.search(rest)
    named = rest[: locator.start()] if locator else rest
    title, comma, _container = named.rpartition(",")
    if not comma:
        return named.strip(" ,"), rest[len(named) :], False
    return title.strip(" ,"), rest[len(title) + 1 :], False


def _volume_and_issue(text: str) -> tuple[str, str]:
    both = _VOLUME_ISSUE.search(text)
    if both and not re.fullmatch(_YEAR, both[1]):
        return both[1], both[2]
    volume = _VOLUME.search(text) or _VOLUME_BEFORE_ISSUE.search(text)
    issue = _ISSUE.search(text)
    return _group(volume), _group(issue)


def _group(match: re.Match[str] | None) -> str:
    return next((group for group in match.groups() if group), "") if match else ""


def _clean(text: str) -> str:
    return " ".join(text.split()).strip(" .,:;()[]「」『』《》〈〉")
