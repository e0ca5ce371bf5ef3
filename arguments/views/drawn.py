"""A map drawn as an address asks, for whatever is made of it: one reading of the query for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from arguments.domain.drawing.forest import Forest
from arguments.domain.drawing.layout import MapLayout
from arguments.domain.drawing.opening import Opened, Wish, open_map
from arguments.domain.graph import ArgumentGraph
from arguments.models import ArgumentMap
from arguments.queries import find_map, load_map_graph
from workspaces.models import Workspace

CARRIED = ("view", "folded", "depth", "lens", "passages", "lead")
"""What of a query says how a map looks: links between its page and its exports hand it on."""


@dataclass(frozen=True)
class DrawnMap:
    """A map and what of it a query asks for, and that part of the query."""

    map: ArgumentMap
    opened: Opened
    query: QueryDict

    @property
    def carried(self) -> str:
        """The part of the query that says how the map looks, encoded."""
        return self.query.urlencode()

    @property
    def graph(self) -> ArgumentGraph:
        """All that bears on the lead of what is shown."""
        return self.opened.graph

    @property
    def forest(self) -> Forest:
        """The whole of it, folded or not."""
        return self.opened.forest

    @property
    def layout(self) -> MapLayout:
        """The drawing of what is not folded."""
        return self.opened.drawn

    @property
    def lens(self) -> tuple[str, ...]:
        """The authors whose stances colour the drawing."""
        return self.opened.wish.lens

    @property
    def title(self) -> str:
        """The map's title, with the claim that it starts from where that is not its lead."""
        if len(self.opened.way) < 2:
            return self.map.title
        return f"{self.map.title}: C-{self.opened.way[-1].number}"


def draw_map(workspace: Workspace, slug: str, query: Mapping[str, str]) -> DrawnMap:
    """Return the map as the query asks for it; 404 for one that is not there. What is not understood is left out."""
    shown: Any = find_map(workspace, slug)
    if shown is None:
        raise Http404
    wish = Wish.read(query, shown.view).drawn()
    graph = load_map_graph(shown)
    opened = open_map(graph, str(shown.lead_claim_id), wish, shown.folded_numbers)
    if opened is None:
        raise Http404
    carried = QueryDict(mutable=True)
    carried.update({key: query[key] for key in CARRIED if key in query})
    return DrawnMap(shown, opened, carried)
