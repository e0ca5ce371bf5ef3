"""Evidence under a claim, as small quotations: which are shown, how large each is and where it stands.

Under a premise the quotations hang below its card, indented, so that a lane at their left stays free for the
lines to what bears on the premise. Beside a lead, which has its reasons below it, they stand at its right.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from arguments.domain.drawing.geometry import Rect
from arguments.domain.drawing.text_metrics import KEPT_TEXTS, TextStyle, WrappedText, wrap_text
from arguments.domain.graph import EvidenceNode

FEW_PASSAGES = 1
"""Enough to show what a claim rests on; the rest is counted."""
EVERY_PASSAGE = 1_000
QUOTE_WIDTH = 206
QUOTE_INDENT = 24  # from the side of the card to its quotations: the lane for lines
QUOTE_GAP = 6  # above every quotation
QUOTE_TOP = 7  # from its upper side to the first line, its border included
QUOTE_BOTTOM = 6
QUOTE_LEFT = 27  # from its left side to the text, past the mark of its bearing
QUOTE_RIGHT = 9
QUOTE_LINES = 3
MORE_ROW = 20  # for "+3 passages"
ROOT_GAP = 18  # between a lead and the quotations at its right
QUOTE_TEXT = TextStyle(size=12, line_height=16, is_italic=True)
SOURCE_TEXT = TextStyle(size=11, line_height=15)


class QuoteFace(NamedTuple):
    """One quotation: its height in CSS pixels, the lines of its text and the line that names its source."""

    evidence: EvidenceNode
    height: int
    text: WrappedText
    source: str


class QuotePile(NamedTuple):
    """The quotations that are shown of a claim, and how many more there are."""

    quotes: tuple[QuoteFace, ...] = ()
    more: int = 0
    height: int = 0


NO_QUOTES = QuotePile()


def pile_quotes(evidence: Sequence[EvidenceNode], most: int) -> QuotePile:
    """Return the first `most` passages as quotations, in their order; nothing at all where `most` is 0."""
    if not evidence or most <= 0:
        return NO_QUOTES
    quotes = tuple([_quote(one) for one in evidence[:most]])
    more = len(evidence) - len(quotes)
    height = QUOTE_GAP * len(quotes) + (MORE_ROW if more else 0)
    for quote in quotes:
        height += quote.height
    return QuotePile(quotes, more, height)


def more_words(more: int) -> str:
    """Return how many passages are not shown: "+3 passages"."""
    return f"+{more} passage{'s' if more > 1 else ''}"


def source_words(evidence: EvidenceNode) -> str:
    """Return where a passage stands: "Easley 2014, p. 3", with a warning first where the source was retracted."""
    place = ", ".join(filter(None, (evidence.source, evidence.place)))
    return " · ".join(filter(None, ("Retracted" if evidence.is_retracted else "", place)))


def quote_places(card: Rect, pile: QuotePile, *, is_root: bool) -> tuple[Rect, ...]:
    """Return where the quotations of a placed card stand, and last the row that counts the others, if any."""
    left = card.right + ROOT_GAP if is_root else card.x + QUOTE_INDENT
    y = card.y - QUOTE_GAP if is_root else card.bottom
    places = []
    for quote in pile.quotes:
        y += QUOTE_GAP
        places.append(Rect(left, y, QUOTE_WIDTH, quote.height))
        y += quote.height
    if pile.more:
        places.append(Rect(left, y, QUOTE_WIDTH, MORE_ROW))
    return tuple(places)


def _quote(evidence: EvidenceNode) -> QuoteFace:
    words = source_words(evidence) if evidence.is_retracted or evidence.place else evidence.source
    return QuoteFace(evidence, *_worded(evidence.quote, words))


@lru_cache(maxsize=KEPT_TEXTS)
def _worded(quote: str, words: str) -> tuple[int, WrappedText, str]:
    """Return the height of a quotation, its lines and the line of its source."""
    room = QUOTE_WIDTH - QUOTE_LEFT - QUOTE_RIGHT
    text = wrap_text(f"“{quote}”", room, QUOTE_TEXT, QUOTE_LINES)
    source = wrap_text(words, room, SOURCE_TEXT, 1).lines[0] if words else ""
    height = QUOTE_TOP + len(text.lines) * QUOTE_TEXT.line_height + QUOTE_BOTTOM
    return height + (SOURCE_TEXT.line_height if source else 0), text, source
