"""What came out of the analyses: their list, the statements that they left alone, the decisions as labelled pairs."""

import csv
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agreement.domain.clusters.refit import LEAST_DECISIONS, LEAST_OF_EACH
from agreement.forms import RestForm
from agreement.queries.clusters import head_facts, lead_authors
from agreement.queries.labelled import labelled_pairs
from agreement.queries.runs import list_rest, list_runs, newest_calibration
from agreement.queries.spaces import other_model
from agreement.services import ANALYSE_TASK, EMBED_SENTENCES_TASK
from sources.models import Sentence
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

RUNS_A_PAGE = 30
REST_A_PAGE = 50


@member_page(can_read)
@require_GET
def run_list(request: MemberRequest) -> HttpResponse:
    """Show the analyses, the newest first, and what the decisions taught so far."""
    page = Paginator(list_runs(request.workspace), RUNS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "facts": head_facts(request.workspace, ANALYSE_TASK),
        "other_model": other_model(request.workspace, EMBED_SENTENCES_TASK),
        "page": page,
        "query": "",
        "calibration": newest_calibration(request.workspace),
        "decision_count": request.workspace.statement_decisions.count(),
        "least_decisions": LEAST_DECISIONS,
        "least_of_each": LEAST_OF_EACH,
    }
    return render(request, "agreement/run_list.html", context)


@member_page(can_read)
@require_GET
def rest_list(request: MemberRequest) -> HttpResponse:
    """Show the statements that the newest analysis left in no cluster, narrowed by author and words."""
    chosen = RestForm(request.GET).chosen
    facts = head_facts(request.workspace, ANALYSE_TASK)
    rest = list_rest(facts.run, chosen["author"], chosen["q"]) if facts.run else Sentence.objects.none()
    page = Paginator(rest, REST_A_PAGE).get_page(request.GET.get("page"))
    query = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "facts": facts,
        "page": page,
        "query": f"{query}&" if query else "",
        "author": chosen["author"],
        "sought": chosen["q"],
        "authors": lead_authors(request.workspace),
    }
    return render(request, "agreement/rest_list.html", context)


@member_page(can_read)
@require_GET
def decision_table(request: MemberRequest) -> HttpResponse:
    """Return the decided pairs as labelled pairs: a CSV that quality can be measured on."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="decisions-{request.workspace.slug}.csv"'
    csv.writer(response).writerows(labelled_pairs(request.workspace))
    return response
