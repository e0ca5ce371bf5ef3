"""What people do with candidate claims."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Q, QuerySet

from agreement.enums import CandidateState
from agreement.models import CandidateClaim
from agreement.services.linking import link_slice, unlink_slice
from claims.enums import Bearing, ClaimKind, ClaimStatus
from claims.models import Claim, Evidence
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
    """Return the claim that the person worded, with the candidate's words as its first evidence."""
    locked = _undecided(candidate)
    claim = create_claim(
        workspace=locked.workspace, text=text, kind=kind, status=ClaimStatus.PROPOSED, topic=topic, by=by
    )
    _link(locked, claim, bearing, by)
    return claim


@transaction.atomic
def link_candidate(*, candidate: CandidateClaim, claim: Claim, bearing: str, by: User) -> Evidence:
    """Return the candidate's words as evidence of a claim that is there already, in place of a new claim."""
    locked = _undecided(candidate)
    if claim.workspace_id != locked.workspace_id or claim.status == ClaimStatus.RETIRED:
        raise InvalidInputError("There is no such claim to link to any more.", field="claim")
    return _link(locked, claim, bearing, by)


@transaction.atomic
def unlink_candidate(*, candidate: CandidateClaim, by: User) -> None:
    """Undo the linking of a candidate to a claim that was there; nothing happens to one that is not linked.

    The evidence is as it was before: a suggestion again if it was one, else gone. Raises `InvalidInputError` for the
    candidate that its claim was made of: that claim would be left without a word of the text.
    """
    found = CandidateClaim.objects.select_for_update(of=("self",)).select_related(
        "claim", "author", "sentence__text_version__capture__source"
    )
    locked = found.get(pk=candidate.pk)
    if locked.state != CandidateState.ACCEPTED or locked.claim is None:
        return
    unlink_slice(locked.claim, locked, by)
    locked.state, locked.claim = CandidateState.SUGGESTED, None
    locked.save()


@transaction.atomic
def reject_candidate(*, candidate: CandidateClaim, by: User) -> int:  # noqa: ARG001 - the history knows who
    """Put the candidate and those of its author that say the same aside for good; return how many.

    Later runs do not propose their words again.
    """
    locked = _undecided(candidate)
    return _twins(locked, CandidateState.SUGGESTED).update(state=CandidateState.REJECTED)


@transaction.atomic
def restore_candidate(*, candidate: CandidateClaim, by: User) -> None:  # noqa: ARG001 - the history knows who
    """Undo the rejection of a candidate and those that say the same; nothing happens to one that is not rejected."""
    if CandidateClaim.objects.filter(pk=candidate.pk, state=CandidateState.REJECTED).exists():
        _twins(candidate, CandidateState.REJECTED).update(state=CandidateState.SUGGESTED)


@transaction.atomic
def settle_candidates(*, claim: Claim, text_version: TextVersion, spans: Sequence[tuple[int, int]]) -> int:
    """Note the claim as what became of the undecided candidates that the spans cover whole; return how many."""
    placed = CandidateClaim.objects.annotate(
        first=F("sentence__start") + F("start"), last=F("sentence__start") + F("end")
    )
    covered = Q()
    for start, end in spans:
        covered |= Q(first__gte=start, last__lte=end)
    undecided = placed.filter(covered, sentence__text_version=text_version, state=CandidateState.SUGGESTED)
    return undecided.update(state=CandidateState.ACCEPTED, claim=claim) if spans else 0


def reopen_candidates(*, claim: Claim) -> int:
    """Put the candidates that the claim was made of back among the undecided ones; return how many."""
    made = CandidateClaim.objects.filter(claim=claim, state=CandidateState.ACCEPTED)
    return made.update(state=CandidateState.SUGGESTED, claim=None)


def _link(locked: CandidateClaim, claim: Claim, bearing: str, by: User) -> Evidence:
    evidence = link_slice(claim, locked, bearing, by)
    locked.state, locked.claim = CandidateState.ACCEPTED, claim
    locked.save()
    return evidence


def _twins(candidate: CandidateClaim, state: str) -> QuerySet[CandidateClaim]:
    same = Q(pk=candidate.pk)
    if candidate.fold_key:
        same |= Q(workspace=candidate.workspace_id, author=candidate.author_id, fold_key=candidate.fold_key)
    return CandidateClaim.objects.filter(same, state=state)


def _undecided(candidate: CandidateClaim) -> CandidateClaim:
    locked = CandidateClaim.objects.select_for_update(of=("self",)).select_related(
        "workspace", "author", "sentence__text_version__capture__source"
    )
    found = locked.get(pk=candidate.pk)
    if found.state != CandidateState.SUGGESTED:
        raise InvalidInputError(f"This candidate has been {found.state} already.", field="candidate")
    return found
