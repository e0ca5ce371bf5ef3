"""Stances that editors set and clear."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from claims.enums import StanceBasis
from claims.forms import StanceForm, blame
from claims.models import Claim, Stance
from claims.queries import list_authors, list_stances
from claims.services import clear_stance, set_stance
from claims.views.claims import find_claim_or_404
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def stance_set(request: MemberRequest, number: int) -> HttpResponse:
    """Show the form that sets an author's stance; set it and go back to the claim."""
    claim = find_claim_or_404(request, number)
    authors = list_authors(request.workspace)
    if request.method == "POST":
        form = StanceForm(request.POST, authors=authors)
    else:
        form = StanceForm(initial=_initial(claim, request.GET.get("author", "")), authors=authors)
    if request.method == "POST" and form.is_valid():
        try:
            stance = set_stance(claim=claim, by=request.user, **form.cleaned_data)
        except InvalidInputError as error:
            blame(form, error)
        else:
            messages.success(request, f"The stance of {stance.author} on {claim.label} is set.")
            return redirect("claims:detail", request.workspace.slug, claim.number)
    return render(
        request,
        "claims/stance_set.html",
        {"claim": claim, "form": form},
        status=422 if form.errors else 200,
    )


@member_page(can_edit)
@require_POST
def stance_clear(request: MemberRequest, number: int, stance_id: str) -> HttpResponse:
    """Clear a stance that an editor set and go back to the claim."""
    claim = find_claim_or_404(request, number)
    stance = Stance.objects.select_related("author").filter(claim=claim, pk=stance_id).first()
    if stance is None:
        raise Http404
    try:
        clear_stance(stance=stance, by=request.user)
    except InvalidInputError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"The stance set for {stance.author} is cleared.")
    return redirect("claims:detail", request.workspace.slug, claim.number)


def _initial(claim: Claim, slug: str) -> dict[str, object]:
    """Return what the form starts with: the author's effective stance, or only the author."""
    effective = next((stance for stance in list_stances(claim) if stance.author.slug == slug), None)
    if effective is None:
        return {"author": slug}
    return {
        "author": slug,
        "position": effective.position,
        "likelihood": effective.likelihood,
        "likelihood_term": effective.likelihood_term,
        "as_of": effective.as_of,
        "reason": effective.reason if effective.basis == StanceBasis.SET else "",
    }
