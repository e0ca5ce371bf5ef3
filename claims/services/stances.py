"""Authors' stances: derived from evidence, or set by an editor who says why."""

from datetime import date

from django.db import transaction

from claims.domain.likelihood import fault_of
from claims.domain.stances import SpokenEvidence, derive_stances
from claims.enums import LikelihoodScale, LikelihoodTerm, Position, StanceBasis
from claims.models import Claim, Evidence, Stance
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.models import Author
from workspaces.models import User


@transaction.atomic
def set_stance(  # noqa: PLR0913 - keyword-only, and each is a field of the row
    *,
    claim: Claim,
    author: Author,
    position: str,
    likelihood: int | None = None,
    likelihood_term: str = "",
    as_of: date | None = None,
    reason: str,
    by: User | None,
) -> Stance:
    """Return the stance that an editor sets above the derived ones; one a date, so a second call changes it.

    `likelihood` is in per cent, 0 to 100, `likelihood_term` a term of ICD 203; either may stand alone. `reason` is
    required, since a reader must be able to see why words alone did not decide. Raises `InvalidInputError` for an
    unknown position or term, a likelihood out of range or of another term, no reason, or an author of another
    workspace.
    """
    reason = reason.strip()
    if position not in Position.values:
        raise InvalidInputError(f"“{position}” is no position on a claim.", field="position")
    if fault := fault_of(likelihood_term, likelihood):
        known = not likelihood_term or likelihood_term in LikelihoodTerm.values
        raise InvalidInputError(fault, field="likelihood" if known else "likelihood_term")
    if not reason:
        raise InvalidInputError("Say why the author takes this stance.", field="reason")
    if claim.workspace_id != author.workspace_id:
        raise InvalidInputError("The claim and the author must belong to one workspace.", field="author")
    Claim.objects.select_for_update(no_key=True).only("pk").get(pk=claim.pk)
    with recorded_as(by):
        stance, _ = Stance.objects.update_or_create(
            claim=claim,
            author=author,
            as_of=as_of,
            basis=StanceBasis.SET,
            defaults={
                "workspace": claim.workspace,
                "position": position,
                "likelihood": likelihood,
                "likelihood_term": likelihood_term,
                "likelihood_scale": LikelihoodScale.ICD_203 if likelihood_term else "",
                "reason": reason,
                "set_by": by,
            },
        )
    return stance


@transaction.atomic
def clear_stance(*, stance: Stance, by: User | None) -> None:
    """Delete a stance that an editor set, so that the derived ones show again.

    Raises `InvalidInputError` for a derived one: that follows from evidence, which is the place to change it.
    """
    if stance.basis != StanceBasis.SET:
        raise InvalidInputError("A derived stance follows from evidence; change the evidence, or set a stance.")
    Claim.objects.select_for_update(no_key=True).only("pk").get(pk=stance.claim_id)
    with recorded_as(by):
        stance.delete()


@transaction.atomic
def rederive_stances(*, claim: Claim, author: Author, by: User | None) -> None:
    """Write the author's derived stances on the claim as the accepted evidence has it now.

    Rows that stay as they are are not written, so the history holds changes only. Whoever calls it holds the
    claim's row; call it also after a source's date has changed.
    """
    spoken = (
        Evidence.objects.accepted()
        .filter(claim=claim, speaker=author)
        .values_list("bearing", "passage__source__issued_on")
    )
    wanted = {
        stance.as_of: stance.position
        for stance in derive_stances(SpokenEvidence(bearing=bearing, said_on=on) for bearing, on in spoken)
    }
    with recorded_as(by):
        for stance in Stance.objects.filter(claim=claim, author=author, basis=StanceBasis.DERIVED):
            position = wanted.pop(stance.as_of, None)
            if position is None:
                stance.delete()
            elif position != stance.position:
                stance.position = position
                stance.save(update_fields=["position", "updated_at"])
        for as_of, position in wanted.items():
            Stance.objects.create(
                workspace=claim.workspace,
                claim=claim,
                author=author,
                position=position,
                as_of=as_of,
                basis=StanceBasis.DERIVED,
            )
