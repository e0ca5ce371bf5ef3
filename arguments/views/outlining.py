"""The lines of a map for the outline in which one edits it."""

from dataclasses import asdict
from typing import Any

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from arguments.domain.drawing.forest import span_forest
from arguments.domain.lines import lines_of
from arguments.queries import list_maps, load_map_graph
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate


@member_page(can_annotate)
@require_GET
def map_lines(request: MemberRequest, slug: str) -> JsonResponse:
    """Return the lines of the map and the revision of the arguments that they show."""
    shown: Any = get_object_or_404(list_maps(request.workspace), slug=slug)
    graph = load_map_graph(shown, with_evidence=False)
    forest = span_forest(graph, str(shown.lead_claim_id))
    return JsonResponse({"revision": shown.revision, "lines": [asdict(line) for line in lines_of(graph, forest)]})
