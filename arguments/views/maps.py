"""The list of maps, one map in its three faces, and the forms that add to it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from arguments.domain.drawing.forest import Forest, span_forest
from arguments.domain.drawing.layout import MapLayout, MapView, lay_out
from arguments.domain.drawing.svg import render_svg
from arguments.domain.graph import ArgumentGraph
from arguments.enums import Relation
from arguments.forms import ArgumentForm, MapForm, claim_number
from arguments.models import Argument, ArgumentMap
from arguments.presenters import MapPresenter, fold_to, layout_data
from arguments.queries import arguments_of_claim, claim_choices, list_maps, load_graph
from arguments.services import create_argument, create_map, remove_argument
from claims.forms import blame
from claims.models import Claim
from claims.queries import list_authors
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.models import Workspace
from workspaces.policies import can_annotate, can_edit, can_read

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
                lead_claim=_claim(request.workspace, given["lead"], field="lead"),
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


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def argument_create(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the form of a new argument about a claim or a step; make it and go back to the map."""
    shown = _map(request.workspace, slug)
    relation, conclusion, target = _aim(request)
    form = ArgumentForm(request.POST or None, authors=list_authors(request.workspace), initial={"relation": relation})
    if request.method == "POST" and form.is_valid():
        try:
            _add_argument(request, shown, form, conclusion, target)
        except InvalidInputError as error:
            blame(form, error)
        else:
            messages.success(request, "The argument is in the map.")
            anchor = f"#c-{conclusion.number}" if conclusion else ""
            return redirect(reverse("arguments:map_detail", args=[request.workspace.slug, slug]) + anchor)
    context = {
        "map": shown,
        "form": form,
        "relation": relation,
        "conclusion": conclusion,
        "target": target,
        "choices": claim_choices(request.workspace),
    }
    return render(request, "arguments/argument_create.html", context, status=422 if form.errors else 200)


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def argument_remove(request: MemberRequest, slug: str, argument: UUID) -> HttpResponse:
    """Ask whether an argument shall go; delete it and go back to the map."""
    shown = _map(request.workspace, slug)
    found = _argument(request.workspace, argument)
    if request.method == "POST":
        remove_argument(argument=found, shown=shown, by=request.user)
        messages.success(request, "The argument is removed. Its claims stay.")
        return redirect("arguments:map_detail", request.workspace.slug, slug)
    return render(request, "arguments/argument_remove.html", {"map": shown, "argument": found})


@member_page(can_read)
@require_GET
def claim_arguments(request: MemberRequest, number: int) -> HttpResponse:
    """Show, as a part of the claim's page, the arguments about a claim and the maps that it leads."""
    claim = get_object_or_404(Claim, workspace=request.workspace, number=number)
    context = {
        "claim": claim,
        "arguments": arguments_of_claim(claim),
        "maps": list_maps(request.workspace).filter(lead_claim=claim),
    }
    page = "arguments/_claim_arguments.html" if request.htmx else "arguments/claim_arguments.html"
    return render(request, page, context)


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


def _argument(workspace: Workspace, argument_id: UUID) -> Argument:
    rows = Argument.objects.select_related("conclusion", "author").prefetch_related("premises__claim")
    return get_object_or_404(rows, workspace=workspace, pk=argument_id)


def _graph_and_forest(shown: ArgumentMap) -> tuple[ArgumentGraph, Forest]:
    graph = load_graph(shown.workspace_id, shown.lead_claim_id)
    return graph, span_forest(graph, str(shown.lead_claim_id))


def _layout(query: Mapping[str, str], graph: ArgumentGraph, forest: Forest) -> MapLayout:
    """Lay a map out as the address asks: `view`, and either `folded` (keys) or `depth`."""
    view = MapView(query["view"]) if query.get("view") in set(MapView) else MapView.COLUMNS
    folded = query["folded"].split(",") if "folded" in query else None
    depth = int(query["depth"]) if query.get("depth", "").isdecimal() else None
    return lay_out(graph, fold_to(forest, folded=folded, depth=depth), view)


def _aim(request: MemberRequest) -> tuple[str, Claim | None, Argument | None]:
    """Return what the address aims at; 404 when that does not exist or is not named."""
    relation = request.GET.get("relation", Relation.SUPPORTS)
    if relation == Relation.UNDERCUTS:
        try:
            return relation, None, _argument(request.workspace, UUID(request.GET.get("target", "")))
        except ValueError:
            raise Http404 from None
    number = request.GET.get("conclusion", "")
    if relation not in Relation.values or not number.isdecimal():
        raise Http404
    return relation, get_object_or_404(Claim, workspace=request.workspace, number=int(number)), None


def _add_argument(
    request: MemberRequest, shown: ArgumentMap, form: ArgumentForm, conclusion: Claim | None, target: Argument | None
) -> None:
    """Make the new claims among the premises and the argument, or nothing at all."""
    slug = form.cleaned_data["author"]
    create_argument(
        workspace=request.workspace,
        relation=form.cleaned_data["relation"],
        conclusion=conclusion,
        target=target,
        premises=[(_premise(request, field, text), status) for field, text, status in form.premises()],
        author=request.workspace.authors.get(slug=slug) if slug else None,
        shown=shown,
        by=request.user,
    )


def _premise(request: MemberRequest, field: str, text: str) -> Claim | str:
    """Return the claim that was named by number, or the wording of another."""
    number = claim_number(text)
    return text if number is None else _claim(request.workspace, number, field=field)


def _claim(workspace: Workspace, number: int, *, field: str) -> Claim:
    claim = Claim.objects.filter(workspace=workspace, number=number).first()
    if claim is None:
        raise InvalidInputError(f"There is no claim C-{number} in this workspace.", field=field)
    return claim
