"""Making and changing arguments."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, QuerySet

from arguments.enums import PremiseStatus, Relation
from arguments.errors import (
    ArgumentExistsError,
    NoPremiseError,
    PremiseTwiceError,
    WrongAimError,
)
from arguments.models import Argument, Premise
from arguments.services.guarding import lock_graph, refuse_strangers
from claims.models import Claim
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.models import Author
from workspaces.models import User, Workspace


@transaction.atomic
def create_argument(  # noqa: PLR0913 - keyword-only, and a use case names all that it needs
    *,
    workspace: Workspace,
    relation: str,
    premises: Sequence[tuple[Claim, str]],
    conclusion: Claim | None = None,
    target: Argument | None = None,
    author: Author | None = None,
    by: User | None,
) -> Argument:
    """Return a new argument, the last among those with the same aim.

    `premises` are claims in order, each with its status. Supports and opposes aim at a `conclusion`, undercuts
    at a `target`. Raises `WrongAimError`, `NoPremiseError`, `PremiseTwiceError`, `OtherWorkspaceError`, and
    `ArgumentExistsError` when the author draws this very inference already.
    """
    _check_aim(relation, conclusion, target)
    claims = [claim for claim, _ in premises]
    if not claims:
        raise NoPremiseError("An argument needs at least one premise.", field="premises")
    if len({claim.pk for claim in claims}) != len(claims):
        raise PremiseTwiceError("A claim can be a premise of an argument once only.", field="premises")
    for _, status in premises:
        _check_status(status)
    refuse_strangers(workspace, [*claims, conclusion, target, author])
    lock_graph(workspace)
    siblings = Argument.objects.filter(workspace=workspace, conclusion=conclusion, target=target)
    _refuse_twin(siblings.filter(relation=relation, author=author), claims)
    last = siblings.aggregate(last=Max("position"))["last"]
    with recorded_as(by):
        argument = Argument.objects.create(
            workspace=workspace,
            relation=relation,
            conclusion=conclusion,
            target=target,
            author=author,
            position=0 if last is None else last + 1,
            created_by=by,
        )
        Premise.objects.bulk_create(
            Premise(argument=argument, claim=claim, position=position, status=status)
            for position, (claim, status) in enumerate(premises)
        )
    return argument


@transaction.atomic
def add_premise(*, argument: Argument, claim: Claim, status: str = PremiseStatus.STATED, by: User | None) -> Premise:
    """Return a claim's place as the last premise of an argument.

    Raises `PremiseTwiceError` if it is a premise already and `OtherWorkspaceError` if it lies elsewhere.
    """
    _check_status(status)
    refuse_strangers(argument.workspace, [claim])
    lock_graph(argument.workspace)
    if argument.premises.filter(claim=claim).exists():
        raise PremiseTwiceError(f"{claim.label} is a premise of this argument already.", field="premises")
    last = argument.premises.aggregate(last=Max("position"))["last"]
    with recorded_as(by):
        return argument.premises.create(claim=claim, status=status, position=0 if last is None else last + 1)


@transaction.atomic
def remove_premise(*, argument: Argument, claim: Claim, by: User | None) -> None:
    """Take a claim out of an argument; the claim itself stays. Raises `NoPremiseError` for the last one."""
    lock_graph(argument.workspace)
    if not argument.premises.exclude(claim=claim).exists():
        raise NoPremiseError("This is the only premise: remove the argument instead.", field="premises")
    with recorded_as(by):
        argument.premises.filter(claim=claim).delete()


@transaction.atomic
def remove_argument(*, argument: Argument, by: User | None) -> None:
    """Delete an argument and the arguments that undercut it; all claims stay."""
    with recorded_as(by):
        Argument.objects.filter(pk=argument.pk).delete()


@transaction.atomic
def move_argument(*, argument: Argument, before: Argument | None, by: User | None) -> None:
    """Put an argument before another one with the same aim, or last (None).

    Raises `WrongAimError` when the two aim at different things.
    """
    lock_graph(argument.workspace)
    aim = {"conclusion": argument.conclusion_id, "target": argument.target_id}
    siblings = list(Argument.objects.filter(workspace=argument.workspace_id, **aim).exclude(pk=argument.pk))
    place = len(siblings)
    if before is not None:
        ids = [sibling.pk for sibling in siblings]
        if before.pk not in ids:
            raise WrongAimError("Only arguments about the same thing can be ordered among each other.")
        place = ids.index(before.pk)
    siblings.insert(place, argument)
    with recorded_as(by):
        for position, sibling in enumerate(siblings):
            Argument.objects.filter(pk=sibling.pk).exclude(position=position).update(position=position)


def _check_aim(relation: str, conclusion: Claim | None, target: Argument | None) -> None:
    if relation not in Relation.values:
        raise InvalidInputError(f"“{relation}” is no relation of arguments.", field="relation")
    if relation == Relation.UNDERCUTS:
        if target is None or conclusion is not None:
            raise WrongAimError("An undercut aims at another argument, not at a claim.", field="target")
    elif conclusion is None or target is not None:
        raise WrongAimError("A reason or an objection aims at a claim.", field="conclusion")


def _check_status(status: str) -> None:
    if status not in PremiseStatus.values:
        raise InvalidInputError(f"“{status}” is no status of a premise.", field="premises")


def _refuse_twin(candidates: QuerySet[Argument], claims: Sequence[Claim]) -> None:
    wanted = {claim.pk for claim in claims}
    for candidate in candidates.prefetch_related("premises"):
        if {premise.claim_id for premise in candidate.premises.all()} == wanted:
            raise ArgumentExistsError("This argument is in the map already.", argument=candidate.pk)
