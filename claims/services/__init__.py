"""Use cases of the claims app; pages, API, commands and higher apps call these."""

from claims.services.claims import create_claim, edit_claim, set_claim_status
from claims.services.evidence import decide_evidence, link_evidence, remove_evidence, suggest_evidence
from claims.services.stances import clear_stance, rederive_stances, set_stance

__all__ = [
    "clear_stance",
    "create_claim",
    "decide_evidence",
    "edit_claim",
    "link_evidence",
    "rederive_stances",
    "remove_evidence",
    "set_claim_status",
    "set_stance",
    "suggest_evidence",
]
