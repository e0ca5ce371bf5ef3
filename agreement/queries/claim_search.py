"""Claims found by their words and by their meaning, fused; under any filter (docs/algorithms/claim-search.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connection, transaction
from django.db.models import QuerySet
from pgvector import HalfVector

from agreement.domain.likeness.fusion import fuse
from agreement.models import QUERY_MAX_LENGTH, ClaimEmbedding, QueryVector, VectorSpace
from claims.models import Claim
from workspaces.models import Workspace

WORDS, MEANING, BOTH = "words", "meaning", "both"
DEPTH = 100
"""Claims that each of the two rankings gives: what stands further down changes nothing among the first."""
WORDS_RANKED = 1000
"""Claims with the words that are ranked at most: words that more have tell little apart."""
FEW = 10_000
"""Claims up to which a filter's are all compared; of more, the index of nearness finds more than enough."""
INDEXED_DIMENSION = 384
HIT_STARTS, HIT_STOPS = "\x02", "\x03"
"""Around words that were looked for; a claim that happens to hold such a character has a word too much marked."""
FEEDBACK = 8
"""Claims with the words whose mean stands for what is meant, where the words themselves have no vector yet."""


@dataclass(frozen=True)
class ClaimHit:
    """A claim that was found: the fused score, and of each way its rank from 1 and score, None if it found nothing."""

    claim_id: UUID
    score: float
    words_rank: int | None
    words_score: float | None
    meaning_rank: int | None
    cosine: float | None

    @property
    def why(self) -> str:
        """What found it: its words, its meaning, or both."""
        if self.words_rank is not None:
            return WORDS if self.meaning_rank is None else BOTH
        return MEANING


@dataclass(frozen=True)
class _Passing:
    """The statement that gives the ids of the claims that a filter lets through, and its parameters."""

    statement: str
    given: tuple[Any, ...]


@dataclass(frozen=True)
class Scored:
    """A claim with the score of one ranking."""

    claim_id: UUID
    score: float


def search_claims(
    claims: QuerySet[Claim], text: str, space: VectorSpace | None, vector: npt.ArrayLike | None
) -> list[ClaimHit]:
    """Return the claims of one workspace that fit the words best, at most 2 `DEPTH`, the best first.

    `claims` is what a filter lets through, without annotations. `vector` is what the words mean in the space; without
    one, the mean of the best claims by words stands for it, and without a space words alone count. Whatever the filter
    leaves, `DEPTH` claims with vectors come back if there are so many. At most six queries.
    """
    with transaction.atomic():
        # The filter is asked once: of few that pass, both rankings know them by their ids.
        ids = list(claims.order_by().values_list("id", flat=True)[: FEW + 1])
        few = len(ids) <= FEW
        passing = _Passing(_GIVEN, (ids,)) if few else _compiled(claims)
        _prepare()
        by_words = _by_words(passing, text, few=few)
        by_meaning: list[Scored] = []
        if space is not None:
            meant = _mean_of(by_words, space) if vector is None else vector
            by_meaning = [] if meant is None else _by_meaning(passing, space, meant, few=few)
    return _fused(by_words, by_meaning)


def space_of(workspace: Workspace) -> VectorSpace | None:
    """Return the space that the workspace's vectors are compared in; None before there is one."""
    return VectorSpace.objects.filter(workspace=workspace).first()


def folded(text: str) -> str:
    """Return words as their vector is kept by."""
    return " ".join(text.split()).casefold()[:QUERY_MAX_LENGTH]


def query_vector(text: str, space: VectorSpace) -> npt.NDArray[np.float32] | None:
    """Return what the words mean, if the worker has read them lately; None otherwise."""
    found = QueryVector.objects.filter(model=space.name, text=folded(text)).values_list("vector", flat=True).first()
    return None if found is None else np.asarray(found, dtype=np.float32)


def marked_claims(hits: Sequence[ClaimHit], text: str) -> dict[UUID, Claim]:
    """Return the claims that were found, by id, each with `marked`: its text with the words between two marks."""
    query = SearchQuery(text, search_type="websearch", config="english")
    headline = SearchHeadline(
        "text", query, config="english", start_sel=HIT_STARTS, stop_sel=HIT_STOPS, highlight_all=True
    )
    return Claim.objects.annotate(marked=headline).in_bulk([hit.claim_id for hit in hits])


def _fused(by_words: Sequence[Scored], by_meaning: Sequence[Scored]) -> list[ClaimHit]:
    scores = {
        WORDS: {one.claim_id: one.score for one in by_words},
        MEANING: {one.claim_id: one.score for one in by_meaning},
    }
    return [
        ClaimHit(
            one.key,
            one.score,
            one.ranks.get(WORDS),
            scores[WORDS].get(one.key),
            one.ranks.get(MEANING),
            scores[MEANING].get(one.key),
        )
        for one in fuse({name: list(held) for name, held in scores.items()})
    ]


def _prepare() -> None:
    """Set for this transaction how the index of nearness is read, and that a table is always read from its start."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS)


def _by_words(passing: "_Passing", text: str, *, few: bool) -> list[Scored]:
    query = _WORDS_OF_FEW if few else _WORDS
    with connection.cursor() as cursor:
        cursor.execute(query.format(passing=passing.statement), [text, *passing.given, WORDS_RANKED, DEPTH])
        return [Scored(pk, score) for pk, score in cursor.fetchall()]


def _by_meaning(passing: "_Passing", space: VectorSpace, vector: npt.ArrayLike, *, few: bool) -> list[Scored]:
    statement, given = passing.statement, passing.given
    wanted = HalfVector(np.asarray(vector, dtype=np.float32)).to_text()
    indexed = not few and space.dimension == INDEXED_DIMENSION
    with connection.cursor() as cursor:
        if indexed:
            cursor.execute(_NEAREST.format(passing=statement), [wanted, space.name, *given, wanted, DEPTH])
            found = cursor.fetchall()
            if len(found) == DEPTH:
                return [Scored(pk, score) for pk, score in found]
        # Few pass the filter, or those who do lie far from what is wanted: all of them are compared.
        cursor.execute(_COMPARED.format(passing=statement), [*given, wanted, space.name, DEPTH])
        return [Scored(pk, score) for pk, score in cursor.fetchall()]


def _mean_of(by_words: Sequence[Scored], space: VectorSpace) -> npt.NDArray[np.float32] | None:
    best = [one.claim_id for one in by_words[:FEEDBACK]]
    rows = ClaimEmbedding.objects.filter(claim__in=best, model=space.name).of_current_wording() if best else ()
    vectors = [row.vector for row in rows]
    return np.mean(np.asarray(vectors, dtype=np.float32), axis=0) if vectors else None


def _compiled(claims: QuerySet[Claim]) -> "_Passing":
    statement, given = claims.order_by().values("id").query.sql_with_params()
    return _Passing(statement, given)


_GIVEN = "SELECT unnest(%s::uuid[]) AS id"
_SETTINGS = """
SELECT set_config('hnsw.ef_search', '200', true), set_config('hnsw.iterative_scan', 'relaxed_order', true),
    set_config('synchronize_seqscans', 'off', true), set_config('jit', 'off', true)
"""
# The first that the index, or the table, gives: an order by anything would read all that have a common word.
_WORDS = """
WITH asked AS MATERIALIZED (SELECT websearch_to_tsquery('pg_catalog.english', %s) AS query),
matched AS MATERIALIZED (
    SELECT id, words FROM claims_claim
    WHERE words @@ (SELECT query FROM asked) AND id IN ({passing}) LIMIT %s
)
SELECT id, ts_rank_cd(words, (SELECT query FROM asked), 1)::float8 FROM matched ORDER BY 2 DESC, 1 LIMIT %s
"""
_WORDS_OF_FEW = """
WITH asked AS MATERIALIZED (SELECT websearch_to_tsquery('pg_catalog.english', %s) AS query),
passing AS MATERIALIZED ({passing}),
matched AS MATERIALIZED (
    SELECT id, words FROM claims_claim
    WHERE id IN (SELECT id FROM passing) AND words @@ (SELECT query FROM asked) LIMIT %s
)
SELECT id, ts_rank_cd(words, (SELECT query FROM asked), 1)::float8 FROM matched ORDER BY 2 DESC, 1 LIMIT %s
"""
_NEAREST = """
WITH near AS MATERIALIZED (
    SELECT e.claim_id, (e.vector::halfvec(384) <#> %s::halfvec(384)) AS distance
    FROM agreement_claimembedding e JOIN claims_claim c ON c.id = e.claim_id AND c.text = e.wording
    WHERE vector_dims(e.vector) = 384 AND e.model = %s AND c.id IN ({passing})
    ORDER BY e.vector::halfvec(384) <#> %s::halfvec(384) LIMIT %s
)
SELECT claim_id, -distance FROM near ORDER BY distance, claim_id
"""
_COMPARED = """
WITH passing AS MATERIALIZED ({passing})
SELECT e.claim_id, -(e.vector <#> %s::halfvec) AS cosine
FROM passing JOIN claims_claim c ON c.id = passing.id
    JOIN agreement_claimembedding e ON e.claim_id = c.id AND e.wording = c.text AND e.model = %s
ORDER BY 2 DESC, 1 LIMIT %s
"""
