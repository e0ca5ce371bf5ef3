"""What is near in meaning, by vectors that the worker made: claims near a marked passage, sentences near a claim.

No model runs here: a page must answer in milliseconds, and the model's libraries would take 200 MB of each process of
the site (docs/algorithms/agreement.md has the figures). A text that has no vector yet is near to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import QuerySet, Subquery
from pgvector import HalfVector
from pgvector.django import CosineDistance

from agreement.domain.likeness.bearing import Likeness
from agreement.models import ClaimEmbedding, SentenceEmbedding, VectorSpace
from claims.enums import ClaimStatus, EvidenceState
from claims.models import Claim, Evidence
from claims.signals import Wanted
from sources.models import TextVersion

SENTENCES_READ = 8
"""Sentences whose vectors stand for what is marked or typed: more of them blur the meaning."""
LEAST_COSINE = 0.35
"""Below this, claim and passage rarely share a subject (measured for suggestions: docs/algorithms/agreement.md)."""


@dataclass(frozen=True)
class NearClaim:
    """A claim and how near its wording is, as cosine (-1 to 1)."""

    claim_id: UUID
    cosine: float


def claims_near(wanted: Wanted, limit: int) -> list[NearClaim]:
    """Return the claims nearest to what is marked or, failing that, to sentences with the words typed.

    The second is relevance feedback without a judge (Rocchio 1971): sentences of the same text that hold the words
    stand for what they mean. At most three queries.
    """
    vectors = _vectors_of_marked(wanted) or _vectors_of_typed(wanted)
    if not vectors:
        return []
    meant = np.mean(np.asarray(vectors, dtype=np.float32), axis=0)
    near = (
        ClaimEmbedding.objects.filter(claim__workspace=wanted.workspace_id, model=_space(wanted.workspace_id))
        .of_current_wording()
        .exclude(claim__status=ClaimStatus.RETIRED)
        .annotate(distance=CosineDistance("vector", HalfVector(meant)))
        .order_by("distance", "claim_id")
        .values_list("claim_id", "distance")[:limit]
    )
    return [NearClaim(claim, 1 - distance) for claim, distance in near if 1 - distance >= LEAST_COSINE]


def likenesses(version: TextVersion, claim: Claim) -> list[Likeness]:
    """Return for each sentence of the text that has a vector how like the claim it is; [] before the claim has one.

    What already is accepted or rejected evidence on the claim is left out. Two queries.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _LIKENESSES,
            {"version": version.pk, "claim": claim.pk, "workspace": claim.workspace_id, "wording": claim.text},
        )
        rows = cursor.fetchall()
    decided = Evidence.objects.filter(
        claim=claim,
        state__in=[EvidenceState.ACCEPTED, EvidenceState.REJECTED],
        passage__anchors__text_version=version,
        passage__anchors__start__isnull=False,
    ).values_list("passage__anchors__start", "passage__anchors__end")
    spans = list(decided)
    return [
        Likeness(sentence=position, text=text, cosine=float(cosine), centred=float(centred))
        for position, start, end, text, cosine, centred in rows
        if not any(start < last and first < end for first, last in spans)
    ]


_LIKENESSES = """
WITH used AS (
    SELECT name FROM agreement_vectorspace WHERE workspace_id = %(workspace)s
), told AS (
    SELECT s.position, s.start, s."end", s.text, e.vector
    FROM agreement_sentenceembedding e JOIN sources_sentence s ON s.id = e.sentence_id
    WHERE s.text_version_id = %(version)s AND e.model = (SELECT name FROM used)
), middle AS (SELECT avg(vector) AS vector FROM told)
SELECT told.position, told.start, told."end", told.text,
       1 - (told.vector <=> claim.vector),
       coalesce(nullif(1 - ((told.vector - middle.vector) <=> (claim.vector - middle.vector)), 'NaN'), 0)
FROM told, middle, agreement_claimembedding claim
WHERE claim.claim_id = %(claim)s AND claim.model = (SELECT name FROM used) AND claim.wording = %(wording)s
ORDER BY told.position
"""


def _space(workspace_id: UUID) -> Subquery:
    """Return the space in use, within the query that asks for it."""
    return Subquery(VectorSpace.objects.filter(workspace=workspace_id).values("name")[:1])


def _vectors_of_marked(wanted: Wanted) -> Sequence[object]:
    if wanted.source_id is None or wanted.start is None or wanted.end is None:
        return []
    touched = SentenceEmbedding.objects.filter(
        sentence__text_version__in=_versions(wanted),
        sentence__start__lt=wanted.end,
        sentence__end__gt=wanted.start,
        model=_space(wanted.workspace_id),
    )
    return list(touched.values_list("vector", flat=True)[:SENTENCES_READ])


def _vectors_of_typed(wanted: Wanted) -> Sequence[object]:
    words = wanted.typed.split()
    if wanted.source_id is None or not words:
        return []
    told = SentenceEmbedding.objects.filter(
        sentence__text_version__in=_versions(wanted), model=_space(wanted.workspace_id)
    )
    for word in words:
        told = told.filter(sentence__text__icontains=word)
    return list(told.values_list("vector", flat=True)[:SENTENCES_READ])


def _versions(wanted: Wanted) -> QuerySet[TextVersion]:
    return TextVersion.objects.current().filter(
        capture__source=wanted.source_id, capture__source__workspace=wanted.workspace_id
    )
