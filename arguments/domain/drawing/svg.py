"""A laid-out map as one SVG picture that stands on its own: no script, no style sheet, no other file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from arguments.domain.drawing.cards import CARD_TEXT, FOLD_ROW, FOOTER, SIDE_PADDING, TEXT_TOP, CardFace
from arguments.domain.drawing.forest import Card, RelationCount
from arguments.domain.drawing.geometry import Rect
from arguments.domain.drawing.layout import MapLayout
from arguments.domain.drawing.lens import legend, seen
from arguments.domain.drawing.paths import arrow_path, edge_path, shape_path, spine_path, tick_path
from arguments.domain.drawing.placement import Shape
from arguments.domain.drawing.quotes import (
    QUOTE_LEFT,
    QUOTE_TEXT,
    QUOTE_TOP,
    SOURCE_TEXT,
    QuotePile,
    more_words,
)
from arguments.domain.drawing.text_metrics import TextStyle, text_width
from arguments.domain.graph import (
    ArgumentGraph,
    ArgumentNode,
    AuthorStance,
    ClaimNode,
    Relation,
    initials,
)
from arguments.domain.schemes import SCHEMES

FONT = "Inter, 'Helvetica Neue', Arial, sans-serif"
INK, MUTED, BORDER, GROUND, SURFACE = "#1c2127", "#59626c", "#e1ddd5", "#f7f6f3", "#ffffff"
LINE = "#9b9fa3"
PAPER, PAPER_LINE = "#fbf6e9", "#e3d8bd"
QUESTION, QUESTION_TINT = "#7a5a00", "#fdf5dc"
BEARINGS = {"supports": Relation.SUPPORTS, "contradicts": Relation.OPPOSES}
CONTEXT = "#4d5b6b"
LENS_COLOURS = {
    "affirms": ("#14795b", ""),
    "both-affirm": ("#14795b", ""),
    "denies": ("#c2410c", "6 3"),
    "both-deny": ("#c2410c", "6 3"),
    "qualifies": ("#6d45b8", "2 3"),
    "part": ("#6d45b8", "2 3"),
    "undecided": (CONTEXT, "1 3"),
    "unsure": (CONTEXT, "1 3"),
    "one-speaks": ("#8a8f94", ""),
}
COLOURS = {Relation.SUPPORTS: "#14795b", Relation.OPPOSES: "#c2410c", Relation.UNDERCUTS: "#6d45b8"}
TINTS = {Relation.SUPPORTS: "#e6f4ee", Relation.OPPOSES: "#fdefe7", Relation.UNDERCUTS: "#f1ecfa"}
DASHES = {Relation.SUPPORTS: "", Relation.OPPOSES: "6 3", Relation.UNDERCUTS: "2 3"}
ICONS = {
    Relation.SUPPORTS: ('<circle r="7"/>', "M-3.5 0h7M0 -3.5v7"),
    Relation.OPPOSES: ('<rect x="-6.5" y="-6.5" width="13" height="13" rx="2"/>', "M-3.5 0h7"),
    Relation.UNDERCUTS: ('<path d="M0 -8L8 0L0 8L-8 0Z"/>', "M-2.5 -2.5l5 5M-2.5 2.5l5 -5"),
}
STANCE_MARKS = {
    "affirms": "M-2.5 0l2 2l3 -4",
    "denies": "M-2 -2l4 4M-2 2l4 -4",
    "qualifies": "M-3 .8q1.5 -2.6 3 -.6t3 -.6",
    "undecided": "M-2.5 0h.5M0 0h.5M2.5 0h.5",
}
STANCE_COLOURS = {"affirms": "#14795b", "denies": "#c2410c", "qualifies": "#6d45b8"}
SMALL = TextStyle(size=12, line_height=16)
SMALL_BOLD = TextStyle(size=12, line_height=16, weight=600)
BASELINE = 14  # from the top of a line of card text to where its letters stand
MAX_BADGES = 4
QUESTION_GAP = 18  # around the mark of open questions
HEADER_TEXT = 31  # from the side of a header to its word, past the icon
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def render_svg(
    graph: ArgumentGraph, layout: MapLayout, title: str, *, has_ground: bool = True, lens: Sequence[str] = ()
) -> str:
    """Return the picture of a layout of this graph as SVG text, titled for those who cannot see it.

    Without a ground what lies between the arguments is transparent. A `lens` of one or two authors colours the cards
    by their stances, as `lens.py` tells, and adds a line that says what the colours mean.
    Characters that XML does not allow are left out. Lines carry their measured length, so that they stay
    inside their cards where the font is missing. Equal input gives equal output.
    """
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {layout.height}"'
            f' width="{layout.width}" height="{layout.height}" role="img" font-family="{FONT}">'
        ),
        f"<title>{_clean(title)}</title>",
        *([f'<rect width="{layout.width}" height="{layout.height}" fill="{GROUND}"/>'] if has_ground else []),
        *_shapes(layout),
        *_edges(layout),
    ]
    for key, shape in layout.shapes.items():
        parts += _header(graph.argument_by_id[layout.forest.groups[key].argument_id], shape)
    for key, rect in layout.cards.items():
        card = layout.forest.cards[key]
        claim = graph.claim_by_id[card.claim_id]
        face = layout.faces[key]
        parts += _card(claim, card, rect, face, layout.forest.hidden.get(key))
        parts += _lens_mark(seen(claim.stances, lens), rect) if lens else []
        if face.pile.quotes:
            parts += _quotes(rect, face.pile, layout.quotes[key], is_root=card.group_key is None)
    if lens:
        parts += _legend(graph, lens)
    return "".join([*parts, "</svg>"])


def hidden_words(count: RelationCount) -> str:
    """Return what a folded card hides, in words: "5 reasons, 3 objections, 1 undercut"."""
    words = (
        (count.supports, "reason"),
        (count.opposes, "objection"),
        (count.undercuts, "undercut"),
    )
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for number, word in words if number)


def header_note(argument: ArgumentNode, width: int) -> str:
    """Return the fullest of the header's wordings that has room beside the relation, maybe none."""
    room = width - HEADER_TEXT - 2 * SIDE_PADDING - text_width(argument.relation.value, SMALL_BOLD)
    if argument.open_questions:
        room -= QUESTION_GAP + text_width(question_words(argument.open_questions), SMALL_BOLD)
    return next((note for note in header_notes(argument) if text_width(note, SMALL) <= room), "")


def header_notes(argument: ArgumentNode) -> tuple[str, ...]:
    """Return what the header can say beside the relation, from the fullest to the shortest wording.

    It names the scheme, who draws the inference and how many premises it takes; empty texts where there is none.
    """
    count = len(argument.premises)
    together = f"{count} together" if count > 1 else ""
    scheme = scheme_name(argument.scheme).lower()
    author, short = argument.author, initials(argument.author)
    wordings = (
        (scheme, author, together),
        (scheme, short, together),
        (scheme, together),
        (scheme,),
        (together,),
    )
    return tuple(dict.fromkeys(" · ".join(filter(None, wording)) for wording in wordings))


def scheme_name(key: str) -> str:
    """Return what people call an argumentation scheme; its key in words where it is not known, "" for none."""
    scheme = SCHEMES.get(key)
    return scheme.name if scheme else key.replace("-", " ").replace("_", " ")


def question_words(open_questions: int) -> str:
    """Return the mark of unanswered critical questions: "2?", "" for none."""
    return f"{open_questions}?" if open_questions else ""


def _shapes(layout: MapLayout) -> Iterator[str]:
    for key, shape in layout.shapes.items():
        relation = layout.forest.groups[key].relation
        yield (
            f'<path d="{shape_path(shape)}" fill="{TINTS[relation]}" stroke="{COLOURS[relation]}"'
            ' stroke-opacity=".35"/>'
        )


def _edges(layout: MapLayout) -> Iterator[str]:
    for edge in layout.edges:
        yield f'<path d="{edge_path(edge)}" fill="none" stroke="{LINE}" stroke-width="2"/>'
    for edge in layout.edges:
        colour, dash = COLOURS[edge.relation], DASHES[edge.relation]
        pattern = f' stroke-dasharray="{dash}"' if dash else ""
        yield f'<path d="{tick_path(edge)}" fill="none" stroke="{colour}" stroke-width="2.5"{pattern}/>'
    for arrow in dict.fromkeys(arrow_path(edge) for edge in layout.edges):
        yield f'<path d="{arrow}" fill="{LINE}"/>'


def _header(argument: ArgumentNode, shape: Shape) -> Iterator[str]:
    x, y, width, height = shape.header
    colour = COLOURS[argument.relation]
    outline, mark = ICONS[argument.relation]
    middle = y + height // 2
    yield (
        f'<g transform="translate({x + 17} {middle})" fill="{colour}">{outline}'
        f'<path d="{mark}" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/></g>'
    )
    word = argument.relation.value
    yield _text(word, x + HEADER_TEXT, middle + 4, SMALL_BOLD, colour)
    right = x + width - 12
    questions = question_words(argument.open_questions)
    if questions:
        size = text_width(questions, SMALL_BOLD)
        yield (
            f'<rect x="{right - size - 6:.1f}" y="{middle - 8}" width="{size + 10:.1f}" height="16" rx="8"'
            f' fill="{QUESTION_TINT}" stroke="{QUESTION}"/>'
        )
        yield _text(questions, right - size - 1, middle + 4, SMALL_BOLD, QUESTION)
        right -= int(size) + QUESTION_GAP
    note = header_note(argument, width)
    if note:
        yield _text(note, right - text_width(note, SMALL), middle + 4, SMALL, MUTED)


def _card(claim: ClaimNode, card: Card, rect: Rect, face: CardFace, hidden: RelationCount | None) -> Iterator[str]:
    dash = ' stroke-dasharray="4 3"' if card.is_implicit else ""
    fill = GROUND if card.is_reference else SURFACE
    yield (
        f'<rect x="{rect.x}.5" y="{rect.y}.5" width="{rect.width - 1}" height="{rect.height - 1}" rx="6"'
        f' fill="{fill}" stroke="{MUTED if card.is_implicit else BORDER}"{dash}/>'
    )
    y = rect.y + TEXT_TOP + BASELINE + (face.style.size - CARD_TEXT.size)
    colour = MUTED if card.is_reference else INK
    for line in face.text.lines:
        yield _text(line, rect.x + SIDE_PADDING + 1, y, face.style, colour)
        y += face.style.line_height
    foot = rect.bottom - FOOTER // 3 - (FOLD_ROW if hidden else 0)
    yield from _footer(claim, card, rect, foot)
    if hidden:
        yield _text(f"+ {hidden_words(hidden)}", rect.x + SIDE_PADDING + 1, foot + FOLD_ROW, SMALL, INK)


def _lens_mark(view: str, rect: Rect) -> Iterator[str]:
    """A bar of colour and pattern at the side of a card, and its word on top; nothing for silence."""
    if view not in LENS_COLOURS:
        return
    colour, dash = LENS_COLOURS[view]
    pattern = f' stroke-dasharray="{dash}"' if dash else ""
    yield (
        f'<rect x="{rect.x}.5" y="{rect.y}.5" width="{rect.width - 1}" height="{rect.height - 1}" rx="6"'
        f' fill="{colour}" fill-opacity=".1" stroke="{colour}" stroke-width="1.5"{pattern}/>'
        f'<rect x="{rect.x}" y="{rect.y + 4}" width="5" height="{rect.height - 8}" rx="2" fill="{colour}"/>'
    )


def _legend(graph: ArgumentGraph, lens: Sequence[str]) -> Iterator[str]:
    names = {stance.author_id: stance.author for claim in graph.claims for stance in claim.stances}
    x: float = 24
    for view, words in legend([names.get(author, author) for author in lens]):
        colour = LENS_COLOURS[view][0] if view else BORDER
        yield f'<rect x="{x:g}" y="6" width="12" height="10" rx="2" fill="{colour}"/>'
        yield _text(words, x + 17, 15, SMALL, INK)
        x += 17 + text_width(words, SMALL) + 18


def _quotes(card: Rect, pile: QuotePile, places: Sequence[Rect], *, is_root: bool) -> Iterator[str]:
    """Quotations on their spine, each with the mark of its bearing, and how many more there are."""
    spine = spine_path(card, places, is_root=is_root)
    yield f'<path d="{spine}" fill="none" stroke="{PAPER_LINE}" stroke-width="1.5"/>'
    for quote, place in zip(pile.quotes, places, strict=False):
        yield (
            f'<rect x="{place.x}.5" y="{place.y}.5" width="{place.width - 1}" height="{place.height - 1}" rx="4"'
            f' fill="{PAPER}" stroke="{PAPER_LINE}"/>'
        )
        yield _bearing(quote.evidence.bearing, place.x + 14, place.y + 15)
        x, y = place.x + QUOTE_LEFT, place.y + QUOTE_TOP + 12
        for line in quote.text.lines:
            yield _text(line, x, y, QUOTE_TEXT, INK)
            y += QUOTE_TEXT.line_height
        if quote.source:
            colour = COLOURS[Relation.OPPOSES] if quote.evidence.is_retracted else MUTED
            yield _text(quote.source, x, y - 1, SOURCE_TEXT, colour)
    if pile.more:
        place = places[-1]
        yield _text(more_words(pile.more), place.x + 2, place.y + 15, SMALL, MUTED)


def _bearing(bearing: str, x: int, y: int) -> str:
    relation = BEARINGS.get(bearing)
    if relation is None:
        return f'<circle cx="{x}" cy="{y}" r="4" fill="none" stroke="{CONTEXT}" stroke-width="1.5"/>'
    outline, mark = ICONS[relation]
    small = outline.replace('r="7"', 'r="6"').replace('"-6.5"', '"-5.5"').replace('"13"', '"11"')
    return (
        f'<g transform="translate({x} {y})" fill="{COLOURS[relation]}">{small}'
        f'<path d="{mark}" fill="none" stroke="#fff" stroke-width="1.6" stroke-linecap="round"/></g>'
    )


def _footer(claim: ClaimNode, card: Card, rect: Rect, baseline: int) -> Iterator[str]:
    x: float = rect.x + SIDE_PADDING + 1
    for words, style, colour in _footer_words(claim, card):
        yield _text(words, x, baseline, style, colour)
        x += text_width(words, style) + 8
    if not card.is_reference:
        for index, stance in enumerate(reversed(claim.stances[:MAX_BADGES])):
            yield from _badge(stance, rect.right - SIDE_PADDING - 9 - 25 * index, baseline - 4)


def _footer_words(claim: ClaimNode, card: Card) -> Iterator[tuple[str, TextStyle, str]]:
    yield f"C-{claim.number}", SMALL_BOLD, MUTED
    if card.is_reference:
        yield "shown elsewhere", SMALL, MUTED
        return
    if card.is_implicit:
        yield "unstated", SMALL, MUTED
    if claim.status != "accepted":
        yield claim.status, SMALL, MUTED
    if claim.retracted_count:
        yield f"{claim.retracted_count} retracted", SMALL, COLOURS[Relation.OPPOSES]
    if claim.passages.supports:
        yield f"+{claim.passages.supports}", SMALL_BOLD, COLOURS[Relation.SUPPORTS]
    if claim.passages.contradicts:
        yield f"−{claim.passages.contradicts}", SMALL_BOLD, COLOURS[Relation.OPPOSES]


def _badge(stance: AuthorStance, x: int, y: int) -> Iterator[str]:
    colour = STANCE_COLOURS.get(stance.position, MUTED)
    yield (
        f"<g><title>{_clean(stance.author)} {_clean(stance.position)}</title>"
        f'<circle cx="{x}" cy="{y}" r="10" fill="#fff" stroke="{colour}" stroke-width="1.5"/>'
        f'<text x="{x}" y="{y + 3}" font-size="9" font-weight="600" fill="{INK}"'
        f' text-anchor="middle">{_clean(stance.initials)}</text>'
    )
    mark = STANCE_MARKS.get(stance.position, STANCE_MARKS["undecided"])
    yield (
        f'<g transform="translate({x + 8} {y + 7})"><circle r="5.5" fill="{colour}"/>'
        f'<path d="{mark}" fill="none" stroke="#fff" stroke-width="1.4" stroke-linecap="round"/></g></g>'
    )


def _text(words: str, x: float, y: float, style: TextStyle, colour: str) -> str:
    length = text_width(words, style)
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{style.size}" font-weight="{style.weight}" fill="{colour}"'
        f' textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">'
        f"{_clean(words)}</text>"
    )


def _clean(text: str) -> str:
    return escape(FORBIDDEN.sub("", text))
