"""The marks that a drawing is made of, read from its SVG, for printers that know no SVG.

Only what `svg.py` writes is understood: rectangles, paths, circles, texts and groups that move them. Anything else is
an error and not a hole in the printed map; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree

from arguments.domain.drawing.curves import Segment, circle_segments, moved, path_segments, rectangle_segments

SPACE = "{http://www.w3.org/2000/svg}"
INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-opacity", "fill-opacity")
NO_PAINT = ("", "none", "transparent")
MOVE = re.compile(r"translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)")
SILENT = ("title", "desc", "defs")

Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class UnknownMarkError(ValueError):
    """The SVG has something that is not known here."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a form is filled and outlined: colours as "#rrggbb" or "" for none, opacities from 0 to 1."""

    fill: str = "#000000"
    stroke: str = ""
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    is_round: bool = False
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Form:
    """A closed or open outline in CSS pixels, y downwards."""

    segments: tuple[Segment, ...]
    ink: Ink

    @property
    def bounds(self) -> Bounds:
        """Around all points, control points too."""
        xs = [x for segment in self.segments for x in segment.points[::2]] or [0.0]
        ys = [y for segment in self.segments for y in segment.points[1::2]] or [0.0]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text: `x` is where it starts, or its middle if `is_centred`; `length` is how long it is to be."""

    text: str
    x: float
    baseline: float
    size: float
    weight: int
    colour: str
    length: float | None = None
    is_centred: bool = False

    @property
    def bounds(self) -> Bounds:
        """Its box, the width guessed where no length is given."""
        width = self.length if self.length is not None else len(self.text) * self.size
        left = self.x - width / 2 if self.is_centred else self.x
        return left, self.baseline - self.size, left + width, self.baseline + self.size / 3


Mark = Form | Label


def read_marks(svg: str) -> Iterator[Mark]:
    """Yield the marks of a drawing in the order in which they cover each other.

    Raises `UnknownMarkError` for an element, transformation or path command that `svg.py` does not write.
    """
    root = ElementTree.fromstring(svg)
    pending: list[tuple[Any, Mapping[str, str], float, float]] = [(root, {}, 0.0, 0.0)]
    while pending:
        element, inherited, x, y = pending.pop()
        name = str(element.tag).removeprefix(SPACE)
        style = {**inherited, **{key: element.attrib[key] for key in INHERITED if key in element.attrib}}
        x, y = _moved(element, x, y)
        if name in ("svg", "g", "a"):
            pending += [(child, style, x, y) for child in reversed(element)]
        elif name == "text":
            yield _label(element, style, x, y)
        elif name not in SILENT:
            yield Form(moved(_segments(name, element.attrib), x, y), _ink(style))


def _moved(element: Any, x: float, y: float) -> tuple[float, float]:  # noqa: ANN401 - an element of a parsed tree
    transform = element.get("transform")
    if not transform:
        return x, y
    found = MOVE.fullmatch(transform)
    if found is None:
        raise UnknownMarkError(f"The transformation {transform} is not known.")
    return x + float(found[1]), y + float(found[2])


def _segments(name: str, given: Mapping[str, str]) -> tuple[Segment, ...]:
    def number(key: str) -> float:
        return float(given.get(key, 0))

    if name == "rect":
        return rectangle_segments(number("x"), number("y"), number("width"), number("height"), number("rx"))
    if name == "circle":
        return circle_segments(number("cx"), number("cy"), number("r"))
    if name == "path":
        return path_segments(given["d"])
    raise UnknownMarkError(f"The element {name} is not known.")


def _ink(style: Mapping[str, str]) -> Ink:
    return Ink(
        fill=_colour(style.get("fill", "#000000")),
        stroke=_colour(style.get("stroke", "")),
        width=float(style.get("stroke-width", 1)),
        dashes=tuple(float(part) for part in style.get("stroke-dasharray", "").replace(",", " ").split()),
        is_round=style.get("stroke-linecap") == "round",
        fill_opacity=float(style.get("fill-opacity", 1)),
        stroke_opacity=float(style.get("stroke-opacity", 1)),
    )


def _colour(value: str) -> str:
    if value in NO_PAINT:
        return ""
    if re.fullmatch("#[0-9a-fA-F]{3}", value):
        return "#" + "".join(2 * digit for digit in value[1:])
    if not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise UnknownMarkError(f"The colour {value} is not known.")
    return value


def _label(element: Any, style: Mapping[str, str], x: float, y: float) -> Label:  # noqa: ANN401 - as above
    length = element.get("textLength")
    return Label(
        text="".join(element.itertext()),
        x=x + float(element.get("x", 0)),
        baseline=y + float(element.get("y", 0)),
        size=float(element.get("font-size", 16)),
        weight=int(element.get("font-weight", 400)),
        colour=_colour(style.get("fill", "#000000")),
        length=float(length) if length else None,
        is_centred=element.get("text-anchor") == "middle",
    )
