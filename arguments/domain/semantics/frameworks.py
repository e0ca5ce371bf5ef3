"""The attack graph and the weighted bipolar graph that a map or a debate amounts to.

Premises are *needed*: an inference whose premise is attacked is attacked with it [necessary support, Nouioua & Risch
2011], and its strength begins at its base score times that of its weakest premise. Supports only count in the bipolar
graph: a claim does not fall because a reason for it does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from arguments.domain.graph import ArgumentGraph, Relation
from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebateRelation,
    NodeKind,
    NodeRef,
    RelationKind,
)
from arguments.domain.semantics.graphs import AttackGraph, BipolarGraph, SemanticsError, edges_of

CLAIM_BASE = 0.5
"""The base score of a claim that has none: it could as well be true as not."""
INFERENCE_BASE = 1.0
"""The base score of an inference that has none: it is as strong as its weakest premise."""
MOST_ATTACKS = 3_000_000


class CardKind(StrEnum):
    """What a verdict is about: a claim, or an argument's inference."""

    CLAIM = "claim"
    ARGUMENT = "argument"


@dataclass(frozen=True, slots=True, order=True)
class Card:
    """A claim or an argument of a map by its id; both kinds may use the same ids."""

    kind: CardKind
    id: str


@dataclass(frozen=True, eq=False)
class Framework:
    """A map or debate as graphs; the n-th argument of both graphs is the n-th of `cards` (empty for a debate)."""

    attack: AttackGraph
    bipolar: BipolarGraph
    cards: tuple[Card, ...] = ()
    index: Mapping[Card, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the cards."""
        object.__setattr__(self, "index", {card: number for number, card in enumerate(self.cards)})


def from_graph(graph: ArgumentGraph, base_scores: Mapping[str, float] | None = None) -> Framework:
    """Return the framework of a map; `base_scores` are by id of claim or argument.

    What has no base score gets CLAIM_BASE or INFERENCE_BASE. An opposing argument attacks its conclusion, an undercut
    the argument that it aims at.
    """
    scores = base_scores or {}
    claims = [Card(CardKind.CLAIM, claim.id) for claim in graph.claims]
    arguments = [Card(CardKind.ARGUMENT, argument.id) for argument in graph.arguments]
    cards = (*claims, *arguments)
    index = {card: number for number, card in enumerate(cards)}
    draft = _Draft(
        [card.id if card.kind is CardKind.CLAIM else _apart(card.id, graph) for card in cards],
        [scores.get(card.id, CLAIM_BASE) for card in claims]
        + [scores.get(card.id, INFERENCE_BASE) for card in arguments],
    )
    for argument, card in zip(graph.arguments, arguments, strict=True):
        here = index[card]
        for premise in argument.premises:
            draft.needs.append((index[Card(CardKind.CLAIM, premise.claim_id)], here))
        if argument.target_id is not None:
            draft.attacks.append((here, index[Card(CardKind.ARGUMENT, argument.target_id)]))
        elif argument.conclusion_id is not None:
            aim = index[Card(CardKind.CLAIM, argument.conclusion_id)]
            (draft.supports if argument.relation is Relation.SUPPORTS else draft.attacks).append((here, aim))
    return draft.framework(cards)


def from_debate(debate: Debate, base_score: float = CLAIM_BASE) -> Framework:
    """Return the framework of a debate; what has no weight of its own begins with `base_score`.

    Names come through untouched; where a statement and an argument share one they become “[name]” and “<name>”. Every
    step of an argument but the last is a node of its own, “name (1)”. Contradicting and contrary statements attack
    each other; what entails a statement supports it and needs it [deductive support, Boella et al. 2010].
    """
    reading = _Reading(debate, base_score)
    reading.relate(debate.relations)
    return reading.draft.framework()


class _Draft:
    """Nodes and pairs of node numbers, before they become graphs."""

    def __init__(self, names: list[str], scores: list[float]) -> None:
        self.names, self.scores = names, scores
        self.attacks: list[tuple[int, int]] = []
        self.supports: list[tuple[int, int]] = []
        self.needs: list[tuple[int, int]] = []
        self.entailed: list[tuple[int, int]] = []

    def framework(self, cards: tuple[Card, ...] = ()) -> Framework:
        names, size = tuple(self.names), len(self.names)
        attacks, supports, needs = (
            edges_of(size, [first for first, _ in pairs], [second for _, second in pairs])
            for pairs in (self.attacks, self.supports, self.needs)
        )
        needed = [*self.needs, *self.entailed]
        widened = list(_widened(self.attacks, needed)) if needed else self.attacks
        attack = AttackGraph(names, edges_of(size, [one for one, _ in widened], [other for _, other in widened]))
        return Framework(attack, BipolarGraph(names, np.array(self.scores), attacks, supports, needs), cards)


class _Reading:
    """A debate on its way to a draft."""

    def __init__(self, debate: Debate, base_score: float) -> None:
        shared = {one.name for one in debate.statements} & {one.name for one in debate.arguments}
        self.draft = _Draft([], [])
        # By name alone: a key of kind and name would cost most of the time on large graphs.
        self.statements: dict[str, int] = {}
        self.arguments: dict[str, int] = {}
        for statement in debate.statements:
            name = f"[{statement.name}]" if statement.name in shared else statement.name
            self.statements[statement.name] = self._node(name, statement.weight, base_score)
        for argument in debate.arguments:
            name = f"<{argument.name}>" if argument.name in shared else argument.name
            begin = INFERENCE_BASE if argument.steps else base_score
            self.arguments[argument.name] = self._node(name, argument.weight, begin)
        for argument in debate.arguments:
            self._steps(argument)

    def relate(self, relations: Iterable[DebateRelation]) -> None:
        """Take relations between nodes."""
        draft = self.draft
        for relation in relations:
            kind, first, second = relation.kind, self._number(relation.source), self._number(relation.target)
            if kind is RelationKind.ATTACKS or kind is RelationKind.UNDERCUTS:
                draft.attacks.append((first, second))
            elif kind is RelationKind.SUPPORTS or kind is RelationKind.ENTAILS:
                draft.supports.append((first, second))
                if kind is RelationKind.ENTAILS:
                    draft.entailed.append((second, first))
            else:
                draft.attacks += [(first, second), (second, first)]

    def _number(self, ref: NodeRef) -> int:
        return (self.statements if ref.kind is NodeKind.STATEMENT else self.arguments)[ref.name]

    def _node(self, name: str, weight: float | None, begin: float) -> int:
        self.draft.names.append(name)
        self.draft.scores.append(begin if weight is None else weight)
        return len(self.draft.names) - 1

    def _steps(self, argument: DebateArgument) -> None:
        """Make each step an inference from its premises to its conclusion; the last one is the argument itself."""
        whole = self.arguments[argument.name]
        name = self.draft.names[whole]
        for number, step in enumerate(argument.steps, start=1):
            is_last = number == len(argument.steps)
            node = whole if is_last else self._node(f"{name} ({number})", None, INFERENCE_BASE)
            for premise in step.premises:
                self.draft.needs.append((self.statements[premise.statement], node))
            self.draft.supports.append((node, self.statements[step.conclusion]))


def _apart(argument_id: str, graph: ArgumentGraph) -> str:
    return f"argument {argument_id}" if argument_id in graph.claim_by_id else argument_id


def _widened(attacks: Iterable[tuple[int, int]], needs: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Yield every attack, and the same attack on all that needs its target, however indirectly."""
    needing: dict[int, list[int]] = defaultdict(list)
    for premise, inference in needs:
        needing[premise].append(inference)
    reached: dict[int, tuple[int, ...]] = {}
    count = 0
    for source, target in attacks:
        if target not in reached:
            reached[target] = _closure(target, needing)
        count += len(reached[target])
        if count > MOST_ATTACKS:
            raise SemanticsError(f"More than {MOST_ATTACKS:,} attacks follow from the premises that inferences need.")
        for hit in reached[target]:
            yield source, hit


def _closure(start: int, following: Mapping[int, list[int]]) -> tuple[int, ...]:
    seen, edge = {start}, [start]
    for node in edge:
        for other in following.get(node, ()):
            if other not in seen:
                seen.add(other)
                edge.append(other)
    return tuple(edge)
