"""Different names of one thing: tables of them, and proposals read off the texts.

Which names mean the same is a workspace's decision; this module holds the mechanism, the usual
names of states, and what a text says itself ("North Atlantic Treaty Organization (NATO)").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agreement.domain.countries import state_names
from agreement.domain.terms import STOP_WORDS, Folding, words_of


@dataclass(frozen=True)
class AliasGroup:
    """One thing: the name that stands for it and the other forms that mean it."""

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class AliasProposal:
    """Two forms that a text itself treats as one, how often, and by which pattern.

    `reason` is `initials` (the short form is made of the long one's letters), `parenthesis` (it
    only stands beside it) or `leader` (a person called the head of a state, whose government goes
    by that person's name).
    """

    name: str
    form: str
    count: int
    reason: str


def default_aliases() -> tuple[AliasGroup, ...]:
    """Return the usual names of states, folded for every workspace until it says otherwise."""
    return tuple(AliasGroup(name=names[0], forms=names[1:]) for names in state_names())


def fold_table(groups: Iterable[AliasGroup]) -> Folding:
    """Return the table that `terms_of` folds by; of two groups with one form the later wins.

    A later group whose name is a form of an earlier one is folded on into that one, so that a
    workspace can add forms to a state without repeating it. An empty form is ignored.
    """
    names: dict[tuple[str, ...], str] = {}
    for group in groups:
        key = names.get(words_of(group.name), group.name.casefold())
        for form in (group.name, *group.forms):
            words = words_of(form)
            if words:
                names[words] = key
    return Folding(names=names, longest=max(map(len, names), default=0))


# A short form in parentheses after a run of words: (NATO), (NGOs), never (Smith 2001).
_SHORT = re.compile(r"\(([A-Z][A-Za-z&]{1,7})\)")
_WORD_BEFORE = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE_BREAK = re.compile(r"[.!?;:()\n]")
# "Ruritanian President Anna Karst", then "the Karst government".
_HEAD_OF_STATE = re.compile(
    r"\b([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)??) (?:(?:Supreme|Paramount|Prime|Federal|Acting) )?"
    r"(?:President|Leader|Minister|Chancellor|King|Queen|Emperor|Premier|Taoiseach)"
    r" ((?:[A-Z][\w’'-]+ ?){1,3})"
)
_GOVERNMENT = ("regime", "government", "administration")
# One use may be a slip: "Un regime" inside "Kim Jong Un regime".
_LEAST_USES = 2


def propose_aliases(texts: Sequence[str], known: Iterable[AliasGroup] = ()) -> tuple[AliasProposal, ...]:
    """Return names that the texts use for one thing, the most frequent first, then by name.

    Initials follow Schwartz and Hearst (2003), https://pubmed.ncbi.nlm.nih.gov/12603049/, with
    word initials instead of any letters. What `known` folds already is left out. Nothing here is
    applied by itself: a person accepts it.
    """
    folding = fold_table(known)
    counts: Counter[tuple[str, str, str]] = Counter()
    for text in texts:
        counts.update(_parenthesised(text))
    counts.update(_named_governments(texts, folding))
    proposals = [
        AliasProposal(name=name, form=form, count=count, reason=reason)
        for (name, form, reason), count in counts.items()
        if not _same_name(name, form, folding)
    ]
    return tuple(sorted(proposals, key=lambda found: (-found.count, found.name, found.form)))


def _same_name(name: str, form: str, folding: Folding) -> bool:
    if name.casefold() == form.casefold():
        return True
    first, second = (folding.names.get(words_of(text)) for text in (name, form))
    return first is not None and first == second


def _parenthesised(text: str) -> Iterable[tuple[str, str, str]]:
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


def _named_governments(texts: Sequence[str], folding: Folding) -> Iterable[tuple[str, str, str]]:
    """Yield (state, "<person> regime", "leader") for heads of state whose name governs so."""
    leaders: dict[str, str] = {}
    for text in texts:
        for match in _HEAD_OF_STATE.finditer(text):
            described = match.group(1).split()
            for width in range(len(described), 0, -1):
                state = folding.names.get(tuple(described[-width:]))
                if state is not None:
                    leaders.update(dict.fromkeys(match.group(2).split(), state))
                    break
    titles = {group: group.title() for group in leaders.values()}
    for person, state in leaders.items():
        for kind in _GOVERNMENT:
            form = f"{person} {kind}"
            used = sum(len(re.findall(rf"\b{re.escape(form)}\b", text)) for text in texts)
            if used >= _LEAST_USES:
                yield from [(titles[state], form, "leader")] * used
