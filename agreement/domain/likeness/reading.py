"""How far each word of a claim is met by a statement: late interaction over the model's word pieces.

One vector a sentence blurs who did what to whom; the vectors of its word pieces, which the same model makes on the
way, keep it. Each piece of the claim looks for its best match in the statement, and the matches count by how rare the
piece is ("MaxSim": Khattab and Zaharia 2020, https://arxiv.org/abs/2004.12832; both ways and weighted by rarity:
Zhang et al. 2020, https://arxiv.org/abs/1904.09675). A statement is read behind the sentence before it, so that
"This aid" carries what it refers to, and only its own pieces count (late chunking: Günther et al. 2024,
https://arxiv.org/abs/2409.04701). Names of one thing are written alike first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from agreement.domain.likeness.terms import Folding, terms_of
from agreement.domain.wording.candidates import ARGUMENT, Statement

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class InContext:
    """A text to read and the sentence before it, "" if there is none."""

    before: str
    text: str


@dataclass(frozen=True, eq=False)
class WordVectors:
    """The word pieces of a text, ids [n], and their unit vectors, float32 [n, d]."""

    pieces: Ids
    vectors: Floats


Reader = Callable[[Sequence[InContext]], Sequence[WordVectors]]
"""Reads texts with a model, in the order given; the domain knows none."""


@dataclass(frozen=True, eq=False)
class Meeting:
    """How far a claim's pieces are met by each text, and each text's by the claim; [n], -1 to 1."""

    met: npt.NDArray[np.float64]
    returned: npt.NDArray[np.float64]


def sentences_before(statements: Sequence[tuple[Hashable, Statement]]) -> dict[int, str]:
    """Return the sentence that each statement follows in its text, by the statement's id; first ones are left out.

    Given are all statements with the text that they stand in, in reading order. A heading is no sentence to follow.
    """
    found: dict[int, str] = {}
    last: dict[Hashable, Statement] = {}
    for text, statement in statements:
        if text in last:
            found[statement.id] = last[text].text
        if statement.section == ARGUMENT and not statement.heading:
            last[text] = statement
    return found


def fold_text(text: str, folding: Folding) -> str:
    """Return the text with every alias written as the name that it folds into."""
    names = frozenset(folding.names.values())
    parts: list[str] = []
    position = 0
    for term in terms_of(text, folding):
        if term.key in names:
            parts += [text[position : term.start], term.key.title()]
            position = term.end
    return "".join([*parts, text[position:]])


def meet(claim: WordVectors, texts: Sequence[WordVectors], near: Sequence[int]) -> Meeting:
    """Return how far a claim and each text meet, piece by piece.

    `near` are the places of the texts around the claim that say what is common there: their mean piece is taken out of
    all vectors, and a piece counts ln((1 + n) / (1 + texts with it)). So the result does not depend on how much else
    there is to compare with. A text or claim without pieces, or without a rare one, meets nothing: 0.
    O(pieces of the claim times pieces of the texts times d).
    """
    empty = np.zeros(len(texts))
    lengths = np.array([len(text.pieces) for text in texts], dtype=np.intp)
    if not lengths.sum() or not len(claim.pieces):
        return Meeting(empty, empty.copy())
    pieces = np.concatenate([text.pieces for text in texts])
    vectors = np.concatenate([text.vectors for text in texts])
    owner = np.repeat(np.arange(len(texts)), lengths)
    beside = np.isin(owner, np.asarray(near, dtype=np.intp))
    mean = vectors[beside].mean(axis=0) if beside.any() else np.zeros(vectors.shape[1], dtype=np.float32)
    rarity = _rarity(claim.pieces, pieces, owner, beside, len(near))
    likeness = _unit(claim.vectors - mean) @ _unit(vectors - mean).T
    filled = np.flatnonzero(lengths)
    starts = np.concatenate([[0], np.cumsum(lengths[filled])[:-1]])
    met, returned = empty, empty.copy()
    met[filled] = _average(np.maximum.reduceat(likeness, starts, axis=1).T, rarity(claim.pieces))
    weights = rarity(pieces)
    total = np.add.reduceat(weights, starts)
    best = np.add.reduceat(weights * likeness.max(axis=0), starts)
    returned[filled] = np.divide(best, total, out=np.zeros_like(best), where=total > 0)
    return Meeting(met, returned)


def _rarity(
    claimed: Ids, pieces: Ids, owner: npt.NDArray[np.intp], beside: npt.NDArray[np.bool_], count: int
) -> Callable[[Ids], npt.NDArray[np.float64]]:
    """Return the function from pieces to their inverse document frequency among the texts beside the claim."""
    pairs = np.unique(np.stack([owner[beside], pieces[beside]]), axis=1)
    frequency = np.bincount(pairs[1], minlength=int(max(pieces.max(), claimed.max())) + 1)
    return lambda wanted: np.log((1 + count) / (1 + frequency[wanted]))


def _average(values: npt.NDArray[np.float32], weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    total = float(weights.sum())
    return np.asarray(values @ weights / total if total > 0 else np.zeros(len(values)), dtype=np.float64)


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-6), dtype=np.float32)
