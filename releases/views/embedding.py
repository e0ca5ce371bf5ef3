"""A small card of a claim for pages of other sites, and what they need to show it by its address (oEmbed)."""

import re
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from claims.models import Claim
from common.publishing import EMBED_POLICY, SECONDS_KEPT, kept, size_at_most
from releases.models import ClaimSet
from releases.presenters import ShownClaim
from releases.queries.membership import public_set_of
from releases.queries.records import claim_records
from releases.queries.showing import find_public_set
from workspaces.gates import public_page

CARD_WIDTH, CARD_HEIGHT = 560, 420
CARD_PATH = re.compile(r"/embed/claims/([0-9a-f-]{36})")
PAGE_PATH = re.compile(r"/sets/([\w-]+)/claims/(\d{1,9})/")


def card_code(card: str, title: str) -> str:
    """Return the HTML that shows a claim's card in a page of somebody else; `card` is the card's whole address."""
    return (
        f'<iframe src="{escape(card)}" title="{escape(title)}" width="100%" height="{CARD_HEIGHT}"'
        ' loading="lazy" style="border:0;max-width:40rem"></iframe>'
    )


@public_page
@xframe_options_exempt
@require_safe
def claim_card(request: HttpRequest, claim_id: UUID) -> HttpResponseBase:
    """Show a claim that stands in a public claim set as a card inside a page of any other site."""
    claim, claim_set = _public(claim_id)
    shown = ShownClaim.of_json(claim_records(Claim.objects.filter(pk=claim.pk))[claim.pk])
    page = request.build_absolute_uri(reverse("public_sets:claim", args=[claim_set.slug, claim.number]))
    context = {"claim": shown, "claim_set": claim_set, "page": page}
    response = HttpResponse(render_to_string("releases/claim_card.html", context))
    response["Content-Security-Policy"] = EMBED_POLICY
    response["X-Robots-Tag"] = "noindex"
    return kept(request, response)


@public_page
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Return what a site needs to show a public claim by its address (oEmbed 1.0), as JSON only."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is offered.", status=501, content_type="text/plain")
    claim, claim_set = _public(_claim_at(request, request.GET.get("url", "")))
    card = request.build_absolute_uri(reverse("public_sets:card", args=[claim.pk]))
    title = f"{claim.label}: {claim.text}"
    told = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": claim_set.workspace.name,
        "provider_url": request.build_absolute_uri("/"),
        "html": card_code(card, title),
        "width": size_at_most(request, "maxwidth", CARD_WIDTH),
        "height": size_at_most(request, "maxheight", CARD_HEIGHT),
        "cache_age": SECONDS_KEPT,
    }
    return JsonResponse(told, headers={"Access-Control-Allow-Origin": "*"})


def _public(claim_id: UUID) -> tuple[Claim, ClaimSet]:
    found = public_set_of(claim_id)
    if found is None:
        raise Http404
    return found


def _claim_at(request: HttpRequest, url: str) -> UUID:
    """Return the claim whose card or public page has this address; 404 if it is none of ours."""
    host = request.build_absolute_uri("/").rstrip("/")
    path = url.removeprefix(host) if url.startswith(host) else ""
    if card := CARD_PATH.fullmatch(path):
        try:
            return UUID(card[1])
        except ValueError:
            raise Http404 from None
    page = PAGE_PATH.fullmatch(path)
    claim_set = find_public_set(page[1]) if page else None
    if claim_set is None or page is None:
        raise Http404
    claim = Claim.objects.filter(workspace=claim_set.workspace_id, number=int(page[2])).first()
    if claim is None:
        raise Http404
    return claim.pk
