"""Agreement clusters: what statements of several authors seem to be about one claim, and making it one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.forms import ClusterFilterForm, ClusterForm
from agreement.models import AgreementCluster
from agreement.queries import Decisions, cluster_facts, find_cluster, list_clusters, show_cluster
from agreement.services import ANALYSE_TASK, make_claim_of_cluster, request_analysis
from claims.forms import blame
from claims.queries import list_topics
from common.errors import ParallaxError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

CLUSTERS_A_PAGE = 10


@member_page(can_read)
@require_GET
def cluster_list(request: MemberRequest) -> HttpResponse:
    """Show the newest analysis: its facts, and its clusters with their statements and what was decided on them."""
    form = ClusterFilterForm(request.GET)
    facts = cluster_facts(request.workspace, ANALYSE_TASK, form.filters)
    form.offer_authors(facts.authors)
    clusters = list_clusters(facts.run, form.filters) if facts.run else AgreementCluster.objects.none()
    paginator = Paginator(clusters, CLUSTERS_A_PAGE)
    # They are counted already, with those of the other filters.
    paginator.count = facts.counts[form.filters.show]
    page = paginator.get_page(request.GET.get("page"))
    decisions = Decisions(request.workspace)
    return render(
        request,
        "agreement/cluster_list.html",
        {
            "facts": facts,
            "form": form,
            "filters": form.filters,
            "page": page,
            "query": form.query,
            "overruled": decisions.overruled(),
            "rows": [show_cluster(cluster, decisions) for cluster in page.object_list],
        },
    )


@member_page(can_read)
@require_GET
def cluster_detail(request: MemberRequest, cluster_id: UUID) -> HttpResponse:
    """Show one cluster, its statements compared with the one in `head`; for a fragment's request its card only."""
    cluster = find_cluster(request.workspace, cluster_id)
    if cluster is None:
        raise Http404
    head = request.GET.get("head", "")
    shown = show_cluster(cluster, Decisions(request.workspace), int(head) if head.isdecimal() else None)
    template = "agreement/_cluster.html" if request.htmx else "agreement/cluster_detail.html"
    return render(request, template, {"shown": shown})


@member_page(can_annotate)
@require_POST
def analysis_request(request: MemberRequest) -> HttpResponse:
    """Have the workspace analysed again and go back to where its progress shows."""
    request_analysis(workspace=request.workspace, by=request.user)
    messages.success(request, "The analysis is on its way. Its progress shows here.")
    return redirect("agreement:clusters", request.workspace.slug)


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def cluster_claim(request: MemberRequest, cluster_id: UUID) -> HttpResponse:
    """Show the form that words a claim for a cluster; make the claim and go to its page."""
    cluster = find_cluster(request.workspace, cluster_id)
    if cluster is None:
        raise Http404
    if cluster.claim is not None:
        return redirect("claims:detail", request.workspace.slug, cluster.claim.number)
    shown = show_cluster(cluster, Decisions(request.workspace))
    form = ClusterForm(
        request.POST or None,
        members=[one.member for one in shown.members],
        initial={"text": shown.head.member.sentence.text if shown.head else ""},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            claim = make_claim_of_cluster(
                cluster=cluster,
                text=given["text"],
                kind=given["kind"],
                topic=given["topic"],
                bearings=form.bearings,
                by=request.user,
            )
        except ParallaxError as error:
            blame(form, error)
        else:
            messages.success(request, f"{claim.label} is proposed, with {len(form.bearings)} passages as evidence.")
            # What else every author says on it is looked for and asked there.
            return redirect("agreement:claim_answers", request.workspace.slug, claim.number)
    return render(
        request,
        "agreement/cluster_claim.html",
        {
            "cluster": cluster,
            "form": form,
            "rows": [(one, form[f"member_{one.member.pk}"]) for one in shown.members],
            "topics": list_topics(request.workspace),
        },
        status=422 if form.errors else 200,
    )
