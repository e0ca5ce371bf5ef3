"""Members named in a comment: typed as @Name, kept as @[id], shown as the name that the member has now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

_TOKEN = re.compile(r"@\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]")
TOKEN_PATTERN = _TOKEN.pattern
"""What stands in a stored comment for a mention; its one group is the user's id."""

SOMEBODY = "somebody who left"
"""Shown for a user of whom nothing is known any more."""


def names_for_mentions(members: Iterable[tuple[UUID, str]]) -> dict[UUID, str]:
    """Return what each member is called after an @: the name, and for namesakes the name with a number.

    Give the members in the order in which they joined: the first keeps the plain name, so that names do not change
    under those who know them. Letters' case does not tell two names apart.
    """
    taken: set[str] = set()
    names: dict[UUID, str] = {}
    for user, name in members:
        candidate, number = name, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{name} ({number})"
        taken.add(candidate.casefold())
        names[user] = candidate
    return names


def link_mentions(typed: str, names: Mapping[UUID, str]) -> str:
    """Return the text with @Name of each of the `names` turned into @[id]; the longest name that fits counts.

    An @ inside a word, as in an e-mail address, names nobody, and neither does a name that goes on: @Ada in @Adam.
    """
    by_name = {name.casefold(): user for user, name in names.items() if name}
    if not by_name:
        return typed
    longest_first = sorted(names.values(), key=len, reverse=True)
    either = "|".join(re.escape(name) for name in longest_first if name)
    pattern = re.compile(rf"(?<![\w@])@({either})(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda found: f"@[{by_name[found[1].casefold()]}]", typed)


def mentioned_users(body: str) -> tuple[UUID, ...]:
    """Return the ids that a stored comment mentions, each once, in the order of the text."""
    return tuple(dict.fromkeys(UUID(found) for found in _TOKEN.findall(body)))


def name_mentions(body: str, names: Mapping[UUID, str]) -> str:
    """Return a stored comment as it is typed: with @Name for each @[id]."""
    return _TOKEN.sub(lambda found: f"@{names.get(UUID(found[1]), SOMEBODY)}", body)
