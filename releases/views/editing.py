"""Making, changing and deleting a claim set, and choosing who reads it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from claims.forms import blame
from claims.models import Claim
from claims.queries import list_authors, list_topics
from common.errors import ParallaxError
from releases.enums import Audience
from releases.errors import ClaimSetReleasedError, StaleClaimSetError
from releases.forms import ClaimSetForm, FilterForm
from releases.models import ClaimSet, Release
from releases.presenters import set_address
from releases.queries.exposing import exposure_of
from releases.queries.members import matching, saved_filter
from releases.queries.membership import gathered_by_hand
from releases.services import create_claim_set, delete_claim_set, edit_claim_set
from releases.views.detail import find_set_or_404
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit

SHOWN_OF_PREVIEW = 6


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def set_create(request: MemberRequest) -> HttpResponse:
    """Show the form of a new claim set; make it and go to its page."""
    form = ClaimSetForm(request.POST or None, **_choices(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = create_claim_set(
                workspace=request.workspace, slug=form.cleaned_data["slug"], by=request.user, **form.values
            )
        except ParallaxError as error:
            blame(form, error)
        else:
            messages.success(request, f"“{made.title}” is made. Only members read it.")
            return redirect("releases:set_detail", request.workspace.slug, made.slug)
    return render(request, "releases/set_create.html", {"form": form}, status=422 if form.errors else 200)


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def set_edit(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Show the form of a claim set; save it unless somebody else has meanwhile."""
    shown = find_set_or_404(request, claim_set)
    form = ClaimSetForm(request.POST or None, claim_set=shown, **_choices(request))
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_claim_set(
                claim_set=shown,
                audience=shown.audience,
                opened_at=form.cleaned_data["opened_at"],
                by=request.user,
                **form.values,
            )
        except StaleClaimSetError as error:
            stale = error
            # Saving once more is then a decision made with both states in view.
            again = request.POST.copy()
            again["opened_at"] = error.details["updated_at"].isoformat()
            form = ClaimSetForm(again, claim_set=shown, **_choices(request))
        except ParallaxError as error:
            blame(form, error)
        else:
            messages.success(request, "The claim set is saved. Releases that were made stay as they are.")
            return redirect("releases:set_detail", request.workspace.slug, shown.slug)
    context = {"set": shown, "form": form, "stale": stale, "by_hand": gathered_by_hand(shown).count()}
    return render(request, "releases/set_edit.html", context, status=422 if form.errors or stale else 200)


@member_page(can_edit)
@require_GET
def filter_preview(request: MemberRequest) -> HttpResponse:
    """Return a fragment with how many claims the filter being made gathers now, and the first of them."""
    given = {name: request.GET.getlist(name) for name in ("topic", "kind", "status", "author")}
    form = FilterForm(request.GET, initial=given, **_choices(request))
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        claims = matching(
            Claim.objects.filter(workspace=request.workspace, merged_into__isnull=True),
            saved_filter(_as_data(form)),
        )
        context |= {"count": claims.count(), "claims": claims.order_by("number")[:SHOWN_OF_PREVIEW]}
    return render(request, "releases/_filter_preview.html", context)


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def set_audience(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Show what becomes public, or stops being so; make it."""
    shown = find_set_or_404(request, claim_set)
    if request.method == "POST":
        audience = request.POST.get("audience", "")
        try:
            _open_to(shown, audience, request)
        except ParallaxError as error:
            messages.error(request, error.message)
            return redirect("releases:set_audience", request.workspace.slug, shown.slug)
        words = "Everybody can read it now." if audience == Audience.PUBLIC else "Only members read it now."
        messages.success(request, words)
        return redirect("releases:set_detail", request.workspace.slug, shown.slug)
    context = {
        "set": shown,
        "exposed": exposure_of(shown),
        "public_page": request.build_absolute_uri(set_address(shown)),
    }
    return render(request, "releases/set_audience.html", context)


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def set_delete(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Say what is lost with a claim set, or why it has to stay; delete it."""
    shown = find_set_or_404(request, claim_set)
    if request.method == "POST":
        try:
            delete_claim_set(claim_set=shown, by=request.user)
        except ClaimSetReleasedError as error:
            messages.error(request, error.message)
            return redirect("releases:set_delete", request.workspace.slug, shown.slug)
        messages.success(request, f"The claim set “{shown.title}” is deleted. Its claims stay.")
        return redirect("releases:set_list", request.workspace.slug)
    context = {
        "set": shown,
        "by_hand": gathered_by_hand(shown).count(),
        "released": Release.objects.filter(claim_set=shown).count(),
    }
    return render(request, "releases/set_delete.html", context)


def _choices(request: MemberRequest) -> dict[str, Any]:
    return {"topics": list_topics(request.workspace), "authors": list_authors(request.workspace)}


def _as_data(form: FilterForm) -> dict[str, Any]:
    saved = form.saved
    return {name: list(getattr(saved, name)) for name in ("topic", "kind", "status", "author")} | {"q": saved.q}


def _open_to(claim_set: ClaimSet, audience: str, request: MemberRequest) -> None:
    """Let this audience read the set; all else stays as it is."""
    edit_claim_set(
        claim_set=claim_set,
        title=claim_set.title,
        description=claim_set.description,
        licence=claim_set.licence,
        creators=claim_set.creators,
        gathering=claim_set.gathering,
        saved_filter=saved_filter(claim_set.filter),
        audience=audience,
        opened_at=claim_set.updated_at,
        by=request.user,
    )
