"""The critical questions of a map's arguments: what scheme an argument has, and how its questions stand."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from arguments.domain.schemes import SCHEMES
from arguments.models import ArgumentMap
from arguments.queries.judging import Show, find_open_questions, list_questions, question_argument
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


@member_page(can_read)
@require_GET
def question_list(request: MemberRequest) -> HttpResponse:
    """Show on which maps of the workspace critical questions are open; straight to the map where it is only one."""
    found = find_open_questions(request.workspace)
    if len(found.maps) == 1 and not found.loose:
        return redirect("arguments:map_questions", request.workspace.slug, found.maps[0][0].slug)
    return render(request, "arguments/question_list.html", {"found": found})


@member_page(can_annotate)
@require_POST
def argument_scheme(request: MemberRequest, slug: str, argument: UUID) -> HttpResponse:
    """Give an argument a scheme, and show the questions that come with it."""
    shown, found = find_map(request.workspace, slug), find_argument(request.workspace, argument)
    error = ""
    try:
        choose_scheme(argument=found, scheme=request.POST.get("scheme", ""), shown=shown, by=request.user)
    except InvalidInputError as invalid:
        error = invalid.message
    return _answer(request, shown, argument, error)


@member_page(can_annotate)
@require_POST
def question_answer(request: MemberRequest, slug: str, argument: UUID, question: str) -> HttpResponse:
    """Answer a critical question well or badly, or open it again."""
    shown, found = find_map(request.workspace, slug), find_argument(request.workspace, argument)
    verdict, note, seen = (request.POST.get(name) for name in ("verdict", "note", "seen"))
    error = ""
    try:
        if verdict == REOPEN:
            reopen_question(argument=found, question=question, seen=seen, shown=shown, by=request.user)
        else:
            answer_question(
                argument=found,
                question=question,
                verdict=verdict or "",
                note=note or "",
                seen=seen,
                shown=shown,
                by=request.user,
            )
    except InvalidInputError as invalid:
        error = invalid.message
    return _answer(request, shown, argument, error, asked=question, typed=note or "")


def _answer(request: MemberRequest, shown: ArgumentMap, argument: UUID, error: str, **about: str) -> HttpResponse:
    """Return the argument as it stands now: as a fragment, or on its page."""
    if not request.htmx:
        if error:
            messages.error(request, error)
        listed = question_argument(find_argument(request.workspace, argument))
        place = reverse("arguments:map_questions", args=[request.workspace.slug, shown.slug])
        return redirect(f"{place}?show={listed.show}#step-{argument}")
    context = {
        "map": shown,
        "one": question_argument(find_argument(request.workspace, argument)),
        "schemes": SCHEMES.values(),
        "error": error,
        **about,
    }
    return render(request, "arguments/_questioned.html", context, status=422 if error else 200)
