"""Published maps for everybody: a page, the same for frames of other sites, a preview, and oEmbed.

Nothing here knows a session: no cookie is read or set, and what is shown is what `domain/publishing.py` lets out.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from arguments.domain.drawing.opening import Opened, Wish, open_map
from arguments.domain.drawing.preview import HEIGHT, WIDTH, preview_svg
from arguments.domain.drawing.svg import render_svg
from arguments.domain.publishing import public_part
from arguments.errors import PictureTooCostlyError
from arguments.models import ArgumentMap
from arguments.presenters import MapPresenter, OutlineItem, layout_data
from arguments.queries import find_published, load_map_graph
from arguments.rasterising import PNG_TYPE, rasterise
from arguments.templatetags.map_cards import draw_items
from arguments.views.drawing import MOST_IN_PAGE
from common.publishing import EMBED_POLICY, SECONDS_KEPT, kept, size_at_most
from workspaces.gates import public_page

PREVIEW_KEPT = 24 * 3600
EMBED_WIDTH, EMBED_HEIGHT = 800, 600


@dataclass(frozen=True)
class PublicMap:
    """A published map and what of its public part the address asks for."""

    map: ArgumentMap
    opened: Opened


def embed_code(page: str, title: str) -> str:
    """Return the HTML that shows a published map in a page of somebody else; `page` is its public address."""
    return (
        f'<iframe src="{escape(page)}embed/" title="{escape(title)}" width="100%" height="{EMBED_HEIGHT}"'
        ' loading="lazy" allow="fullscreen"></iframe>'
    )


@public_page
@require_safe
def public_map(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show a published map."""
    return _page(request, _open(request, key), is_embedded=False)


@public_page
@xframe_options_exempt
@require_safe
def public_embed(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show a published map inside a page of any other site."""
    response = _page(request, _open(request, key), is_embedded=True)
    response["Content-Security-Policy"] = EMBED_POLICY
    return response


@public_page
@require_safe
def public_drawing(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the cards and where they stand, with other cards folded."""
    opened = _open(request, key).opened
    layout, items = _drawn(opened)
    html = render_to_string("arguments/_cards.html", {"items": items, "claim_page": ""})
    return kept(request, JsonResponse({"html": html, "layout": layout, "revision": 0}))


@public_page
@require_safe
def public_card(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Return who says what of a claim, and every passage."""
    claims = _open(request, key).opened.graph.claims
    claim = next((one for one in claims if one.number == number), None)
    if claim is None:
        raise Http404
    return kept(request, HttpResponse(render_to_string("arguments/_card_facts.html", {"claim": claim})))


@public_page
@require_safe
def public_preview(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the picture by which other sites show a link to the map."""
    public = _open(request, key)
    layout = public.opened.drawn
    svg = preview_svg(render_svg(public.opened.graph, layout, public.map.title), layout)
    name = f"map-preview-{sha256(svg.encode()).hexdigest()}"
    try:
        png = cache.get_or_set(name, lambda: rasterise(svg, width=WIDTH, height=HEIGHT, scale=1), PREVIEW_KEPT)
    except PictureTooCostlyError:
        raise Http404 from None
    return kept(request, HttpResponse(png, content_type=PNG_TYPE))


@public_page
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Return what a site needs to show a published map by its address (oEmbed 1.0), as JSON only."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is offered.", status=501, content_type="text/plain")
    address = urlsplit(request.GET.get("url", ""))
    found = re.fullmatch(r"/m/([\w-]+)/(?:embed/)?", address.path)
    if not found or address.netloc != request.get_host():
        raise Http404
    public = _open(request, found[1])
    page = request.build_absolute_uri(reverse("published:map", args=[public.map.public_key]))
    told = {
        "version": "1.0",
        "type": "rich",
        "title": public.map.title,
        "provider_name": public.map.workspace.name,
        "provider_url": request.build_absolute_uri("/"),
        "html": embed_code(page, public.map.title),
        "width": size_at_most(request, "maxwidth", EMBED_WIDTH),
        "height": size_at_most(request, "maxheight", EMBED_HEIGHT),
        "thumbnail_url": f"{page}preview.png",
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
        "cache_age": SECONDS_KEPT,
    }
    return JsonResponse(told, headers={"Access-Control-Allow-Origin": "*"})


def _open(request: HttpRequest, key: str) -> PublicMap:
    """Return the map that is public under the key; 404 if none is, or if its lead is not signed off any more."""
    shown = find_published(key)
    if shown is None:
        raise Http404
    lead = str(shown.lead_claim_id)
    public = public_part(load_map_graph(shown), lead)
    if public is None:
        raise Http404
    opened = open_map(public.graph, lead, Wish.read(request.GET, shown.view).drawn(), shown.folded_numbers)
    if opened is None:
        raise Http404
    return PublicMap(shown, opened)


def _drawn(opened: Opened) -> tuple[dict[str, Any], list[OutlineItem]]:
    """Return the layout and its cards: for the page, or as pieces in the layout where they are too many for it."""
    layout = layout_data(opened.drawn)
    presenter = MapPresenter(opened.graph, opened.forest, opened.drawn)
    items = [item for item in presenter.items() if item.card or item.group]
    if len(opened.drawn.cards) <= MOST_IN_PAGE:
        return layout, items
    return layout | {"html": draw_items(items, "")}, []


def _page(request: HttpRequest, public: PublicMap, *, is_embedded: bool) -> HttpResponseBase:
    key, opened = public.map.public_key, public.opened
    outlined = MapPresenter(opened.graph, opened.forest, shown=opened.outlined)
    layout, items = _drawn(opened)
    context: dict[str, Any] = {
        "map": public.map,
        "items": items,
        "outline": list(outlined.items()),
        "authors": outlined.authors(),
        "layout": layout,
        "depths": range(1, max((card.depth for card in opened.forest.cards.values()), default=0)),
        "drawing_page": reverse("published:drawing", args=[key]),
        "card_part": reverse("published:card", args=[key, 0]).removesuffix("0/"),
        "oembed": request.build_absolute_uri(reverse("published:oembed")),
        "address": request.build_absolute_uri(reverse("published:map", args=[key])),
        "is_embedded": is_embedded,
        "preview": {"width": WIDTH, "height": HEIGHT},
    }
    # Rendered without the request: what looks at sessions and members has no place here.
    response = HttpResponse(render_to_string("arguments/map_public.html", context))
    if not public.map.is_indexable or is_embedded:
        response["X-Robots-Tag"] = "noindex"
    return kept(request, response)
