"""Reads over edits: what can be undone, who was faster, and what a page is told of an edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from arguments.domain.editing.answering import focus_of, placed_by
from arguments.domain.editing.recording import changes_of
from arguments.domain.editing.undoing import Act, Stacks, stack
from arguments.domain.editing.words import lowered
from arguments.errors import ChangedMeanwhileError, UnknownPartError
from arguments.models import ArgumentMap, GraphEdit
from claims.models import Claim
from common.errors import ParallaxError
from workspaces.models import User, Workspace

SOMEBODY = "Somebody"
EDITS_A_PAGE = 20


def load_stacks(workspace: Workspace, session: UUID, by: User | None) -> Stacks:
    """Return what a person's session can take back and make again; one query."""
    mine = Q(session=session, by=by) | Q(about__session=session, about__by=by)
    rows = GraphEdit.objects.filter(mine, workspace=workspace).order_by("revision")
    fields = ("id", "kind", "about_id", "session")
    return stack(
        Act(str(pk), kind, str(about or ""), is_own=held == session)
        for pk, kind, about, held in rows.values_list(*fields)
    )


def find_last_act(workspace: Workspace, edit: UUID) -> tuple[GraphEdit, GraphEdit] | None:
    """Return an edit as it was made, and the last act about it: itself, or its latest undo or redo."""
    rows = GraphEdit.objects.filter(workspace=workspace).select_related("map", "by")
    made = rows.filter(pk=edit, about=None).first()
    if made is None:
        return None
    return made, rows.filter(about=made).order_by("-revision").first() or made


def tell_conflict(error: ParallaxError, workspace: Workspace, since: int, by: User | None) -> ParallaxError:
    """Return the error with who changed what the edit is about after a revision, and what they did, if that is known.

    Something unknown that an edit removed becomes a `ChangedMeanwhileError`.
    """
    about = error.details.get("argument") or error.details.get("claim")
    is_gone = isinstance(error, UnknownPartError) and isinstance(error.details.get("argument"), str)
    if not about or not (is_gone or isinstance(error, ChangedMeanwhileError)):
        return error
    last = _last_edit_of(workspace, str(about), since if not is_gone else 0)
    if last is None:
        return _tell_claim(error, workspace) if isinstance(error, ChangedMeanwhileError) else error
    who = _name(last.by, by)
    details: Mapping[str, Any] = {**error.details, "by": last.by.name if last.by else "", "revision": last.revision}
    return ChangedMeanwhileError(f"{who} changed this meanwhile: {lowered(last.said)}", **details)


def _last_edit_of(workspace: Workspace, part: str, since: int) -> GraphEdit | None:
    edits = GraphEdit.objects.filter(workspace=workspace, revision__gt=since).select_related("by")
    told = edits.annotate(words=Cast("forward", TextField())).filter(words__contains=part)
    return told.order_by("-revision").first()


def _tell_claim(error: ParallaxError, workspace: Workspace) -> ParallaxError:
    """Say who changed a claim by other ways than an edit of a map: its history knows."""
    claim = Claim.objects.filter(workspace=workspace, pk=str(error.details.get("claim") or "0" * 32)).first()
    if claim is None:
        return error
    event = claim.events.select_related("pgh_context").order_by("-pgh_id").first()  # type: ignore[attr-defined]
    context = event.pgh_context.metadata if event and event.pgh_context else {}
    who = User.objects.filter(pk=context["user"]).first() if context.get("user") else None
    if who is None:
        return error
    return ChangedMeanwhileError(
        f"{who.name} changed {claim.label} meanwhile: it says “{claim.text}” now.", **error.details, by=who.name
    )


def _name(who: User | None, by: User | None) -> str:
    if who is None:
        return SOMEBODY
    return "You (in another window)" if by is not None and who.pk == by.pk else who.name


def answer_of(edit: GraphEdit) -> dict[str, Any]:
    """Return what a page is told of an edit, in one query: what it made, and where to go on. Always the same."""
    changes = changes_of(edit.forward)
    placed, focus = placed_by(changes), focus_of(changes)
    numbers = _numbers({one.claim for one in placed} | {focus.claim})
    return {
        "revision": edit.revision,
        "edit": str(edit.pk),
        "kind": edit.kind,
        "said": edit.said,
        "created": [
            {"claim": numbers[one.claim], "argument": one.argument, "is_new": one.is_new}
            for one in placed
            if one.claim in numbers
        ],
        "focus": {
            **({"claim": numbers[focus.claim]} if focus.claim in numbers else {}),
            **({"argument": focus.argument} if focus.argument else {}),
        },
    }


def _numbers(claims: set[str]) -> dict[str, int]:
    wanted = claims - {""}
    if not wanted:
        return {}
    rows = Claim.objects.filter(pk__in=wanted).order_by()
    return {str(pk): number for pk, number in rows.values_list("pk", "number")}


@dataclass(frozen=True, slots=True)
class EditPage:
    """Edits, newest first, and the revision before which earlier ones are, None if there are none."""

    edits: Sequence[Any]
    earlier: int | None


def list_edits(shown: ArgumentMap, *, before: int | None = None, everywhere: bool = False) -> EditPage:
    """Return the edits made in a map or in none (with `everywhere`: in any), in one query.

    Each has its person loaded, and `last_kind`: what was done about it last, "" if nothing.
    """
    rows = GraphEdit.objects.filter(workspace=shown.workspace_id)
    if not everywhere:
        rows = rows.filter(Q(map=shown) | Q(map=None))
    if before is not None:
        rows = rows.filter(revision__lt=before)
    last = GraphEdit.objects.filter(about=OuterRef("pk")).order_by("-revision").values("kind")[:1]
    found = list(
        rows.select_related("by")
        .annotate(last_kind=Coalesce(Subquery(last), Value("")))
        .order_by("-revision")[: EDITS_A_PAGE + 1]
    )
    page = found[:EDITS_A_PAGE]
    return EditPage(page, page[-1].revision if len(found) > EDITS_A_PAGE else None)
