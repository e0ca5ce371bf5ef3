"""Vectors of claims' wordings, made by the worker and kept, so that pages can compare by meaning without a model."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from agreement.engines import Vectors, embed, model_identity
from agreement.models import ClaimEmbedding, QueryVector
from agreement.vector_store import as_stored
from claims.models import Claim
from workspaces.jobs import Progress
from workspaces.models import Workspace

BATCH = 512
"""Claims whose vectors are made and saved at a time: a worker that is killed loses some seconds of work."""
QUERY_KEPT = timedelta(days=1)


def make_claim_vectors(workspace: Workspace, progress: Progress) -> int:
    """Make the vectors of all claims of the workspace that have none for their wording, and return how many.

    They are saved batch by batch, the newest claims first: killed in the middle, it goes on where it was.
    """
    known = ClaimEmbedding.objects.filter(claim=OuterRef("pk"), wording=OuterRef("text"), model=model_identity().space)
    missing = Claim.objects.filter(workspace=workspace).exclude(Exists(known)).order_by("-pk")
    keys = list(missing.values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        progress.report(stage="Reading claims", done=first, total=len(keys))
        claims = list(Claim.objects.filter(pk__in=keys[first : first + BATCH]).only("pk", "text"))
        _save(claims, as_stored(embed([claim.text for claim in claims])), model_identity().space)
    return len(keys)


def keep_query_vector(text: str) -> None:
    """Make the vector of words that somebody looks for, and drop those of yesterday."""
    space = model_identity().space
    if not QueryVector.objects.filter(model=space, text=text).exists():
        [vector] = as_stored(embed([text]))
        QueryVector.objects.bulk_create([QueryVector(model=space, text=text, vector=vector)], ignore_conflicts=True)
        QueryVector.objects.filter(made_at__lt=timezone.now() - QUERY_KEPT).delete()


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
