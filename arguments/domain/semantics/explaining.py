"""Why a verdict is as it is: a short chain of cards, each with a sentence that leads to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from arguments.domain.graph import ArgumentNode, Relation
from arguments.domain.semantics.assessing import Assessment
from arguments.domain.semantics.formulas import FORMULAS, Formula
from arguments.domain.semantics.frameworks import Card, CardKind
from arguments.domain.semantics.grounding import Label

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


def explain(assessment: Assessment, id: str, kind: CardKind = CardKind.CLAIM) -> tuple[Step, ...]:  # noqa: A002
    """Return why grounded semantics accepts, rejects or leaves open a claim or argument, at most MOST_STEPS cards."""
    return _Grounded(assessment).chain(Card(kind, id))


def explain_strength(assessment: Assessment, id: str, kind: CardKind = CardKind.CLAIM) -> tuple[Step, ...]:  # noqa: A002
    """Return what moved a strength most, card by card, at most MOST_STEPS cards."""
    return _Strength(assessment).chain(Card(kind, id))


class _Grounded:
    def __init__(self, assessment: Assessment) -> None:
        self.assessment, self.graph = assessment, assessment.graph
        self.labels = assessment.labelling.labels.tolist()
        self.ranks = assessment.labelling.ranks.tolist()

    def chain(self, start: Card) -> tuple[Step, ...]:
        """Walk from the verdict to its reasons, nearest first; what was told is not told again."""
        steps: list[Step] = []
        told, edge = {start}, [(start, 0)]
        while edge and len(steps) < MOST_STEPS:
            card, depth = edge.pop(0)
            words, reasons = self._reason(card)
            steps.append(Step(card.kind, card.id, words, depth))
            fresh = [reason for reason in reasons if reason not in told]
            told.update(fresh)
            edge = [*((reason, depth + 1) for reason in fresh), *edge]
        return tuple(steps)

    def _reason(self, card: Card) -> tuple[str, list[Card]]:
        label = self._label(card)
        attackers, premises = self._attackers(card), self._premises(card)
        if label is Label.IN:
            return self._accepted(card, attackers, premises)
        if label is Label.OUT:
            return self._rejected(attackers, premises)
        opened = [one for one in (*attackers, *premises) if self._label(one) is Label.UNDECIDED]
        if card in opened:
            return "Undecided: it attacks itself.", []
        return "Undecided: it hangs in a circle of attacks that nothing from outside decides.", opened[:1]

    def _accepted(self, card: Card, attackers: list[Card], premises: list[Card]) -> tuple[str, list[Card]]:
        if attackers:
            what = "objection to it" if card.kind is CardKind.CLAIM else "undercut of it"
            count = f"the only {what} is" if len(attackers) == 1 else f"all {len(attackers)} of the {what}s are"
            count = count.replace("objection to its", "objections to it").replace("undercut of its", "undercuts of it")
            return f"Accepted: {count} rejected.", attackers
        attacked = [one for one in premises if self._attackers(one)]
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

    def _attackers(self, card: Card) -> list[Card]:
        if card.kind is CardKind.CLAIM:
            bearing = self.graph.arguments_on_claim.get(card.id, ())
            return [_card(one) for one in bearing if one.relation is Relation.OPPOSES]
        return [_card(one) for one in self.graph.arguments_on_argument.get(card.id, ())]

    def _premises(self, card: Card) -> list[Card]:
        if card.kind is CardKind.CLAIM:
            return []
        return [Card(CardKind.CLAIM, one.claim_id) for one in self.graph.argument_by_id[card.id].premises]

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
        if card.kind is CardKind.ARGUMENT and self._is_premise(card, first):
            return f"{told}: held down by its weakest premise, from {verdict.base:.2f}."
        verb = "raised" if by > 0 else "lowered"
        return f"{told} from a base score of {verdict.base:.2f}: {verb} most, by {abs(by):.2f}, by one argument."

    def _is_premise(self, card: Card, other: Card) -> bool:
        return other.kind is CardKind.CLAIM and any(
            premise.claim_id == other.id for premise in self.graph.argument_by_id[card.id].premises
        )

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
        if card.kind is CardKind.CLAIM:
            bearing = self.graph.arguments_on_claim.get(card.id, ())
            attackers = [_card(one) for one in bearing if one.relation is Relation.OPPOSES]
            return attackers, [_card(one) for one in bearing if one.relation is Relation.SUPPORTS], []
        premises = [Card(CardKind.CLAIM, one.claim_id) for one in self.graph.argument_by_id[card.id].premises]
        return [_card(one) for one in self.graph.arguments_on_argument.get(card.id, ())], [], premises

    def _value(self, card: Card) -> float:
        return self.assessment.of(card).strength or 0.0


def _card(argument: ArgumentNode) -> Card:
    return Card(CardKind.ARGUMENT, argument.id)
