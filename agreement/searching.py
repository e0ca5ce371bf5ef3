"""Finds the passages of every author of a large workspace for one claim, without comparing every statement.

The nearest statements of each author by vector are scored as all would be: what the score is measured against, the
statements nearest to the claim, is among them (docs/algorithms/finding.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy.typing as npt
from django.db import connection
from django.db.models import Count

from agreement.domain.likeness.finder import AuthorFinding, find_passages
from agreement.domain.likeness.reading import Reader
from agreement.domain.likeness.similarity import Population, StatementIndex
from agreement.domain.likeness.terms import Folding
from agreement.indexing import index_statements
from agreement.models import SketchBasis, StatementSketch
from agreement.queries.decisions import folding_of
from agreement.queries.nearest import basis_in_use, nearest_statements
from agreement.statements import load_statements
from agreement.vector_store import read_vectors
from workspaces.models import Workspace

CANDIDATES = 200
"""Statements of each author that are scored, the nearest by vector; more than the score is measured against."""


@dataclass(frozen=True, eq=False)
class Search:
    """What finds passages in a large workspace; `authors` says how many statements each has."""

    workspace: Workspace
    basis: SketchBasis
    population: Population
    folding: Folding
    authors: Mapping[UUID, int]


def open_search(workspace: Workspace, space: str) -> Search | None:
    """Return the search of the workspace in the space; None if it is small, or no analysis has prepared it yet."""
    basis = basis_in_use(workspace)
    if basis is None or basis.model != space or not basis.terms:
        return None
    rows = StatementSketch.objects.filter(basis=basis).values_list("author").annotate(Count("pk"))
    return Search(workspace, basis, basis.population, folding_of(workspace), dict(rows.order_by("author")))


def search_passages(
    search: Search, claim: str, vector: npt.ArrayLike, *, top: int, reader: Reader | None = None
) -> dict[str, AuthorFinding]:
    """Return what each author's statements say on a claim, as `find_passages` would of all of them.

    It is the same where no author has more than `CANDIDATES` statements; else a statement is missed that shares words
    with the claim and is not among its author's nearest in meaning.
    """
    near = {
        found.sentence_id
        for author in search.authors
        for found in nearest_statements(search.basis, vector, author=author, limit=CANDIDATES)
    }
    return find_passages(_index_of(search, sorted(near)), claim, vector, top=top, reader=reader)


def _index_of(search: Search, ids: Sequence[int]) -> StatementIndex:
    """Return the index of some statements, measured against all; those of replaced texts are left out."""
    stored = read_vectors(ids, search.basis.model)
    row_of = {pk: row for row, pk in enumerate(stored.ids)}
    located = load_statements(search.workspace, [*stored.ids, *_just_before(stored.ids)])
    statements = [place.statement for place in located if place.statement.id in row_of]
    vectors = stored.vectors[[row_of[each.id] for each in statements]]
    return index_statements(statements, vectors, search.folding, located, search.population)


def _just_before(ids: Sequence[int]) -> list[int]:
    """Return the three sentences before each, of which the nearest that is none of a caption or note is leant on."""
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [list(ids)])
        return [pk for (pk,) in cursor.fetchall()]


_BEFORE = """
SELECT DISTINCT before.id FROM sources_sentence sentence JOIN sources_sentence before
    ON before.text_version_id = sentence.text_version_id
    AND before.position BETWEEN sentence.position - 3 AND sentence.position - 1
WHERE sentence.id = ANY(%s)
"""
