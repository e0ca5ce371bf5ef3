"""Draws a comparison's picture as SVG that stands on its own: no script, no style sheet, no other file.

Colours are attributes, so that the page's style may still overrule them. An outcome is told by shape as well as by
colour: a square parts, a diamond is mixed, a disc agrees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from agreement.domain.comparing.comparison import Relation
from agreement.domain.comparing.constellation import AUTHOR_RADIUS, NAME_SIZE, Constellation, Mark
from agreement.domain.comparing.packing import Box, Point
from agreement.domain.comparing.plane import CAPTION, MIDDLE, Disc, Plane

FONT = "Inter, 'Helvetica Neue', Arial, sans-serif"
INK, MUTED, LINE, SURFACE = "#1c2127", "#59626c", "#8a8f94", "#ffffff"
INKS = {Relation.AGREE: "#14795b", Relation.DISAGREE: "#c2410c", Relation.MIXED: "#6d45b8"}
TINTS = {Relation.AGREE: "#e6f4ee", Relation.DISAGREE: "#fdefe7", Relation.MIXED: "#f1ecfa"}
LONE_INK, LONE_TINT = "#4d5b6b", "#eceff3"
LEGEND = ((Relation.DISAGREE, "disagree"), (Relation.MIXED, "mixed"), (Relation.AGREE, "agree"))
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FOOT = 62.0
"""Height below the plane for the first author's axis and the legend."""

SHORT = 16
"""Letters of a name that the corners of the plane have room for."""

READABLE = 19.0
"""Pitch of discs above which a number inside can be read."""

SIDE = 30.0
"""Width left of the plane for the second author's axis."""

LinkOf = Callable[[str], str]
"""From a claim's key to its address, "" for none."""


def no_link(_key: str) -> str:
    """Return no address: a picture that stands alone leads nowhere."""
    return ""


def draw_plane(plane: Plane, authors: Sequence[str], link_of: LinkOf = no_link) -> str:
    """Return the picture of two authors, titled and described for those who cannot see it."""
    first, second = authors
    width, height = plane.width + SIDE + 8, plane.height + FOOT
    body = [
        f'<g transform="translate({SIDE:g} 8)">',
        *_fields(plane),
        *_captions(plane, first, second),
        *_lanes(plane, first, second),
        *(_disc(disc, plane.pitch, link_of) for disc in plane.discs),
        *_axes(plane, first, second),
        "</g>",
        _legend(SIDE + plane.plane.left, height - 10),
    ]
    about = f"Each claim where {first} (across) and {second} (upwards) stand on it. The table beneath says the same."
    return _svg(width, height, f"{first} and {second} in a plane", about, body)


def draw_constellation(found: Constellation, link_of: LinkOf = no_link) -> str:
    """Return the picture of three or more authors, titled and described for those who cannot see it."""
    axes = f"M0 {found.centre.y:g}H{found.width:g}M{found.centre.x:g} 0V{found.height:g}"
    names = [(star.name, star.label) for star in found.stars if star.label]
    body = [
        f'<path d="{axes}" stroke="{LINE}" stroke-width="0.75" stroke-dasharray="2 4"/>',
        *(_mark(mark, link_of) for mark in found.marks),
        *(_star(star.at) for star in found.stars),
        *(_text(name, box.left, _middle(box), ink=INK, size=NAME_SIZE, weight=600) for name, box in names),
        _legend(14, found.height + 22),
    ]
    about = "Authors near each other hold the same; numbered claims pull towards those who affirm them."
    return _svg(found.width, found.height + 32, "The authors in a plane", about, body)


def _svg(width: float, height: float, title: str, about: str, body: Iterable[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" role="group" aria-label="{_clean(title)}" font-family="{FONT}" font-size="12">'
        f"<title>{_clean(title)}</title><desc>{_clean(about)}</desc>"
        f'<rect width="{width:g}" height="{height:g}" fill="{SURFACE}"/>'
    )
    return "".join([head, *body, "</svg>"])


def _fields(plane: Plane) -> list[str]:
    low, high = 0.5 - MIDDLE / 2, 0.5 + MIDDLE / 2
    box = plane.plane
    x = [box.left, plane.cut(low, upright=False), plane.cut(high, upright=False), box.right]
    y = [box.top, plane.cut(high, upright=True), plane.cut(low, upright=True), box.bottom]
    corners = {(0, 0): Relation.DISAGREE, (2, 2): Relation.DISAGREE, (2, 0): Relation.AGREE, (0, 2): Relation.AGREE}
    return [
        f'<rect x="{x[across]:g}" y="{y[down]:g}" width="{x[across + 1] - x[across]:g}"'
        f' height="{y[down + 1] - y[down]:g}" fill="{TINTS[corners.get((across, down), Relation.MIXED)]}"'
        f' stroke="{SURFACE}" stroke-width="2"/>'
        for across in range(3)
        for down in range(3)
    ]


def _captions(plane: Plane, first: str, second: str) -> list[str]:
    box, short = plane.plane, (_short(first), _short(second))
    top, bottom = box.top + CAPTION - 7, box.bottom - 8
    return [
        _text(f"{short[1]} affirms, {short[0]} denies", box.left + 8, top, ink="#9a3309"),
        _text("both affirm", box.right - 8, top, ink="#0e5f47", anchor="end"),
        _text("both deny", box.left + 8, bottom, ink="#0e5f47"),
        _text(f"{short[0]} affirms, {short[1]} denies", box.right - 8, bottom, ink="#9a3309", anchor="end"),
    ]


def _lanes(plane: Plane, first: str, second: str) -> list[str]:
    left, lower = plane.left_lane, plane.lower_lane
    drawn = [_lane(lane) for lane in (left, lower) if lane]
    if lower:
        drawn.append(_text(f"only {_short(first)} speaks", (lower.left + lower.right) / 2, lower.bottom - 6, "middle"))
    if left:
        x, y = left.left + 13, (left.top + left.bottom) / 2
        drawn.append(_text(f"only {_short(second)} speaks", x, y, "middle", turned=True))
    return drawn


def _lane(lane: Box) -> str:
    size = f'width="{lane.right - lane.left:g}" height="{lane.bottom - lane.top:g}"'
    look = f'fill="none" stroke="{LINE}" stroke-width="0.75" stroke-dasharray="3 3" rx="4"'
    return f'<rect x="{lane.left:g}" y="{lane.top:g}" {size} {look}/>'


def _axes(plane: Plane, first: str, second: str) -> list[str]:
    box = plane.plane
    y, x = plane.height + 18, -10.0
    across, up = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return [
        _text(first, across, y, "middle", weight=600),
        _text("← denies", box.left, y),
        _text("affirms →", box.right, y, "end"),
        _text(second, x, up, "middle", weight=600, turned=True),
        _text("← denies", x, box.bottom, turned=True),
        _text("affirms →", x, box.top, "end", turned=True),
    ]


def _disc(disc: Disc, pitch: float, link_of: LinkOf) -> str:
    claim, radius = disc.claim, pitch / 2 - 1.5
    ink, tint = (LONE_INK, LONE_TINT) if disc.lone else (INKS[claim.relation], SURFACE)
    shape = _shape(None if disc.lone else claim.relation, disc.at, radius, f'fill="{tint}" stroke="{ink}"')
    label = (
        _text(claim.label, disc.at.x, disc.at.y + 3.6, "middle", ink=ink, size=10.5, weight=600) if pitch > 19 else ""
    )
    return _linked(claim.key, f"C-{claim.label}: {claim.text}", shape + label, link_of)


def _mark(mark: Mark, link_of: LinkOf) -> str:
    box, claim = mark.label, mark.claim
    ink = INKS.get(claim.relation, LONE_INK)
    middle = Point((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    line = (
        f'<path d="M{mark.at.x:g} {mark.at.y:g}L{middle.x:g} {middle.y:g}" stroke="{ink}" stroke-width="0.75"'
        ' opacity="0.5"/>'
    )
    tint = TINTS.get(claim.relation, LONE_TINT)
    dashes = ' stroke-dasharray="3 2"' if claim.relation == Relation.MIXED else ""
    rect = (
        f'<rect x="{box.left:g}" y="{box.top:g}" width="{box.right - box.left:g}" height="{box.bottom - box.top:g}"'
        f' rx="{0 if claim.relation == Relation.DISAGREE else 8}" fill="{tint}" stroke="{ink}"{dashes}/>'
    )
    label = _text(claim.label, middle.x, middle.y + 3.6, "middle", ink=ink, size=10.5, weight=600)
    return _linked(claim.key, f"C-{claim.label}: {claim.text}", line + rect + label, link_of)


def _star(at: Point) -> str:
    look = f'fill="{INK}" stroke="{SURFACE}" stroke-width="2"'
    return f'<circle cx="{at.x:g}" cy="{at.y:g}" r="{AUTHOR_RADIUS - 2:g}" {look}/>'


def _shape(relation: Relation | None, at: Point, radius: float, look: str) -> str:
    if relation == Relation.DISAGREE:
        side = radius * 0.92
        return (
            f'<rect x="{at.x - side:g}" y="{at.y - side:g}" width="{2 * side:g}" height="{2 * side:g}" rx="2" {look}'
            ' stroke-width="1.5"/>'
        )
    if relation == Relation.MIXED:
        path = f"M{at.x:g} {at.y - radius:g}l{radius:g} {radius:g}l-{radius:g} {radius:g}l-{radius:g} -{radius:g}Z"
        return f'<path d="{path}" {look} stroke-width="1.5"/>'
    return f'<circle cx="{at.x:g}" cy="{at.y:g}" r="{radius:g}" {look} stroke-width="1.5"/>'


def _legend(left: float, baseline: float) -> str:
    parts = []
    for place, (relation, word) in enumerate(LEGEND):
        x = left + place * 92
        look = f'fill="{SURFACE}" stroke="{INKS[relation]}"'
        parts += [_shape(relation, Point(x + 6, baseline - 4), 6, look), _text(word, x + 18, baseline)]
    return "".join(parts)


def _linked(key: str, said: str, drawn: str, link_of: LinkOf) -> str:
    named = f"<title>{_clean(said)}</title>{drawn}"
    link = link_of(key)
    if not link:
        return f"<g>{named}</g>"
    return f'<a class="picture__claim" href="{escape(link)}" aria-label="{_clean(said)}">{named}</a>'


def _text(  # noqa: PLR0913 - keyword-only but for where it stands
    words: str,
    x: float,
    y: float,
    anchor: str = "start",
    *,
    ink: str = MUTED,
    size: float = 12,
    weight: int = 400,
    turned: bool = False,
) -> str:
    turn = f' transform="rotate(-90 {x:g} {y:g})"' if turned else ""
    look = f'text-anchor="{anchor}" font-size="{size:g}" font-weight="{weight}" fill="{ink}"'
    return f'<text x="{x:g}" y="{y:g}" {look}{turn}>{_clean(words)}</text>'


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2 + 4.5


def _short(name: str) -> str:
    """Return the last word of a person's name, which is enough where the whole stands on the axis."""
    last = name.rsplit(" ", 1)[-1]
    short = last if last[:1].isupper() else name
    return short if len(short) <= SHORT else f"{short[: SHORT - 1]}…"


def _clean(text: str) -> str:
    return escape(FORBIDDEN.sub("", text))
