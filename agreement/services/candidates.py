"""What people do with candidate claims."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from agreement.enums import CandidateState
from agreement.models import CandidateClaim
from agreement.services.linking import link_sentence
from claims.enums import Bearing, ClaimKind, ClaimStatus
from claims.models import Claim
from claims.services import create_claim
from common.errors import InvalidInputError
from sources.models import TextVersion
from workspaces.models import User


@transaction.atomic
def accept_candidate(  # noqa: PLR0913 - keyword-only, and each is a field of the claim
    *,
    candidate: CandidateClaim,
    text: str,
    kind: str = ClaimKind.FACTUAL,
    topic: str = "",
    bearing: str = Bearing.SUPPORTS,
    by: User,
) -> Claim:
    """Return the claim that the person worded, with the candidate's sentence as its first evidence."""
    locked = _undecided(candidate)
    claim = create_claim(
        workspace=locked.workspace, text=text, kind=kind, status=ClaimStatus.PROPOSED, topic=topic, by=by
    )
    link_sentence(claim, locked.sentence, bearing, locked.author, by)
    locked.state, locked.claim = CandidateState.ACCEPTED, claim
    locked.save()
    return claim


@transaction.atomic
def reject_candidate(*, candidate: CandidateClaim, by: User) -> None:  # noqa: ARG001 - the history knows who
    """Put the candidate aside for good: later runs do not propose its sentence again."""
    locked = _undecided(candidate)
    locked.state = CandidateState.REJECTED
    locked.save()


@transaction.atomic
def restore_candidate(*, candidate: CandidateClaim, by: User) -> None:  # noqa: ARG001 - the history knows who
    """Undo the rejection of a candidate; nothing happens to one that is not rejected."""
    CandidateClaim.objects.filter(pk=candidate.pk, state=CandidateState.REJECTED).update(state=CandidateState.SUGGESTED)


@transaction.atomic
def settle_candidates(*, claim: Claim, text_version: TextVersion, spans: Sequence[tuple[int, int]]) -> int:
    """Note the claim as what became of the undecided candidates that the spans cover whole; return how many."""
    covered = Q()
    for start, end in spans:
        covered |= Q(sentence__start__gte=start, sentence__end__lte=end)
    undecided = CandidateClaim.objects.filter(
        covered, sentence__text_version=text_version, state=CandidateState.SUGGESTED
    )
    return undecided.update(state=CandidateState.ACCEPTED, claim=claim) if spans else 0


def reopen_candidates(*, claim: Claim) -> int:
    """Put the candidates that the claim was made of back among the undecided ones; return how many."""
    made = CandidateClaim.objects.filter(claim=claim, state=CandidateState.ACCEPTED)
    return made.update(state=CandidateState.SUGGESTED, claim=None)


def _undecided(candidate: CandidateClaim) -> CandidateClaim:
    locked = CandidateClaim.objects.select_for_update(of=("self",)).select_related(
        "workspace", "author", "sentence__text_version__capture__source"
    )
    found = locked.get(pk=candidate.pk)
    if found.state != CandidateState.SUGGESTED:
        raise InvalidInputError(f"This candidate has been {found.state} already.", field="candidate")
    return found
