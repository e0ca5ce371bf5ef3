"""The words of a text with their offsets, numbered so that two texts can be compared as arrays of integers."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

# Scripts that part no words (Chinese, Japanese, Thai, Lao, Burmese, Khmer) and pictures: one token a character.
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2190-\u2bff\u3005-\u3007\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
# Vowel signs and accents that Python's \w leaves out, though they stand inside of words.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff"
)
_LETTER = rf"(?:(?![{_SINGLE}])[\w{_MARKS}])"
_TOKEN = re.compile(rf"[{_SINGLE}]|{_LETTER}+(?:['’]{_LETTER}+)*")


@dataclass(frozen=True)
class Words:
    """The words of one text in order: `text[starts[i]:ends[i]]` is word i, and equal `numbers` are equal words.

    Equal means the same letters whatever their case and the form of the apostrophe. Punctuation is no word.
    All three arrays have one entry a word.
    """

    starts: Integers
    ends: Integers
    numbers: Integers

    def __len__(self) -> int:
        return len(self.numbers)

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Return the words that overlap `text[start:end]` as a range of indexes, end exclusive; empty if none do."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return first, max(first, last)


def number_words(*texts: str) -> tuple[Words, ...]:
    """Return the words of each text, numbered alike in all of them. Linear in the length of the texts."""
    known: dict[str, int] = {}
    return tuple(_read(text, known) for text in texts)


def _read(text: str, known: dict[str, int]) -> Words:
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    for match in _TOKEN.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        numbers.append(known.setdefault(match.group().casefold().replace("’", "'"), len(known)))
    return Words(*(np.array(column, dtype=np.int64) for column in (starts, ends, numbers)))
