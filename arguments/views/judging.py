"""The critical questions of a map's arguments: what scheme an argument has, and how its questions stand."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from arguments.domain.schemes import SCHEMES
from arguments.queries.judging import Show, list_questions, question_argument
from arguments.services import answer_question, choose_scheme, reopen_question
from arguments.views.lookup import find_argument, find_map
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

REOPEN = "reopen"


@member_page(can_read)
@require_GET
def map_questions(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the open critical questions of a map, or the answered ones, or the steps without a scheme."""
    shown = find_map(request.workspace, slug)
    show = request.GET.get("show", "")
    show = show if show in set(Show) else Show.OPEN.value
    context = {
        "map": shown,
        "listed": list_questions(shown, show, request.GET.get("page", "1")),
        "show": show,
        "schemes": SCHEMES.values(),
    }
    page = "arguments/_map_questions.html" if request.htmx else "arguments/map_questions.html"
    return render(request, page, context)


@member_page(can_annotate)
@require_POST
def argument_scheme(request: MemberRequest, slug: str, argument: UUID) -> HttpResponse:
    """Give an argument a scheme, and show the questions that come with it."""
    error = ""
    try:
        choose_scheme(
            argument=find_argument(request.workspace, argument), scheme=request.POST.get("scheme", ""), by=request.user
        )
    except InvalidInputError as invalid:
        error = invalid.message
    return _answer(request, slug, argument, error)


@member_page(can_annotate)
@require_POST
def question_answer(request: MemberRequest, slug: str, argument: UUID, question: str) -> HttpResponse:
    """Answer a critical question well or badly, or open it again."""
    found, seen = find_argument(request.workspace, argument), request.POST.get("seen")
    verdict, note = request.POST.get("verdict", ""), request.POST.get("note", "")
    error = ""
    try:
        if verdict == REOPEN:
            reopen_question(argument=found, question=question, seen=seen, by=request.user)
        else:
            answer_question(argument=found, question=question, verdict=verdict, note=note, seen=seen, by=request.user)
    except InvalidInputError as invalid:
        error = invalid.message
    return _answer(request, slug, argument, error, asked=question, typed=note)


def _answer(request: MemberRequest, slug: str, argument: UUID, error: str, **about: str) -> HttpResponse:
    """Return the argument as it stands now: as a fragment, or on its page."""
    shown = find_map(request.workspace, slug)
    if not request.htmx:
        if error:
            messages.error(request, error)
        listed = question_argument(find_argument(request.workspace, argument))
        place = reverse("arguments:map_questions", args=[request.workspace.slug, slug])
        return redirect(f"{place}?show={listed.show}#step-{argument}")
    context = {
        "map": shown,
        "one": question_argument(find_argument(request.workspace, argument)),
        "schemes": SCHEMES.values(),
        "error": error,
        **about,
    }
    return render(request, "arguments/_questioned.html", context, status=422 if error else 200)
