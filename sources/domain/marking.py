"""Text cut where its sentences and marks begin and end, ready to be drawn.

Marks may overlap, so no nesting of elements fits them: the text is cut at every border, and each piece knows all marks
that cover it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `text[start:end]` to be marked for `key`; several stretches may share a key. Code points."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text without a border inside.

    `keys` are the marks that cover all of it, in the order of `Mark.start`; `beginning` and `ending` are those of
    them that begin with its first and end with its last character, so that a link can be put there.
    """

    start: int
    text: str
    keys: tuple[str, ...] = ()
    beginning: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Run:
    """A sentence, or what stands between two (`sentence` is None), as its pieces."""

    start: int
    sentence: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Sentence number `position`: `text[start:end]`, in code points."""

    position: int
    start: int
    end: int


def cut_block(  # noqa: PLR0913, PLR0917 - a text, its part, and the three kinds of borders in it
    text: str,
    start: int,
    end: int,
    sentences: Sequence[Span],
    marks: Iterable[Mark],
    breaks: Sequence[int] = (),
) -> tuple[Run, ...]:
    """Return `text[start:end]` as runs whose pieces, joined, are exactly that text.

    `sentences` are the ones that touch the block, in order and without overlap. Marks may overlap, reach beyond the
    block or not touch it; an empty mark is nothing. A piece begins at each of `breaks` that lies inside the block,
    where a page begins. O(n·m) at worst for n borders and m marks of the block.
    """
    inside = sorted(
        (mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end),
        key=lambda mark: (mark.start, mark.end, mark.key),
    )
    return tuple(
        Run(start=first, sentence=position, pieces=_pieces(text, first, last, inside, breaks))
        for position, first, last in _runs(start, end, sentences)
    )


def _runs(start: int, end: int, sentences: Sequence[Span]) -> Iterable[tuple[int | None, int, int]]:
    """Yield (sentence or None, start, end) so that the block is covered without a gap."""
    at = start
    for sentence in sentences:
        first, last = max(sentence.start, at), min(sentence.end, end)
        if first >= last:
            continue
        if at < first:
            yield None, at, first
        yield sentence.position, first, last
        at = last
    if at < end:
        yield None, at, end


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], breaks: Sequence[int]) -> tuple[Piece, ...]:
    touching = [mark for mark in marks if mark.start < end and mark.end > start] if marks else []
    if not touching and not breaks:
        return (Piece(start=start, text=text[start:end]),)
    borders = {start, end, *(place for place in breaks if start < place < end)}
    for mark in touching:
        borders.add(max(mark.start, start))
        borders.add(min(mark.end, end))
    ordered = sorted(borders)
    return tuple(_piece(text, first, last, touching) for first, last in pairwise(ordered))


def _piece(text: str, start: int, end: int, marks: Sequence[Mark]) -> Piece:
    covering = [mark for mark in marks if mark.start <= start and mark.end >= end]
    return Piece(
        start=start,
        text=text[start:end],
        keys=_unique(mark.key for mark in covering),
        beginning=_unique(mark.key for mark in covering if mark.start == start),
        ending=_unique(mark.key for mark in covering if mark.end == end),
    )


def _unique(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
