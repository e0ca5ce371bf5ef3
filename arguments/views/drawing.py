"""One map in its three faces: drawn in columns or top-down, and as an outline."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from arguments.domain.drawing.opening import OUTLINE, Opened, Wish, open_map
from arguments.domain.drawing.quotes import EVERY_PASSAGE
from arguments.domain.drawing.svg import render_svg
from arguments.models import ArgumentMap
from arguments.presenters import MapPresenter, OutlineItem, layout_data
from arguments.queries import find_map, load_map_graph, read_claims
from arguments.templatetags.map_cards import draw_items
from claims.models import Claim
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

PASSAGE_CHOICES = (("0", "none"), ("1", "one each"), ("3", "three each"), ("all", "all"))
MOST_IN_PAGE = 150
"""More cards than that are handed to the script as pieces of HTML, of which it uses those in view."""


@member_page(can_read)
@require_GET
def map_detail(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a map: drawn in columns or top-down, and always as an outline too."""
    shown, opened = _open(request, slug)
    presenter = MapPresenter(opened.graph, opened.forest, opened.layout)
    pages = _pages(request, shown)
    context = {
        "map": shown,
        "opened": opened,
        "view": opened.wish.view,
        "is_chosen": opened.wish.is_chosen and opened.wish.view != OUTLINE,
        "way": opened.way,
        "kept": _kept(opened.wish),
        "authors": presenter.authors(),
        "depths": range(1, max((card.depth for card in opened.forest.cards.values()), default=0)),
        "passages": "all" if opened.passages == EVERY_PASSAGE else str(opened.passages),
        "passage_choices": PASSAGE_CHOICES,
        "outline": _outline(opened, presenter),
        **pages,
    }
    if opened.layout is not None:
        context |= _drawn(opened, presenter, pages["claim_page"])
    return render(request, "arguments/map_detail.html", context)


@member_page(can_read)
@require_GET
def map_drawing(request: MemberRequest, slug: str) -> JsonResponse:
    """Return the cards as HTML, where they stand, and the revision of the arguments that they show."""
    shown, opened = _open(request, slug, draws=True)
    presenter = MapPresenter(opened.graph, opened.forest, opened.layout)
    pages = _pages(request, shown)
    drawn = _drawn(opened, presenter, pages["claim_page"])
    html = render_to_string("arguments/_cards.html", {**drawn, **pages})
    return JsonResponse({"html": html, "layout": drawn["layout"], "revision": shown.revision})


@member_page(can_read)
@require_GET
def map_card(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Return what an open card tells beside its text: who says what, and every passage."""
    if find_map(request.workspace, slug) is None:
        raise Http404
    claim = get_object_or_404(Claim, workspace=request.workspace, number=number)
    (node,) = read_claims(request.workspace.pk, [str(claim.pk)], with_evidence=True)
    return render(request, "arguments/_card_facts.html", {"claim": node, "slug": slug})


@member_page(can_read)
@require_GET
def map_layout(request: MemberRequest, slug: str) -> JsonResponse:
    """Return where everything stands with other cards folded or in another view."""
    _, opened = _open(request, slug, draws=True)
    return JsonResponse(_places(opened))


@member_page(can_read)
@require_GET
def map_picture(request: MemberRequest, slug: str) -> HttpResponse:
    """Return the drawing as an SVG file."""
    shown, opened = _open(request, slug, draws=True)
    picture = render_svg(opened.graph, opened.drawn, shown.title, lens=opened.wish.lens)
    response = HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.slug}.svg"'
    return response


def _open(request: MemberRequest, slug: str, *, draws: bool = False) -> tuple[Any, Opened]:
    """Return the map and what of it the address asks for; 404 for a map or a lead that is not there."""
    shown = find_map(request.workspace, slug)
    if shown is None:
        raise Http404
    wish = Wish.read(request.GET, shown.view)
    if draws and wish.view == OUTLINE:
        wish = wish.drawn()
    graph = load_map_graph(shown)
    opened = open_map(graph, str(shown.lead_claim_id), wish, shown.folded_numbers)
    if opened is None:
        raise Http404
    return shown, opened


def _drawn(opened: Opened, presenter: MapPresenter, claim_page: str) -> dict[str, Any]:
    """Return what the drawing is made of: cards for the page, or pieces of HTML where they are too many for it."""
    layout = _places(opened)
    items = [item for item in presenter.items() if item.card or item.group]
    if len(opened.drawn.cards) > MOST_IN_PAGE:
        layout["html"] = draw_items(items, claim_page)
        items = []
    return {"items": items, "layout": layout}


def _places(opened: Opened) -> dict[str, Any]:
    """Return where everything stands, and below which cards the map is kept folded."""
    return {**layout_data(opened.drawn), "kept_folded": sorted(opened.kept_folded)}


def _pages(request: MemberRequest, shown: ArgumentMap) -> dict[str, str]:
    """Return the addresses from which the script and the templates make those of claims and arguments."""
    create = reverse("arguments:argument_create", args=[request.workspace.slug, shown.slug])
    return {
        "claim_page": reverse("claims:detail", args=[request.workspace.slug, 0]).removesuffix("0/"),
        "argument_page": create.removesuffix("new/"),
        "card_part": reverse("arguments:map_card", args=[request.workspace.slug, shown.slug, 0]).removesuffix("0/"),
    }


def _outline(opened: Opened, presenter: MapPresenter) -> list[OutlineItem]:
    """Return the outline: the whole map, or of a long one the part that is unfolded, on a page of its own."""
    if opened.layout is not None and opened.outlined is not opened.forest:
        return []
    if opened.layout is None and opened.outlined is opened.forest:
        return list(presenter.items())
    return list(MapPresenter(opened.graph, opened.forest, shown=opened.outlined).items())


def _kept(wish: Wish) -> str:
    """Return what another view of the same map keeps of an address."""
    kept = {"lead": f"C-{wish.lead}" if wish.lead is not None else "", "lens": ",".join(wish.lens)}
    given = {name: value for name, value in kept.items() if value}
    return f"&{urlencode(given)}" if given else ""
