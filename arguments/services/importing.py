"""Bringing maps of other tools: look first, then import, all of it as one edit that can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from arguments.domain.importing.planning import Fate, ImportPlan, PlannedClaim, plan_import
from arguments.domain.interchange.formats import FORMATS, format_of_file, read_bytes
from arguments.domain.interchange.reports import Loaded, Notice, Severity
from arguments.domain.interchange.weaving import Woven, to_graph
from arguments.enums import MapImportState
from arguments.errors import ImportEndedError, UnreadableMapError
from arguments.models import ArgumentMap, BaseScore, GraphEdit, MapImport
from arguments.queries.importing import know_of_graph
from arguments.services.editing import Editor, lock_revision, make_edit
from arguments.services.maps import TITLE_MAX_LENGTH, create_map
from claims.domain.folding import fold
from claims.models import Claim
from claims.queries import find_same_wording
from common.errors import InvalidInputError
from common.history import recorded_as
from common.ids import new_id
from workspaces.models import User, Workspace

MAX_BYTES = 8 * 2**20
"""A person waits for it; larger files go through `convert_map`, which takes 50 MB, and are cut there."""
MAX_PARTS = 2_000
"""Claims, and arguments, of one file: more is more than one edit should do."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a person chose about a file: claims of the workspace, by number, that stand for claims of the file, by id.

    `lead` is the id of the claim, in the file, around which a map of its own is drawn, "" for the one with most below.
    """

    reuse: Mapping[str, int] = field(default_factory=dict)
    reuse_near: bool = False
    title: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Preview:
    """What a file says, what of it could not be read, and what importing it would do now."""

    loaded: Loaded
    woven: Woven
    plan: ImportPlan

    @property
    def title(self) -> str:
        """What the file calls the map, "" if it does not."""
        return fold(self.woven.title)[:TITLE_MAX_LENGTH]


def receive_map_file(  # noqa: PLR0913 - keyword-only, and a use case names all that it needs
    *, workspace: Workspace, data: bytes, origin: str, format_name: str = "", into: ArgumentMap | None, by: User | None
) -> MapImport:
    """Return a file that was read without errors and waits for a person; nothing is imported.

    `format_name` is a key of `FORMATS`, "" for what name and content tell. Raises `UnreadableMapError` with all
    notices for a file that is too large, of an unknown format, or has errors.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableMapError(f"The file has more than {MAX_BYTES // 2**20} MB.", field="file", notices=())
    known = FORMATS.get(format_name) if format_name else format_of_file(origin, data)
    if known is None:
        raise UnreadableMapError("The format cannot be told from its name: choose it.", field="format", notices=())
    loaded = read_bytes(data, known)
    _refuse_unsound(loaded)
    name = PurePath(origin).name[:200] or f"pasted {known.title}"
    return MapImport.objects.create(
        workspace=workspace, map=into, origin=name, format=known.name, content=data, created_by=by
    )


def preview_import(*, received: MapImport, choices: Choices | None = None) -> Preview:
    """Return what importing the file would do now; nothing is written."""
    chosen = choices or Choices()
    loaded = read_bytes(bytes(received.content), FORMATS[received.format])
    woven = to_graph(loaded.debate)
    ids = {argument.id: str(new_id()) for argument in woven.graph.arguments}
    known = know_of_graph(received.workspace, woven.graph)
    plan = plan_import(woven, known, ids=ids, reuse=chosen.reuse, reuse_near=chosen.reuse_near)
    return Preview(loaded, woven, plan)


@transaction.atomic
def confirm_import(*, received: MapImport, choices: Choices, by: User | None) -> MapImport:
    """Return the file, imported: its edit is made, and a map of its own where it goes into none.

    All of it or nothing; sent twice it is done once. Raises `ImportEndedError` for one that was imported by then,
    `InvalidInputError` for a title that is missing or a lead that is left out, and what `make_edit` raises.
    """
    lock_revision(received.workspace)
    held = MapImport.objects.select_for_update(of=("self",)).select_related("map", "workspace").filter(pk=received.pk)
    found = held.first()
    if found is None or found.state == MapImportState.DONE:
        raise ImportEndedError("This file was imported already, or thrown away.")
    preview = preview_import(received=found, choices=choices)
    lead = None if found.map else _lead(preview, choices)
    edit = _perform(found, preview, by)
    if lead is not None:
        _make_map(found, preview, lead, choices, by)
    if preview.plan.count(preview.plan.quotes, Fate.NEW):
        _link_new(found, choices, by)
    found.edit = edit if edit.forward else None
    found.state, found.ended_at = MapImportState.DONE, timezone.now()
    with recorded_as(by):
        found.save(update_fields=["edit", "state", "ended_at", "map"])
    return found


def discard_import(*, received: MapImport) -> None:
    """Delete a file that was not imported; `ImportEndedError` otherwise."""
    deleted, _ = MapImport.objects.filter(pk=received.pk, state=MapImportState.READY).delete()
    if not deleted:
        raise ImportEndedError("This file was imported already, or thrown away.")


def told_of(plan: ImportPlan, origin: str) -> str:
    """Return what an import did in words, such as “Imported 3 new claims and 2 arguments from debate.argdown”."""
    claims, arguments = plan.count(plan.claims, Fate.NEW), plan.count(plan.arguments, Fate.NEW)
    parts = [_counted(claims, "new claim"), _counted(arguments, "argument")]
    return f"Imported {' and '.join(parts)} from {origin}."[:300]


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _refuse_unsound(loaded: Loaded) -> None:
    if not loaded.is_sound:
        errors = [one for one in loaded.notices if one.severity is Severity.ERROR]
        more = f" It has {len(errors)} errors." if len(errors) > 1 else ""
        raise UnreadableMapError(
            f"The file cannot be read: {_where(errors[0])}.{more}", field="file", notices=loaded.notices
        )
    debate = loaded.debate
    parts = max(len(debate.statements) + len(debate.arguments), len(debate.relations))
    if not parts:
        raise UnreadableMapError("There is no claim and no argument in it.", field="file", notices=loaded.notices)
    if parts > MAX_PARTS:
        message = f"It has {parts} claims and arguments; {MAX_PARTS} at once are taken."
        raise UnreadableMapError(message, field="file", notices=loaded.notices)


def _where(notice: Notice) -> str:
    reason = notice.reason.rstrip(".")
    return reason if notice.line is None else f"line {notice.line}: {reason}"


def _lead(preview: Preview, choices: Choices) -> PlannedClaim:
    """Return the claim around which the new map is drawn."""
    wanted = choices.lead or preview.plan.lead
    for claim in preview.plan.claims:
        if claim.id == wanted and claim.fate != Fate.SKIPPED:
            return claim
    raise InvalidInputError("Choose a claim that is not left out as the lead of the map.", field="lead")


def _perform(found: MapImport, preview: Preview, by: User | None) -> GraphEdit:
    editor = Editor(workspace=found.workspace, by=by, map=found.map)
    edit = make_edit(editor=editor, operations=preview.plan.operations)
    if edit.forward:
        edit.said = told_of(preview.plan, found.origin)
        edit.save(update_fields=["said"])
    return edit


def _make_map(found: MapImport, preview: Preview, lead: PlannedClaim, choices: Choices, by: User | None) -> None:
    claim = (
        found.workspace.claims.get(number=lead.number) if lead.number else find_same_wording(found.workspace, lead.text)
    )
    title = fold(choices.title) or preview.title or PurePath(found.origin).stem
    if claim is not None:
        found.map = create_map(workspace=found.workspace, title=title[:TITLE_MAX_LENGTH], lead_claim=claim, by=by)
        _keep_weights(found.map, preview, by)


def _keep_weights(shown: ArgumentMap, preview: Preview, by: User | None) -> None:
    """The weights of the file are the base scores of the map that it becomes."""
    weights = preview.woven.base_scores
    wanted = {claim.text: weights[claim.id] for claim in preview.plan.claims if claim.id in weights and claim.text}
    claims = Claim.objects.filter(workspace=shown.workspace_id, text__in=wanted)
    rows = [BaseScore(map=shown, claim=claim, value=wanted[claim.text], by=by) for claim in claims]
    made = {one.argument: weights[one.id] for one in preview.plan.arguments if one.id in weights and one.argument}
    rows += [BaseScore(map=shown, argument_id=UUID(pk), value=value, by=by) for pk, value in made.items()]
    with recorded_as(by):
        BaseScore.objects.bulk_create(rows, ignore_conflicts=True)


def _link_new(found: MapImport, choices: Choices, by: User | None) -> None:
    """Link passages to claims that have only now been made; planning again finds them by their wording."""
    plan = preview_import(received=found, choices=choices).plan
    if plan.operations:
        make_edit(editor=Editor(workspace=found.workspace, by=by, map=found.map), operations=plan.operations)
