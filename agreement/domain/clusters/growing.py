"""An index that takes statements in and lets others go, measured as it was: what stays keeps its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse

from agreement.domain.likeness.pairing import Rows
from agreement.domain.likeness.similarity import (
    Floats,
    IndexedStatement,
    Population,
    StatementIndex,
    TermWeights,
    build_index,
)
from agreement.domain.likeness.terms import terms_of

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Moved:
    """Where rows went: `place` is the new row of each old one, -1 for those that went.

    `fresh` are the rows that are new, ascending; `source` is the old row of each new one, any for a fresh one.
    """

    place: Rows
    fresh: Rows
    source: Rows

    def carried(self, old: Sequence[T], added: Sequence[T]) -> list[T]:
        """Return what belongs to the new rows: `old` by old row, `added` by fresh one."""
        carried = list(map(old.__getitem__, self.source.tolist())) if old else list(added)
        for at, value in zip(self.fresh.tolist(), added, strict=True):
            carried[at] = value
        return carried

    def rows(self, old: Floats, added: Floats) -> Floats:
        """Return the values of the new rows, [n, d]: of old rows and of fresh ones."""
        merged = (
            np.take(old, self.source, axis=0) if len(old) else np.empty((len(self.source), added.shape[1]), np.float32)
        )
        merged[self.fresh] = added
        return merged


def grow_index(
    index: StatementIndex, dropped: Rows, statements: Sequence[IndexedStatement], vectors: npt.ArrayLike
) -> tuple[StatementIndex, Moved]:
    """Return the index without the `dropped` rows and with `statements`, in the order of ids, and where rows went.

    Means and weights stay. A new author has its own mean, from the statements that come now; a new word
    is as rare as one of a single statement. Memory: a second copy of the rows while both are in use.
    """
    kept = np.setdiff1d(np.arange(len(index.statements), dtype=np.intp), dropped)
    added = build_index(statements, vectors, index.folding, _grown_population(index, statements))
    ids = np.array([each.id for each in (*index.statements, *added.statements)], dtype=np.int64)
    order = np.argsort(np.concatenate([ids[kept], ids[len(index.statements) :]]), kind="stable")
    at = np.empty(len(order), dtype=np.intp)
    at[order] = np.arange(len(order))
    place = np.full(len(index.statements), -1, dtype=np.intp)
    place[kept] = at[: len(kept)]
    fresh = at[len(kept) :]
    source = np.concatenate([kept, np.zeros(len(fresh), dtype=np.intp)])[order]
    moved = Moved(place, fresh, source)
    old = index.weighted[kept]
    wide = sparse.csr_matrix((old.data, old.indices, old.indptr), shape=(len(kept), added.weighted.shape[1]))
    grown = StatementIndex(
        statements=tuple(moved.carried(index.statements, added.statements)),
        terms=tuple(moved.carried(index.terms, added.terms)),
        vectors=moved.rows(index.vectors, added.vectors),
        mean=index.mean,
        author_means=added.author_means,
        centred=moved.rows(index.centred, added.centred),
        author_centred=moved.rows(index.author_centred, added.author_centred),
        weights=added.weights,
        weighted=sparse.vstack([wide, added.weighted], format="csr")[order],
        folding=index.folding,
    )
    return grown, moved


def _grown_population(index: StatementIndex, statements: Sequence[IndexedStatement]) -> Population:
    """Return what the index is measured against, with words that it did not know."""
    known: Mapping[str, int] = index.weights.columns
    words = {term.key for each in statements for term in terms_of(each.text, index.folding)}
    unknown = sorted(words.difference(known))
    rarest = np.log((1 + len(index.statements)) / 2) + 1
    return Population(
        index.mean,
        TermWeights(
            {**known, **{key: len(known) + at for at, key in enumerate(unknown)}},
            np.concatenate([index.weights.inverse_frequency, np.full(len(unknown), rarest)]),
        ),
        index.author_means,
    )
