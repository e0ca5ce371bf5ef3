"""Putting claims into claim sets and taking them out: on the set's page, from the list of claims and from a claim."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.models import Claim
from claims.queries import ClaimFilters, filter_claims
from common.errors import ParallaxError
from releases.enums import Audience, Gathering
from releases.forms import claim_numbers
from releases.models import ClaimSet
from releases.presenters import set_address
from releases.queries.membership import gathered_by_hand, sets_with
from releases.services import add_claims, remove_claims
from releases.views.detail import find_set_or_404, set_page
from releases.views.embedding import card_code
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit, can_read

SHOWN_CHOICES = 8
MOST_TOLD = 60
"""Claims that one can put back at once: their numbers are in the address."""


@member_page(can_edit)
@require_GET
def claim_choices(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Return a fragment with claims that fit what is typed and are not in the set yet."""
    shown = find_set_or_404(request, claim_set)
    typed = " ".join(request.GET.get("typed", "").split())
    claims = filter_claims(request.workspace, ClaimFilters(search=typed)).filter(merged_into__isnull=True)
    inside = gathered_by_hand(shown).values("claim")
    fitting = claims.exclude(pk__in=inside).order_by("number")[:SHOWN_CHOICES] if typed else []
    numbers = claim_numbers([typed])
    context = {"set": shown, "typed": typed, "fitting": fitting, "is_numbers": len(numbers) > 1}
    return render(request, "releases/_claim_choices.html", context)


@member_page(can_edit)
@require_POST
def claims_add(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Put the claims that are named by their numbers into the set and go back to its page."""
    shown = find_set_or_404(request, claim_set)
    _add(request, shown, claim_numbers([*request.POST.getlist("claim"), request.POST.get("typed", "")]))
    return redirect(f"{set_page(shown)}#claims")


@member_page(can_edit)
@require_POST
def claims_remove(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Take the claims that are ticked out of the set and go back to its page, which offers to put them back."""
    shown = find_set_or_404(request, claim_set)
    claims = _claims(request, claim_numbers(request.POST.getlist("claim")))
    try:
        removed = remove_claims(claim_set=shown, claims=claims, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
        removed = 0
    if not removed:
        return redirect(f"{set_page(shown)}#claims")
    told = ",".join(str(claim.number) for claim in claims[:MOST_TOLD])
    return HttpResponseRedirect(f"{set_page(shown)}?{urlencode({'removed': told})}#claims")


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def claims_gather(request: MemberRequest) -> HttpResponse:
    """Return the bar of the list of claims that puts ticked ones into a set; put them there."""
    sets = ClaimSet.objects.filter(workspace=request.workspace, gathering=Gathering.BY_HAND)
    if request.method == "POST":
        chosen = get_object_or_404(sets.select_related("workspace"), slug=request.POST.get("set", ""))
        _add(request, chosen, claim_numbers(request.POST.getlist("claim")))
        return redirect(_back(request))
    if not request.htmx:
        return redirect("claims:list", request.workspace.slug)
    return render(request, "releases/_gather_bar.html", {"sets": sets})


@member_page(can_read, writing=can_edit)
@require_http_methods(["GET", "POST"])
def claim_sets(request: MemberRequest, number: int) -> HttpResponse:
    """Show, as a part of the claim's page, the sets that have it, and the card of a public one; put it into a set."""
    claim = get_object_or_404(Claim, workspace=request.workspace, number=number)
    if request.method == "POST":
        chosen = get_object_or_404(
            ClaimSet.objects.select_related("workspace"), workspace=request.workspace, slug=request.POST.get("set", "")
        )
        _add(request, chosen, [number])
        return redirect("claims:detail", request.workspace.slug, number)
    sets = list(ClaimSet.objects.filter(workspace=request.workspace).select_related("workspace"))
    holding = sets_with(claim, sets)
    public = next((one for one in holding if one.audience == Audience.PUBLIC), None)
    context = {
        "claim": claim,
        "holding": holding,
        "others": [one for one in sets if one.gathering == Gathering.BY_HAND and one not in holding],
    }
    if public:
        card = request.build_absolute_uri(reverse("public_sets:card", args=[claim.pk]))
        context |= {
            "card": card,
            "embed": card_code(card, f"{claim.label}: {claim.text}"),
            "public_page": request.build_absolute_uri(f"{set_address(public)}claims/{number}/"),
        }
    page = "releases/_claim_sets.html" if request.htmx else "releases/claim_sets.html"
    return render(request, page, context)


def _add(request: MemberRequest, claim_set: ClaimSet, numbers: list[int]) -> None:
    """Put the claims of these numbers into the set, and say what came of it."""
    claims = _claims(request, numbers)
    missing = [f"C-{number}" for number in numbers if number not in {claim.number for claim in claims}]
    if missing:
        messages.warning(request, f"There is no {', '.join(missing[:5])}{' and more' if len(missing) > 5 else ''}.")
    if not claims:
        if not missing:
            messages.warning(request, "Choose claims first: tick them, or type numbers such as C-12.")
        return
    try:
        added = add_claims(claim_set=claim_set, claims=claims, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
        return
    if len(claims) == 1:
        label = claims[0].label
        said = f"{label} is in “{claim_set.title}”." if added else f"{label} was in “{claim_set.title}” already."
    else:
        known = len(claims) - added
        said = f"{added} claim{'' if added == 1 else 's'} came into “{claim_set.title}”."
        said += f" {known} {'was' if known == 1 else 'were'} in it already." if known else ""
    messages.success(request, said)


def _claims(request: MemberRequest, numbers: list[int]) -> list[Claim]:
    return list(Claim.objects.filter(workspace=request.workspace, number__in=numbers).order_by("number"))


def _back(request: MemberRequest) -> str:
    """Return the list of claims as it was narrowed."""
    query = request.POST.get("back", "").lstrip("?")
    page = reverse("claims:list", args=[request.workspace.slug])
    return f"{page}?{query}" if query and "\n" not in query and "\r" not in query else page
