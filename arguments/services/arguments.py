"""Making and changing arguments one at a time, for pages without a script, the demonstration and commands.

Each is one edit, so that it is recorded, seen at once by whoever has a map open, and can be taken back.
"""

from collections.abc import Sequence
from uuid import UUID

from arguments.domain.editing import operations as ask
from arguments.enums import PremiseStatus, Relation
from arguments.errors import ArgumentExistsError, WrongAimError
from arguments.models import Argument, ArgumentMap, GraphEdit, Premise
from arguments.services.editing import Editor, make_edit
from arguments.services.guarding import refuse_strangers
from claims.models import Claim
from common.errors import InvalidInputError
from sources.models import Author
from workspaces.models import User, Workspace


def create_argument(  # noqa: PLR0913 - keyword-only, and a use case names all that it needs
    *,
    workspace: Workspace,
    relation: str,
    premises: Sequence[tuple[Claim | str, str]],
    conclusion: Claim | None = None,
    target: Argument | None = None,
    author: Author | None = None,
    scheme: str = "",
    shown: ArgumentMap | None = None,
    by: User | None,
) -> Argument:
    """Return a new argument, the last among those with the same aim.

    `premises` are claims in order, or wordings, each with its status: a wording that no claim has becomes a draft.
    Supports and opposes aim at a `conclusion`, undercuts at a `target`. `shown` is the map in which it is made. Raises
    `WrongAimError`, `NoPremiseError`, `PremiseTwiceError`, `OtherWorkspaceError`, and `ArgumentExistsError` when the
    author draws this very inference already.
    """
    _check_aim(relation, conclusion, target)
    for _, status in premises:
        _check_status(status)
    named = [claim for claim, _ in premises if isinstance(claim, Claim)]
    refuse_strangers(workspace, [*named, conclusion, target, author])
    operation = ask.AddArgument(
        aim=ask.Aim(
            relation=relation,
            conclusion=ask.ClaimNamed(conclusion.number) if conclusion else None,
            target=str(target.pk) if target else "",
        ),
        premises=tuple(_new_premise(claim, status) for claim, status in premises),
        author=str(author.pk) if author else "",
        scheme=scheme,
    )
    try:
        edit = make_edit(editor=Editor(workspace=workspace, by=by, map=shown), operations=[operation])
    except ArgumentExistsError as error:
        raise ArgumentExistsError(
            error.message, **{**error.details, "argument": UUID(error.details["argument"])}
        ) from None
    return Argument.objects.get(pk=_made_argument(edit))


def add_premise(*, argument: Argument, claim: Claim, status: str = PremiseStatus.STATED, by: User | None) -> Premise:
    """Return a claim's place as the last premise of an argument.

    Raises `PremiseTwiceError` if it is a premise already and `OtherWorkspaceError` if it lies elsewhere.
    """
    _check_status(status)
    refuse_strangers(argument.workspace, [claim])
    _edit(argument, ask.AddPremise(str(argument.pk), _new_premise(claim, status)), by)
    return Premise.objects.get(argument=argument, claim=claim)


def remove_premise(*, argument: Argument, claim: Claim, by: User | None) -> None:
    """Take a claim out of an argument; the claim itself stays. Raises `NoPremiseError` for the last one."""
    _edit(argument, ask.RemovePremise(str(argument.pk), claim.number), by)


def remove_argument(*, argument: Argument, shown: ArgumentMap | None = None, by: User | None) -> GraphEdit:
    """Delete an argument and the arguments that undercut it; all claims stay. `shown` is the map where it was done."""
    return _edit(argument, ask.RemoveArgument(str(argument.pk)), by, shown)


def move_argument(*, argument: Argument, before: Argument | None, by: User | None) -> None:
    """Put an argument before another one with the same aim, or last (None).

    Raises `WrongAimError` when the two aim at different things.
    """
    _edit(argument, ask.MoveArgument(str(argument.pk), str(before.pk) if before else ""), by)


def _edit(argument: Argument, operation: ask.Operation, by: User | None, shown: ArgumentMap | None = None) -> GraphEdit:
    return make_edit(editor=Editor(workspace=argument.workspace, by=by, map=shown), operations=[operation])


def _new_premise(claim: Claim | str, status: str) -> ask.NewPremise:
    named = ask.ClaimNamed(text=claim) if isinstance(claim, str) else ask.ClaimNamed(claim.number)
    return ask.NewPremise(named, is_implicit=status == PremiseStatus.IMPLICIT)


def _made_argument(edit: GraphEdit) -> UUID:
    return next(UUID(change["argument"]["id"]) for change in edit.forward if change["change"] == "argument_made")


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
