"""The queue in which annotators judge passages alone, and the setting that asks for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.forms import JudgementsWantedForm
from claims.models import Evidence
from claims.queries.judging import disputed_pairs, questions_for, verdict_of, waiting_for_others
from claims.services import Remark, judge_evidence, set_judgements_wanted, withdraw_judgement
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_administer, can_annotate

QUESTIONS_SHOWN = 20
SAID = {
    "waiting": "Saved. It counts once another annotator has judged alike.",
    "agreed": "Saved. Both of you say the same, so it is settled.",
    "disputed": "Saved. You and the other annotator differ, so an editor decides.",
}


@member_page(can_annotate)
@require_GET
def question_list(request: MemberRequest) -> HttpResponse:
    """Show the pairs of passage and claim that wait for this annotator, without what the other one said."""
    questions = questions_for(request.workspace, request.user)
    context = {
        "questions": questions[:QUESTIONS_SHOWN],
        "number": questions.count(),
        "waiting": waiting_for_others(request.workspace, request.user),
    }
    return render(request, "claims/question_list.html", context)


@member_page(can_annotate)
@require_POST
def question_answer(request: MemberRequest, evidence_id: UUID) -> HttpResponse:
    """Save the annotator's answer, or take it back."""
    pair = get_object_or_404(
        Evidence.objects.with_quotes().select_related("claim", "workspace"),
        pk=evidence_id,
        workspace=request.workspace,
    )
    try:
        if "undo" in request.POST:
            withdraw_judgement(evidence=pair, by=request.user)
            return _answer(request, pair, said="Taken back.", is_open=True)
        remark = Remark(note=request.POST.get("note", ""))
        judge_evidence(evidence=pair, answer=request.POST.get("answer", ""), remark=remark, by=request.user)
    except InvalidInputError as error:
        return _answer(request, pair, error=error.message)
    pair.refresh_from_db()
    return _answer(request, pair, said=SAID.get(verdict_of(pair).state, "Saved."))


def _answer(
    request: MemberRequest, pair: Evidence, *, said: str = "", error: str = "", is_open: bool = False
) -> HttpResponse:
    """Return what takes the question's place in the queue; without a script go back to the queue with a message."""
    if not request.htmx:
        messages.add_message(request, messages.ERROR if error else messages.SUCCESS, error or said)
        return redirect("claims:questions", request.workspace.slug)
    template = "claims/_question.html" if is_open else "claims/_question_answered.html"
    context: dict[str, Any] = {"question": pair, "said": said, "error": error}
    return render(request, template, context, status=422 if error else 200)


@member_page(can_administer)
@require_http_methods(["GET", "POST"])
def judging_setting(request: MemberRequest) -> HttpResponse:
    """Show how many judgements the workspace asks for; an admin changes it."""
    form = JudgementsWantedForm(
        request.POST or None, initial={"judgements_wanted": request.workspace.judgements_wanted}
    )
    if form.is_valid():
        wanted = form.cleaned_data["judgements_wanted"]
        set_judgements_wanted(workspace=request.workspace, wanted=wanted, by=request.user)
        said = "Two annotators judge each passage alone now." if wanted == 2 else "One judgement is enough now."
        messages.success(request, said)
        return redirect("claims:judging_setting", request.workspace.slug)
    waiting = Evidence.objects.filter(workspace=request.workspace).judging().judged_by(at_least=1, fewer_than=2).count()
    context = {"form": form, "waiting": waiting, "disputes": disputed_pairs(request.workspace).count()}
    return render(request, "claims/judging_setting.html", context, status=422 if form.errors else 200)
