"""Use cases of the claims app; pages, API, commands and higher apps call these."""

from claims.services.adjudicating import Ruling, adjudicate, undo_adjudication
from claims.services.claims import create_claim, create_drafts, discard_drafts, edit_claim, set_claim_status
from claims.services.comments import (
    delete_comment,
    edit_comment,
    read_mentions,
    settle_thread,
    undelete_comment,
    write_comment,
)
from claims.services.evidence import decide_evidence, link_evidence, remove_evidence, suggest_evidence
from claims.services.importing import confirm_claim_import, import_claims_now, start_claim_import
from claims.services.judging import Remark, judge_evidence, set_judgements_wanted, withdraw_judgement
from claims.services.merging import merge_claims
from claims.services.restoring import restore
from claims.services.stances import clear_stance, rederive_stances, set_stance

__all__ = [
    "Remark",
    "Ruling",
    "adjudicate",
    "clear_stance",
    "confirm_claim_import",
    "create_claim",
    "create_drafts",
    "decide_evidence",
    "delete_comment",
    "discard_drafts",
    "edit_claim",
    "edit_comment",
    "import_claims_now",
    "judge_evidence",
    "link_evidence",
    "merge_claims",
    "read_mentions",
    "rederive_stances",
    "remove_evidence",
    "restore",
    "set_claim_status",
    "set_judgements_wanted",
    "set_stance",
    "settle_thread",
    "start_claim_import",
    "suggest_evidence",
    "undelete_comment",
    "undo_adjudication",
    "withdraw_judgement",
    "write_comment",
]
