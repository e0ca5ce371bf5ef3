"""Names that the texts themselves use for one thing, read off by patterns. Nothing here is special to any subject.

Sure patterns name both forms side by side; the others are guesses that wait for a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from agreement.domain.likeness.terms import STOP_WORDS, Folding, without_possessive, words_of
from agreement.domain.names.aliases import AliasGroup, fold_table

SURE_REASONS = frozenset({"initials", "parenthesis", "leader"})
"""Patterns that are folded until somebody rejects them."""


@dataclass(frozen=True)
class AliasProposal:
    """Two forms that the texts treat as one, how often, and by which pattern.

    `reason` is `initials` (the short form is made of the long one's letters), `parenthesis` (it only stands beside it),
    `leader` (a government goes by the name of a person called head of a state), `capital` (a city called the capital of
    a state), `demonym` (the adjective of a place by its ending) or `spelling` (the same but for accents).
    """

    name: str
    form: str
    count: int
    reason: str

    @property
    def is_sure(self) -> bool:
        """Whether it may be folded before a person has looked at it."""
        return self.reason in SURE_REASONS


Found = tuple[str, str, str]
"""Name, form and reason."""


def propose_aliases(texts: Sequence[str], known: Iterable[AliasGroup] = ()) -> tuple[AliasProposal, ...]:
    """Return names that the texts use for one thing, the most frequent first, then by name.

    Initials follow Schwartz and Hearst (2003), https://pubmed.ncbi.nlm.nih.gov/12603049/, with word initials instead of
    any letters. A form that stands for something by `known` already is left out. One pass over the texts a pattern.
    """
    folding = fold_table(known)
    counts: Counter[Found] = Counter()
    for text in texts:
        counts.update(_parenthesised(text))
        counts.update(_capitals(text, folding))
    counts.update(_named_governments(texts, folding))
    words = _capitalised_words(texts)
    counts.update(_demonyms(words))
    counts.update(_spellings(words))
    proposals = [
        AliasProposal(name=name, form=form, count=count, reason=reason)
        for (name, form, reason), count in counts.items()
        if name.casefold() != form.casefold() and words_of(form) not in folding.names
    ]
    return tuple(sorted(proposals, key=lambda found: (-found.count, found.name, found.form)))


# A short form in parentheses after a run of words: (NATO), (NGOs), never (Smith 2001).
_SHORT = re.compile(r"\(([A-Z][A-Za-z&]{1,7})\)")
_WORD_BEFORE = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE_BREAK = re.compile(r"[.!?;:()\n]")
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_SHORT_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)??"
_TITLE = (
    r"(?:(?:[Ss]upreme|[Pp]aramount|[Ff]ederal|[Aa]cting|[Tt]hen-?) ?)?"
    r"(?:[Pp]resident|[Ll]eader|[Pp]rime [Mm]inister|[Cc]hancellor|[Kk]ing|[Qq]ueen|[Ee]mperor|[Pp]remier|[Tt]aoiseach)"
)
# "Ruritanian President Anna Karst"; "Anna Karst, the Ruritanian leader"; "Anna Karst, president of Ruritania".
_HEADS_OF_STATE = (
    re.compile(rf"\b(?P<state>{_SHORT_NAME}) {_TITLE} (?P<person>{_NAME})"),
    re.compile(rf"\b(?P<person>{_NAME}), (?:the )?(?P<state>{_SHORT_NAME}) {_TITLE}\b"),
    re.compile(rf"\b(?P<person>{_NAME}), (?:the )?{_TITLE} of (?P<state>{_SHORT_NAME})\b"),
)
_GOVERNMENT = re.compile(rf"\b({_NAME}) (regime|government|administration|leadership|cabinet)\b")
_CAPITALS = (
    re.compile(rf"\b(?P<city>{_SHORT_NAME}),? (?:is )?the capital of (?P<state>{_NAME})"),
    re.compile(rf"\b(?P<state>{_NAME})['’]s capital,?(?: of)? (?P<city>{_NAME})"),
    re.compile(rf"\bthe (?P<state>{_SHORT_NAME}) capital,?(?: of)? (?P<city>{_NAME})"),
    re.compile(rf"\bthe capital of (?P<state>{_SHORT_NAME}),? (?P<city>{_NAME})"),
)
# A capitalised word that no sentence begins with, and the word before it.
_INSIDE = re.compile(r"(?<=[\w,;] )(?<![.!?] )([^\W\d_a-z][\w’'-]{2,})")
# One use may be a slip.
_LEAST_USES = 2


def _parenthesised(text: str) -> Iterator[Found]:
    for match in _SHORT.finditer(text):
        short = match.group(1)
        capitals = [letter.casefold() for letter in short if letter.isupper()]
        if len(capitals) < 2:
            continue
        before = _SENTENCE_BREAK.split(text[: match.start()])[-1]
        words = [found.group() for found in _WORD_BEFORE.finditer(before)]
        pieces = [piece for word in words for piece in word.split("-") if piece]
        tail = pieces[-len(capitals) :]
        if [piece[0].casefold() for piece in tail] == capitals:
            yield _original(before, tail), short, "initials"
            continue
        named = _capitalised_tail(words)
        if named:
            yield " ".join(named), short, "parenthesis"


def _original(before: str, pieces: Sequence[str]) -> str:
    """Return the text from the first of the last `pieces` on, as it was written."""
    end = len(before)
    for piece in reversed(pieces):
        end = before.rindex(piece, 0, end)
    return before[end:].strip()


def _capitalised_tail(words: Sequence[str]) -> list[str]:
    """Return the run of capitalised words at the end, four at most, from its first real word on."""
    run: list[str] = []
    for word in reversed(words[-4:]):
        if not word[0].isupper():
            break
        run.insert(0, word)
    while run and run[0].casefold() in STOP_WORDS:
        run.pop(0)
    return run


def _named_governments(texts: Sequence[str], folding: Folding) -> Iterator[Found]:
    """Yield (state, "<person> regime", "leader") as often as a government goes by a head of state."""
    leaders = dict(_leaders(texts, folding))
    if not leaders:
        return
    uses: Counter[tuple[str, str]] = Counter()
    for match in (match for text in texts for match in _GOVERNMENT.finditer(text)):
        # What stands before the name is no part of it: "The Karst regime".
        person = tuple(dropwhile(lambda word: word not in leaders, words_of(match[1])))
        if len({leaders.get(word) for word in person}) == 1:
            uses[leaders[person[0]], f"{' '.join(person)} {match[2]}"] += 1
    for (state, form), used in uses.items():
        if used >= _LEAST_USES:
            yield from [(state.title(), form, "leader")] * used


def _leaders(texts: Sequence[str], folding: Folding) -> Iterator[tuple[str, str]]:
    """Yield each word of the name of a head of state, and the state."""
    for text in texts:
        for match in (match for pattern in _HEADS_OF_STATE for match in pattern.finditer(text)):
            state = _state(match["state"], folding)
            if state is not None:
                yield from ((word, state) for word in words_of(match["person"]))


def _state(described: str, folding: Folding) -> str | None:
    """Return the known name that the last words of a description fold into."""
    words = words_of(described)
    return next((folding.names[words[at:]] for at in range(len(words)) if words[at:] in folding.names), None)


def _capitals(text: str, folding: Folding) -> Iterator[Found]:
    if "capital" not in text:
        return
    for pattern in _CAPITALS:
        for match in pattern.finditer(text):
            state, city = (" ".join(_capitalised_tail(words_of(match[side]))) for side in ("state", "city"))
            if state and city:
                known = _state(state, folding)
                yield (known.title() if known else state), city, "capital"


def _capitalised_words(texts: Sequence[str]) -> Counter[str]:
    """Return how often each capitalised word stands inside a sentence."""
    return Counter(without_possessive(match[1]) for text in texts for match in _INSIDE.finditer(text))


def _demonyms(words: Counter[str]) -> Iterator[Found]:
    """Yield places and adjectives that one ending parts: Ruritania, Ruritanian."""
    for place, count in words.items():
        if count < _LEAST_USES:
            continue
        for form in _adjectives(place):
            if words.get(form, 0) >= _LEAST_USES:
                yield from [(place, form, "demonym")] * words[form]


def _adjectives(place: str) -> tuple[str, ...]:
    if place.endswith("a"):
        return f"{place}n", f"{place[:-1]}ese", f"{place[:-1]}ish"
    if place.endswith(("y", "e", "o")):
        return f"{place[:-1]}ian", f"{place[:-1]}ese", f"{place}i"
    return f"{place}ian", f"{place}an", f"{place}ese", f"{place}i", f"{place}ish"


def _spellings(words: Counter[str]) -> Iterator[Found]:
    """Yield the rarer of two spellings of a word that differ in accents only, as often as it is used."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        alike[_without_accents(word)].append(word)
    for forms in alike.values():
        usual, *others = sorted(forms, key=lambda form: (-words[form], form))
        for form in others:
            if min(words[usual], words[form]) >= _LEAST_USES:
                yield from [(usual, form, "spelling")] * words[form]


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()
