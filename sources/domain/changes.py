"""What differs between two wordings of a passage, by words."""

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from sources.domain.tokens import Words, number_words


@dataclass(frozen=True)
class ChangedPiece:
    """A run of text that both wordings share, or that only the one it belongs to has (`differs`)."""

    text: str
    differs: bool


@dataclass(frozen=True)
class WordChanges:
    """Both wordings cut into pieces; joined, the pieces of a side are that side's text."""

    old: tuple[ChangedPiece, ...]
    new: tuple[ChangedPiece, ...]

    @property
    def are_none(self) -> bool:
        """Whether no word differs; punctuation and capitals may."""
        return not any(piece.differs for piece in (*self.old, *self.new))


def word_changes(old: str, new: str) -> WordChanges:
    """Return which words differ between two wordings: those outside of their longest common subsequence.

    Case, punctuation and white space do not count. The time grows with the product of the lengths over 64: for
    passages and their surroundings, not for whole texts.
    """
    one, other = number_words(old, new)
    blocks = [
        block
        for block in Indel.opcodes(one.numbers.tolist(), other.numbers.tolist()).as_matching_blocks()
        if block.size
    ]
    return WordChanges(
        old=_cut(old, one, [(block.a, block.a + block.size) for block in blocks]),
        new=_cut(new, other, [(block.b, block.b + block.size) for block in blocks]),
    )


def _cut(text: str, words: Words, same: list[tuple[int, int]]) -> tuple[ChangedPiece, ...]:
    """Return the text in pieces: words in the ranges `same` are shared, what stands between words goes with them."""
    borders, differing = [0], []
    for (_, end), (start, _) in pairwise([(0, 0), *same, (len(words), len(words))]):
        if start > end:
            borders += [int(words.starts[end]), int(words.ends[start - 1])]
            differing.append(int(words.starts[end]))
    borders.append(len(text))
    return tuple(
        ChangedPiece(text[start:end], differs=start in differing) for start, end in pairwise(borders) if start < end
    )
