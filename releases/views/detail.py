"""One claim set of a workspace, and its releases."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from claims.models import Claim
from claims.queries import list_authors
from releases.forms import ReleaseForm, claim_numbers
from releases.models import ClaimSet
from releases.presenters import api_address, filter_words, licence_of, set_address
from releases.queries.members import claims_of, saved_filter
from releases.queries.membership import gathered_by_hand, is_by_hand
from releases.queries.showing import releases_of
from releases.tasks import BUILD_RELEASE
from releases.views.public import cited, find_shown_or_404
from workspaces.gates import MemberRequest, member_page
from workspaces.models import Job
from workspaces.policies import can_edit, can_read

CLAIMS_A_PAGE = 40


@member_page(can_read)
@require_GET
def set_detail(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Show a claim set: its claims, what changed since its last release, its releases and where it is read."""
    shown = find_set_or_404(request, claim_set)
    claims = claims_of(shown).with_evidence_counts().order_by("number")
    page = Paginator(claims, CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "set": shown,
        "page": page,
        "query": "",
        "conditions": conditions_of(shown),
        **release_context(shown),
        "removed": _removed(request, shown),
        "licence": licence_of(shown.licence),
        "api": request.build_absolute_uri(api_address(shown)),
        "public_page": request.build_absolute_uri(set_address(shown)),
    }
    return render(request, "releases/set_detail.html", context)


@member_page(can_read)
@require_GET
def release_detail(request: MemberRequest, claim_set: str, release: int) -> HttpResponse:
    """Show a release: facts, files with their hashes, how to cite it, notices."""
    found = find_set_or_404(request, claim_set)
    shown = find_shown_or_404(found, release)
    context = {
        "set": found,
        "claim_set": found,
        "shown": shown,
        "release": shown.release,
        "citation": cited(request, found, shown.release),
        "releases_page": set_page(found),
    }
    return render(request, "releases/release_detail.html", context)


def release_context(claim_set: ClaimSet) -> dict[str, Any]:
    """Return what the list of a set's releases shows: them, the job that makes or last failed to make one, the form."""
    job = Job.objects.filter(workspace=claim_set.workspace_id, task=BUILD_RELEASE, subject=claim_set.pk).first()
    return {
        "releases": list(releases_of(claim_set)),
        "releases_page": set_page(claim_set),
        "job": job,
        "form": ReleaseForm(),
    }


def find_set_or_404(request: MemberRequest, slug: str) -> ClaimSet:
    """Return the claim set of that address in the request's workspace, or answer 404."""
    return get_object_or_404(ClaimSet.objects.select_related("workspace"), workspace=request.workspace, slug=slug)


def set_page(claim_set: ClaimSet) -> str:
    """Return where members read the set."""
    return reverse("releases:set_detail", args=[claim_set.workspace.slug, claim_set.slug])


def conditions_of(claim_set: ClaimSet) -> list[tuple[str, str]]:
    """Return the conditions by which the set gathers, as pairs of name and values; none if it is gathered by hand."""
    if claim_set.gathering != "by_filter":
        return []
    saved = saved_filter(claim_set.filter)
    names = {one.slug: one.name for one in list_authors(claim_set.workspace)} if saved.author else {}
    return filter_words(saved, names)


def _removed(request: MemberRequest, claim_set: ClaimSet) -> list[int]:
    """Return the numbers of the claims that were just taken out and still are; none for who may not put them back."""
    numbers = claim_numbers([request.GET.get("removed", "")]) if can_edit(request.membership) else []
    if not numbers or not is_by_hand(claim_set):
        return []
    claims = Claim.objects.filter(workspace=claim_set.workspace_id, number__in=numbers, merged_into__isnull=True)
    out = claims.exclude(pk__in=gathered_by_hand(claim_set).values("claim"))
    return list(out.order_by("number").values_list("number", flat=True))
