"""What can go wrong with claims, told so that a person can act on it."""

from common.errors import InvalidInputError, NotAllowedError


class ClaimWordingTakenError(InvalidInputError):
    """The workspace has a claim of that wording, whatever the case of its letters.

    `details` has `field` and the other claim's `number`.
    """

    code = "claim_wording_taken"


class StaleClaimError(InvalidInputError):
    """Somebody changed the claim after the form was opened, so saving would undo their change.

    `details` has what is stored now: `text`, `kind`, `topic` and `updated_at`.
    """

    code = "stale_claim"


class EvidenceExistsError(InvalidInputError):
    """The passage is evidence on this claim for this speaker already, with another bearing.

    `details` has `evidence`, the id of the row, and its `bearing`.
    """

    code = "evidence_exists"


class SpeakerMissingError(InvalidInputError):
    """Nobody was named as the speaker, and the source names no author who could be."""

    code = "speaker_missing"


class CommentGoneError(InvalidInputError):
    """The comment was deleted, so it cannot be changed before that is undone."""

    code = "comment_gone"


class StepOvertakenError(InvalidInputError):
    """Somebody changed meanwhile what a person wants to undo, so undoing would lose their work."""

    code = "step_overtaken"


class PairSettledError(InvalidInputError):
    """The pair of passage and claim is settled, so it takes no further judgement.

    `details` has `evidence`, the id of the row, and its `state` and `bearing`.
    """

    code = "pair_settled"


class NotYourJudgementError(InvalidInputError):
    """The person has not judged this pair, so there is nothing of theirs to take back."""

    code = "not_your_judgement"


class DisputeClosedError(InvalidInputError):
    """Somebody decided the dispute meanwhile, or it ended because a judge changed their mind.

    `details` has `evidence`, the id of the row.
    """

    code = "dispute_closed"


class OwnDisputeError(NotAllowedError):
    """An editor wants to decide a dispute that they are a part of, though another editor could."""

    code = "own_dispute"


class CannotMergeError(InvalidInputError):
    """The claims cannot be merged: one is merged or retired already, or an argument would support itself."""

    code = "cannot_merge"


class CannotRestoreError(InvalidInputError):
    """The earlier state cannot be restored: its wording is taken, its source is gone, or it is how things stand."""

    code = "cannot_restore"


class StaleRestorationError(InvalidInputError):
    """Somebody changed the row after the restoration was shown, so confirming it would undo their change unseen."""

    code = "stale_restoration"


class UnreadableClaimsError(InvalidInputError):
    """The file of claims is not what it should be as a whole: another encoding, or columns that nobody knows."""

    code = "unreadable_claims"


class ClaimsTooManyError(InvalidInputError):
    """The file of claims is larger than one import takes, or has more lines; send it in parts."""

    code = "claims_too_many"


class ImportEndedError(InvalidInputError):
    """The file of claims was imported already, so there is nothing left to confirm."""

    code = "import_ended"
