"""The lines of a column to paragraphs, by what a typesetter does to show them: room, indents, unfilled lines, type."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sources.domain.page_words import CONTENTS_LINE
from sources.domain.printed.lines import Line, half_points
from sources.domain.prose import BULLET, NUMBERED, ends_sentence

# More room than this share of the usual distance between lines parts paragraphs.
_ROOM = 1.3
# Type that differs by less is the same type, scaled.
_SAME_SIZE = 0.08
# Headings are set in type larger by this share at least.
LARGER = 1.12
# An indent has half an em at least; what begins further in than six stands beside the text.
_INDENT_FROM, _INDENT_TO = 0.5, 6.0
# The next word would have fitted with so much room left: somebody ended the line there.
_SPARE_EMS = 1.0
# Share of an em that letters are wide, on average.
_LETTER_WIDTH = 0.5
_HANGING_LINES_MIN = 3
# Lines of one margin begin within so many points.
_MARGIN_STEP = 3.0


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together.

    `full` says that the last line reaches the margin, so that the text may go on elsewhere; `indented` that the first
    one begins behind the margin.
    """

    lines: tuple[Line, ...]
    full: bool
    indented: bool
    inset: bool = False

    @property
    def size(self) -> float:
        """Size of most of its type."""
        return median(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)


def paragraphs(lines: Sequence[Line], body: float) -> list[Paragraph]:
    """Return the paragraphs of a column's lines from top to bottom; `body` is the size of the document's main type."""
    column_left, column_right = _margins(lines)
    found = []
    for run in _runs(lines):
        heading = run[0].size >= LARGER * body or (run[0].bold and len(run) <= 3)
        pieces = [run] if heading and len(run) <= 4 else list(_cut(run))
        inset = (
            len(run) > 1
            and min(line.left for line in run) > column_left + 1.2 * body
            and max(line.right for line in run) < column_right - body
        )
        for piece in pieces:
            left, right = min(line.left for line in run), max(line.right for line in run)
            found.append(
                Paragraph(
                    lines=tuple(piece),
                    full=piece[-1].right >= right - 1.5 * piece[-1].size,
                    indented=piece[0].left > left + _INDENT_FROM * piece[0].size,
                    inset=inset and not heading,
                )
            )
    return found


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Return where most of the column's letters begin and the furthest that those lines reach."""
    letters: Counter[int] = Counter()
    for line in lines:
        letters[round(line.left / _MARGIN_STEP)] += len(line.text)
    if not letters:
        return 0.0, 0.0
    step = max(letters, key=lambda place: (letters[place], -place))
    return step * _MARGIN_STEP, max(line.right for line in lines if round(line.left / _MARGIN_STEP) == step)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines of one type without more room between them than usual."""
    distances = [above.bottom - below.bottom for above, below in pairwise(lines) if above.bottom > below.bottom]
    usual = median(distances) if distances else 0.0
    run: list[Line] = []
    for line in lines:
        if run and _parts(run[-1], line, usual):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _parts(above: Line, below: Line, usual: float) -> bool:
    larger = max(above.size, below.size)
    if abs(above.size - below.size) > _SAME_SIZE * larger or above.bold is not below.bold:
        return True
    allowed = _ROOM * max(min(usual, 2.5 * larger), 1.15 * larger)
    return above.bottom - below.bottom > allowed


def _cut(run: Sequence[Line]) -> Iterator[list[Line]]:
    left, right = min(line.left for line in run), max(line.right for line in run)
    indents = [_is_indented(line, left) for line in run]
    hanging = sum(indents) > len(run) / 2 and _hangs(run, indents)
    part = [run[0]]
    for index, line in enumerate(run[1:], start=1):
        if hanging:
            new = not indents[index]
        else:
            new = _begins_anew(run[index - 1], line, right, indented=indents[index] and not indents[index - 1])
        if new:
            yield part
            part = []
        part.append(line)
    yield part


def _hangs(run: Sequence[Line], indents: Sequence[bool]) -> bool:
    """Say whether lines at the margin begin entries: then none of them goes on in mid-sentence with the next."""
    if len(run) < _HANGING_LINES_MIN or indents[0]:
        return False
    return not any(
        not indents[index] and not indents[index + 1] and (above.hyphen or below.text[0].islower())
        for index, (above, below) in enumerate(pairwise(run))
    )


def _is_indented(line: Line, left: float) -> bool:
    return left + _INDENT_FROM * line.size < line.left < left + _INDENT_TO * line.size


def _begins_anew(above: Line, line: Line, right: float, *, indented: bool) -> bool:
    if BULLET.match(line.text) or CONTENTS_LINE.fullmatch(above.text):
        return True
    ended = ends_sentence(above.text)
    if indented and (ended or not line.text[0].islower()):
        # A line that goes on behind an unfinished full one hangs under it.
        return ended or above.right < right - 2 * above.size
    if not ended and (line.text[0].islower() or above.hyphen):
        return False
    first_word = line.text.split(" ", 1)[0]
    needed = (len(first_word) + 1) * _LETTER_WIDTH * line.size
    forced = above.right + needed < right - _SPARE_EMS * line.size
    return forced and (ended or NUMBERED.match(line.text) is not None or line.text[0].isupper())


def same_type(one: Paragraph, other: Paragraph) -> bool:
    """Say whether two paragraphs are set in one type, so that a text may go on from one to the other."""
    return half_points(one.size) == half_points(other.size) and one.bold is other.bold
