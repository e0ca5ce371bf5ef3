"""A map drawn as an address asks, for whatever is made of it: one reading of the query for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.shortcuts import get_object_or_404

from arguments.domain.drawing.forest import Forest, span_forest
from arguments.domain.drawing.layout import MapLayout, MapView, lay_out
from arguments.domain.graph import ArgumentGraph
from arguments.models import ArgumentMap
from arguments.presenters import fold_to
from arguments.queries import list_maps, load_graph
from workspaces.models import Workspace

CARRIED = ("view", "folded", "depth", "lens", "evidence", "lead")
"""What of a query says how a map looks: links between its page and its exports hand it on."""


@dataclass(frozen=True)
class DrawnMap:
    """A map, its graph, its whole forest, and the drawing of what the query leaves unfolded."""

    map: ArgumentMap
    graph: ArgumentGraph
    forest: Forest
    layout: MapLayout
    query: QueryDict

    @property
    def carried(self) -> str:
        """The part of the query that says how the map looks, encoded."""
        return self.query.urlencode()


def draw_map(workspace: Workspace, slug: str, query: Mapping[str, str]) -> DrawnMap:
    """Return the map as the query asks for it; 404 for one that is not there. What is not understood is left out."""
    shown = get_object_or_404(list_maps(workspace), slug=slug)
    graph = load_graph(shown.workspace_id, shown.lead_claim_id)
    forest = span_forest(graph, str(shown.lead_claim_id))
    view = MapView(query["view"]) if query.get("view") in set(MapView) else MapView.COLUMNS
    folded = query["folded"].split(",") if "folded" in query else None
    depth = int(query["depth"]) if query.get("depth", "").isdecimal() else None
    layout = lay_out(graph, fold_to(forest, folded=folded, depth=depth), view)
    carried = QueryDict(mutable=True)
    carried.update({key: query[key] for key in CARRIED if key in query})
    return DrawnMap(shown, graph, forest, layout, carried)
