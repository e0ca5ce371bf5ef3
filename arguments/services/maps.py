"""Making and changing maps."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from arguments.domain.editing import operations as ask
from arguments.enums import GradualSemantics, MapLayoutView
from arguments.errors import MapSlugTakenError
from arguments.models import ArgumentMap
from arguments.services.editing import Editor, lock_revision, make_edit
from arguments.services.guarding import lock_graph, refuse_strangers
from claims.models import Claim
from common.errors import InvalidInputError
from common.history import recorded_as
from workspaces.models import User, Workspace

TITLE_MAX_LENGTH = 200
SLUG_MAX_LENGTH = 80
RESERVED_SLUGS = frozenset({"new", "import", "imports"})
"""Addresses beside those of maps."""


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
    title = _clean_title(title)
    refuse_strangers(workspace, [lead_claim])
    lock_graph(workspace)
    taken = {*workspace.maps.values_list("slug", flat=True), *RESERVED_SLUGS}
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


def _free_slug(title: str, taken: set[str]) -> str:
    stem = slugify(title)[: SLUG_MAX_LENGTH - 5] or "map"
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def edit_map(
    *, shown: ArgumentMap, fields: Mapping[str, str], lead: int = 0, expected: Mapping[str, str] | None = None, by: User
) -> ArgumentMap:
    """Return the map with another title, description, lead claim (its number), opening view or gradual semantics.

    `expected` is what the person's form was opened with; `ChangedMeanwhileError` if one of these is another by now. The
    change is an edit like any other: others see it at once, and it can be taken back.
    """
    cleaned = dict(fields)
    if "title" in cleaned:
        cleaned["title"] = _clean_title(cleaned["title"])
    for name, choices in (("view", MapLayoutView), ("semantics", GradualSemantics)):
        if name in cleaned and cleaned[name] not in choices.values:
            raise InvalidInputError(f"“{cleaned[name]}” is no {name} of a map.", field=name)
    operation = ask.DescribeMap(cleaned, lead, expected or {})
    make_edit(editor=Editor(workspace=shown.workspace, by=by, map=shown), operations=[operation])
    return ArgumentMap.objects.get(pk=shown.pk)


@transaction.atomic
def delete_map(*, shown: ArgumentMap, by: User | None) -> None:
    """Delete a map with what belongs to it alone: settings, base scores, dismissed hints, what it leaves out and folds.

    Claims, arguments and evidence stay, and so do the edits that were made in it.
    """
    lock_revision(shown.workspace)
    with recorded_as(by):
        shown.delete()


@transaction.atomic
def duplicate_map(*, shown: ArgumentMap, title: str, by: User | None) -> ArgumentMap:
    """Return a new map of that title that shows the same in the same way; unpublished, and with nobody's old edits.

    Settings, what it leaves out and folds, base scores and dismissed hints are copied.
    """
    made = create_map(
        workspace=shown.workspace, title=title, lead_claim=shown.lead_claim, description=shown.description, by=by
    )
    made.view, made.semantics = shown.view, shown.semantics
    with recorded_as(by):
        made.save(update_fields=["view", "semantics"])
        for rows in (shown.omissions, shown.folds, shown.base_scores, shown.dismissals):
            _copy_rows(rows.all(), made)
    return made


def _copy_rows(rows: QuerySet[Any], made: ArgumentMap) -> None:
    copies = list(rows)
    for row in copies:
        row.pk = row._meta.pk.get_default() if row._meta.pk.has_default() else None  # noqa: SLF001 - Django's API
        row.map = made
        row._state.adding = True  # noqa: SLF001 - Django's way of copying a row
    rows.model.objects.bulk_create(copies)


def _clean_title(title: str) -> str:
    title = " ".join(title.split())
    if not title or len(title) > TITLE_MAX_LENGTH:
        raise InvalidInputError(f"A title has 1 to {TITLE_MAX_LENGTH} characters.", field="title")
    return title
