"""The reasoning coach beside a map, and on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from arguments.hint_presenters import group_hints, show_hints
from arguments.models import ArgumentMap
from arguments.queries.coaching import coach_map
from arguments.services import dismiss_hint, restore_hint
from arguments.views.lookup import find_map
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read


@member_page(can_read)
@require_GET
def map_coach(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what the coach says of a map: beside it as a fragment, else as a page."""
    context = _context(request, find_map(request.workspace, slug))
    return render(request, "arguments/_map_coach.html" if request.htmx else "arguments/map_coach.html", context)


@member_page(can_read)
@require_GET
def coach_count(request: MemberRequest, slug: str) -> HttpResponse:
    """Return how many likely hints there are, for the tab of the coach."""
    number = len(coach_map(find_map(request.workspace, slug)).likely)
    return render(request, "arguments/_coach_count.html", {"number": number})


@member_page(can_annotate)
@require_POST
def hint_dismiss(request: MemberRequest, slug: str, fingerprint: str) -> HttpResponse:
    """Put a hint aside, with a reason if one is given."""
    shown, error = find_map(request.workspace, slug), ""
    try:
        dismiss_hint(shown=shown, fingerprint=fingerprint, reason=request.POST.get("reason", ""), by=request.user)
    except InvalidInputError as invalid:
        error = invalid.message
    return _answer(request, shown, error)


@member_page(can_annotate)
@require_POST
def hint_restore(request: MemberRequest, slug: str, fingerprint: str) -> HttpResponse:
    """Show a hint again."""
    shown = find_map(request.workspace, slug)
    restore_hint(shown=shown, fingerprint=fingerprint, by=request.user)
    return _answer(request, shown, "", opened="dismissed")


def _answer(request: MemberRequest, shown: ArgumentMap, error: str, **about: str) -> HttpResponse:
    if not request.htmx:
        if error:
            messages.error(request, error)
        return redirect("arguments:map_coach", request.workspace.slug, shown.slug)
    context = {**_context(request, shown), "error": error, **about}
    return render(request, "arguments/_map_coach.html", context, status=422 if error else 200)


def _context(request: MemberRequest, shown: ArgumentMap) -> dict[str, Any]:
    coached = coach_map(shown)
    return {
        "map": shown,
        "map_page": reverse("arguments:map_detail", args=[request.workspace.slug, shown.slug]),
        "coached": coached,
        "likely": show_hints(coached, coached.likely),
        "possible": group_hints(coached, coached.possible),
        "dismissed": coached.dismissed,
    }
