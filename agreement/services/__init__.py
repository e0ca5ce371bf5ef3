"""What people do with what the machine proposes."""

from agreement.services.answers import give_answer, take_back
from agreement.services.candidates import (
    accept_candidate,
    link_candidate,
    reject_candidate,
    reopen_candidates,
    restore_candidate,
    settle_candidates,
    unlink_candidate,
)
from agreement.services.clusters import make_claim_of_cluster
from agreement.services.decisions import decide_statements, undo_decision, withdraw_decision
from agreement.services.requesting import (
    ANALYSE_TASK,
    EMBED_CLAIMS_TASK,
    EMBED_SENTENCES_TASK,
    request_analysis,
    request_claim_vectors,
    request_reading_again,
)
from agreement.services.silences import confirm_silence, withdraw_silence

__all__ = [
    "ANALYSE_TASK",
    "EMBED_CLAIMS_TASK",
    "EMBED_SENTENCES_TASK",
    "accept_candidate",
    "confirm_silence",
    "decide_statements",
    "give_answer",
    "link_candidate",
    "make_claim_of_cluster",
    "reject_candidate",
    "reopen_candidates",
    "request_analysis",
    "request_claim_vectors",
    "request_reading_again",
    "restore_candidate",
    "settle_candidates",
    "take_back",
    "undo_decision",
    "unlink_candidate",
    "withdraw_decision",
    "withdraw_silence",
]
