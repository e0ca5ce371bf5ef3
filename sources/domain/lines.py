"""Raw lines to paragraphs: lines that a typewriter's margin broke are joined, others are kept apart."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.domain.characters import clean_characters, is_wide
from sources.domain.document import Draft
from sources.domain.prose import BULLET, NUMBERED, ends_sentence

# Text broken at a margin has lines of 60 to 80 characters, seldom 100; a longer line was not broken.
WRAP_WIDTH_MAX = 110
# Below it lines are headings, speech or verse: too short for a page's margin.
WRAP_WIDTH_MIN = 40
# In text broken greedily, the first word of a line did not fit on the line before. Ragged lines, by
# hand or by hyphenation, leave some room.
WRAP_SLACK = 6
# Share of line pairs that must be full, and share that must go on in mid-sentence, for a text to
# count as broken at a margin. English prose measures 0.95 and 0.75; one paragraph a line measures
# 0.1 and 0.0.
WRAP_FULL_SHARE = 0.6
WRAP_CONTINUED_SHARE = 0.4

_LINE_END = re.compile("\r\n|\r|\n")
_INNER_LINE_END = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SOFT_HYPHEN_AT_END = re.compile("\u00ad\\s*$")


@dataclass(frozen=True)
class _Line:
    number: int
    text: str
    soft_hyphen: bool


def split_paragraphs(raw: str) -> list[Draft]:
    """Return the paragraphs of a raw text, cleaned, none empty, with their raw line numbers.

    Blank lines (also of non-breaking spaces only) part paragraphs. Without blank lines every line is
    a paragraph of its own, unless the text is visibly broken at a margin: then its lines are joined
    by a space. A hyphen at the end of a joined line stays; a soft hyphen goes.
    """
    runs = list(_runs(raw))
    width = _wrap_width(runs)
    drafts = []
    for run in runs:
        part = [run[0]]
        for before, line in pairwise(run):
            if before.soft_hyphen or _joins(before.text, line.text, width):
                part.append(line)
            else:
                drafts.append(_draft(part))
                part = [line]
        drafts.append(_draft(part))
    return drafts


def _runs(raw: str) -> Iterator[list[_Line]]:
    """Yield the runs of lines between blank ones."""
    run: list[_Line] = []
    for number, raw_line in enumerate(_LINE_END.split(raw), start=1):
        for piece in _INNER_LINE_END.split(raw_line):
            text = clean_characters(piece)
            if text:
                run.append(_Line(number, text, _SOFT_HYPHEN_AT_END.search(piece) is not None))
            elif run:
                yield run
                run = []
    if run:
        yield run


def _wrap_width(runs: Sequence[Sequence[_Line]]) -> int:
    """Return the margin at which the text was broken, in characters, or 0 when it was not."""
    pairs = [
        (before.text, line.text)
        for run in runs
        for before, line in pairwise(run)
        if len(before.text) <= WRAP_WIDTH_MAX and len(line.text) <= WRAP_WIDTH_MAX
    ]
    width = max((len(before) for before, _ in pairs if " " in before or is_wide(before[0])), default=0)
    if width < WRAP_WIDTH_MIN:
        return 0
    full = sum(_is_full(before, line, width) for before, line in pairs)
    continued = sum(_continues(before, line) for before, line in pairs)
    wrapped = full >= WRAP_FULL_SHARE * len(pairs) and continued >= WRAP_CONTINUED_SHARE * len(pairs)
    return width if wrapped else 0


def _joins(before: str, line: str, width: int) -> bool:
    if not width or len(before) > WRAP_WIDTH_MAX or BULLET.match(line) or NUMBERED.match(line):
        return False
    return _is_full(before, line, width) or _continues(before, line)


def _is_full(before: str, line: str, width: int) -> bool:
    first_word = 1 if is_wide(line[0]) else len(line.split(" ", 1)[0]) + 1
    return len(before) + first_word > width - WRAP_SLACK


def _continues(before: str, line: str) -> bool:
    """Say whether the line goes on with the sentence of the line before."""
    in_mid_sentence = not ends_sentence(before)
    return in_mid_sentence and line[0].isalpha() and not (line[0].isupper() or line[0].istitle())


def _draft(lines: Sequence[_Line]) -> Draft:
    text = lines[0].text
    for before, line in pairwise(lines):
        hyphenated = re.search(r"[^\W\d_]-$", before.text) and line.text[0].islower()
        glued = before.soft_hyphen or hyphenated or (is_wide(before.text[-1]) and is_wide(line.text[0]))
        text += line.text if glued else f" {line.text}"
    # A line may begin with an accent that belongs on the letter before it.
    return Draft(unicodedata.normalize("NFC", text), lines[0].number, lines[-1].number)
