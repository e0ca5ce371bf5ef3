"""The passages of every author that bear on a worded claim, best first.

    fused = z(cosine) + z(centred cosine) + 0.5 z(tf-idf cosine)

Starting from the wording works where pairing sentences blindly does not: on two labelled sets the
fused score beats the cosine alone clearly (docs/algorithms/agreement.md has the figures).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from agreement.domain.pairing import shared_words
from agreement.domain.similarity import LEXICAL_WEIGHT, StatementIndex, standardise, unit_rows
from agreement.domain.terms import terms_of
from agreement.errors import MismatchedRowsError


@dataclass(frozen=True)
class RankedStatement:
    """A statement that may bear on a claim, and why.

    `score` is the fused score in standard deviations over all statements, 0 being the average
    one; `cosine`, `centred` (-1 to 1) and `lexical` (0 to 1) are its parts; `shared` the words
    that it shares with the claim, as the statement writes them, the rarest first.
    """

    statement: int
    author: str
    rank: int
    score: float
    cosine: float
    centred: float
    lexical: float
    shared: tuple[str, ...]


def find_evidence(
    index: StatementIndex, claim: str, vector: npt.ArrayLike, *, top: int = 5
) -> dict[str, tuple[RankedStatement, ...]]:
    """Return each author's `top` statements for a claim, best first; authors in alphabetical order.

    `vector` is the claim's vector, [d], by the same model as the index. The z of each view is
    taken over all statements of the index, so scores of two authors compare. Equal scores rank by
    id. Every author of the index is in the result: that a passage ranks first does not say that
    it speaks to the claim. Raises `MismatchedRowsError` for a vector of another dimension.
    O(n d).
    """
    wanted = np.asarray(vector, dtype=np.float32)
    if wanted.shape != (index.vectors.shape[1],):
        message = f"The claim's vector has shape {wanted.shape}, the statements' {index.vectors.shape}."
        raise MismatchedRowsError(message)
    unit = unit_rows(wanted[None, :])
    terms = terms_of(claim, index.folding)
    cosine = (index.vectors @ unit.T)[:, 0]
    centred = (index.centred @ unit_rows(unit - index.mean).T)[:, 0]
    lexical = (index.weighted @ index.weights.rows([terms]).T).toarray()[:, 0]
    fused = standardise(cosine) + standardise(centred) + LEXICAL_WEIGHT * standardise(lexical)
    rows_of: dict[str, list[int]] = {}
    for row in np.argsort(-fused, kind="stable").tolist():
        rows_of.setdefault(index.statements[row].author, []).append(row)
    return {
        author: tuple(
            RankedStatement(
                statement=index.statements[row].id,
                author=author,
                rank=rank,
                score=float(fused[row]),
                cosine=float(cosine[row]),
                centred=float(centred[row]),
                lexical=float(lexical[row]),
                shared=shared_words(index, row, terms),
            )
            for rank, row in enumerate(rows_of[author][:top], start=1)
        )
        for author in sorted(rows_of)
    }
