"""What a good drawing never does, as functions that list each offence."""

from itertools import combinations

from arguments.domain.drawing.geometry import Rect


def offences(layout):
    """Overlaps, crossings, edges through cards or foreign shapes, and anything outside the drawing."""
    return [
        *overlapping_cards(layout),
        *cards_outside_their_shape(layout),
        *overlapping_shapes(layout),
        *misplaced_quotes(layout),
        *crossing_edges(layout),
        *edges_through(layout),
        *outside(layout),
    ]


def overlapping_cards(layout):
    return [
        ("cards overlap", one, other)
        for (one, first), (other, second) in combinations(layout.cards.items(), 2)
        if _overlap(first, second)
    ]


def cards_outside_their_shape(layout):
    found = []
    for key, rect in layout.cards.items():
        group_key = layout.forest.cards[key].group_key
        if group_key and not any(_contains(frame, rect) for frame in _frames(layout.shapes[group_key])):
            found.append(("card outside its shape", key))
    return found


def overlapping_shapes(layout):
    found = []
    for (one, first), (other, second) in combinations(layout.shapes.items(), 2):
        if any(_overlap(a, b) for a in _body(first) for b in _body(second)):
            found.append(("shapes overlap", one, other))
    for key, shape in layout.shapes.items():
        for card_key, rect in layout.cards.items():
            if layout.forest.cards[card_key].group_key != key and any(_overlap(a, rect) for a in _body(shape)):
                found.append(("card in a foreign shape", card_key, key))
    return found


def misplaced_quotes(layout):
    """Quotations that overlap anything, or are not in the shape of the premise that they belong to."""
    found = []
    quotes = [(key, quote) for key, places in layout.quotes.items() for quote in places]
    for position, (key, quote) in enumerate(quotes):
        found += [("quotes overlap", key, other) for other, place in quotes[position + 1 :] if _overlap(quote, place)]
        found += [("quote on a card", key, other) for other, place in layout.cards.items() if _overlap(quote, place)]
        own = layout.forest.cards[key].group_key
        if own and not any(_contains(frame, quote) for frame in _frames(layout.shapes[own])):
            found.append(("quote outside its shape", key))
        for group, shape in layout.shapes.items():
            if group != own and any(_overlap(part, quote) for part in _body(shape)):
                found.append(("quote in a foreign shape", key, group))
    return found


def crossing_edges(layout):
    found = []
    for one, other in combinations(layout.edges, 2):
        if one.source_key == other.source_key:
            continue
        if any(_touch(a, b) for a in _segments(one) for b in _segments(other)):
            found.append(("edges cross", one.target_key, other.target_key))
    return found


def edges_through(layout):
    found = []
    for edge in layout.edges:
        own = layout.forest.cards[edge.source_key].group_key if edge.source_key in layout.cards else edge.source_key
        for segment in _segments(edge):
            found += [
                ("edge through a card", edge.target_key, key)
                for key, rect in layout.cards.items()
                if _overlap(segment, rect)
            ]
            found += [
                ("edge through a quote", edge.target_key, key)
                for key, places in layout.quotes.items()
                for quote in places
                if _overlap(segment, quote)
            ]
            found += [
                ("edge through a shape", edge.target_key, key)
                for key, shape in layout.shapes.items()
                if key != own and any(_overlap(segment, frame) for frame in _body(shape))
            ]
    return found


def outside(layout):
    page = Rect(0, 0, layout.width, layout.height)
    rects = [*layout.cards.values(), *(quote for places in layout.quotes.values() for quote in places)]
    rects += [frame for shape in layout.shapes.values() for frame in _frames(shape)]
    rects += [segment for edge in layout.edges for segment in _segments(edge)]
    return [("outside the drawing", rect) for rect in rects if not _contains(page, rect)]


def _frames(shape):
    return [Rect(shape.x, frame.top, shape.width, frame.bottom - frame.top) for frame in shape.frames]


def _body(shape):
    """Frames and the band that joins them."""
    band = Rect(shape.x, shape.frames[0].top, 8, shape.frames[-1].bottom - shape.frames[0].top)
    return [*_frames(shape), band]


def _segments(edge):
    """Each stretch of the line as a box without thickness."""
    return [
        Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))
        for a, b in zip(edge.points, edge.points[1:], strict=False)
    ]


def _overlap(one, other):
    """Whether the insides meet; boxes that only touch do not overlap."""
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _touch(one, other):
    return one.x <= other.right and other.x <= one.right and one.y <= other.bottom and other.y <= one.bottom


def _contains(outer, inner):
    return outer.x <= inner.x and outer.y <= inner.y and inner.right <= outer.right and inner.bottom <= outer.bottom
