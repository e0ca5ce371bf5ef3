"""What changed between two releases of a claim set, and since the last one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from common.publishing import kept
from releases import storing
from releases.change_presenters import KINDS, ChangePage
from releases.comparing import compare_releases
from releases.domain.diffing import diff_claims
from releases.models import ClaimSet, Release
from releases.queries.members import claims_of
from releases.queries.showing import releases_of
from releases.queries.snapshots import claims_file
from releases.snapshotting import CLAIMS, copied, one_moment
from releases.views.detail import find_set_or_404, set_page
from releases.views.public import find_public_or_404, public_page_of, set_address
from workspaces.gates import MemberRequest, member_page, public_page
from workspaces.policies import can_read

MOST_BYTES = 64_000_000
"""Of both releases' claims together: what is longer takes a page too long, and goes to programs."""


@member_page(can_read)
@require_GET
def changes_since(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Show, on the set's page or on one of its own, what changed in the set since its last release."""
    shown = find_set_or_404(request, claim_set)
    last = releases_of(shown).prefetch_related("files").first()
    if last is None:
        raise Http404
    context = {"set": shown, "last": last, "releases_page": set_page(shown), **_since(request, shown, last)}
    page = "releases/_changes_since.html" if request.htmx else "releases/changes_since.html"
    return render(request, page, context)


@member_page(can_read)
@require_GET
def release_compare(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Show what changed from one release to another; both are chosen."""
    shown = find_set_or_404(request, claim_set)
    context = {"set": shown, "releases_page": set_page(shown), **compared(request, shown)}
    return render(request, "releases/release_compare.html", context)


@public_page
@require_safe
def public_compare(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show everybody what changed from one release of a public claim set to another."""
    claim_set = find_public_or_404(slug)
    context = {"releases_page": set_address(claim_set), **compared(request, claim_set)}
    response = public_page_of(request, "releases/public_compare.html", claim_set, context)
    response["X-Robots-Tag"] = "noindex"
    return kept(request, response)


def compared(request: HttpRequest, claim_set: ClaimSet) -> dict[str, Any]:
    """Return what pages show of the comparison that the address asks for: the last release with the one before."""
    releases = list(releases_of(claim_set).prefetch_related("files"))
    by_number = {one.number: one for one in releases}
    new = _asked(request, "to", by_number) or (releases[0] if releases else None)
    older = [one for one in releases if new is not None and one.number < new.number]
    old = _asked(request, "from", by_number) or (older[0] if older else None)
    context: dict[str, Any] = {"releases": releases, "old": old, "new": new}
    if old is None or new is None:
        return context
    if _bytes_of(old) + _bytes_of(new) > MOST_BYTES:
        return context | {"is_too_large": True}
    try:
        return context | {"changes": _page(request).read(compare_releases(old, new)), **_query(request)}
    except (FileNotFoundError, StopIteration, RuntimeError):
        return context | {"is_lost": True}


def _since(request: HttpRequest, claim_set: ClaimSet, last: Release) -> dict[str, Any]:
    """Return what changed since the release, from its stored claims and those of this moment."""
    if _bytes_of(last) * 2 > MOST_BYTES:
        return {"is_too_large": True}
    digest = next((one.sha256 for one in last.files.all() if one.name == CLAIMS), "")
    try:
        stored = storing.open_stored(digest)
    except (FileNotFoundError, ValueError):
        return {"is_lost": True}
    with stored, one_moment():
        changes = diff_claims(stored, copied(claims_file(claims_of(claim_set))))
        return {"changes": _page(request).read(changes), **_query(request)}


def _page(request: HttpRequest) -> ChangePage:
    page, only = request.GET.get("page", ""), request.GET.get("only", "")
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    return ChangePage(max(number, 1), only if only in KINDS else "")


def _query(request: HttpRequest) -> dict[str, str]:
    """Return the address's query without page and kind, to go on from."""
    query = request.GET.copy()
    for name in ("page", "only"):
        query.pop(name, None)
    return {"query": f"{query.urlencode()}&" if query else ""}


def _asked(request: HttpRequest, name: str, releases: dict[int, Release]) -> Release | None:
    given = request.GET.get(name, "")
    return releases.get(int(given)) if given.isdecimal() and len(given) < 10 else None


def _bytes_of(release: Release) -> int:
    return sum(one.size for one in release.files.all() if one.name == CLAIMS)
