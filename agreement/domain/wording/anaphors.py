"""The first words of a sentence where they refer back: "this", "both donors", "their goal", "doing so".

English. "It" that only announces a clause ("It is likely that …") refers to nothing, nor does "There
is". Offsets are Unicode code points of the sentence, start inclusive, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from agreement.domain.wording.english import FINITE, Token, WordClass, read_words
from agreement.domain.wording.mentions import Number, number_of
from agreement.domain.wording.names import PERSON_NOUNS, Sort


class AnaphorKind(StrEnum):
    """What a word that refers back asks for."""

    PERSON = "person"
    ONE = "one"
    SEVERAL = "several"
    GROUP = "group"
    NOUN = "noun"
    STATEMENT = "statement"
    ACTION = "action"
    FIRST_OF_TWO = "first_of_two"
    SECOND_OF_TWO = "second_of_two"
    PLACE = "place"


@dataclass(frozen=True)
class Anaphor:
    """Words that refer back: where they stand, what they ask for.

    `noun` is the head of "these shipments", "" for a bare pronoun; `count` is how many "both" or "the
    three" means; `words` is how many words they are.
    """

    start: int
    end: int
    kind: AnaphorKind
    noun: str = ""
    possessive: bool = False
    count: int = 0
    words: int = 1
    sort: Sort = Sort.THING


_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_OPENERS = frozenset(
    """
    but and yet so however still also therefore thus moreover instead indeed nevertheless nonetheless meanwhile
    similarly
    consequently hence finally then furthermore accordingly overall
    """.split()  # noqa: SIM905
)
_ADVERBIALS = re.compile(
    r"(?:in practice|in contrast|in turn|as a result|at the same time|for example|in fact),?\s", re.IGNORECASE
)
# "It is (not) clear that", "It will take years", "It seems", "It is time": nothing is referred to.
_ANNOUNCING_IT = re.compile(
    r"it\s(?:(?:is|was|will be|would be|may be|might be|remains|seems|appears|became|becomes)\s)"
    r"(?:(?:now|also|not|still|therefore|more|most|very|highly|almost|perhaps|only|too|often|quite|rather|in)\s){0,3}"
    r"(?:time\b|true\b|[^\s,.;]+\s(?:that|to|for|how|whether|if|why|what|when|who)\b|because\b|no\s[^\s]+\sthat\b)"
    r"|it\s(?:will|would|may|might|can|could)?\s?(?:takes?|took)\s.*?\b(?:to|before|until|for)\b"
    r"|it\s(?:seems|appears|follows|turns out)\b|it\s(?:rain|snow)"
    r"|it\s(?:is|was)\s(?:the|in|on|at|by|with|not|only)\b.*\b(?:that|who)\b",
    re.IGNORECASE,
)
_ANAPHORIC_TO = re.compile(
    r"it\s(?:is|was)\s(?:\w+\s){0,2}?(?:expected|set|bound|poised|ready|able|unable|likely|unlikely|willing|unwilling)\sto\b",
    re.IGNORECASE,
)


def find_anaphor(sentence: str) -> Anaphor | None:
    """Return the words at the start of the sentence that refer back, None if it stands alone; O(n)."""
    tokens = read_words(sentence)
    first = _first(sentence, tokens)
    if first >= len(tokens):
        return None
    token, rest = tokens[first], tokens[first + 1 :]
    if token.low in _PRONOUNS:
        announces = token.low == "it" and _announces(sentence[token.start :])
        possessive = token.low in {"his", "her", "its", "their"}
        kind = _PRONOUNS[token.low]
        return None if announces else Anaphor(token.start, token.end, kind, possessive=possessive)
    reader = _READERS.get(token.low)
    return reader(token, rest) if reader else None


_PRONOUNS = {
    "he": AnaphorKind.PERSON,
    "she": AnaphorKind.PERSON,
    "his": AnaphorKind.PERSON,
    "her": AnaphorKind.PERSON,
    "it": AnaphorKind.ONE,
    "its": AnaphorKind.ONE,
    "they": AnaphorKind.SEVERAL,
    "their": AnaphorKind.SEVERAL,
}


def _first(sentence: str, tokens: tuple[Token, ...]) -> int:
    """Return the number of the first word that is no opener such as "But" or "In practice,"."""
    place = 0
    while place < len(tokens) and (tokens[place].kind is WordClass.MARK or tokens[place].low in _OPENERS):
        place += 1
    if place < len(tokens):
        opening = _ADVERBIALS.match(sentence, tokens[place].start)
        while opening and place < len(tokens) and tokens[place].start < opening.end():
            place += 1
    return place


def _announces(text: str) -> bool:
    return _ANNOUNCING_IT.match(text) is not None and _ANAPHORIC_TO.match(text) is None


def _definite(token: Token, rest: tuple[Token, ...]) -> Anaphor | None:
    if not rest:
        return None
    word = rest[0].low
    if word in {"former", "latter"} and (len(rest) == 1 or rest[1].kind in FINITE or rest[1].kind is WordClass.MARK):
        kind = AnaphorKind.FIRST_OF_TWO if word == "former" else AnaphorKind.SECOND_OF_TWO
        return Anaphor(token.start, rest[0].end, kind, words=2)
    if word in _COUNTS:
        last = _noun_end(rest[1:])
        if last == 0 or (
            last < len(rest) - 1 and rest[last + 1].kind not in FINITE and rest[last + 1].kind is not WordClass.ADVERB
        ):
            return None
        return Anaphor(
            token.start, rest[last].end, AnaphorKind.GROUP, noun=rest[last].low, count=_COUNTS[word], words=last + 2
        )
    return None


def _place_or_action(token: Token, rest: tuple[Token, ...]) -> Anaphor | None:
    if token.low == "doing":
        if rest and rest[0].low in {"so", "this", "that", "it"}:
            return Anaphor(token.start, rest[0].end, AnaphorKind.ACTION, words=2)
        return None
    if token.low == "here" and (not rest or rest[0].low != "is"):
        return Anaphor(token.start, token.end, AnaphorKind.PLACE)
    return None


def _both(token: Token, rest: tuple[Token, ...]) -> Anaphor | None:
    if any(each.low == "and" for each in rest[:6]) and not any(each.kind in FINITE for each in rest[:3]):
        # "Both owners and crews": it says itself what it means.
        return None
    last = _noun_end(rest)
    if last and _several(rest[last - 1]):
        return Anaphor(
            token.start, rest[last - 1].end, AnaphorKind.GROUP, noun=rest[last - 1].low, count=2, words=last + 1
        )
    return Anaphor(token.start, token.end, AnaphorKind.GROUP, count=2)


def _demonstrative(token: Token, rest: tuple[Token, ...]) -> Anaphor | None:
    low = token.low
    last = 0 if token.kind is WordClass.PRONOUN else _noun_end(rest)
    if last and low in {"these", "those"} and not _several(rest[last - 1]):
        last = 0
    if last:
        noun = rest[last - 1].low.removesuffix("'s").rstrip("'")
        sort = Sort.PERSON if noun in PERSON_NOUNS else Sort.THING
        return Anaphor(token.start, rest[last - 1].end, AnaphorKind.NOUN, noun=noun, words=last + 1, sort=sort)
    if low == "such" or (low == "those" and rest and rest[0].low == "who"):
        return Anaphor(token.start, token.end, AnaphorKind.STATEMENT) if low == "such" and rest else None
    kind = AnaphorKind.STATEMENT if low in {"this", "that"} else AnaphorKind.SEVERAL
    return Anaphor(token.start, token.end, kind)


def _several(token: Token) -> bool:
    """Return whether a noun can follow "both" or "these"; a verb cannot: "Both want more"."""
    return number_of(token.low, token.low) is Number.SEVERAL


def _noun_end(tokens: tuple[Token, ...]) -> int:
    """Return how many of the words belong to the noun phrase that they open; 0 for none."""
    end = 0
    for place, token in enumerate(tokens, 1):
        if token.text in "‘’“”\"'":
            continue
        if token.kind in {WordClass.NOUN, WordClass.NAME}:
            end = place
        elif token.kind not in {WordClass.PARTICIPLE, WordClass.GERUND, WordClass.NUMBER} and token.low not in {
            "very",
            "more",
            "two",
            "three",
        }:
            break
        if token.kind is WordClass.GERUND and (place == len(tokens) or tokens[place].kind in FINITE):
            end = place
    return end


_READERS: dict[str, Callable[[Token, tuple[Token, ...]], Anaphor | None]] = {
    "the": _definite,
    "here": _place_or_action,
    "doing": _place_or_action,
    "both": _both,
    **dict.fromkeys(("this", "that", "these", "those", "such"), _demonstrative),
}
