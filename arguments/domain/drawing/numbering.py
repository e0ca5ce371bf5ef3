"""Numbers of the arguments of a map in a text: 1, 1.1, 1.1.1 and so on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arguments.domain.drawing.forest import Forest


@dataclass(frozen=True)
class Numbers:
    """What each argument is called, by the key of its group, and each premise with others, by the key of its card."""

    groups: Mapping[str, str]
    cards: Mapping[str, str]


def number_forest(forest: Forest) -> Numbers:
    """Return the numbers of all arguments, in reading order.

    What bears on the premises of an argument, or undercuts it, is counted below it, premise by premise. Premises that
    are needed together are told apart by letters: 2a, 2b. Further trees go on where the first one ends.
    """
    groups: dict[str, str] = {}
    cards: dict[str, str] = {}
    pending = [("", tuple(key for root in forest.roots for key in forest.cards[root].group_keys))]
    while pending:
        above, keys = pending.pop()
        for place, key in enumerate(keys, start=1):
            group = forest.groups[key]
            number = groups[key] = f"{above}.{place}" if above else str(place)
            if len(group.card_keys) > 1:
                cards |= {card: number + letter(index) for index, card in enumerate(group.card_keys)}
            else:
                cards |= dict.fromkeys(group.card_keys, number)
            pending.append((number, tuple(forest.children(group))))
    return Numbers(groups, cards)


def letter(place: int) -> str:
    """Return letters for a place from 0 on: a, b … z, aa, ab and so on."""
    letters = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters
