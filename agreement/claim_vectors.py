"""Vectors of claims' wordings, made by the worker and kept, so that pages can compare by meaning without a model."""

from collections.abc import Sequence

import numpy as np
from django.db import transaction

from agreement.engines import Vectors, embed, model_identity
from agreement.models import ClaimEmbedding
from agreement.vector_store import as_stored
from claims.models import Claim


def ensure_claim_vectors(claims: Sequence[Claim]) -> Vectors:
    """Return one unit vector a claim, float32 [n, d], in their order; missing and outdated ones are made."""
    identity = model_identity()
    space = identity.space
    known = {
        row.claim_id: np.asarray(row.vector, dtype=np.float32)
        for row in ClaimEmbedding.objects.filter(claim__in=claims, model=space).of_current_wording()
    }
    missing = [claim for claim in claims if claim.pk not in known]
    vectors = as_stored(embed([claim.text for claim in missing]))
    _save(missing, vectors, space)
    known.update(zip((claim.pk for claim in missing), vectors, strict=True))
    if not claims:
        return np.zeros((0, identity.dimension), dtype=np.float32)
    return np.stack([known[claim.pk] for claim in claims])


@transaction.atomic
def _save(claims: Sequence[Claim], vectors: Vectors, space: str) -> None:
    """Keep the vectors of claims that are there and still worded so: a later wording may have its own already."""
    held = Claim.objects.select_for_update(no_key=True).filter(pk__in=[claim.pk for claim in claims])
    worded = dict(held.order_by("pk").values_list("pk", "text"))
    ClaimEmbedding.objects.bulk_create(
        [
            ClaimEmbedding(claim=claim, model=space, wording=claim.text, vector=vector)
            for claim, vector in zip(claims, vectors, strict=True)
            if worded.get(claim.pk) == claim.text
        ],
        update_conflicts=True,
        unique_fields=["claim", "model"],
        update_fields=["wording", "vector"],
    )
