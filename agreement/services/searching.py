"""Looking for claims: asks the worker what the words mean, waits a moment, and searches with what there is."""

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.core.cache import cache
from django.db.models import QuerySet

from agreement.models import VectorSpace
from agreement.queries.claim_search import ClaimHit, folded, query_vector, search_claims, space_of
from claims.models import Claim
from workspaces import dispatch
from workspaces.models import Workspace

EMBED_QUERY_TASK = "agreement.embed_query"
WAIT_SECONDS = 0.25
"""A worker with nothing else to do takes a tenth of that."""
_POLL_SECONDS = 0.015
_SILENT = "agreement.queries-unanswered"
_SILENT_SECONDS = 20
"""A worker that did not answer in time is not waited for again so soon."""

TYPED, RESEMBLING, NOTHING = "typed", "resembling", "nothing"


@dataclass(frozen=True)
class ClaimsFound:
    """What was found, and what stood for the meaning of the words: themselves, claims that hold them, or nothing."""

    hits: list[ClaimHit]
    meant_by: str


def find_claims(*, workspace: Workspace, claims: QuerySet[Claim], text: str, wait: bool = True) -> ClaimsFound:
    """Return the claims of the workspace among `claims` that fit the words; see `search_claims`.

    No model runs here. Words that the worker has not read lately are asked for: with `wait` for a quarter of a second
    at most, else the next search with the same words has them.
    """
    space = space_of(workspace)
    vector = None if space is None else _vector(text, space, wait=wait)
    hits = search_claims(claims, text, space, vector)
    if vector is not None:
        return ClaimsFound(hits, TYPED)
    return ClaimsFound(hits, RESEMBLING if any(hit.cosine is not None for hit in hits) else NOTHING)


def _vector(text: str, space: VectorSpace, *, wait: bool) -> npt.NDArray[np.float32] | None:
    vector = query_vector(text, space)
    if vector is not None or not dispatch.ask(EMBED_QUERY_TASK, folded(text)):
        return vector
    if not wait or cache.get(_SILENT):
        return None
    until = time.monotonic() + WAIT_SECONDS
    while vector is None and time.monotonic() < until:
        time.sleep(_POLL_SECONDS)
        vector = query_vector(text, space)
    if vector is None:
        cache.set(_SILENT, value=True, timeout=_SILENT_SECONDS)
    return vector
