"""The way through the work: passages found for a worded claim, two questions of each, and the cell that follows."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from agreement.answer_forms import AnswerForm, SilenceForm
from agreement.domain.answering.answers import BEARING_WORDS, About, Attitude, Said, bearing_of
from agreement.domain.answering.stopping import words_of
from agreement.models import Answer
from agreement.queries.answering import sentences_of
from agreement.queries.asked import ClaimDesk
from agreement.queries.desk import desks_of
from agreement.queries.open_passages import findings_in, open_claims, open_passages, open_silences
from agreement.queries.progress import bands_kept, derivations_of, latest_answers, outlook_for, pace_of_person
from agreement.services import (
    ANALYSE_TASK,
    EMBED_CLAIMS_TASK,
    confirm_silence,
    give_answer,
    request_claim_vectors,
    take_back,
    withdraw_silence,
)
from claims.models import Claim
from claims.queries import find_claim
from common.errors import ParallaxError
from sources.models import Author, Sentence
from workspaces.gates import MemberRequest, member_page
from workspaces.models import Job
from workspaces.policies import can_annotate, can_read

CLAIMS_AT_ONCE = 6
"""Claims whose passages are put one after another on one page."""
CLAIMS_LISTED = 50

OUTCOMES = {
    about: {
        attitude: BEARING_WORDS[bearing]
        for attitude in Attitude
        if attitude and (bearing := bearing_of(Said(about, attitude)))
    }
    for about in (About.CLAIM, About.OPPOSITE)
}
"""What each pair of answers amounts to, for the page to say before the answer is given."""


@member_page(can_read)
@require_GET
def answer_queue(request: MemberRequest) -> HttpResponse:
    """Show which claims have passages to answer, how the answering goes, and whether going on pays."""
    workspace, user = request.workspace, request.user
    return render(
        request,
        "agreement/answer_queue.html",
        {
            "claims": open_claims(workspace, user, CLAIMS_LISTED),
            # Asked by the template where there is no claim to list.
            "is_looked_for": findings_in(workspace).exists,
            "open_count": open_passages(workspace, user).count(),
            "silences": open_silences(workspace)
            .select_related("claim", "author")
            .order_by("speaks", "pk")[:CLAIMS_LISTED],
            **_progress(request),
        },
    )


@member_page(can_read)
@require_GET
def answer_all(request: MemberRequest) -> HttpResponse:
    """Show the passages of the claims that promise most, one after another."""
    waiting = open_claims(request.workspace, request.user, CLAIMS_AT_ONCE)
    desks = desks_of([one.claim for one in waiting], request.user)
    return render(request, "agreement/answer_desk.html", {**_desk_context(request, desks), "many": True})


@member_page(can_read)
@require_GET
def claim_answers(request: MemberRequest, number: int) -> HttpResponse:
    """Show one claim: every author's cell and the passages found; `?author=slug` begins with that author."""
    claim = _claim(request, number)
    desks = desks_of([claim], request.user, first=request.GET.get("author", ""))
    context = _desk_context(request, desks, claim)
    if not desks[0].is_found:
        context["job"] = _looking(request)
    return render(request, "agreement/_desk.html" if request.htmx else "agreement/answer_desk.html", context)


@member_page(can_annotate)
@require_POST
def passages_look(request: MemberRequest, number: int) -> HttpResponse:
    """Have passages looked for and go back to where they will show."""
    claim = _claim(request, number)
    request_claim_vectors(workspace=request.workspace, by=request.user)
    return redirect("agreement:claim_answers", request.workspace.slug, claim.number)


@member_page(can_annotate)
@require_POST
def answer_give(request: MemberRequest, number: int, sentence_id: int) -> HttpResponse:
    """Answer a passage; with `seen` over what somebody else has said."""
    claim, sentence = _claim(request, number), _sentence(request, sentence_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _refused(request, claim, " ".join(str(one) for rows in form.errors.values() for one in rows))
    given = form.cleaned_data
    try:
        answer = give_answer(
            claim=claim,
            sentence=sentence,
            said=given["said"],
            speaker=given["speaker"],
            seen=given["seen"],
            by=request.user,
        )
    except ParallaxError as error:
        return _refused(request, claim, error.message, **error.details)
    return _done(request, claim, _told(answer), answer=answer, brief=given["brief"])


@member_page(can_annotate)
@require_POST
def answer_take_back(request: MemberRequest, number: int, sentence_id: int) -> HttpResponse:
    """Take an answer back; one that is gone already needs nothing."""
    claim, sentence = _claim(request, number), _sentence(request, sentence_id)
    try:
        gone = take_back(claim=claim, sentence=sentence, seen=request.POST.get("seen", ""), by=request.user)
    except ParallaxError as error:
        return _refused(request, claim, error.message, **error.details)
    said = f"Taken back on {claim.label}." if gone else "It was taken back already."
    return _done(request, claim, said, brief="brief" in request.POST)


@member_page(can_annotate)
@require_POST
def silence_confirm(request: MemberRequest, number: int, author_slug: str) -> HttpResponse:
    """Find the author silent on the claim, on the ground of the sentences that were shown."""
    claim, who = _claim(request, number), _author(request, author_slug)
    form = SilenceForm(request.POST)
    if not form.is_valid():
        return _refused(request, claim, "That names no sentence.")
    rows = sentences_of(request.workspace.pk).in_bulk(form.cleaned_data["shown"])
    try:
        confirm_silence(claim=claim, author=who, shown=list(rows.values()), by=request.user)
    except ParallaxError as error:
        return _refused(request, claim, error.message, **error.details)
    return _done(request, claim, f"{who.name} is silent on {claim.label}.", brief=form.cleaned_data["brief"])


@member_page(can_annotate)
@require_POST
def silence_withdraw(request: MemberRequest, number: int, author_slug: str) -> HttpResponse:
    """Take the finding of silence back: the author is open on the claim again."""
    claim, who = _claim(request, number), _author(request, author_slug)
    withdraw_silence(claim=claim, author=who, by=request.user)
    said = f"Taken back: {who.name} is open on {claim.label} again."
    return _done(request, claim, said, brief="brief" in request.POST)


def _desk_context(request: MemberRequest, desks: Sequence[ClaimDesk], claim: Claim | None = None) -> dict[str, Any]:
    following = open_claims(request.workspace, request.user, 1, but=claim) if claim else []
    return {
        "claim": claim,
        "desks": desks,
        "outcomes_json": json.dumps(OUTCOMES),
        "authors": list(Author.objects.filter(workspace=request.workspace).order_by("family", "given")),
        "following": following[0] if following else None,
        **_progress(request, claim),
    }


def _progress(request: MemberRequest, claim: Claim | None = None) -> dict[str, Any]:
    outlook = outlook_for(request.workspace, request.user, claim)
    return {
        "pace": pace_of_person(request.workspace, request.user),
        "bands": bands_kept(request.workspace, request.user),
        "outlook": outlook,
        "advice": words_of(outlook),
        "latest": latest_answers(request.workspace, request.user),
    }


def _done(
    request: MemberRequest, claim: Claim, said: str, *, answer: Answer | None = None, brief: bool
) -> HttpResponse:
    """Answer a script with what was done and the parts of the page that changed, anybody else with the page."""
    if request.accepts("text/html"):
        messages.success(request, said)
        return _back(request, claim)
    told: dict[str, Any] = {"said": said, "seen": answer.seen if answer else ""}
    if not brief:
        desk = desks_of([claim], request.user)[0]
        context = {"desk": desk, "claim": claim, **_progress(request, claim)}
        for name in ("cells", "progress"):
            told[name] = render_to_string(f"agreement/_answer_{name}.html", context, request)
    return JsonResponse(told)


def _refused(request: MemberRequest, claim: Claim, message: str, **details: Any) -> HttpResponse:  # noqa: ANN401
    if request.accepts("text/html"):
        messages.error(request, message)
        return _back(request, claim)
    return JsonResponse({"message": message, **details}, status=409)


def _back(request: MemberRequest, claim: Claim) -> HttpResponse:
    if "many" in request.POST:
        return redirect("agreement:answer_all", request.workspace.slug)
    return redirect("agreement:claim_answers", request.workspace.slug, claim.number)


def _told(answer: Answer) -> str:
    return " → ".join(derivations_of([answer])[0].derivation)


def _looking(request: MemberRequest) -> Job | None:
    """Return the job that looks for passages, None if none is on its way."""
    jobs = Job.objects.filter(workspace=request.workspace, task__in=[EMBED_CLAIMS_TASK, ANALYSE_TASK])
    return jobs.active().order_by("created_at").first()


def _claim(request: MemberRequest, number: int) -> Claim:
    claim = find_claim(request.workspace, number)
    if claim is None:
        raise Http404
    claim.workspace = request.workspace
    return claim


def _sentence(request: MemberRequest, sentence_id: int) -> Sentence:
    sentence = sentences_of(request.workspace.pk).filter(pk=sentence_id).first()
    if sentence is None:
        raise Http404
    return sentence


def _author(request: MemberRequest, slug: str) -> Author:
    author = Author.objects.filter(workspace=request.workspace, slug=slug).first()
    if author is None:
        raise Http404
    return author
