"""Candidate claims: sentences that look worth a claim. A person words one or puts it aside."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from agreement.forms import CandidateForm
from agreement.models import CandidateClaim
from agreement.queries import (
    analysis_facts,
    candidate_authors,
    cue_pieces,
    find_candidate,
    list_candidates,
)
from agreement.services import ANALYSE_TASK, accept_candidate, reject_candidate, restore_candidate
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
    author = request.GET.get("author", "")
    authors = candidate_authors(request.workspace)
    paginator = Paginator(list_candidates(request.workspace, author), CANDIDATES_A_PAGE)
    # The authors are counted already, so the pages need no count of their own.
    paginator.count = sum(one["count"] for one in authors if author in {"", one["slug"]})
    page = paginator.get_page(request.GET.get("page"))
    return render(
        request,
        "agreement/candidate_list.html",
        {
            "facts": analysis_facts(request.workspace, ANALYSE_TASK),
            "authors": authors,
            "waiting": sum(one["count"] for one in authors),
            "topics": list_topics(request.workspace),
            "author": author,
            "page": page,
            "query": f"author={author}&" if author else "",
            "rows": [
                (candidate, cue_pieces(candidate.sentence.text, candidate.cues)) for candidate in page.object_list
            ],
        },
    )


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def candidate_accept(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Show the form that words a candidate; make the claim of it."""
    candidate = _find(request, candidate_id)
    form = CandidateForm(request.POST or None, initial={"text": candidate.sentence.text})
    if request.method == "POST" and form.is_valid():
        try:
            claim = accept_candidate(candidate=candidate, by=request.user, **form.cleaned_data)
        except ParallaxError as error:
            blame(form, error)
        else:
            if request.htmx:
                decided = render(request, "agreement/_decided.html", {"candidate": candidate, "claim": claim})
                return retarget(reswap(decided, "outerHTML"), f"#candidate-{candidate.pk}")
            messages.success(request, f"{claim.label} is proposed.")
            return redirect("claims:detail", request.workspace.slug, claim.number)
    template = "agreement/_candidate_form.html" if request.htmx else "agreement/candidate_accept.html"
    context = {"candidate": candidate, "form": form, "topics": list_topics(request.workspace)}
    return render(request, template, context, status=422 if form.errors else 200)


@member_page(can_annotate)
@require_POST
def candidate_reject(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Put a candidate aside, or with `undo` back among the undecided ones."""
    candidate = _find(request, candidate_id)
    undo = "undo" in request.POST
    try:
        (restore_candidate if undo else reject_candidate)(candidate=candidate, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
        return _back(request)
    if not request.htmx:
        messages.success(request, "It is back among the candidates." if undo else "Put aside for good.")
        return _back(request)
    context = {"candidate": candidate, "pieces": cue_pieces(candidate.sentence.text, candidate.cues)}
    return render(request, "agreement/_candidate.html" if undo else "agreement/_decided.html", context)


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
