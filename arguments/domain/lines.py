"""The map as lines of an outline that one edits: a line a card, under the line that it bears on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from arguments.domain.drawing.forest import Card, Forest, Group
from arguments.domain.drawing.outline import Step, outline
from arguments.domain.graph import ArgumentGraph, Relation

SIGNS = {Relation.SUPPORTS: "+", Relation.OPPOSES: "-", Relation.UNDERCUTS: "~"}
LINKED = "&"
"""Stands before a premise that is needed together with the line before it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `sign` is "" for a claim that bears on nothing, `parent` the key of the line above in the argument.

    `level` counts from 1. `is_reference` where the claim stands in full elsewhere in the map.
    """

    key: str
    parent: str
    level: int
    sign: str
    claim: int
    text: str
    status: str
    argument: str
    version: int
    is_implicit: bool
    is_reference: bool
    passages: int


def lines_of(graph: ArgumentGraph, forest: Forest) -> Iterator[Line]:
    """Yield the lines in reading order: what bears on a premise before what undercuts its step.

    Premises of one argument follow each other on one level, all but the first with the sign LINKED; an undercut
    stands under the last premise of the step that it attacks.
    """
    for step in outline(forest):
        if step.step is Step.CLAIM and step.card is not None:
            yield _line(graph, forest, step.card)


def _line(graph: ArgumentGraph, forest: Forest, card: Card) -> Line:
    claim = graph.claim_by_id[card.claim_id]
    group = forest.groups.get(card.group_key or "")
    is_first = group is not None and group.card_keys[0] == card.key
    sign = "" if group is None else SIGNS[group.relation] if is_first else LINKED
    return Line(
        key=card.key,
        parent=_parent_of(forest, group) if group else "",
        level=card.depth + 1,
        sign=sign,
        claim=claim.number,
        text=claim.text,
        status=claim.status,
        argument=group.argument_id if group else "",
        version=graph.argument_by_id[group.argument_id].version if group else 0,
        is_implicit=card.is_implicit,
        is_reference=card.is_reference,
        passages=claim.passages.total,
    )


def _parent_of(forest: Forest, group: Group) -> str:
    attacked = forest.groups.get(group.parent_key)
    return attacked.card_keys[-1] if attacked else group.parent_key
