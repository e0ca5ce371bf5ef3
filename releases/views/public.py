"""Claim sets for everybody: the set, its releases and its claims. Nothing here knows a session."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.publishing import kept
from releases.citing import Citation, citation_of
from releases.enums import Audience
from releases.models import ClaimSet, Release
from releases.presenters import ShownClaim, ShownRelease, api_address, licence_of, set_address, show_release
from releases.queries.members import claims_of
from releases.queries.records import claim_records
from releases.queries.showing import claims_after, find_public_set, next_numbers, releases_of
from releases.views.embedding import card_code
from releases.views.signposting import link_header, release_links, set_links
from workspaces.gates import public_page

CLAIMS_A_PAGE = 20


@public_page
@require_safe
def set_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a public claim set: what it is, its releases, how to cite and load the last one, and its claims."""
    claim_set = find_public_or_404(slug)
    releases = list(releases_of(claim_set))
    last = show_release(claim_set, releases[0], [one.number for one in releases]) if releases else None
    after = _number(request, "after")
    claims = claims_after(claims_of(claim_set), after, CLAIMS_A_PAGE + 1)
    shown = claims[:CLAIMS_A_PAGE]
    context = {
        "releases": releases,
        "last": last,
        "claims": shown_claims(claim_set, [one.number for one in shown]),
        "after": after,
        "next_after": shown[-1].number if len(claims) > CLAIMS_A_PAGE else None,
        "is_first": not after,
        "citation": cited(request, claim_set, releases[0]) if releases else None,
    }
    response = public_page_of(request, "releases/public_set.html", claim_set, context)
    response["Link"] = link_header(request, set_links(claim_set, last))
    if after:
        response["X-Robots-Tag"] = "noindex"
    return kept(request, response)


@public_page
@require_safe
def release_page(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Show a release of a public claim set: facts, files with their hashes, how to cite, notices."""
    claim_set = find_public_or_404(slug)
    shown = find_shown_or_404(claim_set, number)
    citation = cited(request, claim_set, shown.release)
    context = {"shown": shown, "release": shown.release, "citation": citation}
    response = public_page_of(request, "releases/public_release.html", claim_set, context)
    response["Link"] = link_header(request, release_links(claim_set, shown))
    return kept(request, response)


@public_page
@require_safe
def claim_page(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Show a claim of a public claim set as it is now: wording, who takes which stance, every passage."""
    claim_set = find_public_or_404(slug)
    found = shown_claims(claim_set, [number])
    if not found:
        raise Http404
    before, behind = next_numbers(claims_of(claim_set), number)
    card = request.build_absolute_uri(reverse("public_sets:card", args=[found[0].id]))
    context = {
        "claim": found[0],
        "before": before,
        "behind": behind,
        "card": card,
        "embed": card_code(card, f"{found[0].label}: {found[0].text}"),
        "oembed": request.build_absolute_uri(reverse("public_sets:oembed")),
    }
    return kept(request, public_page_of(request, "releases/public_claim.html", claim_set, context))


def find_public_or_404(slug: str) -> ClaimSet:
    """Return the claim set of that address if everybody may read it; 404 else, as for one that never was."""
    claim_set = find_public_set(slug)
    if claim_set is None:
        raise Http404
    return claim_set


def find_shown_or_404(claim_set: ClaimSet, number: int) -> ShownRelease:
    """Return what is shown of the set's release of that number; four queries."""
    release = get_object_or_404(releases_of(claim_set).prefetch_related("files"), number=number)
    numbers = list(Release.objects.filter(claim_set=claim_set).order_by("-number").values_list("number", flat=True))
    return show_release(claim_set, release, numbers)


def cited(request: HttpRequest, claim_set: ClaimSet, release: Release) -> Citation:
    """Return how to cite the release; only of a public set the address is part of it."""
    release.claim_set, release.workspace = claim_set, claim_set.workspace
    is_public = claim_set.audience == Audience.PUBLIC
    page = f"{set_address(claim_set)}releases/{release.number}/"
    return citation_of(release, request.build_absolute_uri(page) if is_public else "")


def shown_claims(claim_set: ClaimSet, numbers: list[int]) -> list[ShownClaim]:
    """Return those of the claims of these numbers that are in the set, by number; one query."""
    records = claim_records(claims_of(claim_set).filter(number__in=numbers)) if numbers else {}
    return sorted(map(ShownClaim.of_json, records.values()), key=lambda one: one.number)


def _number(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def public_page_of(request: HttpRequest, template: str, claim_set: ClaimSet, context: dict[str, Any]) -> HttpResponse:
    """Return the page, rendered without the request: what looks at sessions and members has no place here."""
    shared = {
        "claim_set": claim_set,
        "licence": licence_of(claim_set.licence),
        "address": request.build_absolute_uri(request.path),
        "host": request.build_absolute_uri("/").rstrip("/"),
        "api": request.build_absolute_uri(api_address(claim_set)),
    }
    return HttpResponse(render_to_string(template, shared | context))
