"""What people do with what the machine proposes."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from agreement.enums import CandidateState
from agreement.models import AgreementCluster, CandidateClaim, ClusterMember
from claims.enums import Bearing, ClaimKind, ClaimStatus
from claims.models import Claim
from claims.services import create_claim, link_evidence
from common.errors import InvalidInputError
from sources.models import Author, Sentence, TextVersion
from sources.services import create_passage
from workspaces.models import Job, User, Workspace
from workspaces.services import enqueue_job

ANALYSE_TASK = "agreement.analyse_workspace"
EMBED_CLAIMS_TASK = "agreement.embed_claims"


def request_analysis(*, workspace: Workspace, by: User | None = None, after: Sequence[Job] = ()) -> Job:
    """Return the job that analyses the workspace once the jobs in `after` have ended."""
    return enqueue_job(
        workspace=workspace,
        task=ANALYSE_TASK,
        title="Look for claims and agreement",
        subject=workspace.pk,
        after=after,
        by=by,
    )


def request_claim_vectors(*, workspace: Workspace, by: User | None = None) -> Job:
    """Return the job that makes the vectors of claims that have none yet; several new claims share one."""
    return enqueue_job(
        workspace=workspace, task=EMBED_CLAIMS_TASK, title="Read new wordings of claims", subject=workspace.pk, by=by
    )


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
    _link_sentence(claim, locked.sentence, bearing, locked.author, by)
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
def make_claim_of_cluster(  # noqa: PLR0913 - keyword-only, and each is a field of the claim
    *,
    cluster: AgreementCluster,
    text: str,
    kind: str = ClaimKind.FACTUAL,
    topic: str = "",
    bearings: Mapping[int, str],
    by: User,
) -> Claim:
    """Return the claim that the person worded for a cluster.

    `bearings` says for each member that belongs to it how it bears on the claim; members left out stay out.
    """
    locked = AgreementCluster.objects.select_for_update().get(pk=cluster.pk)
    if locked.claim_id is not None:
        raise InvalidInputError("This cluster has been made a claim already.", field="cluster")
    members = {member.pk: member for member in _members(locked)}
    strangers = set(bearings) - set(members)
    if strangers or not bearings:
        raise InvalidInputError("Choose at least one statement, all of them of this cluster.", field="bearings")
    claim = create_claim(
        workspace=locked.workspace, text=text, kind=kind, status=ClaimStatus.PROPOSED, topic=topic, by=by
    )
    for pk, bearing in bearings.items():
        _link_sentence(claim, members[pk].sentence, bearing, members[pk].author, by)
    locked.claim = claim
    locked.save()
    return claim


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


def _members(cluster: AgreementCluster) -> QuerySet[ClusterMember]:
    return cluster.members.select_related("sentence__text_version__capture__source", "author")


def _undecided(candidate: CandidateClaim) -> CandidateClaim:
    locked = CandidateClaim.objects.select_for_update(of=("self",)).select_related(
        "workspace", "author", "sentence__text_version__capture__source"
    )
    found = locked.get(pk=candidate.pk)
    if found.state != CandidateState.SUGGESTED:
        raise InvalidInputError(f"This candidate has been {found.state} already.", field="candidate")
    return found


def _link_sentence(claim: Claim, sentence: Sentence, bearing: str, author: Author, by: User) -> None:
    passage = create_passage(text_version=sentence.text_version, exact=sentence.text, start=sentence.start, by=by)
    link_evidence(claim=claim, passage=passage, bearing=bearing, speaker=author, by=by)
