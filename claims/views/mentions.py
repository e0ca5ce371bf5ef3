"""Who can be mentioned, and the inbox of those who were."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from claims.queries import count_unread_mentions, excerpt_of_comment, list_mentions, names_of_members
from claims.services import read_mentions
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

MENTIONS_A_PAGE = 30
CHOICES = 8


@member_page(can_annotate)
@require_GET
def mention_choices(request: MemberRequest) -> HttpResponse:
    """Return the members whose name has a word that starts with what was typed after the @."""
    typed = request.GET.get("q", "").casefold().strip()
    names = sorted(names_of_members(request.workspace).values(), key=str.casefold)
    fitting = [name for name in names if _fits(name.casefold(), typed)]
    return render(request, "claims/_mention_choices.html", {"names": fitting[:CHOICES], "more": fitting[CHOICES:]})


@member_page(can_read)
@require_GET
def mention_list(request: MemberRequest) -> HttpResponse:
    """Show where the reader was mentioned: what they have not seen or, with `all`, everything."""
    everything = "all" in request.GET
    mentions = list_mentions(request.workspace, request.user, unread_only=not everything)
    page = Paginator(mentions, MENTIONS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "claims/mention_list.html",
        {
            "page": page,
            "rows": [(mention, excerpt_of_comment(mention.comment)) for mention in page.object_list],
            "everything": everything,
            "unread_count": count_unread_mentions(request.workspace, request.user),
            "query": "all=1&" if everything else "",
        },
    )


@member_page(can_read)
@require_GET
def mention_count(request: MemberRequest) -> HttpResponse:
    """Return the number of unread mentions, for the menu."""
    unread = count_unread_mentions(request.workspace, request.user)
    return render(request, "claims/_mention_count.html", {"unread_count": unread})


@member_page(can_read)
@require_POST
def mention_read(request: MemberRequest) -> HttpResponse:
    """Mark the reader's mentions in these comments as read; in all of them when none is named."""
    comments = [UUID(given) for given in request.POST.getlist("comment") if _is_identifier(given)]
    everything = "comment" not in request.POST
    read_mentions(workspace=request.workspace, user=request.user, comments=None if everything else comments)
    return HttpResponse(status=204) if request.htmx else redirect("claims:mentions", request.workspace.slug)


def _fits(name: str, typed: str) -> bool:
    return name.startswith(typed) or any(word.startswith(typed) for word in name.split())


def _is_identifier(given: str) -> bool:
    try:
        return bool(UUID(given))
    except ValueError:
        return False
