"""A map to take away: as a picture, as a document, as data. What one sees is what one gets."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from arguments.domain.drawing.layout import MapLayout
from arguments.domain.drawing.opening import Wish
from arguments.domain.drawing.svg import render_svg
from arguments.printing import MOST_SHEETS, Paper, Place, Print, count_sheets, print_map
from arguments.rasterising import MOST_PIXELS, PNG_TYPE, SCALES, fits, rasterise
from arguments.views.data_files import offered_formats
from arguments.views.drawn import DrawnMap, draw_map
from common.documents import PDF_TYPE
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

SVG_TYPE = "image/svg+xml; charset=utf-8"
CLEAR = "transparent"
PAPERS = {Paper.MAP: "One page, as large as the map", Paper.A4: "A4", Paper.A3: "A3"}


@member_page(can_read)
@require_safe
def map_export(request: MemberRequest, slug: str) -> HttpResponse:
    """Show as what the map can be taken away, and what each way of it leaves behind."""
    drawn = draw_map(request.workspace, slug, request.GET)
    context = {
        "map": drawn.map,
        "drawn": drawn,
        "cards": len(drawn.layout.cards),
        "all_cards": len(drawn.forest.cards),
        "formats": offered_formats(drawn, is_asked="losses" in request.GET),
        "most_pixels": MOST_PIXELS // 1_000_000,
        "scales": _scales(drawn.layout),
        "papers": [
            (paper.value, words, number, number <= MOST_SHEETS)
            for paper, words in PAPERS.items()
            for number in [count_sheets(_print(request, drawn, paper))]
        ],
    }
    return render(request, "arguments/map_export.html", context)


@member_page(can_read)
@require_safe
def map_export_picture(request: MemberRequest, slug: str, ending: str) -> HttpResponse:
    """Return the drawing as a file: SVG, PNG at a `scale` with a `ground`, or PDF on a `paper`."""
    drawn = draw_map(request.workspace, slug, request.GET)
    try:
        content, media_type = _picture(request, drawn, ending)
    except InvalidInputError as error:
        messages.error(request, error.message)
        page = reverse("arguments:map_export", args=[request.workspace.slug, slug])
        return redirect(f"{page}?{drawn.carried}")
    return as_file(content, media_type, f"{drawn.map.slug}.{ending}")


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return the answer that a browser saves under a name and never shows or runs."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _picture(request: MemberRequest, drawn: DrawnMap, ending: str) -> tuple[bytes, str]:
    layout = drawn.layout
    svg = render_svg(
        drawn.graph,
        layout,
        drawn.map.title,
        has_ground=request.GET.get("ground") != CLEAR,
        lens=Wish.read(request.GET, "").lens,
    )
    if ending == "pdf":
        asked = request.GET.get("paper")
        return print_map(_print(request, drawn, Paper(asked) if asked in set(Paper) else Paper.MAP, svg)), PDF_TYPE
    if ending == "svg":
        return svg.encode(), SVG_TYPE
    asked = request.GET.get("scale", "")
    scale = int(asked) if asked in map(str, SCALES) else SCALES[0]
    return rasterise(svg, width=layout.width, height=layout.height, scale=scale), PNG_TYPE


def _print(request: MemberRequest, drawn: DrawnMap, paper: Paper, svg: str = "") -> Print:
    layout = drawn.layout
    return Print(
        svg=svg,
        width=layout.width,
        height=layout.height,
        title=drawn.title,
        author=request.workspace.name,
        colophon=f"{request.workspace.name} · {timezone.localdate():%-d %B %Y} · {address_of(request, drawn)}",
        paper=paper,
        places=_places(request, drawn),
    )


def address_of(request: MemberRequest, drawn: DrawnMap) -> str:
    """Return the permanent address of the map's page."""
    page = reverse("arguments:map_detail", args=[request.workspace.slug, drawn.map.slug])
    return request.build_absolute_uri(page)


def _places(request: MemberRequest, drawn: DrawnMap) -> list[Place]:
    base = request.build_absolute_uri(reverse("claims:detail", args=[request.workspace.slug, 0])).removesuffix("0/")
    cards = drawn.layout.forest.cards
    claims = {key: drawn.graph.claim_by_id[cards[key].claim_id] for key in drawn.layout.cards}
    return [
        Place(box, f"C-{claims[key].number} {claims[key].text}", cards[key].depth, f"{base}{claims[key].number}/")
        for key, box in drawn.layout.cards.items()
    ]


def _scales(layout: MapLayout) -> list[tuple[int, int, int, bool]]:
    """Return each scale with the picture's width and height in pixels, and whether it may be so large."""
    width, height = layout.width, layout.height
    return [(scale, width * scale, height * scale, fits(width, height, scale)) for scale in SCALES]
