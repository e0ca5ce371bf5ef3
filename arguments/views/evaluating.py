"""What a map comes to: strengths, verdicts and why, beside the map and on a page of its own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from arguments.domain.semantics.frameworks import CardKind
from arguments.enums import GradualSemantics
from arguments.forms import BaseScoreForm
from arguments.models import Argument, ArgumentMap
from arguments.queries.evaluating import EvaluatedMap, evaluate_map, score_history
from arguments.services import choose_semantics, reset_base_score, set_base_score
from arguments.verdict_presenters import (
    SORTS,
    VerdictView,
    as_csv,
    as_json,
    disagreements,
    explain_in_words,
    name_step,
    strengths_for_map,
    verdict_rows,
)
from arguments.views.lookup import find_argument, find_map
from claims.models import Claim
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit, can_read

CLAIMS_A_PAGE = 60
RESET = "reset"


@member_page(can_read)
@require_GET
def map_evaluation(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the strength of the lead and of every claim, and what the semantics say of each."""
    context = _context(request, find_map(request.workspace, slug))
    page = "arguments/_map_evaluation.html" if request.htmx else "arguments/map_evaluation.html"
    return render(request, page, context)


@member_page(can_edit)
@require_POST
def map_semantics(request: MemberRequest, slug: str) -> HttpResponse:
    """Keep the semantics by which the map's strengths are computed."""
    shown, error = find_map(request.workspace, slug), ""
    try:
        choose_semantics(shown=shown, semantics=request.POST.get("semantics", ""), by=request.user)
    except InvalidInputError as invalid:
        error = invalid.message
    return _answer(request, shown, error)


@member_page(can_read)
@require_GET
def claim_why(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Show why a claim came out as it did, and where its base score is from."""
    return _why(request, slug, get_object_or_404(Claim, workspace=request.workspace, number=number))


@member_page(can_read)
@require_GET
def argument_why(request: MemberRequest, slug: str, argument: UUID) -> HttpResponse:
    """Show why an inference came out as it did."""
    return _why(request, slug, find_argument(request.workspace, argument))


@member_page(can_edit)
@require_POST
def claim_score(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Set the base score of a claim in the map, or leave it to the evidence again."""
    return _score(request, slug, get_object_or_404(Claim, workspace=request.workspace, number=number))


@member_page(can_edit)
@require_POST
def argument_score(request: MemberRequest, slug: str, argument: UUID) -> HttpResponse:
    """Set the base score of an inference in the map, or reset it."""
    return _score(request, slug, find_argument(request.workspace, argument))


@member_page(can_read)
@require_GET
def evaluation_json(request: MemberRequest, slug: str) -> HttpResponse:
    """Return the evaluation for programs."""
    shown = find_map(request.workspace, slug)
    evaluated = evaluate_map(shown, _semantics(request, shown), with_sensitivity=False)
    return JsonResponse(
        as_json(evaluated), json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=_attached(shown, "json")
    )


@member_page(can_read)
@require_GET
def evaluation_csv(request: MemberRequest, slug: str) -> HttpResponse:
    """Return the strengths of all claims as a table."""
    shown = find_map(request.workspace, slug)
    evaluated = evaluate_map(shown, _semantics(request, shown), with_sensitivity=False)
    return HttpResponse(
        "\ufeff" + as_csv(evaluated), content_type="text/csv; charset=utf-8", headers=_attached(shown, "csv")
    )


def _why(request: MemberRequest, slug: str, node: Claim | Argument) -> HttpResponse:
    shown = find_map(request.workspace, slug)
    evaluated = evaluate_map(shown, _semantics(request, shown), with_sensitivity=False)
    is_claim, key = isinstance(node, Claim), str(node.pk)
    if key not in (evaluated.claims if is_claim else evaluated.arguments):
        raise Http404
    argument = None if is_claim else evaluated.graph.argument_by_id[key]
    score = (evaluated.claims if is_claim else evaluated.arguments)[key]
    context = {
        "map": shown,
        "map_page": reverse("arguments:map_detail", args=[request.workspace.slug, slug]),
        "claim": evaluated.graph.claim_by_id.get(key),
        "step_name": name_step(evaluated, argument) if argument else "",
        "score": score,
        "row": VerdictView(score, (evaluated.assessment.claims if is_claim else evaluated.assessment.arguments)[key]),
        "chains": explain_in_words(evaluated, key, CardKind.CLAIM if is_claim else CardKind.ARGUMENT),
        "here_id": key,
        "history": score_history(shown, node),
        "score_url": _score_url(request, slug, node),
        "semantics": evaluated.assessment.semantics.value,
    }
    return render(request, "arguments/_verdict_why.html" if request.htmx else "arguments/verdict_why.html", context)


def _score(request: MemberRequest, slug: str, node: Claim | Argument) -> HttpResponse:
    shown, error = find_map(request.workspace, slug), ""
    form = BaseScoreForm(request.POST)
    try:
        if RESET in request.POST:
            reset_base_score(shown=shown, node=node, by=request.user)
        elif form.is_valid():
            set_base_score(shown=shown, node=node, **form.cleaned_data, by=request.user)
        else:
            error = "A base score is a number from 0 to 1, such as 0.7."
    except InvalidInputError as invalid:
        error = invalid.message
    return _answer(request, shown, error)


def _score_url(request: MemberRequest, slug: str, node: Claim | Argument) -> str:
    if isinstance(node, Claim):
        return reverse("arguments:claim_score", args=[request.workspace.slug, slug, node.number])
    return reverse("arguments:argument_score", args=[request.workspace.slug, slug, node.pk])


def _answer(request: MemberRequest, shown: ArgumentMap, error: str) -> HttpResponse:
    if not request.htmx:
        if error:
            messages.error(request, error)
        return redirect("arguments:map_evaluation", request.workspace.slug, shown.slug)
    context = {**_context(request, shown), "error": error}
    return render(request, "arguments/_map_evaluation.html", context, status=422 if error else 200)


def _context(request: MemberRequest, shown: ArgumentMap) -> dict[str, Any]:
    evaluated = evaluate_map(shown, _semantics(request, shown))
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "strength"
    rows = verdict_rows(evaluated, sort)
    page = Paginator(rows, CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    return {
        "map": shown,
        "map_page": reverse("arguments:map_detail", args=[request.workspace.slug, shown.slug]),
        "evaluated": evaluated,
        "lead": next(row for row in rows if row.is_lead),
        "page": page,
        "sort": sort,
        "sorts": [(key, title) for key, (title, _key) in SORTS.items()],
        "semantics": evaluated.assessment.semantics.value,
        "choices": GradualSemantics.choices,
        "swings": _swings(evaluated),
        "disagreements": disagreements(rows),
        "unsettled": sum(row.verdict.strength is None for row in rows),
        "strengths": strengths_for_map(evaluated),
    }


def _swings(evaluated: EvaluatedMap) -> list[dict[str, Any]]:
    found = evaluated.graph.claim_by_id
    return [{"claim": found[one.claim_id], "swing": one} for one in evaluated.sensitivity.swings]


def _semantics(request: MemberRequest, shown: ArgumentMap) -> str:
    """Return the semantics that the address asks for, else the map's own."""
    asked = request.GET.get("semantics", "")
    return asked if asked in GradualSemantics.values else shown.semantics


def _attached(shown: ArgumentMap, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{shown.slug}-evaluation.{ending}"'}
