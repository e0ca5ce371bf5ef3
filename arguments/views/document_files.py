"""A map as a document: a brief to go on writing in, or one file with the map alive in it."""

from math import sqrt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from arguments.documents import Brief, brief_of
from arguments.domain.drawing.svg import render_svg
from arguments.enums import GradualSemantics
from arguments.errors import PictureTooCostlyError
from arguments.queries.briefs import quotes_for, works_quoted
from arguments.queries.evaluating import evaluate_map
from arguments.rasterising import rasterise
from arguments.standalone import HTML_TYPE, StandaloneMap, render_standalone
from arguments.views.drawn import DrawnMap, draw_map
from arguments.views.exporting import address_of, as_file
from common.documents import DOCX_TYPE, PDF_TYPE, Picture, render_docx, render_pdf
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

RENDERERS = {"docx": (render_docx, DOCX_TYPE), "pdf": (render_pdf, PDF_TYPE)}
MOST_CLAIMS = 600
"""Claims of one brief: 600 with their quotes take seconds and some 100 pages, and nobody reads more."""
PICTURE_PIXELS = 9_000_000
"""Of the picture in a brief: sharp in print over the width of a page, and about 1 MB."""
LEAST_SCALE = 0.5
"""Below that nobody could read the picture on a page."""
PAGE_SHAPE = 1.3
"""Height to width of the room that a picture has on a page."""


@member_page(can_read)
@require_safe
def map_export_brief(request: MemberRequest, slug: str, ending: str) -> HttpResponse:
    """Return the map as a brief in DOCX or PDF: outline, quotes with citations, who stands where, works cited."""
    drawn = draw_map(request.workspace, slug, request.GET)
    if len(drawn.graph.claims) > MOST_CLAIMS:
        told = f"{len(drawn.graph.claims)} claims are more than one brief holds: {MOST_CLAIMS} are the most."
        messages.error(request, f"{told} Make a map of a claim further down, or take the PDF map or the HTML file.")
        page = reverse("arguments:map_export", args=[request.workspace.slug, slug])
        return redirect(f"{page}?{drawn.carried}")
    render, media_type = RENDERERS[ending]
    document = brief_of(drawn.graph, drawn.forest, _brief(request, drawn))
    return as_file(render(document), media_type, f"{drawn.map.slug}-brief.{ending}")


@member_page(can_read)
@require_safe
def map_export_file(request: MemberRequest, slug: str) -> HttpResponse:
    """Return the map as one HTML file that needs nothing else."""
    drawn = draw_map(request.workspace, slug, request.GET)
    told = StandaloneMap(
        title=drawn.title,
        slug=drawn.map.slug,
        description=drawn.map.description,
        publisher=request.workspace.name,
        address=address_of(request, drawn),
        made_at=timezone.localtime(),
        opened=drawn.opened,
    )
    response = as_file(render_standalone(told).encode(), HTML_TYPE, f"{drawn.map.slug}.html")
    # Should a browser show it all the same, it is nobody's page here: no cookie, no script of this site's.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _brief(request: MemberRequest, drawn: DrawnMap) -> Brief:
    quotes = quotes_for([claim.id for claim in drawn.graph.claims])
    lead = drawn.opened.way[-1].id
    evaluated = evaluate_map(drawn.map, drawn.map.semantics, with_sensitivity=False)
    picture, left_out = _picture(drawn)
    return Brief(
        title=drawn.title,
        question=drawn.map.description,
        workspace=request.workspace.name,
        address=address_of(request, drawn),
        made_at=timezone.localtime(),
        quotes=quotes,
        items=works_quoted(quotes),
        verdict=evaluated.assessment.claims.get(lead) if evaluated.graph.arguments else None,
        semantics=GradualSemantics(drawn.map.semantics).label,
        picture=picture,
        left_out=left_out,
    )


def _picture(drawn: DrawnMap) -> tuple[Picture | None, str]:
    """Return the drawing for a page, or why there is none."""
    width, height = drawn.layout.width, drawn.layout.height
    if len(drawn.layout.cards) < 2:
        return None, ""
    scale = min(2.0, sqrt(PICTURE_PIXELS / (width * height)))
    if scale < LEAST_SCALE:
        return None, "The map is too large to be read on a page: it can be had as PDF of its own size."
    svg = render_svg(drawn.graph, drawn.layout, drawn.title, lens=drawn.lens)
    try:
        png = rasterise(svg, width=width, height=height, scale=scale)
    except PictureTooCostlyError as error:
        return None, error.message
    words = f"Argument map of {len(drawn.layout.cards)} cards around the claim “{drawn.opened.way[-1].text}”"
    return Picture(
        png, min(1.0, PAGE_SHAPE * width / height), f"{words}; the outline below says the same in words."
    ), ""
