"""Whether a run of words is a clause of its own: a subject, and a finite verb that agrees with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agreement.domain.wording.english import FINITE, Token, WordClass
from agreement.domain.wording.mentions import Number, number_of
from agreement.domain.wording.phrases import Chunk, find_chunks
from agreement.domain.wording.verbs import third_persons

# Words between a subject and its verb that say it is somebody else's verb.
FOREIGN = frozenset({WordClass.RELATIVE, WordClass.SUBORDINATOR})
_ONE_VERBS = frozenset({"is", "was", "has", "does", "isn't", "wasn't", "hasn't", "doesn't"})
_SEVERAL_VERBS = frozenset({"are", "were", "have", "do", "aren't", "weren't", "haven't", "don't"})
_SUBJECT_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "there",
        "this",
        "that",
        "these",
        "those",
        "everyone",
        "everybody",
        "nobody",
        "both",
    ]
)
_SEVERAL_PRONOUNS = frozenset("they we you these those both".split())  # noqa: SIM905
_NOMINAL = frozenset({WordClass.NOUN, WordClass.NAME, WordClass.NUMBER})


@dataclass(frozen=True)
class Frame:
    """The subject of a run of words and its verb, as token numbers; `agrees` is None where the form does not tell."""

    subject: int
    subject_end: int
    verb: int
    agrees: bool | None
    pronoun: bool


def find_frame(tokens: Sequence[Token], first: int, last: int) -> Frame | None:
    """Return the first subject with its finite verb between two token numbers, None if there is none."""
    verb = _own_verb(tokens, first, last)
    if verb is None:
        return None
    pronoun = next((place for place in range(first, verb) if _is_subject_pronoun(tokens, place, verb)), None)
    if pronoun is not None:
        several = tokens[pronoun].low in _SEVERAL_PRONOUNS
        agrees = None if tokens[pronoun].low in {"there", "i"} else _agrees(tokens[verb], several=several)
        return Frame(pronoun, pronoun + 1, verb, agrees, pronoun=True)
    chunk = _subject_chunk(tokens, first, verb)
    if chunk is None:
        return None
    head = tokens[chunk.last - 1].low.removesuffix("'s").rstrip("'")
    several = number_of(" ".join(word.text for word in tokens[chunk.first : chunk.last]), head) is Number.SEVERAL
    joined = any(token.low == "and" for token in tokens[chunk.first : verb])
    return Frame(chunk.first, verb, verb, _agrees(tokens[verb], several=several or joined), pronoun=False)


def _own_verb(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Return the number of the first finite verb that no relative clause or the like inside the run owns."""
    owed = 0
    for place in range(first, last):
        token = tokens[place]
        if token.kind in FOREIGN and place > first:
            owed += 1
        elif token.kind in FINITE:
            if not owed:
                return place
            # Helpers of one verb ("has been") are one.
            if not (place + 1 < last and tokens[place + 1].kind in FINITE):
                owed -= 1
    return None


def _is_subject_pronoun(tokens: Sequence[Token], place: int, verb: int) -> bool:
    token = tokens[place]
    if token.low not in _SUBJECT_PRONOUNS or token.kind not in {WordClass.PRONOUN, WordClass.DETERMINER}:
        return False
    if token.low in {"it", "you"} and place and tokens[place - 1].kind in {WordClass.PREPOSITION, WordClass.TO}:
        return False
    return all(token.kind is WordClass.ADVERB for token in tokens[place + 1 : verb])


def _subject_chunk(tokens: Sequence[Token], first: int, verb: int) -> Chunk | None:
    """Return the phrase that the verb belongs to: the first one that no preposition governs after the last comma."""
    start = first
    for place in range(first, verb):
        if tokens[place].text == "," and _closes_opening(tokens, first, place, verb):
            start = place + 1
    run = tokens[start:verb]
    for chunk in find_chunks(run):
        before = run[chunk.first - 1] if chunk.first else None
        if before is None or before.kind not in {WordClass.PREPOSITION, WordClass.TO}:
            return Chunk(chunk.first + start, chunk.last + start)
    return None


def _closes_opening(tokens: Sequence[Token], first: int, comma: int, verb: int) -> bool:
    """Return whether what stands before a comma is an adverbial: it opens with a preposition, or has no noun."""
    opening = [token for token in tokens[first:comma] if token.kind is not WordClass.MARK]
    if not opening or not any(token.kind in _NOMINAL for token in tokens[comma + 1 : verb]):
        return False
    governed = opening[0].kind in {WordClass.PREPOSITION, WordClass.SUBORDINATOR, WordClass.TO, WordClass.PARTICIPLE}
    return governed or all(token.kind not in _NOMINAL for token in opening) or len(opening) == 1


def _agrees(verb: Token, *, several: bool) -> bool | None:
    if verb.low in _ONE_VERBS or (verb.kind is WordClass.VERB and verb.low in third_persons()):
        return not several
    return several if verb.low in _SEVERAL_VERBS else None
