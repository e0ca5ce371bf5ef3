"""The size of every card, fixed before anything is placed.

The numbers here and in the style sheet of the map are the same; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from arguments.domain.drawing.forest import Card, Forest
from arguments.domain.drawing.quotes import NO_QUOTES, QUOTE_GAP, QUOTE_WIDTH, ROOT_GAP, QuotePile, pile_quotes
from arguments.domain.drawing.text_metrics import TextStyle, WrappedText, wrap_text
from arguments.domain.graph import ArgumentGraph

CARD_WIDTH = 230
LEAD_WIDTH = 380
SIDE_PADDING = 12
TEXT_TOP = 9
FOOTER = 30  # the line with number, status, passages and authors, and the room above and below it
FOLD_ROW = 26  # below the footer of a folded card: what it hides
MAX_LINES = 6
MAX_REFERENCE_LINES = 2
CARD_TEXT = TextStyle(size=14, line_height=19)
LEAD_TEXT = TextStyle(size=17, line_height=23, weight=600)


class CardFace(NamedTuple):
    """The size of a card in CSS pixels, the text that it shows and the quotations that belong to it."""

    width: int
    height: int
    text: WrappedText
    style: TextStyle
    pile: QuotePile = NO_QUOTES

    @property
    def root_width(self) -> int:
        """The width with the quotations at its right, as a lead has them."""
        return self.width + (ROOT_GAP + QUOTE_WIDTH if self.pile.quotes else 0)

    @property
    def root_height(self) -> int:
        """The height with the quotations at its right."""
        return max(self.height, self.pile.height - QUOTE_GAP)


Faces = Mapping[str, CardFace]


def measure_cards(graph: ArgumentGraph, forest: Forest, passages: int = 0) -> dict[str, CardFace]:
    """Return the face of every card of a forest by key. The first root is the lead and gets a larger one.

    At most `passages` quotations are shown of a claim, none on a reference.
    """
    lead = forest.roots[0] if forest.roots else None
    faces: dict[str, CardFace] = {}
    for key, card in forest.cards.items():
        claim = graph.claim_by_id[card.claim_id]
        pile = NO_QUOTES if card.is_reference else pile_quotes(claim.evidence, passages)
        faces[key] = _face(claim.text, card, pile, key in forest.hidden, key == lead)
    return faces


def _face(text: str, card: Card, pile: QuotePile, is_folded: bool, is_lead: bool) -> CardFace:
    """One card's size: as high as its lines (6 at most, 2 on a reference) and its rows need."""
    style = LEAD_TEXT if is_lead else CARD_TEXT
    width = LEAD_WIDTH if is_lead else CARD_WIDTH
    max_lines = MAX_REFERENCE_LINES if card.is_reference else MAX_LINES
    wrapped = wrap_text(text, width - 2 * SIDE_PADDING - 2, style, max_lines)
    height = TEXT_TOP + len(wrapped.lines) * style.line_height + FOOTER + (FOLD_ROW if is_folded else 0)
    return CardFace(width, height, wrapped, style, pile)
