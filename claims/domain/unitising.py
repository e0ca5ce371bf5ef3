"""Agreement on where passages are, not only on what they say: the unitised alphas.

Krippendorff, Mathet, Bouvry and Widlöcher (2016), "On the reliability of unitizing textual continua: Further
developments", Quality & Quantity 50:2347-2364. A text is a continuum that each coder cuts into units (what he marked)
and gaps (what lies between). Definitions and cases: docs/algorithms/intercoder-agreement.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from claims.domain.bootstrap import RESAMPLES, Estimate, draw_counts, interval_of
from claims.domain.intercoder import Floats, quotient_of

GAP = 0
"""Place of the gaps among the values."""


@dataclass(frozen=True)
class Unit:
    """A span that a coder marked, in code points (start inclusive, end exclusive), and what he made of it."""

    start: int
    end: int
    value: Hashable = "marked"


@dataclass(frozen=True)
class Continuum:
    """A text as several coders cut it.

    `length` is in code points, `coders` has each one's units, which must not overlap (see `merge_units`). `breaks` are
    offsets at which the text may be cut into pieces for resampling, such as the ends of paragraphs; a piece is never
    cut inside of a unit.
    """

    length: int
    coders: tuple[tuple[Unit, ...], ...]
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class UnitTable:
    """What the coefficients need of continua, summed by piece of text so that pieces can be resampled.

    `coincidences` is [pieces, values, values]: code points in which two coders gave these values, value 0 being the
    gap. `own` is [pieces, values]: what a unit or gap could be paired with of itself, taken from chance. `meeting` is
    the same for the parts in which units meet. All three are over m - 1 coders as in the paper.
    """

    coincidences: Floats
    own: Floats
    meeting: Floats

    @cached_property
    def ones(self) -> Floats:
        """Every piece once."""
        return np.ones(len(self.coincidences))


def merge_units(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return the units of one coder in order, with those that touch or overlap as one of the value `marked`.

    This is what the question "did he mark this character at all" needs; empty units vanish.
    """
    merged: list[Unit] = []
    for unit in sorted(units, key=lambda one: (one.start, one.end)):
        if unit.end <= unit.start:
            continue
        if merged and unit.start <= merged[-1].end:
            merged[-1] = Unit(merged[-1].start, max(merged[-1].end, unit.end))
        else:
            merged.append(Unit(unit.start, unit.end))
    return tuple(merged)


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its edges; (start, start) if there is nothing else."""
    words = text[start:end]
    inner = words.strip()
    if not inner:
        return (start, start)
    first = start + words.index(inner[0])
    return (first, first + len(inner))


def unit_table(continua: Sequence[Continuum]) -> UnitTable:
    """Return the table of the texts laid end to end; each has two coders or more, not always the same.

    Raises ValueError for overlapping units of a coder, units outside of the text, or fewer than two coders.
    """
    values = sorted({unit.value for text in continua for units in text.coders for unit in units}, key=str)
    places: dict[Hashable, int] = {value: place for place, value in enumerate(values, start=GAP + 1)}
    pieces = [
        _measure(piece, places)
        for text in continua
        for piece in _pieces(text, [_segments(units, text.length, places) for units in text.coders])
    ]
    size = len(places) + 1
    return UnitTable(
        coincidences=np.array([piece[0] for piece in pieces]).reshape(-1, size, size),
        own=np.array([piece[1] for piece in pieces]).reshape(-1, size),
        meeting=np.array([piece[2] for piece in pieces]).reshape(-1, size),
    )


def unitised_alpha(table: UnitTable, weights: Floats) -> Floats:
    """Return u-alpha: agreement on where units are and on their values together, gaps counting as a value."""
    observed, own = _sums(table, weights, table.own)
    margins, total = observed.sum(axis=-1), observed.sum(axis=(-2, -1))
    apart = total - np.trace(observed, axis1=-2, axis2=-1)
    room = total**2 - own.sum(axis=-1)
    chance = total * (room - ((margins**2).sum(axis=-1) - own.sum(axis=-1)))
    return 1 - quotient_of(apart * room, chance)


def binary_alpha(table: UnitTable, weights: Floats) -> Floats:
    """Return |u-alpha: agreement on what is marked at all, whatever was made of it.

    Undefined where nobody left a gap or nobody marked anything.
    """
    observed, own = _sums(table, weights, table.own)
    margins, total = observed.sum(axis=-1), observed.sum(axis=(-2, -1))
    apart = margins[..., GAP] - observed[..., GAP, GAP]
    room = total**2 - own.sum(axis=-1)
    chance = total * margins[..., GAP] * (total - margins[..., GAP])
    return 1 - quotient_of(apart * room, chance)


def coding_alpha(table: UnitTable, weights: Floats) -> Floats:
    """Return cu-alpha: agreement on the values where units of two coders meet, whatever lies outside of them.

    Undefined where no units meet, or where all that meet have one value.
    """
    observed, own = _sums(table, weights, table.meeting)
    observed, own = observed[..., GAP + 1 :, GAP + 1 :], own[..., GAP + 1 :]
    margins, total = observed.sum(axis=-1), observed.sum(axis=(-2, -1))
    apart = total - np.trace(observed, axis1=-2, axis2=-1)
    room = total - quotient_of(own.sum(axis=-1), total)
    chance = total * room - ((margins**2).sum(axis=-1) - own.sum(axis=-1))
    return 1 - quotient_of(apart * room, chance)


def estimate_binary(table: UnitTable, *, seed: int, resamples: int = RESAMPLES) -> Estimate:
    """Return |u-alpha with the percentile interval of resampled pieces of text; `items` is the number of pieces."""
    value = float(binary_alpha(table, table.ones)) if len(table.coincidences) else float("nan")
    return interval_of(
        None if np.isnan(value) else value,
        lambda: binary_alpha(table, draw_counts(len(table.coincidences), seed, resamples)),
        items=len(table.coincidences),
    )


@dataclass(frozen=True)
class _Segment:
    start: int
    end: int
    place: int

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def own(self) -> int:
        """Pairs of its own points: a unit is one thing, a gap has no structure and its points stand each alone."""
        return self.length if self.place == GAP else self.length**2


def _segments(units: Sequence[Unit], length: int, places: dict[Hashable, int]) -> list[_Segment]:
    """Return units and gaps of one coder from start to end of the text."""
    found: list[_Segment] = []
    at = 0
    for unit in sorted(units, key=lambda one: one.start):
        if not at <= unit.start < unit.end <= length:
            raise ValueError(f"the unit {unit.start}-{unit.end} overlaps another or leaves the text")
        if unit.start > at:
            found.append(_Segment(at, unit.start, GAP))
        found.append(_Segment(unit.start, unit.end, places[unit.value]))
        at = unit.end
    if at < length:
        found.append(_Segment(at, length, GAP))
    return found


def _pieces(text: Continuum, coders: list[list[_Segment]]) -> list[list[list[_Segment]]]:
    """Return the coders' segments by piece of text: gaps are cut at the breaks, units never are."""
    if len(coders) < 2:
        raise ValueError("agreement needs two coders")
    marked = merge_units(unit for units in text.coders for unit in units)
    starts = [unit.start for unit in marked]
    edges = [0]
    for at in sorted({*text.breaks}):
        place = bisect_left(starts, at) - 1
        if 0 < at < text.length and (place < 0 or marked[place].end <= at):
            edges.append(at)
    edges.append(text.length)
    ends = [[segment.end for segment in segments] for segments in coders]
    return [
        [_between(segments, of_coder, first, last) for segments, of_coder in zip(coders, ends, strict=True)]
        for first, last in pairwise(edges)
        if last > first
    ]


def _between(segments: list[_Segment], ends: list[int], first: int, last: int) -> list[_Segment]:
    """Return the parts of the segments that lie in the piece; `ends` are their ends, for the search."""
    found = []
    for segment in segments[bisect_right(ends, first) :]:
        if segment.start >= last:
            break
        found.append(_Segment(max(segment.start, first), min(segment.end, last), segment.place))
    return found


def _measure(coders: list[list[_Segment]], places: dict[Hashable, int]) -> tuple[Floats, Floats, Floats]:
    size = len(places) + 1
    coincidences, own, meeting = np.zeros((size, size)), np.zeros(size), np.zeros(size)
    for number, segments in enumerate(coders):
        for segment in segments:
            own[segment.place] += segment.own
        for other_number, others in enumerate(coders):
            if other_number != number:
                _meet(segments, others, coincidences, meeting)
    return coincidences / (len(coders) - 1), own, meeting / (len(coders) - 1)


def _meet(segments: list[_Segment], others: list[_Segment], coincidences: Floats, meeting: Floats) -> None:
    """Add the lengths in which one coder's segments meet another's, walking both once."""
    at = 0
    for segment in segments:
        shared = 0
        while at < len(others) and others[at].end <= segment.start:
            at += 1
        place = at
        while place < len(others) and others[place].start < segment.end:
            other = others[place]
            length = min(segment.end, other.end) - max(segment.start, other.start)
            coincidences[segment.place, other.place] += length
            shared += length if other.place != GAP else 0
            place += 1
        if segment.place != GAP:
            meeting[segment.place] += shared**2


def _sums(table: UnitTable, weights: Floats, own: Floats) -> tuple[Floats, Floats]:
    sums: Floats = np.tensordot(weights, table.coincidences, axes=(-1, 0))
    return sums, weights @ own
