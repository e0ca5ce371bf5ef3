"""Decisions on the statements of clusters: one key each, taken back one after the other.

Each answers with the card of its cluster, so that it shows at once what follows for the other statements.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from agreement.enums import StatementRelation
from agreement.forms import DecisionForm
from agreement.models import AgreementCluster
from agreement.queries import Decisions, clusters_with, show_cluster
from agreement.queries.runs import find_sentences
from agreement.services import decide_statements, undo_decision, withdraw_decision
from common.errors import InvalidInputError
from sources.models import Sentence
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

MOST_DIGITS = 19
"""Of an id that the database can hold."""


@member_page(can_read)
@require_GET
def pair_detail(request: MemberRequest) -> HttpResponse:
    """Show two statements of any texts side by side, by `s` twice, and what was said of them."""
    asked = [int(pk) for pk in request.GET.getlist("s") if pk.isdecimal() and len(pk) < MOST_DIGITS]
    found = {one.pk: one for one in find_sentences(request.workspace, asked[:3])}
    if len(asked) != 2 or len(found) != 2:
        messages.error(request, "Choose two statements to compare.")
        return redirect("agreement:rest", request.workspace.slug)
    head, statement = (found[pk] for pk in asked)
    decision = Decisions(request.workspace).shown(head.pk, statement.pk)
    context = {"head": head, "statement": statement, "decision": decision}
    return render(request, "agreement/pair_detail.html", context)


@member_page(can_annotate)
@require_POST
def statements_decide(request: MemberRequest) -> HttpResponse:
    """Save what a person says of two statements, or take it back with an empty relation."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "That is no decision on two statements. Reload the page and try again.")
        return _answer(request, None, ())
    given = form.cleaned_data
    statement, head = (_sentence(request, given[name]) for name in ("statement", "head"))
    cluster = clusters_with(request.workspace, (statement.pk, head.pk)).first()
    try:
        _save(request, statement, head, relation=given["relation"], seen=given["seen"], cluster=cluster)
    except InvalidInputError as error:
        messages.error(request, error.message)
    else:
        if "pair" in request.POST:
            messages.success(request, "Saved for the next analysis.")
        elif cluster is None:
            messages.info(request, "Saved. A newer analysis has these statements in another cluster or in none.")
    return _answer(request, cluster, (statement.pk, head.pk), gone=given["cluster"])


@member_page(can_annotate)
@require_POST
def decision_undo(request: MemberRequest) -> HttpResponse:
    """Take back the user's last decision; pressed again, the one before it."""
    undone = undo_decision(workspace=request.workspace, by=request.user)
    if undone is None:
        messages.info(request, "There is nothing of yours left to undo.")
        return _answer(request, None, ())
    now = f"It is “{undone.holds}” again." if undone.holds else "It waits for a decision again."
    messages.success(request, f"Undone: “{undone.said}”. {now}")
    pair = (undone.first_id, undone.second_id)
    found = list(clusters_with(request.workspace, pair))
    shown = set(request.POST.getlist("cluster"))
    on_page = [cluster for cluster in found if str(cluster.pk) in shown]
    return _answer(request, next(iter(on_page or found), None), pair, is_there=bool(on_page))


def _sentence(request: MemberRequest, pk: int) -> Sentence:
    found = (
        Sentence.objects.filter(pk=pk, text_version__capture__source__workspace=request.workspace).only("pk").first()
    )
    if found is None:
        raise Http404
    return found


def _save(  # noqa: PLR0913 - the parts of one form
    request: MemberRequest,
    statement: Sentence,
    head: Sentence,
    *,
    relation: str,
    seen: str,
    cluster: AgreementCluster | None,
) -> None:
    if not relation:
        withdraw_decision(workspace=request.workspace, one=statement, other=head, seen=seen, by=request.user)
        return
    narrower = {"narrower": statement, "wider": head}.get(relation)
    decide_statements(
        workspace=request.workspace,
        one=statement,
        other=head,
        relation=StatementRelation.NARROWER if narrower else relation,
        narrower=narrower,
        seen=seen,
        run=cluster.run if cluster else None,
        by=request.user,
    )


def _answer(
    request: MemberRequest,
    cluster: AgreementCluster | None,
    pair: tuple[int, ...],
    *,
    gone: UUID | None = None,
    is_there: bool = True,
) -> HttpResponse:
    """Return the cluster's card in place of what was there, messages with it; without htmx go back to the list.

    `gone` is the cluster that the page still shows although a newer analysis has another; `is_there` says whether the
    page shows the cluster at all.
    """
    if "pair" in request.POST and len(pair) == 2:
        statement, compared = pair
        return redirect(f"{reverse('agreement:pair', args=[request.workspace.slug])}?s={compared}&s={statement}")
    if not request.htmx:
        address = reverse("agreement:clusters", args=[request.workspace.slug])
        return redirect(f"{address}?show=all#cluster-{cluster.pk}" if cluster else address)
    if cluster is None or not is_there:
        response = render(request, "agreement/_cluster_gone.html", {"gone": gone})
        return retarget(reswap(response, "outerHTML"), f"#cluster-{gone}") if gone else reswap(response, "none")
    head = request.POST.get("head", "")
    shown = show_cluster(cluster, Decisions(request.workspace), int(head) if head.isdecimal() else None)
    response = render(request, "agreement/_cluster.html", {"shown": shown, "decided": pair, "is_answer": True})
    return retarget(reswap(response, "outerHTML"), f"#cluster-{cluster.pk}")
