"""Making and changing maps and arguments; pages, API and the demonstration call these."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.text import slugify

from arguments.enums import PremiseStatus, Relation
from arguments.errors import (
    ArgumentExistsError,
    MapSlugTakenError,
    NoPremiseError,
    OtherWorkspaceError,
    PremiseTwiceError,
    WrongAimError,
)
from arguments.models import Argument, ArgumentMap, Premise
from claims.models import Claim
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.models import Author
from workspaces.models import User, Workspace

TITLE_MAX_LENGTH = 200
SLUG_MAX_LENGTH = 80


@transaction.atomic
def create_map(  # noqa: PLR0913 - keyword-only, and a use case names all that it needs
    *,
    workspace: Workspace,
    title: str,
    lead_claim: Claim,
    description: str = "",
    slug: str = "",
    by: User | None,
) -> ArgumentMap:
    """Return a new map around a lead claim.

    Without a slug one is made from the title, with a number where it is taken. Raises `InvalidInputError` for
    an empty or too long title, `MapSlugTakenError` for a given slug that is taken and `OtherWorkspaceError`
    for a claim from elsewhere.
    """
    title = " ".join(title.split())
    if not title or len(title) > TITLE_MAX_LENGTH:
        raise InvalidInputError(f"A title has 1 to {TITLE_MAX_LENGTH} characters.", field="title")
    _refuse_strangers(workspace, [lead_claim])
    _lock(workspace)
    taken = set(workspace.maps.values_list("slug", flat=True))
    if slug in taken:
        raise MapSlugTakenError("There is a map at this address already.", field="slug")
    with recorded_as(by):
        return ArgumentMap.objects.create(
            workspace=workspace,
            slug=slug or _free_slug(title, taken),
            title=title,
            description=description.strip(),
            lead_claim=lead_claim,
            created_by=by,
        )


@transaction.atomic
def create_argument(  # noqa: PLR0913 - the same
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
    _refuse_strangers(workspace, [*claims, conclusion, target, author])
    _lock(workspace)
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
    _refuse_strangers(argument.workspace, [claim])
    _lock(argument.workspace)
    if argument.premises.filter(claim=claim).exists():
        raise PremiseTwiceError(f"{claim.label} is a premise of this argument already.", field="premises")
    last = argument.premises.aggregate(last=Max("position"))["last"]
    with recorded_as(by):
        return argument.premises.create(claim=claim, status=status, position=0 if last is None else last + 1)


@transaction.atomic
def remove_premise(*, argument: Argument, claim: Claim, by: User | None) -> None:
    """Take a claim out of an argument; the claim itself stays. Raises `NoPremiseError` for the last one."""
    _lock(argument.workspace)
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
    _lock(argument.workspace)
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


def _refuse_strangers(workspace: Workspace, rows: Iterable[Claim | Argument | Author | None]) -> None:
    if any(row is not None and row.workspace_id != workspace.pk for row in rows):
        raise OtherWorkspaceError("Everything in an argument belongs to one workspace.")


def _refuse_twin(candidates: QuerySet[Argument], claims: Sequence[Claim]) -> None:
    wanted = {claim.pk for claim in claims}
    for candidate in candidates.prefetch_related("premises"):
        if {premise.claim_id for premise in candidate.premises.all()} == wanted:
            raise ArgumentExistsError("This argument is in the map already.", argument=candidate.pk)


def _free_slug(title: str, taken: set[str]) -> str:
    stem = slugify(title)[: SLUG_MAX_LENGTH - 5] or "map"
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _lock(workspace: Workspace) -> None:
    """Make this workspace's other writers of maps and positions wait for the end of the transaction."""
    Workspace.objects.select_for_update(no_key=True).only("pk").get(pk=workspace.pk)
