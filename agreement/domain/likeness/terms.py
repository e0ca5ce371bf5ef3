"""Words of a statement as terms: what two statements may share.

A term is a word brought to a plain form, or a whole alias ("the Dutch", "The Hague") folded into
one name. Offsets are Unicode code points of the text, start inclusive, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

# Dotted abbreviations first (U.S.), then runs of letters and digits; hyphens part words.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_DECIMAL = re.compile(r"\d+")

# Words that carry grammar rather than subject. Negations are among them: they tell two sides of
# one issue apart, not two issues, and are reported as cues instead.
STOP_WORDS = frozenset(
    """
a about above across actually after again against ago all almost already also although always am
among an and another any anyone anything are around as at away back be became because become
becomes been before being below between beyond both but by can cannot come comes could did do does
doing done down due during each either else enough especially etc even ever every far few first
for from further get gets getting give given gives go goes going gone had half has have having he
hence her here hers herself him himself his how however i if in indeed instead into is it its
itself just keep kept last least less let like likely little made mainly make makes making many
may maybe me might mine more moreover most mostly much must my myself near neither never
nevertheless next no nobody none nonetheless nor not nothing now of off often on once one only
onto or other others otherwise our ours ourselves out over own per perhaps possibly probably quite
rather really same second see seem seemed seems seen several shall she should since so some
somehow someone something sometimes somewhat soon still such take taken takes than that the their
theirs them themselves then there thereby therefore these they third this those though three
through throughout thus to together too toward towards two under unless until up upon us use used
uses using usually very via was way we well went were what whatever when where whereas whether
which while who whole whom whose why will with within without would yes yet you your yours
yourself s t
""".split()  # noqa: SIM905 (a list of 300 quoted words would hide them)
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term in a text: its folded key and where it stands."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Folding:
    """Forms of names, as sequences of words, and the name that each folds into.

    A word with a capital in it only matches a word written so ("US" is not "us"); a form in lower
    case matches either way. The longest form wins.
    """

    names: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    longest: int = 0

    @cached_property
    def openings(self) -> frozenset[str]:
        """Return the words that forms begin with, in lower case: few words of a text do, the others need no look."""
        return frozenset(form[0].casefold() for form in self.names)


NO_FOLDING = Folding()


def terms_of(text: str, folding: Folding = NO_FOLDING) -> tuple[Term, ...]:
    """Return the terms of `text` in reading order, aliases folded and stop words left out."""
    words = [(_bare(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]
    found: list[Term] = []
    position = 0
    while position < len(words):
        name, width = _folded(words, position, folding)
        if width:
            found.append(Term(name, words[position][1], words[position + width - 1][2]))
            position += width
            continue
        word, start, end = words[position]
        position += 1
        lowered = word.casefold()
        if lowered in STOP_WORDS or (len(lowered) < 2 and not lowered.isdigit()):
            continue
        found.append(Term(stem(lowered), start, end))
    return tuple(found)


def words_of(form: str) -> tuple[str, ...]:
    """Return the words of a name as `terms_of` sees them, letter case kept."""
    return tuple(_bare(match.group()) for match in _WORD.finditer(form))


def without_possessive(word: str) -> str:
    """Return a word without 's or a closing apostrophe."""
    return _POSSESSIVE.sub("", word)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return `word`, in lower case, without its inflection: plural, -ing, -ed, -ly.

    Lighter than Porter's (1980): it only takes endings off that change the grammar, so that
    "policy" and "police" stay apart. Plurals after Harman (1991), "How effective is suffixing?".
    Range: a non-empty string; words under four letters come back as they are.
    """
    if len(word) < 4 or not word.isascii() or _DECIMAL.search(word):
        return word
    for ending, keep, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= keep:
            base = word[: -len(ending)] + replacement
            return _tidied(base) if ending in _VERBAL else stem(base) if ending == "ly" else base
    return word.removesuffix("e") if len(word) > 4 and not word.endswith("ee") else word


# ending, letters that must remain, what takes its place; the first that fits applies.
_ENDINGS = (
    ("sses", 2, "ss"),
    ("ies", 2, "y"),
    ("ss", 1, "ss"),
    ("us", 2, "us"),
    ("is", 2, "is"),
    ("ing", 3, ""),
    ("ied", 2, "y"),
    ("eed", 2, "ee"),
    ("ed", 3, ""),
    ("es", 3, ""),
    ("s", 3, ""),
    ("ly", 4, ""),
)
_VERBAL = frozenset({"ing", "ed"})


def _tidied(base: str) -> str:
    """Return a verb's base with a doubled consonant single and a final e gone: one form for all."""
    doubled = len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeiouls"
    return base[:-1] if doubled else base.removesuffix("e")


def _bare(word: str) -> str:
    """Return a word without possessive ending and dots: "U.S.'s" as "US"."""
    if word.isalnum():
        return word
    return without_possessive(word).replace(".", "").replace("’", "'")


def _folded(words: list[tuple[str, int, int]], position: int, folding: Folding) -> tuple[str, int]:
    """Return the name that starts at `position` and its width in words; width 0 if none does."""
    opening = words[position][0].casefold()
    if opening not in folding.openings and opening.removesuffix("s") not in folding.openings:
        return "", 0
    for width in range(min(folding.longest, len(words) - position), 0, -1):
        run = tuple(word for word, _, _ in words[position : position + width])
        for form in _spellings(run):
            if form in folding.names:
                return folding.names[form], width
    return "", 0


def _spellings(run: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the ways to look a run of words up: as written, in lower case, without plural s."""
    singular = (*run[:-1], run[-1].removesuffix("s")) if len(run[-1]) > 3 else run
    lowered = tuple(word.casefold() for word in run)
    return (run, singular, lowered, tuple(word.casefold() for word in singular))
