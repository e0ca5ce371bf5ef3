"""Candidate claims: sentences that look worth a claim. A person words one, links it to a claim or puts it aside."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from agreement.candidate_forms import CandidateFilterForm, CandidateForm, CandidateLinkForm
from agreement.models import CandidateClaim
from agreement.queries import analysis_facts
from agreement.queries.candidates import (
    candidate_choices,
    find_candidate,
    list_candidates,
    near_claim_of,
    reading_facts,
    show_candidates,
)
from agreement.services import (
    ANALYSE_TASK,
    accept_candidate,
    link_candidate,
    reject_candidate,
    restore_candidate,
    unlink_candidate,
)
from claims.enums import Bearing
from claims.forms import blame
from claims.queries import list_topics
from common.errors import ParallaxError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

CANDIDATES_A_PAGE = 30


@member_page(can_read)
@require_GET
def candidate_list(request: MemberRequest) -> HttpResponse:
    """Show the undecided candidates, the likeliest first."""
    choices = candidate_choices(request.workspace)
    form = CandidateFilterForm(request.GET, choices=choices)
    paginator = Paginator(list_candidates(request.workspace, form.filters), CANDIDATES_A_PAGE)
    if not form.filters.are_set:
        # They are counted already.
        paginator.count = choices.count
    page = paginator.get_page(request.GET.get("page"))
    return render(
        request,
        "agreement/candidate_list.html",
        {
            "facts": analysis_facts(request.workspace, ANALYSE_TASK),
            "reading": reading_facts(request.workspace),
            "form": form,
            "waiting": choices.count,
            "page": page,
            "query": form.query,
            "rows": show_candidates(page.object_list),
        },
    )


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def candidate_accept(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Show the form that words a candidate; make the claim of it."""
    candidate = _find(request, candidate_id)
    # What somebody else is reported to hold is no support by the author.
    bearing = Bearing.CONTEXT if candidate.holder else Bearing.SUPPORTS
    form = CandidateForm(request.POST or None, initial={"text": candidate.as_claim, "bearing": bearing})
    if request.method == "POST" and form.is_valid():
        try:
            claim = accept_candidate(candidate=candidate, by=request.user, **form.cleaned_data)
        except ParallaxError as error:
            blame(form, error)
        else:
            if request.htmx:
                decided = render(request, "agreement/_decided.html", {"candidate": candidate, "claim": claim})
                return retarget(reswap(decided, "outerHTML"), f"#candidate-{candidate.pk}")
            messages.success(request, f"{claim.label} is proposed. Here is what every author says on it.")
            return redirect("agreement:claim_answers", request.workspace.slug, claim.number)
    template = "agreement/_candidate_form.html" if request.htmx else "agreement/candidate_accept.html"
    context = {"candidate": candidate, "form": form, "topics": list_topics(request.workspace)}
    return render(request, template, context, status=422 if form.errors else 200)


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def candidate_link(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Ask how a candidate bears on the claim that it is near, and link it; with `undo` take that back."""
    candidate = _find(request, candidate_id)
    form = CandidateLinkForm(request.POST if request.method == "POST" else None, workspace=request.workspace)
    if "undo" in request.POST:
        return _undone(request, candidate, unlink_candidate)
    if request.method == "POST" and form.is_valid():
        try:
            linked = link_candidate(candidate=candidate, by=request.user, **form.cleaned_data)
        except ParallaxError as error:
            messages.error(request, error.message)
            return _back(request)
        if not request.htmx:
            messages.success(request, f"Linked to {linked.claim.label}.")
            return _back(request)
        decided = {"candidate": candidate, "claim": linked.claim, "linked": linked}
        return render(request, "agreement/_decided.html", decided)
    near = near_claim_of(candidate)
    template = "agreement/_candidate_link.html" if request.htmx else "agreement/candidate_link.html"
    context = {"candidate": candidate, "form": form, "claim": near.claim if near else None}
    return render(request, template, context, status=422 if form.errors else 200)


@member_page(can_annotate)
@require_POST
def candidate_reject(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Put a candidate aside, or with `undo` back among the undecided ones."""
    candidate = _find(request, candidate_id)
    if "undo" in request.POST:
        return _undone(request, candidate, restore_candidate)
    try:
        count = reject_candidate(candidate=candidate, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
        return _back(request)
    if not request.htmx:
        messages.success(request, "Put aside for good.")
        return _back(request)
    return render(request, "agreement/_decided.html", {"candidate": candidate, "count": count})


def _undone(request: MemberRequest, candidate: CandidateClaim, undo: Callable[..., None]) -> HttpResponse:
    """Take a decision back and show the candidate among the undecided ones."""
    try:
        undo(candidate=candidate, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
        return _back(request)
    if not request.htmx:
        messages.success(request, "It is back among the candidates.")
        return _back(request)
    (shown,) = show_candidates([candidate])
    return render(request, "agreement/_candidate.html", {"shown": shown})


def _back(request: MemberRequest) -> HttpResponse:
    """Return the way to the list; a fragment's answer moves the whole page there."""
    if request.htmx:
        return HttpResponseClientRedirect(reverse("agreement:candidates", args=[request.workspace.slug]))
    return redirect("agreement:candidates", request.workspace.slug)


def _find(request: MemberRequest, candidate_id: UUID) -> CandidateClaim:
    candidate = find_candidate(request.workspace, candidate_id)
    if candidate is None:
        raise Http404
    return candidate
