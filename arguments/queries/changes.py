"""What changed under an open map, asked for every second by every open page: two queries at most, both by index."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from arguments.models import GraphEdit
from workspaces.models import Workspace

EDITS_TOLD = 50
"""A page that missed more is drawn anew and needs no list."""

_LATEST = 64
"""Events of claims that are looked at. Transactions end in another order than they number their events, so that the
latest number alone would miss one that ends late; it is noticed unless more than these came meanwhile."""

_STATE = f"""
SELECT map.id, coalesce(revision.number, 0),
    (SELECT max(pgh_id) FROM arguments_argumentmapevent WHERE pgh_obj_id = map.id),
    (SELECT sum(pgh_id) FROM (SELECT pgh_id FROM arguments_basescoreevent
        WHERE map_id = map.id ORDER BY pgh_id DESC LIMIT {_LATEST}) AS latest),
    (SELECT sum(pgh_id) FROM (SELECT pgh_id FROM claims_claimevent
        WHERE workspace_id = map.workspace_id ORDER BY pgh_id DESC LIMIT {_LATEST}) AS latest),
    (SELECT sum(pgh_id) FROM (SELECT pgh_id FROM claims_evidenceevent
        WHERE workspace_id = map.workspace_id ORDER BY pgh_id DESC LIMIT {_LATEST}) AS latest),
    (SELECT sum(pgh_id) FROM (SELECT pgh_id FROM claims_stanceevent
        WHERE workspace_id = map.workspace_id ORDER BY pgh_id DESC LIMIT {_LATEST}) AS latest)
FROM arguments_argumentmap AS map
LEFT JOIN arguments_graphrevision AS revision ON revision.workspace_id = map.workspace_id
WHERE map.workspace_id = %s AND map.slug = %s
"""  # noqa: S608 - only a number of ours is put in


@dataclass(frozen=True, slots=True)
class MapState:
    """How a map stands: its revision (of the workspace's arguments), and a version that changes with all that it shows.

    The version covers arguments, the map's own settings and scores, and wordings, statuses, evidence and stances of the
    workspace's claims.
    """

    map: UUID
    revision: int
    version: str


def find_map_state(workspace: Workspace, slug: str) -> MapState | None:
    """Return how the map stands, in one query; None if there is no such map."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [workspace.pk, slug])
        row = cursor.fetchone()
    if row is None:
        return None
    told = " ".join(str(value) for value in row[1:])
    return MapState(row[0], row[1], hashlib.sha256(told.encode()).hexdigest()[:16])


def edits_since(workspace: Workspace, revision: int) -> QuerySet[GraphEdit]:
    """Return the edits after a revision, the latest of them, oldest first."""
    latest = GraphEdit.objects.filter(workspace=workspace, revision__gt=revision).order_by("-revision")[:EDITS_TOLD]
    return GraphEdit.objects.filter(pk__in=latest.values("pk")).select_related("by").order_by("revision")
