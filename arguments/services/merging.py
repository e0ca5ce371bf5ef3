"""Taking arguments along when a claim is merged into another that says the same."""

from django.db import transaction
from django.db.models import Q

from arguments.domain.editing import operations as ask
from arguments.enums import PremiseStatus
from arguments.models import Argument, ArgumentMap, BaseScore, MapFold
from arguments.services.editing import Editor, make_edit
from claims.errors import CannotMergeError
from claims.models import Claim
from common.errors import ParallaxError
from common.history import recorded_as
from workspaces.models import User


@transaction.atomic
def move_arguments(*, claim: Claim, into: Claim, by: User | None) -> None:
    """Let all arguments for, against and from the claim be about `into`, and maps that it leads be led by it.

    One edit, which maps that are open show at once. Raises `CannotMergeError` where an argument would have `into` both
    as premise and conclusion, or would then be there twice.
    """
    operations: list[ask.Operation] = []
    for argument in _arguments_of(claim):
        operations += _operations(argument, claim, into)
    if operations:
        try:
            make_edit(editor=Editor(workspace=claim.workspace, by=by), operations=operations)
        except ParallaxError as error:
            raise CannotMergeError(
                f"An argument with {claim.label} cannot be moved to {into.label}. {error.message}", field="into"
            ) from error
    with recorded_as(by):
        ArgumentMap.objects.filter(lead_claim=claim).update(lead_claim=into)
        for model in (MapFold, BaseScore):
            there = model.objects.filter(claim=into).values("map")
            model.objects.filter(claim=claim).exclude(map__in=there).update(claim=into)


def _arguments_of(claim: Claim) -> list[Argument]:
    rows = Argument.objects.filter(Q(conclusion=claim) | Q(premises__claim=claim)).distinct()
    return list(rows.prefetch_related("premises").order_by("created_at", "id"))


def _operations(argument: Argument, claim: Claim, into: Claim) -> list[ask.Operation]:
    premises = {premise.claim_id: premise for premise in argument.premises.all()}
    ends = {claim.pk, into.pk}
    if argument.conclusion_id in ends and ends & set(premises):
        raise CannotMergeError(
            f"{claim.label} and {into.label} stand in one argument as premise and conclusion: as one claim it would "
            "support itself. Take that argument away first.",
            field="into",
        )
    identifier, there = str(argument.pk), ask.ClaimNamed(into.number)
    if argument.conclusion_id == claim.pk:
        return [ask.AimArgument(identifier, ask.Aim(argument.relation, conclusion=there))]
    own = premises[claim.pk]
    without = ask.RemovePremise(identifier, claim.number)
    if into.pk in premises:
        return [without]
    place = sorted(premises.values(), key=lambda premise: premise.position).index(own)
    premise = ask.NewPremise(there, is_implicit=own.status == PremiseStatus.IMPLICIT)
    return [ask.AddPremise(identifier, premise, position=place), without]
