"""The small picture by which a link to a map is shown elsewhere: its upper part, around the lead."""

from __future__ import annotations

from arguments.domain.drawing.layout import MapLayout
from arguments.domain.drawing.svg import GROUND

WIDTH, HEIGHT = 1200, 630
"""Pixels; what sites show links with (Open Graph)."""
SMALLEST, LARGEST = 0.6, 1.4


def preview_svg(svg: str, layout: MapLayout) -> str:
    """Return a picture of `WIDTH` by `HEIGHT` of the drawing, whole where it stays readable, else its top."""
    scale = max(SMALLEST, min(WIDTH / max(layout.width, 1), HEIGHT / max(layout.height, 1), LARGEST))
    across, down = WIDTH / scale, HEIGHT / scale
    lead = next(iter(layout.cards.values()), None)
    middle = lead.x + lead.width / 2 if lead else layout.width / 2
    left = (layout.width - across) / 2
    if layout.width > across:
        left = min(max(0, middle - across / 2), layout.width - across)
    top = min(0, (layout.height - down) / 2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="{left:g} {top:g} {across:g} {down:g}">'
        f'<rect x="{left:g}" y="{top:g}" width="{across:g}" height="{down:g}" fill="{GROUND}"/>{svg}</svg>'
    )
