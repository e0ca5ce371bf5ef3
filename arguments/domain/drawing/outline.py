"""The map as text: every claim and argument in reading order, for pages without scripts, print and ears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from arguments.domain.drawing.forest import Card, Forest, Group


class Step(StrEnum):
    """What happens next in an outline read from top to bottom."""

    LIST_START = "list_start"
    LIST_END = "list_end"
    CLAIM = "claim"
    ARGUMENT = "argument"
    ITEM_END = "item_end"


@dataclass(frozen=True, slots=True)
class OutlineStep:
    """One step: a list or item opens or closes, with the card or group that an opening item is about.

    `depth` counts arguments from the lead (0) downwards.
    """

    step: Step
    depth: int
    card: Card | None = None
    group: Group | None = None


def outline(forest: Forest) -> Iterator[OutlineStep]:
    """Return the forest as properly nested lists, one step after the other.

    A claim holds the list of arguments that bear on it; an argument holds the list of its premises and,
    last in it, the arguments that undercut it. Steps instead of nested values, so that any depth can be
    written without recursion. An empty forest has no steps.
    """
    if not forest.roots:
        return
    pending: list[OutlineStep | str] = list(reversed(_bracketed(forest.roots, 0)))
    while pending:
        item = pending.pop()
        if isinstance(item, OutlineStep):
            yield item
            continue
        group = forest.groups.get(item)
        if group is not None:
            yield OutlineStep(Step.ARGUMENT, group.depth, group=group)
            below, depth = group.card_keys + group.undercut_keys, group.depth
        else:
            card = forest.cards[item]
            yield OutlineStep(Step.CLAIM, card.depth, card=card)
            below, depth = card.group_keys, card.depth
        pending.append(OutlineStep(Step.ITEM_END, depth))
        if below:
            pending.extend(reversed(_bracketed(below, depth)))


def _bracketed(keys: tuple[str, ...], depth: int) -> list[OutlineStep | str]:
    return [OutlineStep(Step.LIST_START, depth), *keys, OutlineStep(Step.LIST_END, depth)]
