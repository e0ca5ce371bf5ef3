"""The list of claims, one claim, and the forms that make, word and sign off claims."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.enums import ClaimStatus
from claims.errors import ClaimWordingTakenError, StaleClaimError
from claims.forms import ClaimFilterForm, ClaimForm, blame
from claims.models import Claim, Evidence
from claims.policies import can_set_claim_status, can_word_claim
from claims.presenters import discussion_context
from claims.queries import (
    board_of,
    effective_stances,
    filter_claims,
    find_claim,
    find_similar_wordings,
    list_authors,
    list_topics,
)
from claims.services import create_claim, edit_claim, set_claim_status
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

CLAIMS_A_PAGE = 40


@member_page(can_read)
@require_GET
def claim_list(request: MemberRequest) -> HttpResponse:
    """Show the workspace's claims with their stances and how much evidence there is, filtered and ordered."""
    form = ClaimFilterForm(request.GET, topics=list_topics(request.workspace), authors=list_authors(request.workspace))
    claims = filter_claims(request.workspace, form.filters)
    ordered = claims.with_evidence_counts().with_comment_counts().with_shaken_counts().order_by(*form.order)
    page = Paginator(ordered, CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    held = effective_stances(page.object_list)
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "claims/claim_list.html",
        {
            "form": form,
            "page": page,
            "rows": [(claim, list(held.get(claim.pk, {}).values())) for claim in page.object_list],
            "narrowed": any(value for key, value in query.items() if key != "sort"),
            "query": f"{query.urlencode()}&" if query else "",
        },
    )


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def claim_create(request: MemberRequest) -> HttpResponse:
    """Show the form of a new claim; make it and go to its page."""
    form = ClaimForm(request.POST or None, initial={"topic": request.GET.get("topic", "")})
    taken = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            claim = create_claim(
                workspace=request.workspace,
                text=given["text"],
                kind=given["kind"],
                topic=given["topic"],
                by=request.user,
            )
        except InvalidInputError as error:
            blame(form, error)
            taken = error.details.get("number")
        else:
            messages.success(request, f"{claim.label} is a draft. Now tie passages to it.")
            return redirect("claims:detail", request.workspace.slug, claim.number)
    return render(
        request,
        "claims/claim_create.html",
        {"form": form, "taken": taken, "topics": list_topics(request.workspace)},
        status=422 if form.errors else 200,
    )


@member_page(can_annotate)
@require_GET
def wording_check(request: MemberRequest) -> HttpResponse:
    """Return a fragment that lists claims worded like the text being typed."""
    text = request.GET.get("text", "").strip()
    similar = find_similar_wordings(request.workspace, text) if len(text) > 8 else []
    return render(request, "claims/_similar.html", {"similar": similar})


@member_page(can_read)
@require_GET
def claim_detail(request: MemberRequest, number: int) -> HttpResponse:
    """Show a claim with its evidence, what is suggested, who takes which stance, and what members say about it."""
    claim = find_claim_or_404(request, number)
    about = find_evidence(claim, request.GET.get("about"))
    said = discussion_context(request.membership, claim, about)
    return render(request, "claims/claim_detail.html", {**claim_context(request, claim), **said})


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def claim_edit(request: MemberRequest, number: int) -> HttpResponse:
    """Show the form of a claim's wording; save it unless somebody else has meanwhile."""
    claim = find_claim_or_404(request, number)
    if not can_word_claim(request.membership, claim):
        raise PermissionDenied
    form = ClaimForm(request.POST) if request.method == "POST" else ClaimForm.of_claim(claim)
    stale, taken = None, None
    if request.method == "POST" and form.is_valid():
        try:
            claim = edit_claim(claim=claim, by=request.user, **form.cleaned_data)
        except StaleClaimError as error:
            stale = error
            # Saving once more is then a decision made with both texts in view.
            form = ClaimForm({**request.POST.dict(), "opened_at": error.details["updated_at"].isoformat()})
        except ClaimWordingTakenError as error:
            blame(form, error)
            taken = error.details["number"]
        except InvalidInputError as error:
            blame(form, error)
        else:
            messages.success(request, f"{claim.label} is saved.")
            return redirect("claims:detail", request.workspace.slug, claim.number)
    return render(
        request,
        "claims/claim_edit.html",
        {
            "claim": claim,
            "form": form,
            "stale": stale,
            "taken": taken,
            "topics": list_topics(request.workspace),
        },
        status=422 if form.errors or stale else 200,
    )


@member_page(can_annotate)
@require_POST
def claim_status(request: MemberRequest, number: int) -> HttpResponse:
    """Set a claim's status and go back to its page."""
    claim = find_claim_or_404(request, number)
    status = request.POST.get("status", "")
    if not can_set_claim_status(request.membership, claim, status):
        raise PermissionDenied
    try:
        claim = set_claim_status(claim=claim, status=status, by=request.user)
    except InvalidInputError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{claim.label} is now {claim.get_status_display().lower()}.")
    return redirect("claims:detail", request.workspace.slug, number)


def find_claim_or_404(request: MemberRequest, number: int) -> Claim:
    """Return the claim of that number in the request's workspace, or answer 404."""
    claim = find_claim(request.workspace, number)
    if claim is None:
        raise Http404
    return claim


def find_evidence(claim: Claim, evidence_id: UUID | str | None) -> Evidence | None:
    """Return the claim's piece of evidence of that id with quote and speaker; None for any other word."""
    try:
        identifier = UUID(str(evidence_id))
    except ValueError:
        return None
    return (
        Evidence.objects.filter(claim=claim, pk=identifier)
        .with_quotes()
        .with_comment_counts()
        .select_related("claim")
        .first()
    )


def claim_context(request: MemberRequest, claim: Claim) -> dict[str, object]:
    """Return what the claim's page and its board need."""
    membership = request.membership
    return {
        "claim": claim,
        "board": board_of(claim),
        "may_word": can_word_claim(membership, claim),
        "statuses": [
            status
            for status in ClaimStatus
            if status != claim.status and can_set_claim_status(membership, claim, status)
        ],
    }
