"""What people do with what the machine proposes."""

from agreement.services.candidates import (
    accept_candidate,
    reject_candidate,
    reopen_candidates,
    restore_candidate,
    settle_candidates,
)
from agreement.services.clusters import make_claim_of_cluster
from agreement.services.requesting import ANALYSE_TASK, EMBED_CLAIMS_TASK, request_analysis, request_claim_vectors

__all__ = [
    "ANALYSE_TASK",
    "EMBED_CLAIMS_TASK",
    "accept_candidate",
    "make_claim_of_cluster",
    "reject_candidate",
    "reopen_candidates",
    "request_analysis",
    "request_claim_vectors",
    "restore_candidate",
    "settle_candidates",
]
