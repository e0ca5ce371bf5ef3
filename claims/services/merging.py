"""Making one claim of two that say the same."""

from django.db import transaction

from claims.enums import ClaimStatus, EvidenceState, StanceBasis
from claims.errors import CannotMergeError
from claims.models import Claim, Comment, Evidence, Stance
from claims.services.deciding import decide
from claims.services.stances import rederive_stances
from claims.signals import claims_merged
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.models import Author
from workspaces.models import User


@transaction.atomic
def merge_claims(*, claim: Claim, into: Claim, by: User | None) -> Claim:
    """Return `into` with all that hung on the claim, which is retired and says where to look.

    Evidence, comments and stances that editors set move; derived stances follow. Evidence of the same passage and
    speaker stays, as do stances of the same author and date: what `into` has stands, but undecided evidence there takes
    over the decision. Claims that were merged into the claim are merged into `into`. Receivers of `claims_merged` move
    what other apps hang on claims. Raises `InvalidInputError` for one claim or two workspaces, `CannotMergeError` for
    what is merged or retired already, and what receivers raise; then nothing is changed.

    Back to draft (`set_claim_status`), the claim stands for itself again; what was moved stays where it is.
    """
    if claim.pk == into.pk or claim.workspace_id != into.workspace_id:
        raise InvalidInputError("Name another claim of the workspace.", field="into")
    # In one order, so that two who merge the same claims the two ways do not wait for each other.
    rows = Claim.objects.select_for_update(no_key=True).filter(pk__in=[claim.pk, into.pk]).order_by("pk")
    stored = {row.pk: row for row in rows}
    merged, standing = stored[claim.pk], stored[into.pk]
    _refuse_merged(merged, standing)
    with recorded_as(by):
        speakers = Author.objects.filter(evidence__claim=merged).distinct()
        affected = list(speakers)
        _move_evidence(merged, standing, by)
        Comment.objects.filter(claim=merged).update(claim=standing)
        _move_stances(merged, standing)
        Claim.objects.filter(merged_into=merged).update(merged_into=standing)
        merged.status, merged.merged_into = ClaimStatus.RETIRED, standing
        merged.save(update_fields=["status", "merged_into", "updated_at"])
    for author in affected:
        for one in (merged, standing):
            rederive_stances(claim=one, author=author, by=by)
    claims_merged.send(sender=Claim, claim=merged, into=standing, by=by)
    return standing


def _refuse_merged(claim: Claim, into: Claim) -> None:
    for one in (claim, into):
        if one.merged_into_id:
            raise CannotMergeError(f"{one.label} was merged into another claim already.", field="into")
    if into.status == ClaimStatus.RETIRED:
        raise CannotMergeError(f"{into.label} is retired: bring it back first.", field="into")


def _move_evidence(claim: Claim, into: Claim, by: User | None) -> None:
    there = {(one.passage_id, one.speaker_id): one for one in into.evidence.select_related("claim", "speaker")}
    moved = []
    for evidence in claim.evidence.all():
        twin = there.get((evidence.passage_id, evidence.speaker_id))
        if twin is None:
            moved.append(evidence.pk)
            continue
        Comment.objects.filter(evidence=evidence).update(evidence=twin, claim=into)
        if evidence.state == EvidenceState.ACCEPTED and twin.state == EvidenceState.SUGGESTED:
            decide(twin, EvidenceState.ACCEPTED, evidence.bearing, by)
    Evidence.objects.filter(pk__in=moved).update(claim=into)


def _move_stances(claim: Claim, into: Claim) -> None:
    there = set(into.stances.filter(basis=StanceBasis.SET).values_list("author", "as_of"))
    moved = [
        stance.pk
        for stance in claim.stances.filter(basis=StanceBasis.SET)
        if (stance.author_id, stance.as_of) not in there
    ]
    Stance.objects.filter(pk__in=moved).update(claim=into)
