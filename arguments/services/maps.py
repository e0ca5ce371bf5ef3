"""Making and changing maps."""

from django.db import transaction
from django.utils.text import slugify

from arguments.errors import MapSlugTakenError
from arguments.models import ArgumentMap
from arguments.services.guarding import lock_graph, refuse_strangers
from claims.models import Claim
from common.errors import InvalidInputError
from common.history import recorded_as
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
    refuse_strangers(workspace, [lead_claim])
    lock_graph(workspace)
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


def _free_slug(title: str, taken: set[str]) -> str:
    stem = slugify(title)[: SLUG_MAX_LENGTH - 5] or "map"
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
