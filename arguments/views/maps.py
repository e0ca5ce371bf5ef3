"""The list of maps, and one map in its three faces."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from arguments.domain.drawing.forest import Forest, span_forest
from arguments.domain.drawing.layout import MapLayout, MapView, lay_out
from arguments.domain.drawing.svg import render_svg
from arguments.domain.graph import ArgumentGraph
from arguments.forms import MapForm
from arguments.models import ArgumentMap
from arguments.presenters import MapPresenter, fold_to, layout_data
from arguments.queries import claim_choices, list_maps, load_graph
from arguments.services import create_map
from arguments.views.arguments import claim_numbered
from claims.forms import blame
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.models import Workspace
from workspaces.policies import can_edit, can_read

OUTLINE = "outline"


@member_page(can_read)
@require_GET
def map_list(request: MemberRequest) -> HttpResponse:
    """Show the workspace's maps."""
    return render(request, "arguments/map_list.html", {"maps": list_maps(request.workspace)})


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def map_create(request: MemberRequest) -> HttpResponse:
    """Show the form of a new map; make it and go to it."""
    form = MapForm(request.POST or None, initial={"lead": request.GET.get("lead", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = create_map(
                workspace=request.workspace,
                title=given["title"],
                description=given["description"],
                lead_claim=claim_numbered(request.workspace, given["lead"], field="lead"),
                by=request.user,
            )
        except InvalidInputError as error:
            blame(form, error)
        else:
            messages.success(request, "The map is made. Now add reasons and objections to its cards.")
            return redirect("arguments:map_detail", request.workspace.slug, made.slug)
    context = {"form": form, "choices": claim_choices(request.workspace)}
    return render(request, "arguments/map_create.html", context, status=422 if form.errors else 200)


@member_page(can_read)
@require_GET
def map_detail(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a map: drawn in columns or top-down, and always as an outline too."""
    shown = _map(request.workspace, slug)
    graph, forest = _graph_and_forest(shown)
    presenter = MapPresenter(graph, forest)
    chosen = request.GET.get("view", "")
    context = {
        "map": shown,
        **_cards_context(request, shown, presenter),
        "authors": presenter.authors(),
        "view": chosen if chosen in {*MapView, OUTLINE} else MapView.COLUMNS.value,
        "is_chosen": chosen in set(MapView),
        "depths": range(1, max((card.depth for card in forest.cards.values()), default=0)),
    }
    if context["view"] != OUTLINE:
        context["layout"] = layout_data(_layout(request.GET, graph, forest))
    return render(request, "arguments/map_detail.html", context)


@member_page(can_read)
@require_GET
def map_layout(request: MemberRequest, slug: str) -> JsonResponse:
    """Return where everything stands with other cards folded or in another view."""
    graph, forest = _graph_and_forest(_map(request.workspace, slug))
    return JsonResponse(layout_data(_layout(request.GET, graph, forest)))


@member_page(can_read)
@require_GET
def map_drawing(request: MemberRequest, slug: str) -> JsonResponse:
    """Return the cards as HTML, where they stand, and the revision of the arguments that they show."""
    shown = _map(request.workspace, slug)
    graph, forest = _graph_and_forest(shown)
    context = {"map": shown, **_cards_context(request, shown, MapPresenter(graph, forest))}
    return JsonResponse(
        {
            "html": render_to_string("arguments/_cards.html", context, request),
            "layout": layout_data(_layout(request.GET, graph, forest)),
            "revision": shown.revision,
        }
    )


@member_page(can_read)
@require_GET
def map_picture(request: MemberRequest, slug: str) -> HttpResponse:
    """Return the drawing as an SVG file."""
    shown = _map(request.workspace, slug)
    graph, forest = _graph_and_forest(shown)
    picture = render_svg(graph, _layout(request.GET, graph, forest), shown.title)
    response = HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.slug}.svg"'
    return response


def _cards_context(request: MemberRequest, shown: ArgumentMap, presenter: MapPresenter) -> dict[str, Any]:
    """Return what the templates of cards need, on the page and when it is drawn anew."""
    create = reverse("arguments:argument_create", args=[request.workspace.slug, shown.slug])
    return {
        "items": list(presenter.items()),
        "claim_page": reverse("claims:detail", args=[request.workspace.slug, 0]).removesuffix("0/"),
        "argument_page": create.removesuffix("new/"),
    }


def _map(workspace: Workspace, slug: str) -> Any:  # noqa: ANN401 - a map with its `revision`
    return get_object_or_404(list_maps(workspace), slug=slug)


def _graph_and_forest(shown: ArgumentMap) -> tuple[ArgumentGraph, Forest]:
    graph = load_graph(shown.workspace_id, shown.lead_claim_id)
    return graph, span_forest(graph, str(shown.lead_claim_id))


def _layout(query: Mapping[str, str], graph: ArgumentGraph, forest: Forest) -> MapLayout:
    """Lay a map out as the address asks: `view`, and either `folded` (keys) or `depth`."""
    view = MapView(query["view"]) if query.get("view") in set(MapView) else MapView.COLUMNS
    folded = query["folded"].split(",") if "folded" in query else None
    depth = int(query["depth"]) if query.get("depth", "").isdecimal() else None
    return lay_out(graph, fold_to(forest, folded=folded, depth=depth), view)
