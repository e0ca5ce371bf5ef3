"""What of a map an address asks for, and what it opens with where the address does not say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from arguments.domain.drawing.forest import Forest, fold, folded_at_depth, span_forest
from arguments.domain.drawing.layout import MapLayout, MapView, lay_out
from arguments.domain.drawing.quotes import EVERY_PASSAGE, FEW_PASSAGES
from arguments.domain.graph import ArgumentGraph, ClaimNode, below

OUTLINE = "outline"
COMFORTABLE_CARDS = 45
"""More cards than that are not taken in at once, so deeper ones start folded away."""
SHALLOWEST_OPENING = 2
CARDS_WITH_PASSAGES = 80
"""With more cards than that a map shows passages only when asked."""
LONGEST_OUTLINE = 600
"""More claims than that are read part by part, as the drawing is."""
AUTHORS_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address asks for; None or empty where it leaves that to the map.

    `view` is a MapView or "outline"; `lead` the number of another claim to start from; `folded` keys of cards;
    `passages` how many of each claim; `lens` the authors whose stances colour the cards, two at most.
    """

    view: str = MapView.COLUMNS.value
    is_chosen: bool = False
    folded: tuple[str, ...] | None = None
    depth: int | None = None
    passages: int | None = None
    lead: int | None = None
    lens: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: Mapping[str, str], usual_view: str) -> Wish:
        """Return what a query asks for; what makes no sense counts as not asked."""
        view = query.get("view", "")
        is_chosen = view in {*MapView, OUTLINE}
        return cls(
            view=view if is_chosen else usual_view,
            is_chosen=is_chosen,
            folded=tuple(filter(None, query["folded"].split(","))) if "folded" in query else None,
            depth=_number(query.get("depth", "")),
            passages=EVERY_PASSAGE if query.get("passages") == "all" else _number(query.get("passages", "")),
            lead=_number(query.get("lead", "").upper().removeprefix("C-")),
            lens=tuple(filter(None, query.get("lens", "").split(",")))[:AUTHORS_BESIDE],
        )

    def drawn(self) -> Wish:
        """Return the same as a drawing, in columns where it asked for an outline."""
        return replace(self, view=MapView.COLUMNS.value) if self.view == OUTLINE else self


@dataclass(frozen=True)
class Opened:
    """What a wish comes to: the graph from its lead, its whole forest, and the parts that are shown of it.

    `layout` is None for an outline alone. `way` leads from the map's lead to the lead of what is shown. `kept_folded`
    are the keys of the cards below which the map opens folded for everybody.
    """

    wish: Wish
    graph: ArgumentGraph
    forest: Forest
    layout: MapLayout | None
    outlined: Forest
    passages: int
    way: tuple[ClaimNode, ...]
    kept_folded: frozenset[str] = frozenset()

    @property
    def drawn(self) -> MapLayout:
        """The layout, which a drawing has. Raises ValueError for an outline."""
        if self.layout is None:
            raise ValueError("An outline has no layout.")
        return self.layout


def open_map(graph: ArgumentGraph, lead_id: str, wish: Wish, folded_numbers: Collection[int] = ()) -> Opened | None:
    """Return what is shown of a map's graph, or None where the claim that it asks for is not in it.

    `folded_numbers` are the claims below which the map is kept folded.
    """
    way = _way(graph, lead_id, wish.lead)
    if not way:
        return None
    lead = way[-1].id
    shown = graph if lead == lead_id else below(graph, lead)
    forest = span_forest(shown, lead)
    saved = frozenset(f"c-{number}" for number in folded_numbers)
    folded = fold_to(forest, folded=wish.folded, depth=wish.depth, saved=saved)
    passages = opening_passages(folded) if wish.passages is None else wish.passages
    layout = None if wish.view == OUTLINE else lay_out(shown, folded, MapView(wish.view), passages=passages)
    is_long = len(forest.cards) > LONGEST_OUTLINE
    return Opened(wish, shown, forest, layout, folded if is_long else forest, passages, tuple(way), saved)


def opening_folds(forest: Forest) -> frozenset[str]:
    """Return the cards to fold so that a map opens with about as many cards as one takes in.

    The deepest level at which no more than `COMFORTABLE_CARDS` show, but never less than two levels.
    """
    depths = sorted(card.depth for card in forest.cards.values())
    if len(depths) <= COMFORTABLE_CARDS:
        return frozenset()
    return folded_at_depth(forest, max(SHALLOWEST_OPENING, depths[COMFORTABLE_CARDS] - 1))


def fold_to(
    forest: Forest, *, folded: Collection[str] | None, depth: int | None, saved: Collection[str] = ()
) -> Forest:
    """Return the forest folded at the named cards, else below a depth, else as saved, else as a map opens."""
    if folded is not None:
        return fold(forest, folded)
    if depth is not None:
        return fold(forest, folded_at_depth(forest, depth))
    return fold(forest, saved or opening_folds(forest))


def opening_passages(forest: Forest) -> int:
    """Return how many passages a map shows of each claim when it opens: none where cards alone are many."""
    return FEW_PASSAGES if len(forest.cards) <= CARDS_WITH_PASSAGES else 0


def _way(graph: ArgumentGraph, lead_id: str, number: int | None) -> list[ClaimNode]:
    """Return the claims from the lead to the one of that number along its nearest place, or nothing."""
    wanted = next((claim for claim in graph.claims if claim.number == number), None)
    if number is None:
        return [graph.claim_by_id[lead_id]]
    forest = span_forest(graph, lead_id)
    key = f"c-{number}" if wanted else None
    way: list[ClaimNode] = []
    while key is not None:
        card = forest.cards.get(key)
        if card is not None:
            way.append(graph.claim_by_id[card.claim_id])
            key = card.group_key
        else:
            key = forest.groups[key].parent_key
    return way[::-1]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < len(str(10**9)) else None
