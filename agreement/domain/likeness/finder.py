"""The passages of every author that bear on a worded claim, best first, each with a calibrated probability.

1. Every statement: log-odds from its cosine and its tf-idf cosine with the claim, both measured against the statements
nearest to the claim, so that they mean the same in a workspace of 50 statements and of a million.  2. Each author's
best ones are read word by word (`reading`), if there is a reader, and ranked anew by four features.

Starting from the wording works where pairing sentences blindly does not; docs/algorithms/likeness.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from agreement.domain.likeness.calibration import PASSAGE, PASSAGE_READ, SPEAKS, Calibration, logistic
from agreement.domain.likeness.pairing import shared_words
from agreement.domain.likeness.reading import InContext, Reader, fold_text, meet
from agreement.domain.likeness.reasons import Reason, Worded, reasons_for
from agreement.domain.likeness.similarity import StatementIndex, standing_out
from agreement.domain.likeness.terms import terms_of

READ_OF_AUTHOR = 50
"""Statements of an author that are read word by word: among the first 50 the right one is nearly always."""
READ_AT_MOST = 600
"""Statements read for a claim over all authors, some four seconds; with many authors each gets fewer."""
LEAST_READ = 5

Column = npt.NDArray[np.float64]


@dataclass(frozen=True)
class RankedStatement:
    """A statement that may bear on a claim, and why.

    `score` is the log-odds that `probability` (0 to 1) comes from; `cosine`, `centred` (-1 to 1) and `lexical` (0 to
    1) are parts of it, the last two measured against what is near the claim; `met` and `returned` (-1 to 1) say how
    far the words of the claim are met by those of the statement and the other way round, None where nothing was read.
    `shared` are the words that it shares with the claim, as it writes them, the rarest first; `reasons` is what a
    reader can check in the two texts.
    """

    statement: int
    author: str
    rank: int
    score: float
    cosine: float
    centred: float
    lexical: float
    met: float | None
    returned: float | None
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
    index: StatementIndex, claim: str, vector: npt.ArrayLike, *, top: int = 5, reader: Reader | None = None
) -> dict[str, tuple[RankedStatement, ...]]:
    """Return each author's `top` statements for a claim, best first: the passages of `find_passages`."""
    found = find_passages(index, claim, vector, top=top, reader=reader)
    return {author: finding.passages for author, finding in found.items()}


def find_passages(
    index: StatementIndex, claim: str, vector: npt.ArrayLike, *, top: int = 5, reader: Reader | None = None
) -> dict[str, AuthorFinding]:
    """Return what each author's statements say on a claim; authors in alphabetical order.

    `vector` is the claim's vector, [d], by the same model as the index; `reader` reads the best statements again, with
    the claim, and may be slow. Every author of the index is in the result: that a passage ranks first does not say
    that it speaks to the claim. Equal scores rank by id. Raises `MismatchedRowsError` for a vector of another
    dimension. O(n d), and what the reader takes.
    """
    worded = Worded(claim, terms_of(claim, index.folding))
    views = _first_views(index, worded, vector)
    best = {author: rows[: max(top, _width(len(views.rows_of)))] for author, rows in views.rows_of.items()}
    if reader is not None:
        views = _read(index, worded, views, [row for rows in best.values() for row in rows], reader)
    return {author: _finding(index, worded, views, best[author], top) for author in sorted(best)}


def _finding(index: StatementIndex, claim: Worded, views: _Views, best: Sequence[int], top: int) -> AuthorFinding:
    """Return what the author of the `best` rows says on a claim."""
    author = index.statements[best[0]].author
    ranked = _by_score(views.score, best)
    signs = {
        "best_three": float(views.score[ranked[:3]].mean()),
        "centred": float(views.centred[views.rows_of[author]].max()),
    }
    return AuthorFinding(
        author=author,
        speaks=SPEAKS.probability(signs),
        passages=tuple(_ranked(index, claim, views, row, rank) for rank, row in enumerate(ranked[:top], start=1)),
    )


@dataclass(frozen=True, eq=False)
class _Views:
    """The views of one claim over all rows, [n] each; `near` are the rows nearest to it."""

    cosine: Column
    centred: Column
    lexical: Column
    score: Column
    near: Sequence[int]
    rows_of: dict[str, list[int]]
    met: Column | None = None
    returned: Column | None = None


def _first_views(index: StatementIndex, claim: Worded, vector: npt.ArrayLike) -> _Views:
    view = standing_out(index, claim.terms, vector)
    score = _log_odds(PASSAGE, centred=view.centred, lexical=view.lexical)
    rows_of: dict[str, list[int]] = {}
    for row in _by_score(score, range(len(score))):
        rows_of.setdefault(index.statements[row].author, []).append(row)
    return _Views(view.cosine, view.centred, view.lexical, score, view.near.tolist(), rows_of)


def _read(index: StatementIndex, claim: Worded, views: _Views, best: Sequence[int], reader: Reader) -> _Views:
    """Return the views with the `best` rows read word by word and scored anew."""
    rows = sorted({*best, *views.near})
    place = {row: at for at, row in enumerate(rows)}
    wanted, *texts = reader(
        [
            InContext("", fold_text(claim.text, index.folding)),
            *(
                InContext(
                    fold_text(index.statements[row].before, index.folding),
                    fold_text(index.statements[row].text, index.folding),
                )
                for row in rows
            ),
        ]
    )
    meeting = meet(wanted, texts, [place[row] for row in views.near])
    met, returned, score = np.zeros_like(views.score), np.zeros_like(views.score), views.score.copy()
    met[rows], returned[rows] = meeting.met, meeting.returned
    score[rows] = _log_odds(
        PASSAGE_READ,
        centred=views.centred[rows],
        lexical=views.lexical[rows],
        met=meeting.met,
        returned=meeting.returned,
    )
    return _Views(
        views.cosine, views.centred, views.lexical, score, views.near, views.rows_of, met=met, returned=returned
    )


def _log_odds(calibration: Calibration, **features: Column) -> Column:
    total = np.full(len(features["centred"]), calibration.base)
    for name, weight in calibration.weights.items():
        total += weight * features[name]
    return total


def _by_score(score: Column, rows: Sequence[int]) -> list[int]:
    """Return the rows, best first; equal ones in the order of their ids, which is that of the index."""
    return sorted(rows, key=lambda row: (-score[row], row))


def _width(authors: int) -> int:
    """Return how many statements of each author are read."""
    return max(LEAST_READ, min(READ_OF_AUTHOR, READ_AT_MOST // max(authors, 1)))


def _ranked(index: StatementIndex, claim: Worded, views: _Views, row: int, rank: int) -> RankedStatement:
    statement = index.statements[row]
    return RankedStatement(
        statement=statement.id,
        author=statement.author,
        rank=rank,
        score=float(views.score[row]),
        cosine=float(views.cosine[row]),
        centred=float(views.centred[row]),
        lexical=float(views.lexical[row]),
        met=None if views.met is None else float(views.met[row]),
        returned=None if views.returned is None else float(views.returned[row]),
        shared=shared_words(index, row, claim.terms),
        probability=logistic(float(views.score[row])),
        reasons=reasons_for(claim, Worded(statement.text, index.terms[row]), index.weights.rarity, index.folding),
    )
