"""Who may do what with claims and comments, beyond what the role alone says; pages and API ask the same."""

from collections.abc import Collection

from claims.domain.history import CLAIM, STANCE
from claims.enums import UNDECIDED_STATES, ClaimStatus, EvidenceState
from claims.models import Claim, Comment, Evidence
from workspaces.models import Membership
from workspaces.policies import can_annotate, can_edit

SIGNED_OFF = (ClaimStatus.ACCEPTED, ClaimStatus.RETIRED)


def can_word_claim(membership: Membership | None, claim: Claim) -> bool:
    """Annotators word drafts and proposals; what is signed off, only editors."""
    return can_edit(membership) if claim.status in SIGNED_OFF else can_annotate(membership)


def can_set_claim_status(membership: Membership | None, claim: Claim, status: str) -> bool:
    """Annotators draft and propose; accepting and retiring, or undoing that, is for editors."""
    if claim.status in SIGNED_OFF or status in SIGNED_OFF:
        return can_edit(membership)
    return can_annotate(membership)


def can_change_evidence(membership: Membership | None, evidence: Evidence, state: str = "") -> bool:
    """Annotators decide on evidence; where two judgements are wanted, what they have settled only editors change.

    `state` is what it is to be: taking back one's own judgement (`suggested`) is each judge's right.
    """
    if membership is None or not can_annotate(membership):
        return False
    is_open = evidence.state in UNDECIDED_STATES or state == EvidenceState.SUGGESTED
    return membership.workspace.judgements_wanted == 1 or is_open or can_edit(membership)


def can_restore(membership: Membership | None, claim: Claim, kind: str, status: str, fields: Collection[str]) -> bool:
    """Whoever may do it in the first place may go back to it; of a claim, what is to be gone back to counts.

    `kind` is that of the row, `status` the one that the claim would get, `fields` which of the claim's would change.
    Where two judgements are wanted, evidence is settled by them, so that going back behind them is for editors.
    """
    if kind == CLAIM:
        may_status = "status" not in fields or can_set_claim_status(membership, claim, status)
        return may_status and (not set(fields) - {"status"} or can_word_claim(membership, claim))
    is_for_editors = kind == STANCE or (membership is not None and membership.workspace.judgements_wanted > 1)
    return can_edit(membership) if is_for_editors else can_annotate(membership)


def can_change_comment(membership: Membership | None, comment: Comment) -> bool:
    """Whoever may comment changes their own words, and nobody else's, while they are there."""
    return can_annotate(membership) and _wrote(membership, comment) and not comment.is_deleted


def can_delete_comment(membership: Membership | None, comment: Comment) -> bool:
    """One's own comment, or as an editor anyone's."""
    if comment.is_deleted:
        return False
    return can_edit(membership) or (can_annotate(membership) and _wrote(membership, comment))


def can_undelete_comment(membership: Membership | None, comment: Comment) -> bool:
    """Whoever deleted it takes that back, or an editor; what an editor deleted, its author does not bring back."""
    if not comment.is_deleted:
        return False
    deleted_it = membership is not None and comment.deleted_by_id == membership.user_id
    return can_edit(membership) or (can_annotate(membership) and deleted_it)


def _wrote(membership: Membership | None, comment: Comment) -> bool:
    return membership is not None and comment.author_id == membership.user_id
