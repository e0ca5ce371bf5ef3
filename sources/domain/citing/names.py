"""The authors of a reference entry: every style's way to write a list of names."""

import re

from sources.domain.citing.words import PARTICLES
from sources.domain.citing.works import Name

# Words that make a name an organisation's, so that an “and” or a comma in it parts nothing.
_ORGANISATION = re.compile(
    r"\b(?:Academy|Administration|Agency|Alliance|Assembly|Association|Authority|Bank|Board|Bureau|Cent(?:er|re)|"
    r"College|Commission|Committee|Conference|Congress|Corporation|Council|Court|Department|Embassy|Federation|Forum|"
    r"Foundation|Fund|Government|Group|House|Initiative|Institut[eo]?|League|Library|Ministry|Mission|Museum|Nations|"
    r"Network|News|Observatory|Office|Organi[sz]ation|Panel|Parliament|Party|Press|Programme|Program|Project|"
    r"Secretariat|Senate|Service|Society|State|Times|Trust|Union|Universit[yé]|Watch)\b"
)
_OTHERS = re.compile(
    r"[,;]?\s*(?:\bet\.?\s+al(?:ii|ia)?\b\.?|\band\s+others\b|\bu\.\s?a\.|\s외(?:\s*\d+\s*[인명])?\.?|等\.?)\s*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"[,.]?\s*(?:\(\s*(?:eds?|editors?|trans|comps?|hrsg)\.?\s*\)|\b(?:eds?|editors?|comps?|hrsg)\b\.?|\b편)\s*$",
    re.IGNORECASE,
)
_GENERATION = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
_SEPARATOR = re.compile(r"(\s*,\s*(?:and|und|&)\s+|\s+(?:and|und|y|et|&)\s+|\s*,\s*)")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EAST_ASIAN_SEPARATOR = re.compile(r"\s*[·・,，、;/ㆍ]\s*|\s+(?:and|&|및|和|与|與)\s+|(?<=[\uac00-\ud7a3])[와과]\s+")
_UPPER = r"[^\W\d_a-zà-öø-ÿ]"
_INITIALS = re.compile(
    rf"{_UPPER}[a-z]?\.(?:[\s‐-]?[^\W\d_][a-z]?\.)*|{_UPPER}{{1,3}}|{_UPPER}\.?(?:[\s‐-]{_UPPER}\.?)+"
)
_FIRST_INITIALS = re.compile(rf"{_UPPER}[a-z]?\.(?:[\s‐-]*[^\W\d_][a-z]?\.)*[\s‐-]*(?={_UPPER}|[a-z])")
_BARE_INITIALS = re.compile(rf"(?P<family>.+\w)\s(?P<given>{_UPPER}{{1,3}})")
_CAPITAL_PARTICLES = frozenset(["ó", "ní", "mac", "san", "santa", "st.", "saint"])
# “Moss”, “de la Torre”, “Ban Ki”: more words before a comma are an organisation or part of a title.
_FAMILY_WORDS_MAX = 4


def read_names(text: str) -> tuple[tuple[Name, ...], bool]:
    """Return the names of an entry's author part, and whether it says that there are others.

    Reads “Moss, Ada and Jon Reed”, “Moss, A., & Reed, J. K.”, “Moss A, Reed JK”, “A. Moss, J. Reed”,
    “Moss, Ada; Reed, Jon”, an organisation's name, and Korean, Chinese and Japanese names, which stay whole.
    """
    plain = " ".join(text.split()).strip(" ,;:")
    plain = _ROLE.sub("", plain).strip(" ,;:")
    without = _OTHERS.sub("", plain)
    others = without != plain
    plain = _strip_stop(_ROLE.sub("", without).strip(" ,;:"))
    if not plain:
        return (), others
    if _EAST_ASIAN.search(plain):
        return tuple(Name(part, literal=True) for part in _EAST_ASIAN_SEPARATOR.split(plain) if part), others
    if ";" in plain:
        return tuple(_inverted(part) for part in re.split(r"\s*;\s*(?:and\s+|&\s+)?", plain) if part), others
    return _read_commas(plain), others


def is_organisation(name: str) -> bool:
    """Say whether a word of the name is one that only organisations have."""
    return _ORGANISATION.search(name) is not None


def _read_commas(text: str) -> tuple[Name, ...]:
    if is_organisation(text):
        return (Name(text, literal=True),)
    pieces = _SEPARATOR.split(text)
    tokens = [piece.strip() for piece in pieces[::2]]
    plain = [separator.strip() == "," for separator in pieces[1::2]]
    kept = [i for i, token in enumerate(tokens) if token and not _GENERATION.fullmatch(token)]
    all_inverted = len(kept) % 2 == 0 and all(" " not in tokens[i] for i in kept[::2])
    names: list[Name] = []
    place = 0
    while place < len(kept):
        index = kept[place]
        following = tokens[kept[place + 1]] if place + 1 < len(kept) else ""
        by_comma = place + 1 < len(kept) and plain[kept[place + 1] - 1]
        if by_comma and _is_pair(tokens[index], following, first=place == 0 or all_inverted):
            names.append(Name(tokens[index], following))
            place += 2
        else:
            names.append(_direct(tokens[index], alone=len(kept) == 1))
            place += 1
    return tuple(names)


def _is_pair(family: str, given: str, *, first: bool) -> bool:
    if not given or len(family.split()) > _FAMILY_WORDS_MAX or _FIRST_INITIALS.match(family):
        return False
    if _BARE_INITIALS.fullmatch(family):
        return False
    return _INITIALS.fullmatch(given) is not None or first


def _direct(token: str, *, alone: bool) -> Name:
    """Return a name in reading order; one without a comma that stands alone may be anybody's and stays whole."""
    bare = _BARE_INITIALS.fullmatch(token)
    if bare:
        return Name(bare["family"], bare["given"])
    if " " not in token or (alone and not _FIRST_INITIALS.match(token)):
        return Name(token, literal=True)
    words = token.split()
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in PARTICLES | _CAPITAL_PARTICLES:
        cut -= 1
    return Name(" ".join(words[cut:]), " ".join(words[:cut]))


def _inverted(part: str) -> Name:
    family, comma, given = (piece.strip() for piece in part.partition(","))
    if comma and given and not is_organisation(part):
        return Name(family, given)
    return _direct(part.strip(), alone=True)


def _strip_stop(text: str) -> str:
    """Return the text without its last full stop, unless that belongs to an initial."""
    if text.endswith(".") and not re.search(rf"(?:^|[\s.‐-]){_UPPER}\.$|\.[‐-][^\W\d_]\.$", text):
        return text[:-1].rstrip(" ,;:")
    return text
