"""The passages of every author that bear on a worded claim, best first.

    fused = z(cosine) + z(centred cosine) + 0.5 z(tf-idf cosine)

Starting from the wording works where pairing sentences blindly does not: on two labelled sets the
fused score beats the cosine alone clearly (docs/algorithms/agreement.md has the figures).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from agreement.domain.calibration import PASSAGE, SPEAKS, logistic
from agreement.domain.pairing import shared_words
from agreement.domain.reasons import Reason, Worded, reasons_for
from agreement.domain.similarity import LEXICAL_WEIGHT, StatementIndex, standardise, unit_rows
from agreement.domain.terms import terms_of
from agreement.errors import MismatchedRowsError


@dataclass(frozen=True)
class RankedStatement:
    """A statement that may bear on a claim, and why.

    `score` is the fused score in standard deviations over all statements, 0 being the average
    one; `cosine`, `centred` (-1 to 1) and `lexical` (0 to 1) are its parts; `shared` the words
    that it shares with the claim, as the statement writes them, the rarest first. `probability`
    (0 to 1) is calibrated and does not depend on how many statements there are; `reasons` is what
    a reader can check in the two texts.
    """

    statement: int
    author: str
    rank: int
    score: float
    cosine: float
    centred: float
    lexical: float
    shared: tuple[str, ...]
    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class AuthorFinding:
    """What an author's statements say on a claim: the best `passages`, best first.

    `speaks` (0 to 1) is the calibrated probability that the author says anything on the claim,
    for or against it: a low one is a reason to ask whether the author is silent.
    """

    author: str
    speaks: float
    passages: tuple[RankedStatement, ...]


def find_evidence(
    index: StatementIndex, claim: str, vector: npt.ArrayLike, *, top: int = 5
) -> dict[str, tuple[RankedStatement, ...]]:
    """Return each author's `top` statements for a claim, best first: the passages of `find_passages`."""
    return {author: found.passages for author, found in find_passages(index, claim, vector, top=top).items()}


def find_passages(
    index: StatementIndex, claim: str, vector: npt.ArrayLike, *, top: int = 5
) -> dict[str, AuthorFinding]:
    """Return what each author's statements say on a claim; authors in alphabetical order.

    `vector` is the claim's vector, [d], by the same model as the index. The z of each view is
    taken over all statements of the index, so scores of two authors compare. Equal scores rank by
    id. Every author of the index is in the result: that a passage ranks first does not say that
    it speaks to the claim. Raises `MismatchedRowsError` for a vector of another dimension.
    O(n d).
    """
    views = _views(index, claim, vector)
    rows_of: dict[str, list[int]] = {}
    for row in np.argsort(-views.fused, kind="stable").tolist():
        rows_of.setdefault(index.statements[row].author, []).append(row)
    return {
        author: AuthorFinding(
            author=author,
            speaks=SPEAKS.probability({"best": float(views.log_odds[rows_of[author]].max())}),
            passages=tuple(_ranked(index, views, row, rank) for rank, row in enumerate(rows_of[author][:top], start=1)),
        )
        for author in sorted(rows_of)
    }


@dataclass(frozen=True, eq=False)
class _Views:
    """The views of one claim over all rows, float [n] each, and the claim's terms."""

    claim: Worded
    cosine: npt.NDArray[np.float32]
    centred: npt.NDArray[np.float32]
    lexical: npt.NDArray[np.float32]
    fused: npt.NDArray[np.float64]
    log_odds: npt.NDArray[np.float64]


def _views(index: StatementIndex, claim: str, vector: npt.ArrayLike) -> _Views:
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
    log_odds = PASSAGE.base + PASSAGE.weights["centred"] * centred + PASSAGE.weights["lexical"] * lexical
    return _Views(Worded(claim, terms), cosine, centred, lexical, fused, log_odds)


def _ranked(index: StatementIndex, views: _Views, row: int, rank: int) -> RankedStatement:
    statement = index.statements[row]
    written = Worded(statement.text, index.terms[row])
    return RankedStatement(
        statement=statement.id,
        author=statement.author,
        rank=rank,
        score=float(views.fused[row]),
        cosine=float(views.cosine[row]),
        centred=float(views.centred[row]),
        lexical=float(views.lexical[row]),
        shared=shared_words(index, row, views.claim.terms),
        probability=logistic(float(views.log_odds[row])),
        reasons=reasons_for(views.claim, written, index.weights.rarity, index.folding),
    )
