"""A cited work, and the keys by which two mentions are recognised as one work."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# A title of fewer letters ("Report", "Index") is shared by many works of one year.
TITLE_KEY_LETTERS_MIN = 8
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}/[^\s\"<>“”]+")
_TRACKING = re.compile(r"(?:utm_[^=&]*|fbclid|gclid)=[^&]*&?")


@dataclass(frozen=True)
class Name:
    """An author of a work: family and given name, or (`literal`) an organisation's or an undivided whole name."""

    family: str
    given: str = ""
    literal: bool = False

    @property
    def label(self) -> str:
        """The name as a citation would say it."""
        return self.family


@dataclass(frozen=True)
class Work:
    """A work as a reference entry states it; what it does not state is empty.

    `year` is four digits, “n.d.” or “forthcoming”; `letter` tells works of one year apart; `others` says that the
    entry itself breaks its list of authors off (“et al.”); `number` is the entry's own number.
    """

    names: tuple[Name, ...] = ()
    others: bool = False
    year: str = ""
    letter: str = ""
    title: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    url: str = ""
    number: int | None = None

    @property
    def label(self) -> str:
        """How a text would cite the work: “Moss and Reed 2021a”."""
        return f"{byline([name.label for name in self.names], others=self.others)} {self.year}{self.letter}".strip()

    def to_csl(self) -> dict[str, Any]:
        """Return the work as a CSL-JSON item without id; fields that are not stated are left out."""
        fields = {
            "type": self._type(),
            "title": self.title,
            "author": [_csl_name(name) for name in self.names],
            "issued": {"date-parts": [[int(self.year)]]} if self.year.isdigit() else None,
            "container-title": self.container,
            "volume": self.volume,
            "issue": self.issue,
            "page": self.pages,
            "publisher": self.publisher,
            "DOI": self.doi,
            "URL": self.url,
        }
        return {field: value for field, value in fields.items() if value}

    def _type(self) -> str:
        if self.volume or self.issue:
            return "article-journal"
        if self.publisher and not self.container:
            return "book"
        return "webpage" if self.url else "document"


def byline(names: list[str], *, others: bool = False) -> str:
    """Return the names as a citation joins them: “A”, “A and B”, “A et al.” from three on; "" without names."""
    if not names:
        return ""
    if others or len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


@lru_cache(maxsize=8192)
def fold_key(text: str) -> str:
    """Return the text in lower case without accents and punctuation, its words parted by single spaces.

    Kept, since every citation is compared with every entry.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    composed = unicodedata.normalize("NFC", plain)
    words = re.sub(r"[’'ʼ`]", "", composed)
    return " ".join(re.sub(r"[^\w]|_", " ", words).split())


def find_doi(text: str) -> str:
    """Return the first DOI in the text in lower case, "" without one."""
    match = _DOI.search(text)
    return match.group().rstrip(".,;:)]}’'").lower() if match else ""


def url_key(url: str) -> str:
    """Return what makes an address the same page: no scheme, no “www.”, no fragment, no tracking, no last slash."""
    plain = re.sub(r"^[a-z]+://(?:www\d?\.)?", "", "".join(url.split()), flags=re.IGNORECASE)
    address, _, query = plain.split("#", 1)[0].partition("?")
    host, slash, path = address.partition("/")
    kept = _TRACKING.sub("", query).rstrip("&")
    return f"{host.lower()}{slash}{path}".rstrip("/") + (f"?{kept}" if kept else "")


def identity_keys(*, title: str, year: str, first_author: str, doi: str = "", url: str = "") -> frozenset[str]:
    """Return the keys of a work; two works that share one are taken for the same.

    The DOI, the address, and title with year and first author, each if stated. An address that holds the DOI adds
    that DOI. Without any of them the set is empty, and the work is the same as none.
    """
    keys = set()
    for stated in (find_doi(doi), find_doi(url)):
        if stated:
            keys.add(f"doi:{stated}")
    if url and "/" in url_key(url):
        keys.add(f"url:{url_key(url)}")
    folded = fold_key(title)
    if len(folded.replace(" ", "")) >= TITLE_KEY_LETTERS_MIN and first_author and year:
        keys.add(f"work:{fold_key(first_author)}|{year}|{folded}")
    return frozenset(keys)


def work_keys(work: Work) -> frozenset[str]:
    """Return the identity keys of a work that a reference entry states."""
    first = work.names[0].family if work.names else ""
    return identity_keys(title=work.title, year=work.year, first_author=first, doi=work.doi, url=work.url)


def mention_key(names: Iterable[str], year: str) -> str:
    """Return the key of a work known only by how it is cited: names and year with its letter."""
    return f"cited:{'|'.join(fold_key(name) for name in names)}|{year}"


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given} if name.given else {"family": name.family}
