"""Words of an English sentence with a coarse class each: where its names, verbs and joints are.

No statistical tagger: closed lists of function words, a list of verbs, and the neighbours of a word
where a form can be verb or noun. It is made for cutting sentences and for finding what a pronoun
refers to, both of which abstain where it is unsure. Offsets are Unicode code points of the text,
start inclusive, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from agreement.domain.names.countries import state_names
from agreement.domain.wording.verbs import NOUN_LIKE, bases, gerunds, irregular_pasts, participles, pasts, third_persons


class WordClass(StrEnum):
    """What a word does in its sentence."""

    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    PREPOSITION = "preposition"
    COORDINATOR = "coordinator"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative"
    TO = "to"
    AUXILIARY = "auxiliary"
    VERB = "verb"
    PLAIN_VERB = "plain_verb"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    ADVERB = "adverb"
    NAME = "name"
    NUMBER = "number"
    NOUN = "noun"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark and its class; `low` is the word in lower case with a plain apostrophe."""

    start: int
    end: int
    text: str
    low: str
    kind: WordClass

    @property
    def possessive(self) -> bool:
        """Return whether it says whose something is: Bonn's, the owners'."""
        return self.low.endswith(("'s", "s'")) and self.kind in _NOMINAL_KINDS


_NOMINAL_KINDS = frozenset({WordClass.NAME, WordClass.NOUN, WordClass.NUMBER})
FINITE = frozenset({WordClass.AUXILIARY, WordClass.VERB})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‘.-](?=[^\W_])[^\W_]+)*(?:(?<=s)['’](?=\s))?|[^\w\s]|_")
# One class a paragraph, in the order of `_CLOSED_KINDS`.
_CLOSED_WORDS = """
the a an this that these those its their his her my our your no some any each every all both such many few several most
more another other much either neither half fewer less various own same

he she it they we i you there everyone everybody nobody someone nothing something everything him them us me itself
himself
herself themselves ourselves one none others theirs ours hers

of in on at by for with from into over under between among against about through across toward towards within without
during amid despite beyond behind near off out up down around along via per than like unlike upon including regarding
concerning above below throughout except besides alongside amongst given due beneath

and or but nor yet &

while whereas although though because since unless if whether when after before until as once where wherever whenever
lest so

which who whom whose what why how

to

am is are was were has have had do does did can could will would may might must shall should cannot isn't aren't wasn't
weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't mustn't shouldn't it's they're he's
she's
there's that's we're i'm

not never now then also still even only just often seldom rarely ever again soon already perhaps maybe however therefore
thus hence moreover instead indeed meanwhile too very rather quite almost always sometimes else here thereby otherwise
nonetheless nevertheless far well long later together abroad ago twice
"""
_CLOSED_KINDS = (
    WordClass.DETERMINER,
    WordClass.PRONOUN,
    WordClass.PREPOSITION,
    WordClass.COORDINATOR,
    WordClass.SUBORDINATOR,
    WordClass.RELATIVE,
    WordClass.TO,
    WordClass.AUXILIARY,
    WordClass.ADVERB,
)
_CLOSED = {
    word: kind
    for kind, words in zip(_CLOSED_KINDS, _CLOSED_WORDS.strip().split("\n\n"), strict=True)
    for word in words.split()
}
_PARTICIPLE_HELPERS = _set("been being having")
_MODALS = _set(
    "can could will would may might must shall should cannot do does did don't doesn't didn't can't couldn't won't"
    " wouldn't mustn't shouldn't"
)
_ADJECTIVES_IN_LY = _set(
    "likely unlikely early only friendly costly family supply ally reply daily weekly monthly yearly"
)
# Letters from which on an ending makes a form of a verb that is not in the list: "king" and "seed" are none.
LEAST_GERUND, LEAST_PAST = 5, 4
_STATE_WORDS = frozenset(word for names in state_names() for name in names for word in name.casefold().split())
# A noun or name may stand right before its verb; a determiner, preposition or adjective may not.
_SUBJECT_END = frozenset({WordClass.NOUN, WordClass.NAME, WordClass.PRONOUN, WordClass.ADVERB, WordClass.RELATIVE})
_COMPLEMENT_START = frozenset(
    {
        WordClass.DETERMINER,
        WordClass.PRONOUN,
        WordClass.PREPOSITION,
        WordClass.TO,
        WordClass.NAME,
        WordClass.ADVERB,
        WordClass.SUBORDINATOR,
        WordClass.NUMBER,
        WordClass.MARK,
        WordClass.GERUND,
        WordClass.RELATIVE,
    }
)


@lru_cache(maxsize=256)
def read_words(text: str) -> tuple[Token, ...]:
    """Return the words and marks of a text in order, each with its class.

    The last texts are remembered: cues, clauses and referents of one sentence read the same words.
    """
    spans = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
    lows = [word.replace("’", "'").replace("‘", "'").lower() for _start, _end, word in spans]
    kinds: list[WordClass] = []
    for place, (_start, _end, word) in enumerate(spans):
        kinds.append(_class_of(word, lows, place, kinds))
    return tuple(
        Token(start, end, word, low, kind) for (start, end, word), low, kind in zip(spans, lows, kinds, strict=True)
    )


def _class_of(word: str, lows: Sequence[str], place: int, kinds: Sequence[WordClass]) -> WordClass:
    low = lows[place]
    first = word[0]
    if not (first.isalnum()):
        return WordClass.MARK
    if first.isdigit():
        return WordClass.NUMBER
    closed = _CLOSED.get(low)
    named = first.isupper() and kinds and kinds[-1] in {WordClass.NAME, WordClass.DETERMINER} and low != "i"
    named = named or (word == "May" and place > 0)
    if closed is not None and not named and not (word.isupper() and len(word) > 1):
        return _closed_in_place(low, closed, lows, place)
    if first.isupper() and _is_name(word, low, kinds):
        return WordClass.NAME
    return _open_class(low, lows, place, kinds)


def _closed_in_place(low: str, closed: WordClass, lows: Sequence[str], place: int) -> WordClass:
    """Return the class of a function word that can be several: "that", "before", "both", "one"."""
    after = lows[place + 1] if place + 1 < len(lows) else ""
    if low in {"this", "that", "these", "those", "both", "all", "neither", "either", "such", "most", "many", "few"}:
        following = _CLOSED.get(after)
        finite = following is WordClass.AUXILIARY or (after in third_persons() and after not in _NOUN_PLURALS)
        if finite or after in irregular_pasts():
            return WordClass.RELATIVE if low == "that" and place and lows[place - 1][0].isalnum() else WordClass.PRONOUN
    if low == "no" and after == "longer":
        return WordClass.ADVERB
    if low == "that" and place and _CLOSED.get(lows[place - 1]) is not WordClass.PREPOSITION:
        return WordClass.SUBORDINATOR
    return closed


_NOUN_PLURALS = frozenset(form for form, base in third_persons().items() if base in NOUN_LIKE)


def _is_name(word: str, low: str, kinds: Sequence[WordClass]) -> bool:
    """Return whether a capital makes a name; at a sentence's start only where the word is of no other class."""
    opens = not kinds or (kinds[-1] is WordClass.MARK and all(kind is WordClass.MARK for kind in kinds))
    if not opens:
        return True
    bare = low.removesuffix("'s").rstrip("'")
    if bare in _STATE_WORDS or (word.isupper() and len(word) > 1) or "." in word:
        return True
    other = low in bases() or low in third_persons() or low in pasts() or low in _COMMON_OPENERS
    return not (other or low.endswith(("ly", "ing", "ed", "s")))


# Words that open sentences of this kind and are no names. What is missing is taken for a name, and does no harm:
# a name and a noun phrase are both something to refer to.
_COMMON_OPENERS = _set(
    "first second third fourth finally last next today trade people government governments little economic political"
    " military domestic foreign public private social new old recent current present such growth war peace reform aid"
    " support policy"
)


def _open_class(low: str, lows: Sequence[str], place: int, kinds: Sequence[WordClass]) -> WordClass:
    before = kinds[-1] if kinds else None
    if low == "longer" and place and lows[place - 1] == "no":
        return WordClass.ADVERB
    if low.endswith("ly") and low not in _ADJECTIVES_IN_LY and low not in bases():
        return WordClass.ADVERB
    if low in irregular_pasts() and before is not WordClass.DETERMINER:
        return WordClass.VERB
    if low in _PARTICIPLE_HELPERS or low in gerunds() or (low.endswith("ing") and len(low) > LEAST_GERUND):
        return WordClass.GERUND
    return _verb_or_noun(low, lows, place, before)


def _verb_or_noun(low: str, lows: Sequence[str], place: int, before: WordClass | None) -> WordClass:
    if low in participles() or low in pasts() or (low.endswith("ed") and len(low) > LEAST_PAST):
        return _past_or_participle(lows, place, before)
    if low in third_persons():
        return _third_or_plural(low, lows, place, before)
    return _base_or_noun(low, lows, place, before) if low in bases() else WordClass.NOUN


def _after(lows: Sequence[str], place: int) -> WordClass | None:
    """Return the closed class of the next word, NOUN for any other word, None at the end."""
    if place + 1 >= len(lows):
        return None
    low = lows[place + 1]
    if not low[0].isalnum():
        return WordClass.MARK
    if low[0].isdigit():
        return WordClass.NUMBER
    if low.endswith("ly"):
        return WordClass.ADVERB
    if low.endswith("ing"):
        return WordClass.GERUND
    return _CLOSED.get(low, WordClass.NOUN)


def _helped(lows: Sequence[str], place: int) -> bool:
    """Return whether a helper ("has", "were", "been") stands before the word, adverbs between them apart."""
    for low in reversed(lows[max(0, place - 4) : place]):
        closed = _CLOSED.get(low)
        if closed is WordClass.AUXILIARY or low in {"be", *_PARTICIPLE_HELPERS}:
            return True
        if closed is not WordClass.ADVERB and not low.endswith("ly"):
            return False
    return False


def _past_or_participle(lows: Sequence[str], place: int, before: WordClass | None) -> WordClass:
    if _helped(lows, place) or before not in _SUBJECT_END:
        return WordClass.PARTICIPLE
    after = _after(lows, place)
    if after is WordClass.PREPOSITION and lows[place + 1] == "by":
        return WordClass.PARTICIPLE
    if lows[place] in _SAID and before in {WordClass.NOUN, WordClass.NAME}:
        return WordClass.VERB
    if lows[place - 1].endswith("'s") or (before is not WordClass.PRONOUN and _finite_around(lows, place)):
        return WordClass.PARTICIPLE
    if before is WordClass.ADVERB and not _subject_before(lows, place):
        return WordClass.PARTICIPLE
    return WordClass.VERB


# Verbs that take a clause without a joint: "the owners said dues were low".
_SAID = frozenset({"said", "thought", "argued", "believed", "claimed", "insisted", "warned", "hoped", "knew", "felt"})


def _finite_around(lows: Sequence[str], place: int) -> bool:
    """Return whether an auxiliary stands in the same stretch without a joint: then this form is not its verb."""
    for step in (-1, 1):
        reached = place + step
        while 0 <= reached < len(lows):
            low = lows[reached]
            closed = _CLOSED.get(low)
            month = low == "may" and reached > 0 and _CLOSED.get(lows[reached - 1]) is WordClass.PREPOSITION
            if closed is WordClass.AUXILIARY and not month:
                return True
            if not low[0].isalnum() or closed in _JOINTS or low == "that":
                break
            reached += step
    return False


_JOINTS = frozenset({WordClass.COORDINATOR, WordClass.SUBORDINATOR, WordClass.RELATIVE})


def _subject_before(lows: Sequence[str], place: int) -> bool:
    """Return whether what stands before the adverbs can end a subject."""
    for low in reversed(lows[:place]):
        closed = _CLOSED.get(low)
        if closed is WordClass.ADVERB or low.endswith("ly") or low == "no":
            continue
        return low[0].isalnum() and closed in {None, WordClass.PRONOUN, WordClass.RELATIVE}
    return False


def _third_or_plural(low: str, lows: Sequence[str], place: int, before: WordClass | None) -> WordClass:
    # "The mayor, an old man, argues that …": behind a comma only a form that is seldom a noun.
    if before is WordClass.MARK and lows[place - 1] == "," and low not in _NOUN_PLURALS:
        return WordClass.VERB
    if before not in _SUBJECT_END or (place and lows[place - 1].endswith("'s")):
        return WordClass.NOUN
    if low in _NOUN_PLURALS and before is not WordClass.PRONOUN:
        after = _after(lows, place)
        named = before is WordClass.NAME and after not in {WordClass.PREPOSITION, WordClass.MARK, None}
        if not (named or after is WordClass.DETERMINER):
            return WordClass.NOUN
    return WordClass.VERB


def _base_or_noun(low: str, lows: Sequence[str], place: int, before: WordClass | None) -> WordClass:
    previous = lows[place - 1] if place else ""
    if low == "be" or before is WordClass.TO or _after_modal(lows, place):
        return WordClass.PLAIN_VERB
    plural = previous.endswith("s") and not previous.endswith(("'s", "ss", "us", "is")) and previous not in _CLOSED
    after_plural = plural and before in {WordClass.NOUN, WordClass.NAME} and low not in NOUN_LIKE
    before_object = plural and before is WordClass.NOUN and _after(lows, place) is WordClass.DETERMINER
    after_adverb = before is WordClass.ADVERB and low not in NOUN_LIKE and _subject_before(lows, place)
    # "Norway and Denmark pay for it": a list of names is several, and so takes the base form.
    after_names = before is WordClass.NAME and "and" in lows[max(0, place - 8) : place]
    if after_names and _after(lows, place) in _OBJECT_STARTS:
        return WordClass.VERB
    if previous in {"they", "we", "you", "i", "who"} or after_plural or before_object or after_adverb:
        return WordClass.VERB
    return WordClass.NOUN if low in NOUN_LIKE or before in _NOMINAL_BEFORE else WordClass.PLAIN_VERB


def _after_modal(lows: Sequence[str], place: int) -> bool:
    """Return whether "may", "will", "does" … stands before the word, adverbs between them apart."""
    for low in reversed(lows[max(0, place - 4) : place]):
        if low in _MODALS:
            return True
        if _CLOSED.get(low) is not WordClass.ADVERB and not low.endswith("ly"):
            return False
    return False


_OBJECT_STARTS = frozenset({WordClass.DETERMINER, WordClass.PREPOSITION, WordClass.PRONOUN, WordClass.TO})
_NOMINAL_BEFORE = frozenset({WordClass.DETERMINER, WordClass.PREPOSITION, WordClass.NUMBER})
