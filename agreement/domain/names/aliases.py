"""Different names of one thing: tables of them, and how they are folded.

Which names mean the same is a workspace's decision; this module holds the mechanism and the usual names of states.
What a text says itself is read off by `alias_proposals`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agreement.domain.likeness.terms import Folding, words_of
from agreement.domain.names.countries import state_names


@dataclass(frozen=True)
class AliasGroup:
    """One thing: the name that stands for it and the other forms that mean it."""

    name: str
    forms: tuple[str, ...]


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
