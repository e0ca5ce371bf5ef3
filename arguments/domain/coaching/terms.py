"""What a claim is about, as terms that two claims may share however they are inflected.

Coarser than the stems that passages are found by: a conclusion about what is "sustainable" leans on premises about what
"sustains", so endings that make one kind of word of another are taken off too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_SHORTEST_STEM = 4
_SHORTEST_FAMILY = 5
"""Stems that share so many first letters, and all but a few of the shorter one's, are of one family."""
_FAMILY_SLACK = 2

COMMON_GROUND = 0.25
"""A term in so large a share of a map's claims is what the map is about: that a premise lacks it says nothing."""
COMMON_GROUND_CLAIMS = 8
"""In a map of fewer claims any term may be in a quarter of them."""

GRAMMAR = frozenset(
    """
a about above across actual actually after again against ago all almost alone along already also although always am
among an and another any anybody anyone anything are around as at away back be became because become becomes been
before being below beside besides between beyond both but by came can cannot come comes could did do does doing done
down due during each either else enough especially even ever every everybody everyone few fewer first for from further
gave general get gets getting give given gives go goes going gone good great greater had hardly has have having he
hence her here hers herself him himself his how however i if in indeed instead into is it its itself just keep kept
know known last lasts least less lest let like likely little long longer made mainly make makes making many may me
means might more moreover most mostly much must my near nearly necessary need needed needs neither never new next no
nobody none nor not nothing now of off often on once one only onto or other others otherwise our ours out over own
part per perhaps possible possibly present probably put puts quite rather real really same say says second see seem
seems serious seriously set several shall she should show shows since so some somebody somehow someone something
sometimes somewhat soon still such take taken takes term terms than that the their theirs them themselves then there
thereby therefore these they thing things third this those though through throughout thus time times to together too
took toward towards turn turned two under unless until up upon us use used uses using usually very via want wants was
way ways we well went were what whatever when where whereas whether which while who whole whom whose why will with
within without would year years yes yet you your able ability ahead hard high low large larger largest small smaller
kind case cases
""".split()  # noqa: SIM905 (a list of 300 quoted words would hide them)
)
"""Words that carry grammar, degree or time rather than a subject."""

NEGATIONS = frozenset(
    """
no not never none nobody nothing neither nor without cannot hardly barely scarcely don't doesn't didn't isn't aren't
wasn't weren't won't wouldn't can't couldn't
""".split()  # noqa: SIM905 (as above)
)

_ENDINGS = tuple(
    """
isations izations isation ization fulness iveness ousness ments ment ations ation ness ities ity ances ance ences ence
able ible ators ator ions ion ings ing ised ized ises izes ise ize ically ical ics ic ives ive ously ous fully ful
ally als al ants ant ents ent ists ist isms ism ians ian eans ean ans an ers er ors or ies ied ed es ly s y e
""".split()  # noqa: SIM905 (as above)
)
"""Endings of inflection and derivation, the longest of a kind first."""


@dataclass(frozen=True)
class Names:
    """Other names of one thing: each form, as words in lower case, and the name that stands for it."""

    forms: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """Words of the longest form."""
        return max(map(len, self.forms), default=0)


def read_names(groups: Iterable[tuple[str, Iterable[str]]]) -> Names:
    """Return the table of names, each given with its other forms; a form of two names stands for the later."""
    forms: dict[tuple[str, ...], str] = {}
    for name, others in groups:
        key = forms.get(_words(name), name.casefold())
        for form in (name, *others):
            words = _words(form)
            if words:
                forms[words] = key
    return Names(forms)


NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its key, which inflected and derived forms share, and the word as it stands in the text."""

    key: str
    word: str


def terms_of(text: str, names: Names = NO_NAMES) -> dict[str, Term]:
    """Return the terms of a claim by key, in reading order; a name of several words is one term."""
    words = [_bare(match.group()) for match in _WORD.finditer(text)]
    lowered = [word.casefold() for word in words]
    found: dict[str, Term] = {}
    place = 0
    while place < len(words):
        name, width = _named(lowered, place, names)
        if width:
            found.setdefault(name, Term(name, " ".join(words[place : place + width])))
            place += width
            continue
        word = lowered[place]
        if word not in GRAMMAR and word not in NEGATIONS and len(word) > 1:
            found.setdefault(stem(word), Term(stem(word), words[place]))
        place += 1
    return found


def is_negated(text: str) -> bool:
    """Return whether an odd number of negations stands in the text: two of them affirm."""
    return sum(match.group().casefold().replace("’", "'") in NEGATIONS for match in _WORD.finditer(text)) % 2 == 1


def stem(word: str) -> str:
    """Return a word in lower case without its endings, of four letters at least; a number comes back as it is."""
    if not word.isalpha():
        return word
    word = re.sub(r"bilit(?:y|ies)$", "ble", word)
    for _round in range(2):
        ending = next((one for one in _ENDINGS if _comes_off(word, one)), "")
        word = word.removesuffix(ending)
        if ending and len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiouls":
            word = word[:-1]
    return word


def _comes_off(word: str, ending: str) -> bool:
    is_ending = word.endswith(ending) and not (ending == "s" and word.endswith("ss"))
    return is_ending and len(word) - len(ending) >= _SHORTEST_STEM


def same_family(one: str, other: str) -> bool:
    """Return whether two keys are of one word: equal, or alike in all but the last letters."""
    if one == other:
        return True
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= _SHORTEST_FAMILY and min(len(one), len(other)) - shared <= _FAMILY_SLACK


def without(terms: Mapping[str, Term], others: Iterable[str]) -> list[Term]:
    """Return the terms that have no relative among the other keys, in reading order."""
    keys = list(others)
    return [term for key, term in terms.items() if not any(same_family(key, other) for other in keys)]


def common_ground(claims: Iterable[Iterable[str]]) -> frozenset[str]:
    """Return the keys that so many of a map's claims have that they tell none of them apart."""
    listed = [set(keys) for keys in claims]
    if len(listed) < COMMON_GROUND_CLAIMS:
        return frozenset()
    counts = Counter(key for keys in listed for key in keys)
    return frozenset(key for key, count in counts.items() if count >= COMMON_GROUND * len(listed))


def _named(words: list[str], place: int, names: Names) -> tuple[str, int]:
    for width in range(min(names.longest, len(words) - place), 0, -1):
        run = tuple(words[place : place + width])
        name = names.forms.get(run) or names.forms.get((*run[:-1], run[-1].removesuffix("s")))
        if name:
            return name, width
    return "", 0


def _words(form: str) -> tuple[str, ...]:
    return tuple(_bare(match.group()).casefold() for match in _WORD.finditer(form))


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word).replace(".", "")
