"""The one way in which arguments change: an edit, all of it or nothing, recorded with what takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from arguments.domain.editing import changes as to
from arguments.domain.editing import operations as ask
from arguments.domain.editing.board import Board
from arguments.domain.editing.needs import Needs, needs_of_changes, needs_of_operations
from arguments.domain.editing.performing import perform
from arguments.domain.editing.recording import as_values, changes_of
from arguments.domain.editing.undoing import take_back
from arguments.domain.editing.words import tell_redone, tell_undone
from arguments.enums import EditKind
from arguments.errors import ChangedMeanwhileError, EditTakenError, NothingToUndoError
from arguments.models import ArgumentMap, GraphEdit, GraphRevision
from arguments.queries.boards import Loaded, load_board
from arguments.queries.edits import find_last_act, load_stacks, tell_conflict
from arguments.services.evidence_links import write_evidence
from arguments.services.naming import name_parts
from arguments.services.writing import Writer
from claims.models import Claim
from common.errors import ParallaxError
from common.history import recorded_as
from common.ids import new_id
from workspaces.models import User, Workspace


@dataclass(frozen=True, kw_only=True)
class Editor:
    """Who edits, where: in which map (None: in none), from which open page, with which id of the edit.

    `session` is one open page of one person, along whose edits undo and redo go. `edit` is an id that the page made for
    the edit: sent twice, it is one edit. `seen` is the revision that the page shows; it helps to say who was faster.
    """

    workspace: Workspace
    by: User | None
    map: ArgumentMap | None = None
    session: UUID | None = None
    edit: UUID | None = None
    seen: int = 0


@transaction.atomic
def make_edit(*, editor: Editor, operations: Sequence[ask.Operation]) -> GraphEdit:
    """Return the edit that the operations, made one after the other, are; all of them or none.

    An edit that changes nothing is returned with the revision of now and not kept. Raises what
    `domain.editing.performing.perform` raises; `ChangedMeanwhileError` then says who was faster and what they did.
    """
    number = lock_revision(editor.workspace)
    again = _sent_before(editor)
    if again is not None:
        return again
    _refuse_deleted_map(editor)
    named = name_parts(editor.workspace, operations)
    try:
        loaded = _load(editor, needs_of_operations(named))
        outcome = perform(loaded.board, named, _fresh)
    except ParallaxError as error:
        raise tell_conflict(error, editor.workspace, editor.seen, editor.by) from error
    edit = GraphEdit(kind=EditKind.MADE, said=outcome.said)
    return _write(editor, edit, number, _Done(loaded, outcome.board, outcome.changes))


@transaction.atomic
def undo_edit(*, editor: Editor, of: UUID | None = None) -> GraphEdit:
    """Return the edit that takes back the last one of the session, or the one that is named.

    Raises `NothingToUndoError`, and `ChangedMeanwhileError` with words where somebody built on it since.
    """
    return _go_back(editor, of, EditKind.UNDONE)


@transaction.atomic
def redo_edit(*, editor: Editor, of: UUID | None = None) -> GraphEdit:
    """Return the edit that makes again what the session took back last, or the one that is named."""
    return _go_back(editor, of, EditKind.REDONE)


def lock_revision(workspace: Workspace) -> int:
    """Make other writers of the workspace's arguments wait for the end of the transaction; return the revision."""
    rows = GraphRevision.objects.select_for_update().filter(workspace=workspace)
    row = rows.first()
    if row is None:
        GraphRevision.objects.get_or_create(workspace=workspace)
        row = rows.get()
    return row.number


@dataclass(frozen=True)
class _Done:
    """What an edit found, what it left, and the changes between."""

    found: Loaded
    left: Board
    changes: Sequence[to.Change]


def _go_back(editor: Editor, of: UUID | None, kind: EditKind) -> GraphEdit:
    number = lock_revision(editor.workspace)
    again = _sent_before(editor)
    if again is not None:
        return again
    _refuse_deleted_map(editor)
    made, last = _find_acts(editor, of, kind)
    backward = changes_of(last.backward)
    where = replace(editor, map=editor.map or last.map)
    try:
        loaded = _load(where, needs_of_changes(backward))
        left, changes = take_back(loaded.board, backward, str(editor.by.pk) if editor.by else "")
    except ParallaxError as error:
        raise tell_conflict(error, editor.workspace, last.revision, editor.by) from error
    said = tell_undone(made.said) if kind == EditKind.UNDONE else tell_redone(made.said)
    edit = GraphEdit(kind=kind, said=said, about=made)
    return _write(where, edit, number, _Done(loaded, left, changes))


def _find_acts(editor: Editor, of: UUID | None, kind: EditKind) -> tuple[GraphEdit, GraphEdit]:
    """Return the edit to take back or make again, and the act of which the inverse does it."""
    if of is None and editor.session is not None:
        stacks = load_stacks(editor.workspace, editor.session, editor.by)
        pairs = stacks.undo if kind == EditKind.UNDONE else stacks.redo
        if pairs:
            rows = GraphEdit.objects.select_related("map").in_bulk([UUID(one) for one in pairs[-1]])
            return rows[UUID(pairs[-1][0])], rows[UUID(pairs[-1][1])]
    elif of is not None:
        acts = find_last_act(editor.workspace, of)
        if acts is not None and (acts[1].kind == EditKind.UNDONE) == (kind == EditKind.REDONE):
            return acts
    verb = "take back" if kind == EditKind.UNDONE else "make again"
    raise NothingToUndoError(f"There is nothing to {verb}.")


def _sent_before(editor: Editor) -> GraphEdit | None:
    """Return the edit that this one, sent a second time, is already."""
    if editor.edit is None:
        return None
    same = GraphEdit.objects.filter(pk=editor.edit).first()
    if same is None:
        return None
    by = editor.by.pk if editor.by else None
    if same.workspace_id != editor.workspace.pk or same.by_id != by:
        raise EditTakenError("Another edit has this id.", field="edit")
    return same


def _refuse_deleted_map(editor: Editor) -> None:
    if editor.map is not None and not ArgumentMap.objects.filter(pk=editor.map.pk).exists():
        raise ChangedMeanwhileError("The map was deleted meanwhile. Its claims and arguments are still there.")


def _load(editor: Editor, needs: Needs) -> Loaded:
    return load_board(editor.workspace, needs, editor.map)


def _write(editor: Editor, edit: GraphEdit, number: int, done: _Done) -> GraphEdit:
    """Write the boards' difference and the edit, which gets the next revision."""
    edit.id = editor.edit or new_id()
    edit.workspace, edit.by, edit.session = editor.workspace, editor.by, editor.session
    edit.map, edit.revision = editor.map, number
    edit.forward, edit.backward = [], []
    if not done.changes:
        return edit
    with recorded_as(editor.by):
        numbers = {one.claim: one.number for one in done.changes if isinstance(one, to.ClaimMade)}
        Writer(editor.workspace, done.found, done.left, numbers, editor.by).write()
        changes = write_evidence(editor.workspace, done.changes, editor.by)
    changes = _numbered(changes)
    edit.revision = number + 1
    edit.forward = as_values(changes)
    edit.backward = as_values(to.invert(changes))
    edit.save(force_insert=True)
    GraphRevision.objects.filter(workspace=editor.workspace).update(number=edit.revision)
    return edit


def _numbered(changes: Sequence[to.Change]) -> list[to.Change]:
    """Return the changes with the numbers that the database gave to new claims."""
    made = [one.claim for one in changes if isinstance(one, to.ClaimMade)]
    if not made:
        return list(changes)
    numbers = {str(pk): number for pk, number in Claim.objects.filter(pk__in=made).values_list("pk", "number")}
    return [
        replace(one, number=numbers[one.claim]) if isinstance(one, to.ClaimMade) and one.claim in numbers else one
        for one in changes
    ]


def _fresh() -> str:
    return str(new_id())
