"""Why a verdict is as it is: a short chain of cards, each with a sentence that leads to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from arguments.domain.graph import ArgumentGraph, Relation
from arguments.domain.semantics.assessing import Assessment, Status
from arguments.domain.semantics.extensions import Solved
from arguments.domain.semantics.formulas import FORMULAS, Formula
from arguments.domain.semantics.frameworks import Card, CardKind
from arguments.domain.semantics.grounding import Label
from arguments.domain.semantics.searching import Semantics

MOST_STEPS = 12
NOTICED = 0.005
"""A neighbour that moves a strength by less is not told of."""


@dataclass(frozen=True, slots=True)
class Step:
    """One card of an explanation: a claim or an argument, and what is said of it.

    `depth` is 0 for what is asked about and one more for each reason behind a reason. `effect` is by how much the card
    moved the strength of the one above it, None where nothing moved.
    """

    kind: CardKind
    id: str
    words: str
    depth: int = 0
    effect: float | None = None


def explain(
    assessment: Assessment,
    id: str,  # noqa: A002
    kind: CardKind = CardKind.CLAIM,
    semantics: Semantics = Semantics.GROUNDED,
) -> tuple[Step, ...]:
    """Return why a claim or argument is accepted, rejected or left open, at most MOST_STEPS cards.

    For preferred and stable semantics the chain walks through one extension: one that accepts it, where there is one.
    """
    card = Card(kind, id)
    if semantics is Semantics.GROUNDED:
        return _Chain(assessment, assessment.labelling.labels.tolist()).of(card)
    if semantics is Semantics.COMPLETE:
        raise ValueError("There is no verdict under complete semantics.")
    solved = assessment.preferred if semantics is Semantics.PREFERRED else assessment.stable
    verdict = assessment.of(card)
    status = verdict.preferred if semantics is Semantics.PREFERRED else verdict.stable
    if status is Status.NONE:
        return _without_extension(assessment, card)
    if status is Status.UNKNOWN:
        return (Step(kind, id, f"Unknown: the search for {semantics} extensions was stopped before its end."),)
    first, *rest = _Chain(assessment, _witness(assessment, solved, card)).of(card)
    return (replace(first, words=f"{_IN_EXTENSIONS[status].format(semantics)} {first.words}"), *rest)


def explain_strength(assessment: Assessment, id: str, kind: CardKind = CardKind.CLAIM) -> tuple[Step, ...]:  # noqa: A002
    """Return what moved a strength most, card by card, at most MOST_STEPS cards."""
    return _Strength(assessment).chain(Card(kind, id))


_IN_EXTENSIONS = {
    Status.ACCEPTED: "In every {} extension.",
    Status.POSSIBLE: "In some {} extensions, not in all.",
    Status.REJECTED: "In no {} extension.",
}


def _without_extension(assessment: Assessment, card: Card) -> tuple[Step, ...]:
    """Say which cards have no solution together."""
    cards = assessment.framework.cards
    part = next(part for part in assessment.stable.parts if not part.found.sets)
    words = (
        "There is no stable extension, so nothing can be said: these attack each other in a way that has no solution."
    )
    inside = (cards[node] for node in part.nodes.tolist()[: MOST_STEPS - 1])
    return (
        Step(card.kind, card.id, words),
        *(Step(one.kind, one.id, "One of those without a solution.", 1) for one in inside),
    )


def _witness(assessment: Assessment, solved: Solved, card: Card) -> list[int]:
    """Return the labels of one extension, one that accepts the card if there is one."""
    node = assessment.framework.index[card]
    accepted = assessment.labelling.labels == Label.IN
    for part in solved.parts:
        sets = [part.nodes[list(one)] for one in part.found.sets]
        accepted[next((one for one in sets if node in one), sets[0])] = True
    attacks = assessment.framework.attack.attacks
    labels = np.where(accepted, Label.IN, Label.UNDECIDED)
    labels[attacks.targets[accepted[attacks.sources]]] = Label.OUT
    found: list[int] = labels.tolist()
    return found


class _Chain:
    """Walks through a labelling, from a card to the reasons for its label."""

    def __init__(self, assessment: Assessment, labels: list[int]) -> None:
        self.assessment, self.graph, self.labels = assessment, assessment.graph, labels
        self.ranks = assessment.labelling.ranks.tolist()

    def of(self, start: Card) -> tuple[Step, ...]:
        """Return the card and its reasons, nearest first; what was told is not told again."""
        steps: list[Step] = []
        told, edge = {start}, [(start, 0)]
        while edge and len(steps) < MOST_STEPS:
            card, depth = edge.pop(0)
            words, reasons = self._reason(card)
            steps.append(Step(card.kind, card.id, words, depth))
            fresh = [reason for reason in dict.fromkeys(reasons) if reason not in told]
            told.update(fresh)
            edge = [*((reason, depth + 1) for reason in fresh), *edge]
        return tuple(steps)

    def _reason(self, card: Card) -> tuple[str, list[Card]]:
        label = self._label(card)
        attackers, premises = attackers_of(self.graph, card), premises_of(self.graph, card)
        if label is Label.IN:
            return self._accepted(card, attackers, premises)
        if label is Label.OUT:
            return self._rejected(attackers, premises)
        opened = [one for one in (*attackers, *premises) if self._label(one) is Label.UNDECIDED]
        return "Undecided: it hangs in a circle of attacks that nothing from outside decides.", opened[:1]

    def _accepted(self, card: Card, attackers: list[Card], premises: list[Card]) -> tuple[str, list[Card]]:
        if attackers:
            what = "objection" if card.kind is CardKind.CLAIM else "undercut"
            count = f"the only {what} is" if len(attackers) == 1 else f"all {len(attackers)} {what}s are"
            return f"Accepted: {count} rejected.", attackers
        supporters = supporters_of(self.graph, card)
        if supporters and all(self._label(one) is Label.OUT for one in supporters):
            reasons = "its only reason is" if len(supporters) == 1 else f"all {len(supporters)} reasons for it are"
            return f"Accepted, as nothing is held against it; but {reasons} rejected.", supporters
        attacked = [one for one in premises if attackers_of(self.graph, one)]
        if attacked:
            return "Accepted: nothing undercuts it and all its premises are accepted.", attacked
        if premises:
            return "Accepted: nothing undercuts it and nothing is held against its premises.", []
        return "Accepted: nothing is held against it.", []

    def _rejected(self, attackers: list[Card], premises: list[Card]) -> tuple[str, list[Card]]:
        against = [one for one in attackers if self._label(one) is Label.IN]
        fallen = [one for one in premises if self._label(one) is Label.OUT]
        first = min([*against, *fallen], key=self._rank)
        if first in against:
            return "Rejected: an argument against it is accepted.", [first]
        return "Rejected: a premise that it needs is rejected.", [first]

    def _label(self, card: Card) -> Label:
        return Label(self.labels[self.assessment.framework.index[card]])

    def _rank(self, card: Card) -> int:
        return int(self.ranks[self.assessment.framework.index[card]])


class _Strength:
    def __init__(self, assessment: Assessment) -> None:
        self.assessment, self.graph = assessment, assessment.graph
        self.formula: Formula = FORMULAS[assessment.semantics]

    def chain(self, start: Card) -> tuple[Step, ...]:
        """Follow, from card to card, whatever moved the strength most."""
        steps: list[Step] = []
        told: set[Card] = set()
        card: Card | None = start
        effect: float | None = None
        while card is not None and card not in told and len(steps) < MOST_STEPS:
            told.add(card)
            moved = sorted(self._effects(card), key=lambda pair: (-abs(pair[1]), pair[0]))
            steps.append(Step(card.kind, card.id, self._words(card, moved), len(steps), effect))
            card, effect = next(((one, by) for one, by in moved if abs(by) >= NOTICED), (None, None))
        return tuple(steps)

    def _words(self, card: Card, moved: list[tuple[Card, float]]) -> str:
        verdict = self.assessment.of(card)
        if verdict.strength is None:
            return "No strength: the arguments around it did not converge."
        told = f"{verdict.strength:.2f}"
        if not moved:
            return f"{told}: its base score, nothing bears on it."
        first, by = moved[0]
        if abs(by) < NOTICED:
            return f"{told} from a base score of {verdict.base:.2f}: nothing moves it to speak of."
        if first in premises_of(self.graph, card):
            return f"{told}: held down by its weakest premise, from {verdict.base:.2f}."
        verb = "raised" if by > 0 else "lowered"
        return f"{told} from a base score of {verdict.base:.2f}: {verb} most, by {abs(by):.2f}, by one argument."

    def _effects(self, card: Card) -> Iterator[tuple[Card, float]]:
        """Yield by how much each neighbour moved this strength: what it would be without, all others as they are."""
        around = self._around(card)
        whole = self.assessment.of(card).strength
        if whole is None or any(self.assessment.of(one).strength is None for group in around for one in group):
            return
        for kind, group in enumerate(around):
            for one in group:
                without = [
                    [other for other in others if other != one or at != kind] for at, others in enumerate(around)
                ]
                yield one, whole - self._strength(card, *without)

    def _strength(self, card: Card, attackers: list[Card], supporters: list[Card], premises: list[Card]) -> float:
        base = self.assessment.of(card).base * min((self._value(one) for one in premises), default=1.0)
        return self.formula.strength(
            base, [self._value(one) for one in attackers], [self._value(one) for one in supporters]
        )

    def _around(self, card: Card) -> tuple[list[Card], list[Card], list[Card]]:
        return attackers_of(self.graph, card), supporters_of(self.graph, card), premises_of(self.graph, card)

    def _value(self, card: Card) -> float:
        return self.assessment.of(card).strength or 0.0


def attackers_of(graph: ArgumentGraph, card: Card) -> list[Card]:
    """Return the objections to a claim or the undercuts of an argument, in the author's order."""
    if card.kind is CardKind.ARGUMENT:
        return [Card(CardKind.ARGUMENT, one.id) for one in graph.arguments_on_argument.get(card.id, ())]
    return _bearing(graph, card, Relation.OPPOSES)


def supporters_of(graph: ArgumentGraph, card: Card) -> list[Card]:
    """Return the reasons for a claim, in the author's order; an argument has none."""
    return _bearing(graph, card, Relation.SUPPORTS) if card.kind is CardKind.CLAIM else []


def premises_of(graph: ArgumentGraph, card: Card) -> list[Card]:
    """Return the premises of an argument, in order; a claim has none."""
    if card.kind is CardKind.CLAIM:
        return []
    return [Card(CardKind.CLAIM, one.claim_id) for one in graph.argument_by_id[card.id].premises]


def _bearing(graph: ArgumentGraph, card: Card, relation: Relation) -> list[Card]:
    bearing = graph.arguments_on_claim.get(card.id, ())
    return [Card(CardKind.ARGUMENT, one.id) for one in bearing if one.relation is relation]
