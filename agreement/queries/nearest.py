"""The statements of a workspace nearest to a vector, of all authors or of one; a million take milliseconds."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.db import connection
from pgvector import HalfVector

from agreement.domain.likeness.sketches import Sketcher
from agreement.models import SketchBasis
from workspaces.models import Workspace

BUDGET = 20_000
"""Sketches read for one search, or a cell more; of more rows, those in the nearest cells."""
CANDIDATES = 200
"""Statements compared in full at least: the true ten are among the first 200 by sketch in over 99 of 100 searches."""


@dataclass(frozen=True)
class NearStatement:
    """A sentence and its cosine with what was wanted, -1 to 1."""

    sentence_id: int
    cosine: float


def basis_in_use(workspace: Workspace) -> SketchBasis | None:
    """Return what the workspace's statements are searched by, or None: it is small, or no analysis has prepared it."""
    return SketchBasis.objects.filter(workspace=workspace, completed_at__isnull=False).first()


def nearest_statements(
    basis: SketchBasis, vector: npt.ArrayLike, *, author: UUID | None = None, limit: int = 10
) -> list[NearStatement]:
    """Return the `limit` statements nearest to a unit vector, the nearest first; equal ones by sentence. One query.

    Only statements of the basis's workspace, and of the `author` if one is given, are ever looked at, so that a filter
    costs no result. Raises `MismatchedRowsError` for a vector of another dimension.
    """
    wanted = np.asarray(vector, dtype=np.float32)
    sketcher = basis.sketcher
    sketch = sketcher.sketches(wanted[None, :])[0]
    cells = _cells_to_read(basis, sketcher, sketch, author)
    query = _BY_SKETCH.format(
        author="" if author is None else "AND author_id = %(author)s",
        cells="" if cells is None else "AND cell = ANY(%(cells)s::smallint[])",
    )
    given = {
        "basis": basis.pk,
        "author": author,
        "cells": cells,
        "sketch": HalfVector(sketch).to_text(),
        "candidates": max(CANDIDATES, 4 * limit),
        "space": basis.model,
        "vector": HalfVector(wanted).to_text(),
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return [NearStatement(pk, cosine) for pk, cosine in cursor.fetchall()]


def _cells_to_read(
    basis: SketchBasis, sketcher: Sketcher, sketch: npt.NDArray[np.float32], author: UUID | None
) -> list[int] | None:
    """Return the cells to read, None for all: those of an author who is not large are read whole."""
    counts = basis.counts.get("" if author is None else str(author))
    return None if counts is None or sum(counts) <= BUDGET else sketcher.nearest_cells(sketch, counts, BUDGET)


# Materialised and with OFFSET 0, so that the planner takes the covering index and nothing else.
_BY_SKETCH = """
WITH near AS MATERIALIZED (
    SELECT sentence_id FROM (
        SELECT sentence_id, sketch FROM agreement_statementsketch
        WHERE basis_id = %(basis)s {author} {cells} OFFSET 0
    ) read ORDER BY sketch <#> %(sketch)s::halfvec LIMIT %(candidates)s
)
SELECT embedding.sentence_id, -(embedding.vector <#> %(vector)s::halfvec)
FROM near JOIN agreement_sentenceembedding embedding
    ON embedding.sentence_id = near.sentence_id AND embedding.model = %(space)s
ORDER BY 2 DESC, 1 LIMIT %(limit)s
"""
