"""What a sentence that leans on the ones before it refers to, and the sentence with that worded out.

"Both donors are willing" states nothing for who reads it alone. The rules are the old ones of pronoun
resolution without a model: agreement in number and sort, then salience by grammatical role and age
(Hobbs 1978, https://doi.org/10.1016/0024-3841(78)90006-2; Lappin and Leass 1994,
https://aclanthology.org/J94-4002), the subject of the sentence before first (centering: Grosz, Joshi
and Weinstein 1995, https://aclanthology.org/J95-2003). A proposal is `clear` only where the best stands
well above the next; a wording is a proposal for a person, never a quote. Offsets are Unicode code
points, start inclusive, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from agreement.domain.wording.anaphors import Anaphor, AnaphorKind, find_anaphor
from agreement.domain.wording.mentions import Mention, Number, find_mentions, listed
from agreement.domain.wording.names import Sort, is_state

SENTENCES_BACK = 3
"""How far back is looked: of the pronouns of Hobbs's samples, 98 % refer into the same or the last sentence."""
CLEAR_RATIO = 1.2
"""How far above the next one a referent stands to be clear. Set by hand on cases written for it."""
PROPOSALS = 3
LONGEST_STATEMENT = 32
"""Words of a sentence before that "this" may be worded out by: a longer one makes a sentence nobody reads."""


class ReferentKind(StrEnum):
    """Whether a thing is meant, or what a sentence said as a whole."""

    THING = "thing"
    STATEMENT = "statement"


@dataclass(frozen=True)
class Span:
    """A place in one of the sentences before: its number in the sequence given, and offsets in it."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True)
class Referent:
    """What the words `sentence[start:end]` probably refer to.

    `text` names it in reading order; `spans` are the places that it was read off; `wording` is what can
    stand in the place of those words, "" where nothing can. `salience` is comparable only among the
    referents of one sentence. `clear` is true for at most the first.
    """

    start: int
    end: int
    kind: ReferentKind
    text: str
    wording: str
    spans: tuple[Span, ...]
    salience: float
    clear: bool


def find_referents(sentence: str, before: Sequence[str], heading: str = "") -> tuple[Referent, ...]:
    """Return what the first words of the sentence probably refer to, the likeliest first; () if it leans on nothing.

    `before` are the sentences before it in reading order, the nearest last; only the last three are
    read, and `heading` only where they hold nothing fitting. At most three referents. () also where it
    leans on something that is not found: `find_anaphor` tells the two apart.
    """
    anaphor = find_anaphor(sentence)
    if anaphor is None:
        return ()
    reach = range(max(0, len(before) - SENTENCES_BACK), len(before))
    told = [_Told(number, before[number], len(before) - 1 - number) for number in reversed(reach)]
    found = _resolve(anaphor, sentence, told)
    if not found and heading:
        found = [
            replace(each, clear=False) for each in _resolve(anaphor, sentence, [_Told(-1, heading, SENTENCES_BACK)])
        ]
    return tuple(_unfolded(found[:PROPOSALS], before, anaphor))


def word_out(sentence: str, referent: Referent) -> str:
    """Return the sentence with the referent in the place of what refers to it, unchanged if nothing can."""
    if not referent.wording:
        return sentence
    wording = referent.wording
    if not sentence[: referent.start].strip("\"'“‘( "):
        wording = wording[0].upper() + wording[1:]
    return sentence[: referent.start] + wording + sentence[referent.end :]


@dataclass(frozen=True)
class _Told:
    """A sentence before: its number, its text, and how many stand between (0 for the nearest)."""

    number: int
    text: str
    age: int


def _resolve(anaphor: Anaphor, sentence: str, told: Sequence[_Told]) -> list[Referent]:
    match anaphor.kind:
        case AnaphorKind.STATEMENT | AnaphorKind.ACTION:
            return _statements(anaphor, sentence, told[:1])
        case AnaphorKind.GROUP:
            return _groups(anaphor, told)
        case AnaphorKind.FIRST_OF_TWO | AnaphorKind.SECOND_OF_TWO:
            return _one_of_two(anaphor, told)
        case AnaphorKind.PLACE:
            return _places(anaphor, told)
        case AnaphorKind.NOUN:
            return _same_heads(anaphor, told) or _persons_meant(anaphor, told) or _statements(anaphor, "", told[:1])
        case _:
            return _things(anaphor, told)


def _things(anaphor: Anaphor, told: Sequence[_Told]) -> list[Referent]:
    """Return things that a pronoun agrees with, by salience summed over what they are called."""
    weights: dict[str, float] = {}
    best: dict[str, tuple[Mention, _Told]] = {}
    for one in told:
        for mention in find_mentions(one.text):
            fit = _fit(anaphor, mention)
            if not fit:
                continue
            weight = (mention.salience + 100) * fit / 2**one.age
            # A pronoun that opens its sentence is its subject, and subjects carry on (centering).
            weight *= 1.25 if mention.subject and one.age == 0 else 1
            key = _key(mention)
            weights[key] = weights.get(key, 0) + (weight if key not in best else weight / 4)
            if key not in best:
                best[key] = (mention, one)
    ranked = sorted(best, key=lambda key: -weights[key])
    ranked = [
        key for key in ranked if not _is_part_of_better(best[key], [best[other] for other in ranked], key, weights)
    ]
    return [
        _referent(anaphor, *best[key], salience=weights[key], clear=_stands_out(place, key, ranked, weights))
        for place, key in enumerate(ranked)
    ]


def _stands_out(place: int, key: str, ranked: Sequence[str], weights: dict[str, float]) -> bool:
    return place == 0 and (len(ranked) == 1 or weights[key] >= CLEAR_RATIO * weights[ranked[1]])


def _is_part_of_better(
    one: tuple[Mention, _Told], others: Iterable[tuple[Mention, _Told]], key: str, weights: dict[str, float]
) -> bool:
    """Return whether a weightier group that holds it is among the others: "they" rather means all of it."""
    mention, told = one
    return any(
        other_told.number == told.number and mention in other.parts and weights[_key(other)] > weights[key]
        for other, other_told in others
    )


def _fit(anaphor: Anaphor, mention: Mention) -> float:
    """Return how well a phrase agrees with a pronoun: 0 not at all, 1 fully."""
    if mention.head in _NO_REFERENTS or mention.text.isdigit():
        return 0
    match anaphor.kind:
        case AnaphorKind.PERSON:
            return 1 if mention.sort is Sort.PERSON and mention.number is Number.ONE else 0
        case AnaphorKind.ONE:
            if mention.sort is Sort.PERSON or mention.number is Number.SEVERAL:
                return 0
            return 1
        case _:
            # British usage takes "they" for a government; a plural fits better.
            return 1 if mention.number is Number.SEVERAL else 0


_NO_REFERENTS = frozenset(
    """
    way time times year years month months decade decades end part order fact terms term result number lot extent
    exchange
    addition practice turn spite case cases example contrast
    """.split()  # noqa: SIM905
)


def _key(mention: Mention) -> str:
    """Return what names of one thing share: "the Dutch regime" and "The Dutch regime"."""
    return re.sub(r"^(?:the|a|an)\s", "", mention.text.casefold())


def _groups(anaphor: Anaphor, told: Sequence[_Told]) -> list[Referent]:
    """Return the groups of as many as "both" or "the three" says, else exactly as many names."""
    found: list[Referent] = []
    for one in told:
        mentions = find_mentions(one.text)
        groups = [each for each in mentions if len(each.parts) == anaphor.count]
        found += [_referent(anaphor, each, one, each.salience / 2**one.age, clear=False) for each in groups]
        found += _hyphenated(anaphor, one)
        if not found:
            found += _counted_names(anaphor, [each for each in mentions if not each.parts], one)
        if found:
            break
    found = found or _two_subjects(anaphor, told[:2])
    found.sort(key=lambda each: (not _all_names(each), -each.salience))
    return [
        replace(each, clear=place == 0 and (len(found) == 1 or (_all_names(each) and not _all_names(found[1]))))
        for place, each in enumerate(found)
    ]


def _all_names(referent: Referent) -> bool:
    return all(part[:1].isupper() or part.startswith("the ") for part in re.split(r", and | and |, ", referent.text))


def _counted_names(anaphor: Anaphor, mentions: Sequence[Mention], told: _Told) -> list[Referent]:
    states = {_key(each): each for each in reversed(mentions) if each.sort is Sort.STATE}
    persons = {_key(each): each for each in reversed(mentions) if each.sort is Sort.PERSON and each.named}
    for named in (states, persons):
        if len(named) == anaphor.count:
            parts = sorted(named.values(), key=lambda each: each.start)
            spans = tuple(Span(told.number, part.start, part.end) for part in parts)
            weight = sum(part.salience for part in parts) / len(parts) / 2**told.age
            return [_group_referent(anaphor, listed([part.text for part in parts]), spans, weight)]
    return []


def _two_subjects(anaphor: Anaphor, told: Sequence[_Told]) -> list[Referent]:
    """Return the states that the last two sentences are about, one each: "Norway pays. Denmark does too. Both …"."""
    subjects = [
        (each, one)
        for one in reversed(told)
        for each in find_mentions(one.text)
        if each.subject and each.sort is Sort.STATE and not each.parts
    ]
    if anaphor.count != len(told) or len(subjects) != anaphor.count:
        return []
    if len({_key(each) for each, _one in subjects}) != anaphor.count or {one.number for _each, one in subjects} != {
        one.number for one in told
    }:
        return []
    spans = tuple(Span(one.number, each.start, each.end) for each, one in subjects)
    return [_group_referent(anaphor, listed([each.text for each, _one in subjects]), spans, subjects[0][0].salience)]


def _hyphenated(anaphor: Anaphor, told: _Told) -> list[Referent]:
    """Return the states of "Dutch-Danish-Swedish" and the like, as many as are meant."""
    found: list[Referent] = []
    for match in _HYPHENATED.finditer(told.text):
        parts = match.group().split("-")
        if len(parts) == anaphor.count and all(map(is_state, parts)):
            text = listed(parts)
            span = (Span(told.number, match.start(), match.end()),)
            weight = 100 / 2**told.age
            found.append(_group_referent(anaphor, text, span, weight))
    return found


_HYPHENATED = re.compile(r"[A-Z][\w.]*(?:-[A-Z][\w.]*)+")


def _group_referent(anaphor: Anaphor, text: str, spans: tuple[Span, ...], weight: float) -> Referent:
    wording = _as_wording(text, anaphor)
    return Referent(anaphor.start, anaphor.end, ReferentKind.THING, text, wording, spans, weight, clear=False)


def _one_of_two(anaphor: Anaphor, told: Sequence[_Told]) -> list[Referent]:
    chosen = 0 if anaphor.kind is AnaphorKind.FIRST_OF_TWO else 1
    for one in told:
        pairs = [each for each in find_mentions(one.text) if len(each.parts) == 2]
        if pairs:
            return [_referent(anaphor, pair.parts[chosen], one, pair.salience, clear=len(pairs) == 1) for pair in pairs]
    return []


def _places(anaphor: Anaphor, told: Sequence[_Told]) -> list[Referent]:
    """Return places for "here": what stands after "in" or "at" and is named."""
    for one in told:
        named = [
            each
            for each in find_mentions(one.text)
            if each.named and not each.parts and re.search(r"\b(?:in|at|to)\s$", one.text[: each.start])
        ]
        if named:
            found = [_referent(anaphor, each, one, each.salience, clear=len(named) == 1) for each in reversed(named)]
            return [replace(each, wording=f"in {each.text}") for each in found]
    return []


def _same_heads(anaphor: Anaphor, told: Sequence[_Told]) -> list[Referent]:
    """Return phrases with the noun of "these shipments", the nearest first."""
    found: list[Referent] = []
    for one in told:
        for mention in reversed(find_mentions(one.text)):
            if mention.parts or _stem(mention.head) != _stem(anaphor.noun):
                continue
            full = one.text[mention.start : mention.full]
            richer = len(full.split()) > anaphor.words and not mention.leans
            made = _referent(anaphor, mention, one, mention.salience / 2**one.age, clear=not found)
            found.append(
                replace(
                    made,
                    text=full,
                    wording=_as_wording(full, anaphor) if richer else "",
                    spans=(Span(one.number, mention.start, mention.full),),
                )
            )
    return found


def _stem(word: str) -> str:
    """Return what "shipments" and "shipment" share."""
    for ending, instead in (("ies", "y"), ("ses", "s"), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss") and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word


def _persons_meant(anaphor: Anaphor, told: Sequence[_Told]) -> list[Referent]:
    """Return whom "this girl", "this leader" may mean: a person that is named, else none."""
    if anaphor.sort is not Sort.PERSON:
        return []
    named = [
        (each, one)
        for one in told
        for each in find_mentions(one.text)
        if each.sort is Sort.PERSON and each.named and not each.parts
    ]
    nearest = [pair for pair in named if pair[1].age == named[0][1].age] if named else []
    return [_referent(anaphor, each, one, each.salience, clear=len(nearest) == 1) for each, one in reversed(nearest)]


def _statements(anaphor: Anaphor, sentence: str, told: Sequence[_Told]) -> list[Referent]:
    """Return what the sentence before said, as a whole; worded as "that …" where "this" is the subject."""
    found: list[Referent] = []
    for one in told:
        stripped = one.text.strip()
        if not stripped or stripped.endswith(("?", "!", ":")):
            continue
        opening = _OPENING.match(stripped)
        stripped = stripped[opening.end() :] if opening else stripped
        start = one.text.index(stripped)
        wording = ""
        fits = len(stripped.split()) <= LONGEST_STATEMENT and find_anaphor(stripped) is None
        if anaphor.kind is AnaphorKind.STATEMENT and fits and _opens(sentence, anaphor):
            wording = f"that {_lowered(stripped.rstrip('.'))}"
        spans = (Span(one.number, start, start + len(stripped)),)
        found.append(
            Referent(
                anaphor.start, anaphor.end, ReferentKind.STATEMENT, stripped, wording, spans, 100, clear=bool(wording)
            )
        )
    return found


_OPENING = re.compile(
    r"(?:First|Second|Third|Fourth|Finally|However|But|And|Yet|Still|Thus|Therefore|Moreover|Indeed|Instead),?\s"
)


def _opens(sentence: str, anaphor: Anaphor) -> bool:
    return not sentence[: anaphor.start].strip("\"'“‘( ") and "," not in sentence[anaphor.end : anaphor.end + 1]


def _lowered(text: str) -> str:
    """Return the sentence as a clause inside another: its first word without its capital unless it is a name."""
    first = re.match(r"[^\W\d_]+", text)
    mentions = find_mentions(text)
    named = bool(mentions) and mentions[0].start == 0 and mentions[0].named and not text.startswith("The ")
    if first is None or named or first.group().isupper() or is_state(first.group()):
        return text
    return text[0].lower() + text[1:]


def _referent(anaphor: Anaphor, mention: Mention, told: _Told, salience: float, *, clear: bool) -> Referent:
    spans = tuple(Span(told.number, part.start, part.end) for part in mention.parts or (mention,))
    usable = clear and not mention.leans
    return Referent(
        anaphor.start,
        anaphor.end,
        ReferentKind.THING,
        mention.text,
        _as_wording(mention.text, anaphor),
        spans,
        salience,
        usable,
    )


def _as_wording(text: str, anaphor: Anaphor) -> str:
    """Return the name as it stands in the place of the words that refer to it."""
    text = re.sub(r"^(?:A|An|a|an|The)\s", "the ", text)
    if not anaphor.possessive:
        return text
    return text + ("’" if text.endswith("s") else "’s")


def _unfolded(found: Sequence[Referent], before: Sequence[str], anaphor: Anaphor) -> Iterable[Referent]:
    """Yield the referents; one that leans on something itself, as the start of its sentence, is resolved in turn."""
    for referent in found:
        span = referent.spans[0]
        if referent.kind is ReferentKind.STATEMENT or span.sentence < 1:
            yield referent
            continue
        again = find_referents(before[span.sentence], before[: span.sentence])
        if (
            again
            and again[0].clear
            and again[0].kind is ReferentKind.THING
            and again[0].start <= span.start < again[0].end
        ):
            yield replace(
                again[0],
                start=referent.start,
                end=referent.end,
                salience=referent.salience,
                clear=True,
                wording=_as_wording(again[0].text, anaphor),
            )
        else:
            yield referent
