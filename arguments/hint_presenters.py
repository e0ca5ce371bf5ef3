"""Hints of the coach as pages show them: with the numbers of their cards, and by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from arguments.domain.coaching.hints import Hint, HintKind
from arguments.queries.coaching import CoachedMap

TITLES = {
    HintKind.CIRCULAR_SUPPORT: "Circular support",
    HintKind.AGAINST_OWN_STANCE: "Against what its author holds",
    HintKind.EVIDENCE_AGAINST_PREMISE: "Evidence against a premise",
    HintKind.UNDERCUT_SUPPORT: "Undercut support",
    HintKind.REPEATED_CONCLUSION: "Repeated conclusion",
    HintKind.CONCLUSION_TERM_MISSING: "Terms of a conclusion in no premise",
    HintKind.LOOSE_PREMISE_TERM: "Terms in one premise only",
    HintKind.NO_EVIDENCE: "No evidence from any author",
    HintKind.IDLE_EVIDENCE: "Evidence that supports nothing here",
}
SHOWN_A_KIND = 40
"""More of one kind are not read; they are counted."""


@dataclass(frozen=True, slots=True)
class HintedClaim:
    """A claim that a hint is about; `in_map` if it has a card."""

    number: int
    text: str
    in_map: bool


@dataclass(frozen=True, slots=True)
class HintView:
    """A hint with its claims."""

    hint: Hint
    claims: tuple[HintedClaim, ...]


@dataclass(frozen=True, slots=True)
class HintGroup:
    """The hints of one kind, at most so many, and how many more there are."""

    title: str
    hints: tuple[HintView, ...]
    more: int


def show_hints(coached: CoachedMap, hints: Iterable[Hint]) -> list[HintView]:
    """Return the hints with their claims."""
    return [_show(coached, hint) for hint in hints]


def group_hints(coached: CoachedMap, hints: Iterable[Hint]) -> list[HintGroup]:
    """Return the hints by kind, in the order of the kinds."""
    groups = []
    for kind, same in groupby(hints, key=lambda hint: hint.kind):
        found = list(same)
        shown = tuple(_show(coached, hint) for hint in found[:SHOWN_A_KIND])
        groups.append(HintGroup(TITLES[kind], shown, max(0, len(found) - SHOWN_A_KIND)))
    return groups


def _show(coached: CoachedMap, hint: Hint) -> HintView:
    claims = []
    for claim_id in hint.claim_ids:
        node = coached.graph.claim_by_id.get(claim_id) or coached.idle.get(claim_id)
        if node is not None:
            claims.append(HintedClaim(node.number, node.text, claim_id in coached.graph.claim_by_id))
    return HintView(hint, tuple(claims))
