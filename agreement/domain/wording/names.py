"""Names of states and persons told from names of other things, as far as pronouns ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from agreement.domain.names.countries import state_names
from agreement.domain.wording.english import Token, WordClass


class Sort(StrEnum):
    """What kind of thing it seems to be: as much as pronouns tell apart."""

    PERSON = "person"
    STATE = "state"
    THING = "thing"


TITLES = frozenset(
    """
    president minister leader chairman chancellor king queen prince princess general professor dr mr mrs ms sir
    secretary
    ambassador senator premier governor director mayor marshal dictator sister brother daughter son wife husband
    """.split()  # noqa: SIM905
)
_ORGANISED = frozenset(
    """
    council bank ministry institute university party union agency association committee organisation organization regime
    government administration army summit agreement treaty act law report war school news times forum assembly nations
    court charter foundation alliance company group center centre office commission peninsula zone line sea river island
    house department defence defense
    """.split()  # noqa: SIM905
)
_DATES = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday spring summer autumn winter
    """.split()  # noqa: SIM905
)
PERSON_NOUNS = frozenset(
    """
    man woman girl boy leader president minister king queen mayor father mother author scholar analyst expert writer
    official diplomat general soldier ruler dictator successor daughter son sister brother wife husband owner candidate
    """.split()  # noqa: SIM905
)


def sort_of(words: Sequence[Token], head: str) -> Sort:
    """Return what kind of thing the words of a phrase name; `head` is the last one, in lower case."""
    low = [word.low for word in words]
    names = [word for word in words if word.kind is WordClass.NAME]
    if is_state(" ".join(word.text for word in words if word.kind is not WordClass.DETERMINER)):
        return Sort.STATE
    if head in PERSON_NOUNS:
        return Sort.PERSON
    if words[-1].kind is not WordClass.NAME or head in _ORGANISED | _DATES or words[-1].text.isupper():
        return Sort.THING
    if any(word in TITLES for word in low[:-1]):
        return Sort.PERSON
    states = any(is_state(word.text) for word in names[-1:])
    return Sort.THING if states or not 1 <= len(names) <= 4 or low[0] == "the" else Sort.PERSON


@cache
def _state_forms() -> frozenset[str]:
    return frozenset(name.casefold() for names in state_names() for name in names if not _is_adjective(name, names[0]))


def _is_adjective(name: str, first: str) -> bool:
    """Return whether a form of a state's name is its adjective, by the ending; a capital is none."""
    if name == first or name in _CAPITALS_LIKE_ADJECTIVES:
        return False
    return name.endswith(("ian", "ean", "an", "ese", "ish", "i", "ch", "ic", "ot", "inian", "sh"))


_CAPITALS_LIKE_ADJECTIVES = frozenset(
    {"Tehran", "Yerevan", "Nairobi", "Baku", "Delhi", "New Delhi", "Helsinki", "Abu Dhabi"}
)


def is_state(name: str) -> bool:
    """Return whether the words are a usual name of a state or of its government; an adjective is none."""
    return name.casefold() in _state_forms()


def is_state_adjective(word: str) -> bool:
    """Return whether the word is the adjective of a state: "Danish"."""
    return word in _state_adjectives()


@cache
def _state_adjectives() -> frozenset[str]:
    return frozenset(name for names in state_names() for name in names if _is_adjective(name, names[0]))
