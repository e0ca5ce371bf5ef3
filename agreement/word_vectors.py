"""Reads statements behind the sentence before them, word piece by word piece, and remembers what it has read."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from agreement.domain.likeness.reading import InContext, WordVectors
from agreement.engines import ReadText, read_texts

WORDS_BEFORE = 60
"""Words of the sentence before that are read: with more, the model's 256 word pieces might not reach the text."""
REMEMBERED = 4096
"""Texts kept in memory: at 30 word pieces in half precision each, some 95 MB."""


@dataclass(eq=False)
class PassageReader:
    """A reader for the finder; one serves a run over many claims, so that a statement is read once."""

    engine: str | None = None
    _known: OrderedDict[InContext, tuple[npt.NDArray[np.int64], npt.NDArray[np.float16]]] = field(
        default_factory=OrderedDict
    )

    def __call__(self, passages: Sequence[InContext]) -> list[WordVectors]:
        """Return the pieces of each passage's own text, in the order given."""
        missing = [passage for passage in dict.fromkeys(passages) if passage not in self._known]
        texts = [_joined(passage) for passage in missing]
        fresh = {
            passage: _own_pieces(passage, read)
            for passage, read in zip(missing, read_texts(texts, engine=self.engine), strict=True)
        }
        found = [fresh[each] if each in fresh else self._recall(each) for each in passages]
        for passage, words in fresh.items():
            self._known[passage] = (words.pieces, words.vectors.astype(np.float16))
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return found

    def _recall(self, passage: InContext) -> WordVectors:
        self._known.move_to_end(passage)
        pieces, vectors = self._known[passage]
        return WordVectors(pieces, vectors.astype(np.float32))


def _joined(passage: InContext) -> str:
    return f"{_before(passage)}{passage.text}"


def _before(passage: InContext) -> str:
    words = passage.before.split()[-WORDS_BEFORE:]
    return " ".join(words) + " " if words else ""


def _own_pieces(passage: InContext, read: ReadText) -> WordVectors:
    """Return the pieces that stand in the passage's own text, at length one; the model's own marks are left out."""
    start = len(_before(passage))
    own = (read.spans[:, 0] >= start) & (read.spans[:, 1] > read.spans[:, 0])
    vectors = read.vectors[own]
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return WordVectors(read.pieces[own], np.asarray(vectors / lengths, dtype=np.float32))
