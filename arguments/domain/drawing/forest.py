"""From a graph with cycles and shared claims to trees that can be drawn and read.

Every claim has one *home* card. Where it is used once more, a short *reference* card stands in for it, so
that no argument ever loses a premise and no edge has to run across the map.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from arguments.domain.graph import ArgumentGraph, ArgumentNode, Relation


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many arguments of each relation; used for what a folded card hides."""

    supports: int = 0
    opposes: int = 0
    undercuts: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.supports + self.opposes + self.undercuts


RELATION_COLUMNS = {Relation.SUPPORTS: (1, 0, 0), Relation.OPPOSES: (0, 1, 0), Relation.UNDERCUTS: (0, 0, 1)}


class Card(NamedTuple):
    """One card: a claim in one place.

    `key` is "c-12" for the home of claim 12 and "c-12-again-2" for its second place. `depth` is 0 for a
    root. `group_keys` are the arguments that bear on the claim; always empty on a reference.
    """

    key: str
    claim_id: str
    depth: int
    group_key: str | None = None
    is_implicit: bool = False
    is_reference: bool = False
    group_keys: tuple[str, ...] = ()


class Group(NamedTuple):
    """One argument in the forest: a header and its premises' cards.

    `parent_key` is the card that it concludes to, or for an undercut the group whose inference it attacks.
    `depth` equals the depth of its cards.
    """

    key: str
    argument_id: str
    relation: Relation
    depth: int
    parent_key: str
    card_keys: tuple[str, ...] = ()
    undercut_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Forest:
    """Trees of cards and groups; the first root is the lead claim.

    `unplaced` lists arguments that no claim leads to (undercuts that only undercut each other).
    `hidden` tells for each folded card what it hides.
    """

    roots: tuple[str, ...]
    cards: Mapping[str, Card]
    groups: Mapping[str, Group]
    unplaced: tuple[str, ...] = ()
    hidden: Mapping[str, RelationCount] = field(default_factory=dict)

    def children(self, group: Group) -> list[str]:
        """Keys of the groups directly below one, in reading order: premise by premise, undercuts last."""
        below = [key for card_key in group.card_keys for key in self.cards[card_key].group_keys]
        return below + list(group.undercut_keys)

    def groups_below(self, card_key: str) -> Iterator[Group]:
        """All groups under a card in reading order (pre-order), itself not included."""
        stack = list(reversed(self.cards[card_key].group_keys))
        while stack:
            group = self.groups[stack.pop()]
            yield group
            stack.extend(reversed(self.children(group)))


def span_forest(graph: ArgumentGraph, lead_id: str | None) -> Forest:
    """Return the spanning forest of a graph from its lead claim, in O(claims + premises).

    Breadth first in the author's order, so the place nearest to the lead is a claim's home and every later
    place is a reference; this also ends cycles. Claims that the lead does not reach become further roots:
    first those that are nobody's premise, then what remains of cycles. An unknown `lead_id` is treated as
    none. Equal input gives equal output.
    """
    return _Spanning(graph).run(lead_id)


class _Spanning:
    """The state of one walk: which claims have a home, and the rows to be drawn."""

    def __init__(self, graph: ArgumentGraph) -> None:
        self.graph = graph
        self.cards: dict[str, Card] = {}
        self.groups: dict[str, Group] = {}
        self.places: dict[str, int] = {}
        self.group_key = {argument.id: f"a-{position}" for position, argument in enumerate(graph.arguments, 1)}

    def run(self, lead_id: str | None) -> Forest:
        roots = [self.place_tree(claim_id) for claim_id in self.root_candidates(lead_id) if claim_id not in self.places]
        unplaced = tuple(
            argument.id for argument in self.graph.arguments if self.group_key[argument.id] not in self.groups
        )
        ordered = _reading_order(tuple(roots), self.cards, self.groups)
        return Forest(tuple(roots), ordered, self.groups, unplaced)

    def root_candidates(self, lead_id: str | None) -> Iterator[str]:
        if lead_id is not None and lead_id in self.graph.claim_by_id:
            yield lead_id
        premises = {premise.claim_id for argument in self.graph.arguments for premise in argument.premises}
        yield from (claim.id for claim in self.graph.claims if claim.id not in premises)
        yield from (claim.id for claim in self.graph.claims)

    def place_tree(self, claim_id: str) -> str:
        root = self.place_card(claim_id, depth=0)
        waiting = deque([root])
        while waiting:
            card = self.cards[waiting.popleft()]
            for argument in self.graph.arguments_on_claim.get(card.claim_id, ()):
                self.place_group(argument, card.key, card.depth + 1, waiting)
        return root

    def place_group(self, argument: ArgumentNode, parent_key: str, depth: int, waiting: deque[str]) -> None:
        """Place an argument, the arguments that undercut it and those that undercut these."""
        todo = deque([(argument, parent_key, depth)])
        while todo:
            argument, parent_key, depth = todo.popleft()
            key = self.group_key[argument.id]
            card_keys = []
            for premise in argument.premises:
                is_reference = premise.claim_id in self.places
                card_key = self.place_card(premise.claim_id, depth, key, premise.is_implicit, is_reference)
                card_keys.append(card_key)
                if not is_reference:
                    waiting.append(card_key)
            undercuts = self.graph.arguments_on_argument.get(argument.id, ())
            self.groups[key] = Group(
                key,
                argument.id,
                argument.relation,
                depth,
                parent_key,
                tuple(card_keys),
                tuple(self.group_key[undercut.id] for undercut in undercuts),
            )
            todo.extend((undercut, key, depth + 1) for undercut in undercuts)

    def place_card(
        self,
        claim_id: str,
        depth: int,
        group_key: str | None = None,
        is_implicit: bool = False,
        is_reference: bool = False,
    ) -> str:
        count = self.places[claim_id] = self.places.get(claim_id, 0) + 1
        number = self.graph.claim_by_id[claim_id].number
        key = f"c-{number}" if count == 1 else f"c-{number}-again-{count}"
        on_claim = () if is_reference else self.graph.arguments_on_claim.get(claim_id, ())
        below = tuple([self.group_key[argument.id] for argument in on_claim])
        self.cards[key] = Card(key, claim_id, depth, group_key, is_implicit, is_reference, below)
        return key


def fold(forest: Forest, folded: Collection[str]) -> Forest:
    """Return a forest without what lies below the folded cards; `hidden` counts it per relation.

    Keys that are no card with arguments are ignored. A folded card below another one stays hidden.
    """
    cards: dict[str, Card] = {}
    groups: dict[str, Group] = {}
    hidden: dict[str, RelationCount] = {}
    stack = list(reversed(forest.roots))
    while stack:
        key = stack.pop()
        if key in forest.groups:
            group = groups[key] = forest.groups[key]
            stack.extend(reversed(group.undercut_keys))
            stack.extend(reversed(group.card_keys))
            continue
        card = forest.cards[key]
        if key in folded and card.group_keys:
            hidden[key] = count_below(forest, key)
            card = card._replace(group_keys=())
        cards[key] = card
        stack.extend(reversed(card.group_keys))
    return Forest(forest.roots, cards, groups, forest.unplaced, hidden)


def count_below(forest: Forest, card_key: str) -> RelationCount:
    """How many arguments of each relation lie under a card, at any depth."""
    return RelationCount(**Counter(group.relation.value for group in forest.groups_below(card_key)))


def counts_below(forest: Forest) -> dict[str, RelationCount]:
    """How many arguments of each relation lie under every card that has any, in O(cards + groups)."""
    totals: dict[str, tuple[int, int, int]] = {}
    for group in reversed([group for root in forest.roots for group in forest.groups_below(root)]):
        supports, opposes, undercuts = RELATION_COLUMNS[group.relation]
        for key in (*group.card_keys, group.key):
            more = totals.get(key, (0, 0, 0))
            supports, opposes, undercuts = supports + more[0], opposes + more[1], undercuts + more[2]
        above = totals.get(group.parent_key, (0, 0, 0))
        totals[group.parent_key] = above[0] + supports, above[1] + opposes, above[2] + undercuts
    return {key: RelationCount(*total) for key, total in totals.items() if key in forest.cards}


def folded_at_depth(forest: Forest, depth: int) -> frozenset[str]:
    """Keys of the cards at this depth that have arguments: folding them opens the map to that depth."""
    return frozenset(card.key for card in forest.cards.values() if card.depth == depth and card.group_keys)


def _reading_order(roots: tuple[str, ...], cards: Mapping[str, Card], groups: Mapping[str, Group]) -> dict[str, Card]:
    """Return the same cards in the order in which the outline reads them (pre-order)."""
    ordered: dict[str, Card] = {}
    stack = list(reversed(roots))
    while stack:
        key = stack.pop()
        if key in groups:
            stack.extend(reversed(groups[key].undercut_keys))
            stack.extend(reversed(groups[key].card_keys))
        else:
            ordered[key] = cards[key]
            stack.extend(reversed(cards[key].group_keys))
    return ordered
