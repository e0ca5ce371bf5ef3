"""Maps as the page shows them: cards and headers with their words, and the numbers that place them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from arguments.domain.drawing.cards import CardFace, measure_cards
from arguments.domain.drawing.forest import Card, Forest, Group, counts_below
from arguments.domain.drawing.geometry import Rect
from arguments.domain.drawing.layout import MapLayout
from arguments.domain.drawing.outline import OutlineStep, Step, outline
from arguments.domain.drawing.paths import arrow_path, edge_path, shape_path, tick_path
from arguments.domain.drawing.placement import Edge
from arguments.domain.drawing.quotes import QuotePile
from arguments.domain.drawing.stacking import GROUP_WIDTH
from arguments.domain.drawing.svg import header_note, hidden_words, scheme_name
from arguments.domain.graph import ArgumentGraph, AuthorStance, ClaimNode


@dataclass(frozen=True, slots=True)
class CardView:
    """One card with all its words. `text` has the line breaks of the drawing, `claim.text` has none.

    `uses` are the other places of the claim: the key of each reference card and the claim that it bears on.
    """

    card: Card
    claim: ClaimNode
    text: str
    is_cut: bool
    is_lead: bool
    said: str
    below: str
    hidden: str
    home_key: str
    argument_id: str
    pile: QuotePile
    uses: tuple[tuple[str, str], ...]

    @property
    def lens(self) -> str:
        """Author and position of every stance, such as "vogt:affirms okafor:denies"."""
        return " ".join(f"{stance.author_id}:{stance.position}" for stance in self.claim.stances)

    @property
    def uses_said(self) -> str:
        """Where else the claim is used, in words: "Also used for C-4 and C-9"."""
        return f"Also used for {' and '.join(label for _, label in self.uses)}"


@dataclass(frozen=True, slots=True)
class GroupView:
    """The header of one argument."""

    group: Group
    version: int
    author: str
    premise_count: int
    scheme: str
    note: str
    open_questions: int
    said: str


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One step of the outline with what it shows."""

    step: Step
    card: CardView | None = None
    group: GroupView | None = None


class MapPresenter:
    """The words of a map's cards and headers, from its graph and its whole forest.

    With a layout, cards have the line breaks, quotations and room of that drawing. `shown` is the part of the forest
    that is unfolded, where there is no layout to tell.
    """

    def __init__(
        self, graph: ArgumentGraph, forest: Forest, layout: MapLayout | None = None, shown: Forest | None = None
    ) -> None:
        self.graph = graph
        self.forest = forest
        self.layout = layout
        self.shown = layout.forest if layout else shown or forest
        self.faces = layout.faces if layout else measure_cards(graph, forest)
        self.homes = {card.claim_id: card.key for card in forest.cards.values() if not card.is_reference}
        self.below = {key: hidden_words(count) for key, count in counts_below(forest).items()}
        self.uses: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for card in forest.cards.values():
            if card.is_reference:
                self.uses[card.claim_id].append((card.key, self._use(card)))

    def items(self) -> Iterator[OutlineItem]:
        """Yield the outline's steps; without those that only open and close, they are the drawing's order."""
        for step in outline(self.shown):
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
        face: CardFace = self.faces[card.key]
        group = self.forest.groups.get(card.group_key or "")
        return CardView(
            card=card,
            claim=self.graph.claim_by_id[card.claim_id],
            text="\n".join(face.text.lines),
            is_cut=face.text.is_cut,
            is_lead=card.key == self.forest.roots[0],
            said=self._card_said(card, group),
            below=self.below.get(card.key, ""),
            hidden=hidden_words(self.shown.hidden[card.key]) if card.key in self.shown.hidden else "",
            home_key=self.homes[card.claim_id],
            argument_id=group.argument_id if group else "",
            pile=face.pile,
            uses=() if card.is_reference else tuple(self.uses.get(card.claim_id, ())),
        )

    def _group(self, step: OutlineStep) -> GroupView | None:
        group = step.group
        if group is None:
            return None
        argument = self.graph.argument_by_id[group.argument_id]
        width = self.layout.shapes[group.key].width if self.layout else GROUP_WIDTH
        return GroupView(
            group=group,
            version=argument.version,
            author=argument.author,
            premise_count=len(argument.premises),
            scheme=scheme_name(argument.scheme),
            note=header_note(argument, width),
            open_questions=argument.open_questions,
            said=self._group_said(group),
        )

    def _card_said(self, card: Card, group: Group | None) -> str:
        """Return what a listener needs to know before the claim itself: depth, position and relation."""
        if group is None:
            return "Lead claim." if card.key == self.forest.roots[0] else "Claim on its own."
        place = group.card_keys.index(card.key) + 1
        count = len(group.card_keys)
        premise = f"Premise {place} of {count}, " if count > 1 else ""
        unstated = "unstated, " if card.is_implicit else ""
        again = " Shown in full elsewhere." if card.is_reference else ""
        level = f"Level {card.depth}{self._position(group)}"
        return f"{level}: {premise}{unstated}{self._group_said(group)}.{again}"

    def _position(self, group: Group) -> str:
        """Return where an argument stands among those about the same: ", argument 2 of 3"; "" for the only one."""
        above = self.forest.cards.get(group.parent_key)
        beside = above.group_keys if above else self.forest.groups[group.parent_key].undercut_keys
        return f", argument {beside.index(group.key) + 1} of {len(beside)}" if len(beside) > 1 else ""

    def _use(self, card: Card) -> str:
        group = self.forest.groups[card.group_key or ""]
        above = self.forest.cards.get(group.parent_key)
        return self._label(above) if above else "an undercut"

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


def layout_data(layout: MapLayout) -> dict[str, Any]:
    """Return the drawing as plain values for the page's script: boxes are x, y, width and height."""
    return {
        "view": layout.view.value,
        "width": layout.width,
        "height": layout.height,
        "cards": {key: list(rect) for key, rect in layout.cards.items()},
        "headers": {key: list(shape.header) for key, shape in layout.shapes.items()},
        "quotes": {key: _around(places) for key, places in layout.quotes.items()},
        "groups": {key: card.group_key or "" for key, card in layout.forest.cards.items()},
        "parents": {key: group.parent_key for key, group in layout.forest.groups.items()},
        "shapes": [
            {
                "key": key,
                "relation": layout.forest.groups[key].relation.value,
                "path": shape_path(shape),
                "box": [shape.x, shape.frames[0].top, shape.width, shape.frames[-1].bottom - shape.frames[0].top],
            }
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
                "box": _reach(edge),
            }
            for edge in layout.edges
        ],
        "hidden": {key: hidden_words(count) for key, count in layout.forest.hidden.items()},
    }


def _around(places: tuple[Rect, ...]) -> list[int]:
    """Return the box around places below one another: x, y, width and height."""
    first, last = places[0], places[-1]
    return [first.x, first.y, first.width, last.bottom - first.y]


def _reach(edge: Edge) -> list[int]:
    """Return the box around a line: x, y, width and height."""
    xs, ys = zip(*edge.points, strict=True)
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]
