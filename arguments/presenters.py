"""Maps as the page shows them: cards and headers with their words, and the numbers that place them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from arguments.domain.drawing.cards import measure_cards
from arguments.domain.drawing.forest import Card, Forest, Group, count_below, fold, folded_at_depth
from arguments.domain.drawing.layout import MapLayout
from arguments.domain.drawing.outline import OutlineStep, Step, outline
from arguments.domain.drawing.paths import arrow_path, edge_path, shape_path, tick_path
from arguments.domain.drawing.stacking import GROUP_WIDTH
from arguments.domain.drawing.svg import header_note, hidden_words
from arguments.domain.graph import ArgumentGraph, AuthorStance, ClaimNode

COMFORTABLE_CARDS = 45
"""More cards than that are not taken in at once, so deeper ones start folded away."""
SHALLOWEST_OPENING = 2


@dataclass(frozen=True, slots=True)
class CardView:
    """One card with all its words. `text` has the line breaks of the drawing, `claim.text` has none."""

    card: Card
    claim: ClaimNode
    text: str
    is_cut: bool
    is_lead: bool
    said: str
    below: str
    home_key: str
    argument_id: str

    @property
    def lens(self) -> str:
        """Author and position of every stance, such as "vogt:affirms okafor:denies"."""
        return " ".join(f"{stance.author_id}:{stance.position}" for stance in self.claim.stances)


@dataclass(frozen=True, slots=True)
class GroupView:
    """The header of one argument."""

    group: Group
    version: int
    author: str
    premise_count: int
    note: str
    said: str


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One step of the outline with what it shows."""

    step: Step
    card: CardView | None = None
    group: GroupView | None = None


class MapPresenter:
    """The words of a map's cards and headers, from its graph and its whole forest."""

    def __init__(self, graph: ArgumentGraph, forest: Forest) -> None:
        self.graph = graph
        self.forest = forest
        self.faces = measure_cards(graph, forest)
        self.homes = {card.claim_id: card.key for card in forest.cards.values() if not card.is_reference}

    def items(self) -> Iterator[OutlineItem]:
        """Yield the outline's steps; without those that only open and close, they are the drawing's order."""
        for step in outline(self.forest):
            yield OutlineItem(step.step, self._card(step), self._group(step))

    def authors(self) -> list[AuthorStance]:
        """Return one stance of each author who takes any, by first appearance."""
        found: dict[str, AuthorStance] = {}
        for claim in self.graph.claims:
            for stance in claim.stances:
                found.setdefault(stance.author_id, stance)
        return list(found.values())

    def _card(self, step: OutlineStep) -> CardView | None:
        card = step.card
        if card is None:
            return None
        face = self.faces[card.key]
        group = self.forest.groups.get(card.group_key or "")
        return CardView(
            card=card,
            claim=self.graph.claim_by_id[card.claim_id],
            text="\n".join(face.text.lines),
            is_cut=face.text.is_cut,
            is_lead=card.key == self.forest.roots[0],
            said=self._card_said(card, group),
            below=hidden_words(count_below(self.forest, card.key)) if card.group_keys else "",
            home_key=self.homes[card.claim_id],
            argument_id=group.argument_id if group else "",
        )

    def _group(self, step: OutlineStep) -> GroupView | None:
        group = step.group
        if group is None:
            return None
        argument = self.graph.argument_by_id[group.argument_id]
        note = header_note(argument, GROUP_WIDTH)
        return GroupView(
            group, argument.version, argument.author, len(argument.premises), note, self._group_said(group)
        )

    def _card_said(self, card: Card, group: Group | None) -> str:
        """Return what a listener needs to know before the claim itself: its place in the map."""
        if group is None:
            return "Lead claim." if card.key == self.forest.roots[0] else "Claim on its own."
        place = group.card_keys.index(card.key) + 1
        count = len(group.card_keys)
        premise = f"Premise {place} of {count}, " if count > 1 else ""
        unstated = "unstated, " if card.is_implicit else ""
        again = " Shown in full elsewhere." if card.is_reference else ""
        return f"Level {card.depth}: {premise}{unstated}{self._group_said(group)}.{again}"

    def _group_said(self, group: Group) -> str:
        """Return the relation and its target in words: "supports C-3", "undercuts an argument for C-3"."""
        parent = self.forest.cards.get(group.parent_key)
        if parent is not None:
            return f"{group.relation} {self._label(parent)}"
        attacked = self.forest.groups[group.parent_key]
        above = self.forest.cards.get(attacked.parent_key)
        if above is None:
            return f"{group.relation} another undercut"
        return f"{group.relation} the step that {attacked.relation} {self._label(above)}"

    def _label(self, card: Card) -> str:
        return f"C-{self.graph.claim_by_id[card.claim_id].number}"


def opening_folds(forest: Forest) -> frozenset[str]:
    """Return the cards to fold so that a map opens with about as many cards as one takes in.

    The deepest level at which no more than `COMFORTABLE_CARDS` show, but never less than two levels.
    """
    depths = sorted(card.depth for card in forest.cards.values())
    if len(depths) <= COMFORTABLE_CARDS:
        return frozenset()
    return folded_at_depth(forest, max(SHALLOWEST_OPENING, depths[COMFORTABLE_CARDS] - 1))


def fold_to(forest: Forest, *, folded: Collection[str] | None, depth: int | None) -> Forest:
    """Return the forest folded at the named cards, else below a depth, else as a map opens."""
    if folded is not None:
        return fold(forest, folded)
    if depth is not None:
        return fold(forest, folded_at_depth(forest, depth))
    return fold(forest, opening_folds(forest))


def layout_data(layout: MapLayout) -> dict[str, Any]:
    """Return the drawing as plain values for the page's script: boxes are x, y, width and height."""
    return {
        "view": layout.view.value,
        "width": layout.width,
        "height": layout.height,
        "cards": {key: list(rect) for key, rect in layout.cards.items()},
        "headers": {key: list(shape.header) for key, shape in layout.shapes.items()},
        "shapes": [
            {"key": key, "relation": layout.forest.groups[key].relation.value, "path": shape_path(shape)}
            for key, shape in layout.shapes.items()
        ],
        "edges": [
            {
                "source": edge.source_key,
                "target": edge.target_key,
                "relation": edge.relation.value,
                "line": edge_path(edge),
                "tick": tick_path(edge),
                "arrow": arrow_path(edge),
            }
            for edge in layout.edges
        ],
        "hidden": {key: hidden_words(count) for key, count in layout.forest.hidden.items()},
    }
