"""Keeping a workspace's table of names. Each act returns steps that take it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from agreement.domain.likeness.terms import words_of
from agreement.enums import AliasOrigin, AliasState
from agreement.errors import NameChangedError, NameTakenError
from agreement.models import ALIAS_MAX_LENGTH, WorkspaceAlias
from agreement.queries.names import find_conflict
from common.errors import InvalidInputError
from common.history import recorded_as
from workspaces.models import User, Workspace


@dataclass(frozen=True)
class NameStep:
    """What one act changed of one form: state and origin before and after, "" for no row."""

    name: str
    form: str
    before: str
    after: str
    origin: str


@transaction.atomic
def set_name(  # noqa: PLR0913 - keyword-only: which form of what, its state, from where, by whom
    *, workspace: Workspace, name: str, form: str, state: str, origin: str = AliasOrigin.PERSON, by: User
) -> list[NameStep]:
    """Return the step by which the form of the name is accepted, rejected or proposed; [] if it is so already.

    A new row gets the `origin`. Raises `InvalidInputError` for what is no name, `NameTakenError` if an accepted form
    stands for another name already.
    """
    name, form = _clean(name, "name"), _clean(form, "form")
    if words_of(name) == words_of(form):
        raise InvalidInputError("The form is the name itself.", field="form")
    if state not in AliasState.values:
        raise InvalidInputError(f"“{state}” is no state of a name.", field="state")
    _hold(workspace)
    taken = find_conflict(workspace, name, form) if state == AliasState.ACCEPTED else None
    if taken is not None:
        raise NameTakenError(
            f"“{form}” stands for {taken} already. Reject it there first.", field="form", form=form, name=taken
        )
    row = WorkspaceAlias.objects.filter(workspace=workspace, name=name, form=form).first()
    step = NameStep(name, form, before=row.state if row else "", after=state, origin=row.origin if row else origin)
    return [] if step.before == state else [_take(workspace, step, by)]


@transaction.atomic
def remove_name(*, workspace: Workspace, name: str, form: str, by: User) -> list[NameStep]:
    """Return the step by which the form's row is gone; [] if there is none. A usual name is folded again then."""
    _hold(workspace)
    row = WorkspaceAlias.objects.filter(workspace=workspace, name=name, form=form).first()
    return [_take(workspace, NameStep(name, form, row.state, "", row.origin), by)] if row else []


@transaction.atomic
def rename_form(*, workspace: Workspace, alias: WorkspaceAlias, name: str, form: str, by: User) -> list[NameStep]:
    """Return the steps by which another name or form, accepted, takes the place of the row."""
    removed = remove_name(workspace=workspace, name=alias.name, form=alias.form, by=by)
    return removed + set_name(
        workspace=workspace, name=name, form=form, state=AliasState.ACCEPTED, origin=alias.origin, by=by
    )


@transaction.atomic
def merge_names(*, workspace: Workspace, name: str, into: str, by: User) -> list[NameStep]:
    """Return the steps by which a name and its own forms, but for rejected ones, are accepted forms of another name."""
    name, into = _clean(name, "name"), _clean(into, "into")
    if words_of(name) == words_of(into):
        raise InvalidInputError("A name cannot be merged into itself.", field="into")
    _hold(workspace)
    rows = list(WorkspaceAlias.objects.filter(workspace=workspace, name=name).exclude(state=AliasState.REJECTED))
    if not rows:
        raise InvalidInputError(f"{name} has no forms of its own here.", field="name")
    steps = [step for row in rows for step in remove_name(workspace=workspace, name=name, form=row.form, by=by)]
    for form in (name, *(row.form for row in rows if words_of(row.form) != words_of(into))):
        steps += set_name(workspace=workspace, name=into, form=form, state=AliasState.ACCEPTED, by=by)
    return steps


@transaction.atomic
def undo_names(*, workspace: Workspace, steps: Sequence[NameStep], by: User) -> None:
    """Take an act back, the last step first. Raises `NameChangedError` if somebody changed a form meanwhile."""
    _hold(workspace)
    for step in reversed(steps):
        row = WorkspaceAlias.objects.filter(workspace=workspace, name=step.name, form=step.form).first()
        if (row.state if row else "") != step.after:
            who = row.decided_by.name if row and row.decided_by else "Somebody"
            raise NameChangedError(f"{who} changed “{step.form}” meanwhile, so it stays as it is.")
        _take(workspace, NameStep(step.name, step.form, step.after, step.before, step.origin), by)


def _take(workspace: Workspace, step: NameStep, by: User) -> NameStep:
    """Write what the step leaves: a row in a state, or none."""
    rows = WorkspaceAlias.objects.filter(workspace=workspace, name=step.name, form=step.form)
    with recorded_as(by):
        if not step.after:
            rows.delete()
        else:
            rows.update_or_create(
                workspace=workspace,
                name=step.name,
                form=step.form,
                defaults={"state": step.after, "decided_by": by, "decided_at": timezone.now()},
                create_defaults={
                    "state": step.after,
                    "origin": step.origin,
                    "decided_by": by,
                    "decided_at": timezone.now(),
                },
            )
    return step


def _hold(workspace: Workspace) -> None:
    """Let one person at a time change the table: whether a form is free depends on all others."""
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)


def _clean(text: str, field: str) -> str:
    cleaned = " ".join(text.split())
    if not words_of(cleaned):
        raise InvalidInputError("A name has at least one letter or digit.", field=field)
    if len(cleaned) > ALIAS_MAX_LENGTH:
        raise InvalidInputError(f"Keep a name below {ALIAS_MAX_LENGTH} characters.", field=field)
    return cleaned
